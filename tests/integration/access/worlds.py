"""Two worlds that differ in the taking part of a covert department alone, and what a reader is answered in each."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote_plus

import httpx
from fastapi import FastAPI
from integration.access.texts import Call
from kit.browser import signed_in_client
from kit.verifier import bearer

from loket_shared.principal import Principal

Answers = dict[str, tuple[int, str]]

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DRAWN = re.compile(r'(name="(csrf_token|form_key)" value="|"X-CSRF-Token": ")[^"]*')
_TRACE = re.compile(r"[0-9a-f]{32}")


async def answers(
    app: FastAPI, calls: Sequence[Call], readers: Sequence[Principal], names: Mapping[str, str], text: str
) -> Answers:
    """Make every call as every reader, in this order, and return what each is answered."""
    told: Answers = {}
    for reader in readers:
        client, csrf_token = await signed_in_client(app, reader, timeout=60)
        async with client:
            for call in calls:
                answer = await _made(client, call, reader, csrf_token, names)
                told[f"{reader.subject}: {call.name}"] = answer.status_code, _without_names(answer, names, text)
    return told


async def _made(
    client: httpx.AsyncClient, call: Call, reader: Principal, csrf: str, names: Mapping[str, str]
) -> httpx.Response:
    address = call.path.format(**names)
    if call.is_page:
        form = {**call.sent, "csrf_token": csrf} if call.method == "POST" else None
        return await client.request(call.method, address, params=call.query, data=form)
    body = json.dumps(call.sent) if call.sent else None
    headers = {**bearer(reader.subject), "Content-Type": "application/json"} if body else bearer(reader.subject)
    return await client.request(call.method, address, params=call.query, content=body, headers=headers)


def _without_names(answer: httpx.Response, names: Mapping[str, str], text: str) -> str:
    told = f"{answer.headers.get('location', '')}\n{answer.text}"
    for name in (text, quote_plus(text), names["reference"], names["id"]):
        told = told.replace(name, "@")
    return _TRACE.sub("@trace", _ID.sub("@id", _DRAWN.sub("", told)))


def differing(one: Answers, other: Answers) -> list[str]:
    """Return which answers are not the same in both worlds, with the place where they part."""
    return [f"{name}: {_parting(one[name], other[name])}" for name in one if one[name] != other[name]]


def _parting(one: tuple[int, str], other: tuple[int, str]) -> Any:
    pairs = enumerate(zip(one[1], other[1], strict=False))
    at = next((place for place, (a, b) in pairs if a != b), min(len(one[1]), len(other[1])))
    return one[0], other[0], one[1][max(0, at - 60) : at + 60], other[1][max(0, at - 60) : at + 60]
