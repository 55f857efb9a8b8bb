"""Finds the reason behind a broker failure, if the broker gives one."""

import ssl
from collections.abc import Collection

from aiokafka import errors
from aiokafka.conn import collect_hosts, create_conn

from loket_shared.broker.connection import KafkaConnection
from loket_shared.failures import ConfigurationError

_LOOK_MILLISECONDS = 3_000


class BrokerRefusedError(ConfigurationError):
    """The broker refuses this client, or this client does not trust the broker."""


class TopicsMissingError(BrokerRefusedError):
    """Topics do not exist, and this login may not create them."""

    def __init__(self, names: Collection[str]) -> None:
        super().__init__(
            "topics are not there, or not for this login to see, and it may not make them: " + ", ".join(sorted(names))
        )


async def explain_failure(failure: BaseException, connection: KafkaConnection) -> BaseException:
    """Return the refusal behind ``failure``, or ``failure`` itself if there is none.

    A client that could not start does not say why, so one connection is opened to learn the reason.
    """
    if isinstance(failure, errors.KafkaConnectionError):
        cause = await _failure_to_connect(connection)
    else:
        cause = failure
    sentence = cause and _sentence(cause)
    return BrokerRefusedError(sentence) if sentence else failure


def _sentence(failure: BaseException) -> str | None:
    match failure:
        case errors.SaslAuthenticationFailed():
            return "the broker refuses this name and password"
        case errors.UnsupportedSaslMechanismError() | errors.IllegalSaslStateError():
            return "the broker does not take this mechanism of login"
        case errors.TopicAuthorizationFailedError():
            return "the broker does not give this login the rights on a topic that it needs"
        case errors.GroupAuthorizationFailedError():
            return "the broker does not let this login use its consumer group"
        case errors.ClusterAuthorizationFailedError():
            return "the broker does not give this login the rights on the cluster that it needs"
        case ssl.SSLCertVerificationError():
            return f"the certificate of the broker is not to be trusted: {failure.verify_message}"
        case ssl.SSLError():
            return f"TLS with the broker does not come about: {failure.reason}"
        case OSError(filename=str() as file):
            return f"the file {file}, which the connection to Kafka needs, cannot be read"
    return None


async def _failure_to_connect(connection: KafkaConnection) -> BaseException | None:
    """Connect to each broker in turn, and return the first failure that has an explanation."""
    for host, port, _ in collect_hosts(connection.bootstrap):
        try:
            options = {**connection.options(), "request_timeout_ms": _LOOK_MILLISECONDS}
            del options["bootstrap_servers"]
            tried = await create_conn(host, port, **options)
        except (errors.KafkaError, OSError, TimeoutError) as failure:
            if _sentence(failure):
                return failure
        else:
            tried.close()
    return None
