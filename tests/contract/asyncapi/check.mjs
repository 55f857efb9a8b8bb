// Reads one AsyncAPI document with the official parser; prints its events, exits with 1 on an error.
import { Parser, fromFile } from "@asyncapi/parser";

const { document, diagnostics } = await fromFile(new Parser(), process.argv[2]).parse();
const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 0);
for (const error of errors) console.error(`${error.path.join(".")}: ${error.message}`);
if (!document || errors.length > 0) process.exit(1);
const events = document.operations().all().flatMap((operation) =>
  operation.messages().all().map((message) => ({
    name: message.name(),
    channel: operation.channels().all()[0].address(),
    payload: message.payload().title(),
  })),
);
console.log(JSON.stringify(events));
