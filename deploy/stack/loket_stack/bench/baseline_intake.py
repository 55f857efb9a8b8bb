"""The minimal service that accepts a question: it checks a token, inserts rows in one transaction, and answers 201.

The baseline of ``bench intake``: FastAPI and asyncpg by hand, with the same durability (the same PostgreSQL), the same
pool and the same number of inserts: the question, its idempotency key, the number of its event, the event and the audit
record. It seals nothing, validates only types, publishes nothing and has no policy. For ``bench flow`` it inserts one
row and sends it on itself.
"""

import json
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Annotated, Any

import asyncpg
import httpx
import uvicorn
from aiokafka import AIOKafkaProducer
from fastapi import FastAPI, Header, HTTPException, Request
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel

from loket_shared.broker.connection import KafkaSettings
from loket_shared.db.ids import new_id

INSERTS = int(os.environ.get("BASELINE_INSERTS", "5"))
TOPIC = os.environ.get("BASELINE_TOPIC")
POOL = 16


class Question(BaseModel):
    """The required fields."""

    topics: list[str]
    subject: str
    description: str
    consentToShare: bool


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open the pool, create the table, read the identity provider's keys and connect to the broker if needed."""
    issuer = os.environ["LOKET_OIDC_ISSUER"]
    async with httpx.AsyncClient() as client:
        discovered = (await client.get(f"{issuer}/.well-known/openid-configuration")).json()
        keys: Any = (await client.get(discovered["jwks_uri"])).json()
    app.state.keys = KeySet.import_key_set(keys)
    app.state.algorithms = discovered["id_token_signing_alg_values_supported"]
    async with AsyncExitStack() as stack:
        pool = asyncpg.create_pool(os.environ["BASELINE_DATABASE_URL"], min_size=POOL, max_size=POOL)
        app.state.pool = await stack.enter_async_context(pool)
        await app.state.pool.execute("CREATE TABLE IF NOT EXISTS baseline (id uuid PRIMARY KEY, place int, body text)")
        if TOPIC:
            producer = AIOKafkaProducer(**KafkaSettings().kafka_connection().options(), enable_idempotence=True)
            app.state.producer = await stack.enter_async_context(producer)
        yield


app = FastAPI(lifespan=lifespan)


@app.post("/v1/questions", status_code=201)
async def submit(question: Question, request: Request, authorization: Annotated[str, Header()]) -> dict[str, str]:
    """Insert the question as often as the product inserts rows for a question."""
    state = request.app.state
    try:
        token = jwt.decode(authorization.removeprefix("Bearer "), state.keys, algorithms=state.algorithms)
        jwt.JWTClaimsRegistry(aud={"essential": True, "value": "loket"}).validate(token.claims)
    except JoseError as error:
        raise HTTPException(401) from error
    first = new_id()
    async with state.pool.acquire() as connection, connection.transaction():
        for place in range(INSERTS):
            row = (first if place == 0 else new_id(), place, question.description)
            await connection.execute("INSERT INTO baseline VALUES ($1, $2, $3)", *row)
    if TOPIC:
        body = json.dumps({"id": str(first), "text": question.description}).encode()
        await state.producer.send_and_wait(TOPIC, body, key=first.bytes)
    return {"id": str(first)}


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["BASELINE_PORT"]), log_config=None, access_log=False)
