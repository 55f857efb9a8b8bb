"""The key that tokens are signed with: made once and kept, so that tokens outlive a restart."""

import json
import os
from pathlib import Path

from joserfc.jwk import RSAKey

ALGORITHM = "PS256"
_BITS = 2048


def signing_key(folder: Path) -> RSAKey:
    """Return the key in ``folder``, made (readable by its owner alone) when there is none yet."""
    file = folder / "signing-key.json"
    if not file.exists():
        key = RSAKey.generate_key(_BITS, {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
        fresh = folder / f".signing-key-{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(key.as_dict(private=True)))
        fresh.replace(file)
    return RSAKey.import_key(json.loads(file.read_text()))
