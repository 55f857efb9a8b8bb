#!/usr/bin/env bash
# A CloudEvent that writes an unset attribute as null is valid JSON format, and the Python SDK does not read it.
# What happens depends on the attribute: the SDK's own error, a TypeError beside it, or no error at all.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install -q cloudevents==2.2.0 python-dateutil==2.9.0.post0
npm install --silent --no-audit --no-fund --prefix "$place" cloudevents@10.0.0 > /dev/null

echo "Expected: null is read as 'not there'. CloudEvents' JSON format 1.0.2, section 2.2, lets writers put null for an"
echo "  unset attribute and obliges readers to treat it as unset or omitted. Both SDKs are of the same project."
venv/bin/python - <<'PYTHON'
import json
import sys
from importlib.metadata import version

from cloudevents.core.bindings.kafka import KafkaMessage, from_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

EVENT = {"specversion": "1.0", "id": "1", "source": "/desk", "type": "nl.example.asked", "data": {"place": "Delft"}}
HEADERS = {"content-type": b"application/cloudevents+json; charset=utf-8"}


def outcome(attribute: str) -> str:
    """Read the event with ``attribute`` as null, in structured mode from a Kafka record."""
    record = KafkaMessage(headers=HEADERS, key=None, value=json.dumps({**EVENT, attribute: None}).encode())
    try:
        from_structured(record, JSONFormat(), CloudEvent)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "read"


seen = {name: outcome(name) for name in ("subject", "dataschema", "datacontenttype", "time", "dataref")}
print(f"Seen, cloudevents {version('cloudevents')} for Python:")
for name, text in seen.items():
    print(f"  {name}: null -> {text}")
with open("events.json", "w") as file:
    json.dump([[name, json.dumps({**EVENT, name: None})] for name in seen], file)
errors = {text.partition(":")[0] for text in seen.values()}
if errors != {"CloudEventValidationError", "TypeError", "read"} or not seen["time"].startswith("TypeError"):
    sys.exit("No longer so.")
PYTHON
cat > check.mjs <<'JAVASCRIPT'
import { readFileSync } from "node:fs";
import { HTTP } from "cloudevents";

const read = [];
for (const [name, body] of JSON.parse(readFileSync("events.json", "utf8"))) {
  HTTP.toEvent({ headers: { "content-type": "application/cloudevents+json" }, body });
  read.push(name);
}
console.log(`Seen, cloudevents 10.0.0 for JavaScript: null is read for ${read.join(", ")}`);
JAVASCRIPT
node check.mjs
echo "Why it matters: serialisers that write every field write nulls, and a JavaScript reader shows nothing odd. In"
echo "  Python the same record fails at every delivery: for 'subject' with the SDK's own error, for 'time' with a"
echo "  TypeError that an 'except' for that error lets through. Drop the members that are null before the SDK reads."
