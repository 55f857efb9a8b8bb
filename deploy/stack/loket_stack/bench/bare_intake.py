"""The least that could take a question in: a token checked, rows inserted in one transaction, 201.

What ``bench intake`` holds the product against: FastAPI and asyncpg by hand, with the same durability
(the same PostgreSQL), the same pool and the same number of inserts. It seals nothing, validates
nothing beyond the types, tells nobody and has no policy.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any
from uuid import uuid4

import asyncpg
import httpx
import uvicorn
from fastapi import FastAPI, Header, HTTPException, Request
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel

INSERTS = int(os.environ.get("BARE_INSERTS", "5"))
POOL = 16


class Question(BaseModel):
    """The fields that must be there."""

    topics: list[str]
    subject: str
    description: str
    consentToShare: bool


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open the pool, make the table and read the identity provider's keys."""
    issuer = os.environ["LOKET_OIDC_ISSUER"]
    async with httpx.AsyncClient() as client:
        discovered = (await client.get(f"{issuer}/.well-known/openid-configuration")).json()
        keys: Any = (await client.get(discovered["jwks_uri"])).json()
    app.state.keys = KeySet.import_key_set(keys)
    async with asyncpg.create_pool(os.environ["BARE_DATABASE_URL"], min_size=POOL, max_size=POOL) as pool:
        await pool.execute("CREATE TABLE IF NOT EXISTS bare (id uuid PRIMARY KEY, place int, body text)")
        app.state.pool = pool
        yield


app = FastAPI(lifespan=lifespan)


@app.post("/v1/questions", status_code=201)
async def submit(question: Question, request: Request, authorization: Annotated[str, Header()]) -> dict[str, str]:
    """Insert the question as often as the product inserts rows for one."""
    try:
        token = jwt.decode(authorization.removeprefix("Bearer "), request.app.state.keys)
        jwt.JWTClaimsRegistry(aud={"essential": True, "value": "loket"}).validate(token.claims)
    except JoseError as error:
        raise HTTPException(401) from error
    first = uuid4()
    async with request.app.state.pool.acquire() as connection, connection.transaction():
        for place in range(INSERTS):
            row = (first if place == 0 else uuid4(), place, question.description)
            await connection.execute("INSERT INTO bare VALUES ($1, $2, $3)", *row)
    return {"id": str(first)}


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["BARE_PORT"]), log_config=None, access_log=False)
