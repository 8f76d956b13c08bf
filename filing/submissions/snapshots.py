"""The digest of a frozen content."""

import hashlib
import json


def digest(content):
    """Return the SHA-256 of JSON content in its canonical form."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
