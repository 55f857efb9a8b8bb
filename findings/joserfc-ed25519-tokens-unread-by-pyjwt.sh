#!/usr/bin/env bash
# A token signed with the algorithm name that RFC 9864 asks for is not read by PyJWT, and a key labelled so disappears.
# Only the name differs: the key, the signature and the curve are those that PyJWT reads under the older name.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install -q joserfc==1.8.0 pyjwt==2.15.1 jwcrypto==1.6.1 cryptography==50.0.2
npm install --silent --no-audit --no-fund --prefix "$place" jose@6.2.18 > /dev/null

echo "Expected: the name 'Ed25519' is safe to use. RFC 9864 registers it and deprecates 'EdDSA', which does not say the"
echo "  curve; joserfc warns at 'EdDSA' for that reason. Libraries that know Ed25519 keys take tokens of both names."
venv/bin/python -W ignore - <<'PYTHON'
import json
import sys
import warnings
from collections.abc import Callable
from importlib.metadata import version

import jwt as pyjwt
from joserfc import jwk, jwt
from jwcrypto import jwk as crypto_jwk
from jwcrypto import jwt as crypto_jwt

KEY = jwk.OKPKey.generate_key("Ed25519")
PUBLIC = KEY.as_dict(private=False)


def outcome(work: Callable[[], object]) -> str:
    try:
        work()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "read"


tokens, seen = {}, {}
for name in ("EdDSA", "Ed25519"):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        tokens[name] = jwt.encode({"alg": name}, {"sub": "asker"}, KEY, algorithms=[name])
    seen[name] = outcome(lambda: pyjwt.decode(tokens[name], pyjwt.PyJWK(PUBLIC), algorithms=[name]))
    other = outcome(lambda: crypto_jwt.JWT(jwt=tokens[name], key=crypto_jwk.JWK(**PUBLIC), algs=[name]))
    said = "; ".join(str(warning.message) for warning in caught) or "no warning"
    print(f"Seen, alg {name!r} by joserfc {version('joserfc')} ({said}):")
    print(f"  PyJWT {version('pyjwt')}: {seen[name]}\n  jwcrypto {version('jwcrypto')}: {other}")

labelled = {"keys": [{**PUBLIC, "alg": "Ed25519", "use": "sig"}]}
key_set = outcome(lambda: pyjwt.PyJWKSet.from_dict(labelled))
print(f"  PyJWT on a key set whose one key says alg Ed25519: {key_set}")
with open("tokens.json", "w") as file:
    json.dump([PUBLIC, tokens], file)
if seen["EdDSA"] != "read" or "InvalidAlgorithmError" not in seen["Ed25519"] or key_set == "read":
    sys.exit("No longer so.")
PYTHON
cat > check.mjs <<'JAVASCRIPT'
import { readFileSync } from "node:fs";
import { importJWK, jwtVerify } from "jose";

const [key, tokens] = JSON.parse(readFileSync("tokens.json", "utf8"));
for (const [alg, token] of Object.entries(tokens)) {
  const { payload } = await jwtVerify(token, await importJWK(key, alg), { algorithms: [alg] });
  console.log(`  jose 6.2.18, alg ${alg}: read, sub ${payload.sub}`);
}
JAVASCRIPT
node check.mjs
echo "Why it matters: whoever follows the RFC and the warning signs nobody in at partners whose Python reads tokens"
echo "  with PyJWT; whoever only labels the key in a key set takes it away there, for tokens of the old name as well."
echo "  Until partners are known to read it, sign with 'EdDSA' or ES256 and leave 'alg' out of Ed25519 keys."
