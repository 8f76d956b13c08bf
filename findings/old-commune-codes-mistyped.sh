#!/usr/bin/env bash
# Two old communes are missing from the conversion table of vietnam-provinces 2026.9.0, and two others stand in their
# place, with digits mistyped: 01651 (Xã Mỹ Hưng) and 02482 (Xã Phú Thịnh), which the resolutions of 2025 name as parts of
# 01648 and 02494, became nothing, while 01615 and 02485 each became two, though their resolutions name one. Whoever adds
# old figures to new units by this table loses two communes and counts two others twice, with no error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" download --quiet --no-deps --ignore-requires-python --only-binary=:all: \
  --dest "$folder" vietnam-provinces==2026.9.0
seen=$("$folder/venv/bin/python" - "$folder" <<'PYTHON'
import re
import sys
import zipfile
from pathlib import Path

wheel = zipfile.ZipFile(next(Path(sys.argv[1]).glob("*.whl")))


def text(name):
    return wheel.read(f"vietnam_provinces/{name}").decode()


names = {int(code): name for code, name in re.findall(r"(\d+): Ward\(\s*['\"]([^'\"]+)", text("legacy/_lookup.py"))}
table = text("_ward_conversion_2025.py").partition("OLD_TO_NEW:")[2].partition("NEW_TO_OLD")[0]
became = {}
for entry in re.split(r"\n    (?=\d+: OldToNewEntry)", table)[1:]:
    became[int(re.match(r"\d+", entry)[0])] = re.findall(r"NewWardRef\((\d+)", entry)
for code in (1651, 1615, 2482, 2485):
    print(f"{code:05} {names[code]}:", ", ".join(f"{int(new):05}" for new in became.get(code, [])) or "nothing")
PYTHON
)
expected=$(cat <<'SEEN'
01651 Xã Mỹ Hưng: nothing
01615 Xã Hồng Quang: 01636, 01648
02482 Xã Phú Thịnh: nothing
02485 Xã Công Đa: 02458, 02494
SEEN
)
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This has changed. Seen before:" >&2
  echo "$expected" >&2
  exit 1
fi
