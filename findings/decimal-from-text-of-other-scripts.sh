#!/usr/bin/env bash
# msgspec 0.23.0 decodes a JSON text into Decimal by Python's own rules, not by those of a number in JSON: "1_000" is a
# thousand, full-width digits are digits, and "NaN" is a value. Who wants amounts as offices write them reads the text
# by a grammar of their own first, and gives msgspec the number.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet msgspec==0.23.0
seen=$("$folder/venv/bin/python" - <<'PYTHON'
from decimal import Decimal

import msgspec

for text in ("1_000", "１２", "NaN"):
    print(text, "is read as", msgspec.json.decode(msgspec.json.encode(text), type=Decimal))
PYTHON
)
expected=$(cat <<'SEEN'
1_000 is read as 1000
１２ is read as 12
NaN is read as NaN
SEEN
)
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This has changed. Seen before:" >&2
  echo "$expected" >&2
  exit 1
fi
