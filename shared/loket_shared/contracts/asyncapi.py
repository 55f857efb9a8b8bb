"""The catalogue of events as an AsyncAPI 3.0 document (NL GOV profile for CloudEvents, ``type``: look-up)."""

from collections.abc import Mapping
from typing import Any

from loket_shared.contracts.event import SIGNATURE_FORMAT, Event
from loket_shared.contracts.registry import EVENTS
from loket_shared.contracts.topics import OF_EACH_SERVICE, PRODUCERS, SERVICES, Topic

_SIGNATURE = (
    "Ed25519 (RFC 8032), by the producing service, over the RFC 8785 form of an object with "
    f"format ({SIGNATURE_FORMAT}), topic, attributes (all but this one, by name, as they are written) "
    "and data (their SHA-256 in hexadecimal)"
)
_TEXT = {"type": "string"}
_MOMENT = {"type": "string", "format": "date-time", "description": "when the event was recorded, in UTC"}
_SEQUENCE = {"type": "string", "pattern": "^[0-9]{10}$", "description": "from 1 without gaps, per topic and key"}
_REQUIRED_HEADERS: Mapping[str, Mapping[str, str]] = {
    "content-type": _TEXT,
    "ce_specversion": {"type": "string", "const": "1.0"},
    "ce_id": {"type": "string", "format": "uuid"},
    "ce_source": {"type": "string", "pattern": "^urn:nld:"},
    "ce_type": _TEXT,
    "ce_subject": {**_TEXT, "description": "the question's reference, or else the key"},
    "ce_time": _MOMENT,
    "ce_sequence": _SEQUENCE,
    "ce_dataschema": {"type": "string", "format": "uri"},
    "ce_partitionkey": {**_TEXT, "description": "the record's key"},
    "ce_dataclassification": _TEXT,
    "ce_nlsigningkey": {"type": "string", "format": "uuid", "description": "the id of the producer's signing key"},
    "ce_nlsignature": {"type": "string", "contentEncoding": "base64", "description": _SIGNATURE},
}
_CONSUMER: Mapping[str, Any] = {
    "description": "the consumer group of the service whose own topic it is",
    "enum": [f"loket.{service}" for service in SERVICES],
}
_OPTIONAL_HEADERS: Mapping[str, Mapping[str, str]] = {
    "ce_dataref": {"type": "string", "format": "uri-reference"},
    "ce_correlationid": _TEXT,
    "ce_causationid": {**_TEXT, "description": "the id of the event that caused this one"},
    "ce_traceparent": {**_TEXT, "description": "the trace in which the event came about"},
    "traceparent": {**_TEXT, "description": "the hop through Kafka"},
}


def asyncapi_document(version: str) -> dict[str, Any]:
    """Return the document for the events of this ``version`` of the contracts; it refers to the schemas by file."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Loket Kennisveiligheid",
            "version": version,
            "description": (
                "What the services tell each other: CloudEvents 1.0, NL GOV profile 1.1, in Kafka binary mode. "
                "Content travels sealed; each schema's x-sealed says what, and for which compartment."
            ),
            "license": {"name": "EUPL-1.2"},
        },
        "defaultContentType": "application/json",
        "channels": {_name(topic): _channel(topic) for topic in Topic},
        "operations": {
            f"{producer}-publishes-{_name(topic)}": _operation(topic, producer)
            for topic in Topic
            for producer in _producers(topic)
        },
        "components": {
            "messages": {kind.TYPE: _message(kind) for kind in EVENTS},
            "messageTraits": {"cloudEvent": {"headers": _headers()}},
        },
    }


def _name(topic: Topic) -> str:
    return topic.removeprefix("loket.").removeprefix("{consumer}.")


def _producers(topic: Topic) -> tuple[str, ...]:
    """Return the one service that writes to ``topic``, or all services for a topic that each has of its own."""
    return SERVICES if topic in OF_EACH_SERVICE else (PRODUCERS[topic],)


def _channel(topic: Topic) -> dict[str, Any]:
    messages = {kind.TYPE: {"$ref": f"#/components/messages/{kind.TYPE}"} for kind in EVENTS if topic is kind.TOPIC}
    channel = {"address": str(topic), "messages": messages}
    return {**channel, "parameters": {"consumer": _CONSUMER}} if "{consumer}" in topic else channel


def _operation(topic: Topic, producer: str) -> dict[str, Any]:
    return {"action": "send", "channel": {"$ref": f"#/channels/{_name(topic)}"}, "tags": [{"name": producer}]}


def _message(kind: type[Event]) -> dict[str, Any]:
    return {
        "name": kind.TYPE,
        "summary": (kind.__doc__ or "").partition("\n")[0],
        "traits": [{"$ref": "#/components/messageTraits/cloudEvent"}],
        "payload": {"$ref": f"./{kind.TYPE}.json"},
        "bindings": {"kafka": {"key": {"type": "string", "format": "uuid"}}},
    }


def _headers() -> dict[str, Any]:
    properties = {name: dict(schema) for name, schema in {**_REQUIRED_HEADERS, **_OPTIONAL_HEADERS}.items()}
    return {"type": "object", "properties": properties, "required": list(_REQUIRED_HEADERS)}
