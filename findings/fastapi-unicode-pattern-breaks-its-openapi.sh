#!/usr/bin/env bash
# FastAPI enforces the pattern \p{L}, "a letter", and publishes it, and Python's OpenAPI tools then refuse the document.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install -q fastapi==0.165.0 pydantic==2.14.4 httpx==0.28.1 jsonschema==4.26.0 \
    openapi-spec-validator==0.8.5 jsonschema-rs==0.60.3
npm install --silent --no-audit --no-fund --prefix "$place" ajv@8.20.0 > /dev/null

echo "Expected: a pattern that FastAPI takes and puts into its OpenAPI 3.1 document is valid for tools that check"
echo "  such documents. JSON Schema 2020-12, core 6.4, names the regular expressions of ECMA-262 with Unicode support;"
echo "  \\p{L} is one of these, and Pydantic's engine (Rust's regex, see ConfigDict.regex_engine) knows it too."
venv/bin/python -W ignore - <<'PYTHON'
import json
import sys
from importlib.metadata import version

import jsonschema
import jsonschema_rs
import openapi_spec_validator
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field


class Asker(BaseModel):
    name: str = Field(pattern=r"^\p{L}[\p{L} .-]*$")


app = FastAPI()


@app.post("/askers")
def post(asker: Asker) -> Asker:
    return asker


def outcome(work: object, *arguments: object) -> str:
    try:
        work(*arguments)
    except Exception as error:
        return f"{type(error).__module__}.{type(error).__name__}: {str(error).splitlines()[0]}"
    return "fine"


client, schema, asker = TestClient(app), Asker.model_json_schema(), {"name": "Zoë de Vries"}
with open("schema.json", "w") as file:
    json.dump([schema, asker], file)
status = client.post("/askers", json=asker).status_code, client.post("/askers", json={"name": "7"}).status_code
document = outcome(openapi_spec_validator.validate, client.get("/openapi.json").json())
value = outcome(jsonschema.Draft202012Validator(schema).validate, asker)
rust = outcome(jsonschema_rs.validate, schema, asker)
print("Seen:")
print(f"  FastAPI {version('fastapi')} answers {asker['name']!r} with {status[0]} and '7' with {status[1]}")
print(f"  openapi-spec-validator {version('openapi-spec-validator')} on /openapi.json: {document}")
print(f"  jsonschema {version('jsonschema')} on a valid body: {value}")
print(f"  jsonschema-rs {version('jsonschema-rs')} on the same: {rust}")
if status != (200, 422) or "not a 'regex'" not in document or "bad escape" not in value or rust != "fine":
    sys.exit("No longer so.")
PYTHON
cat > check.mjs <<'JAVASCRIPT'
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const [schema, asker] = JSON.parse(readFileSync("schema.json", "utf8"));
console.log(`  ajv 8.20.0 on the same: ${new Ajv.default().validate(schema, asker) ? "fine" : "refused"}`);
JAVASCRIPT
node check.mjs
echo "Why it matters: three engines meet in one keyword. Service and clients in JavaScript run well, while a contract"
echo "  test, a gateway or a partner in Python cannot load the document, not even for other operations. Names need"
echo "  letters beyond A-Z: write a range that all three engines read, such as [A-Za-z\\u00C0-\\u024F]."
