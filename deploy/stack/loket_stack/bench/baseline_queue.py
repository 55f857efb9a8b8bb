"""The minimal page with the cases of a queue: one query, one template.

The baseline of ``bench lists``: FastAPI, asyncpg and Jinja by hand, with the columns and rows of the product's page. It
knows no reader, opens no seal, decides nothing on access and audits nothing.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment

TABLE = "baseline_cases"
ROWS = 25
POOL = 16

_CREATE = f"""
    DROP TABLE IF EXISTS {TABLE};
    CREATE TABLE {TABLE} (reference text PRIMARY KEY, subject text, topics text, state text, priority text, clock text,
                          due timestamptz, lead text, contributors text, assignee text, opened_at timestamptz);
    CREATE INDEX ON {TABLE} (due, opened_at DESC);
"""
_QUERY = f"SELECT * FROM {TABLE} ORDER BY due, opened_at DESC LIMIT $1"  # noqa: S608 - a constant
_PAGE = Environment(autoescape=True).from_string("""<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Zaken</title></head><body><main><h1>Zaken</h1>
<table><thead><tr><th>Kenmerk</th><th>Vraag</th><th>Status</th><th>Loopt af</th><th>Wie</th></tr></thead><tbody>
{% for case in cases %}
<tr>
  <th scope="row"><a id="case-{{ case.reference }}" href="/zaken/{{ case.reference }}">{{ case.reference }}</a></th>
  <td>{% if case.subject %}<span dir="auto">{{ case.subject }}</span>{% endif %} <span>{{ case.topics }}</span></td>
  <td><span>{{ case.state }}</span>{% if case.priority == "urgent" %}<span>Spoed</span>{% endif %}</td>
  <td>{% if case.due %}<time datetime="{{ case.due.isoformat() }}">{{ case.due.strftime("%d-%m-%Y %H:%M") }}</time>
    <span>{{ case.clock }}</span>{% else %}<span>Er loopt niets</span>{% endif %}</td>
  <td>{{ case.lead }}{% if case.contributors %}<span>met {{ case.contributors }}</span>{% endif %}
    {% if case.assignee %}<span>bij een collega</span>{% endif %}</td>
</tr>
{% endfor %}
</tbody></table></main></body></html>
""")


async def create_table(database: asyncpg.Connection) -> None:
    """Create the table of the page, empty."""
    await database.execute(_CREATE)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open the pool."""
    async with asyncpg.create_pool(os.environ["BASELINE_DATABASE_URL"], min_size=POOL, max_size=POOL) as pool:
        app.state.pool = pool
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/")
async def queue(request: Request) -> HTMLResponse:
    """Show the cases that run out first."""
    return HTMLResponse(_PAGE.render(cases=await request.app.state.pool.fetch(_QUERY, ROWS)))


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["BASELINE_PORT"]), log_config=None, access_log=False)
