#!/usr/bin/env bash
# The five-digit code of a commune outlives the commune. In vietnamadminunits 1.0.4 (communes before and after 1/7/2025)
# 3,316 of today's 3,321 codes were there before the reform, and 1,805 of these bear another name today: the code of
# the largest part was given to the new unit. Whoever joins old figures to new units by code gets no missing row and
# no error, and every second row is about another place: 00004 was Phường Trúc Bạch and is Phường Ba Đình.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet vietnamadminunits==1.0.4
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import re
import sqlite3
from pathlib import Path

import vietnamadminunits

data = sqlite3.connect(Path(vietnamadminunits.__file__).parent / "data" / "dataset.db")
before = dict(data.execute("SELECT wardCode, ward FROM admin_units_legacy"))
today = dict(data.execute("SELECT wardCode, ward FROM admin_units"))


def bare(name):
    return re.sub("^(Phường|Xã|Thị trấn|Đặc khu) ", "", name)


kept = before.keys() & today.keys()
other = [code for code in kept if bare(before[code]) != bare(today[code])]
print(len(today), "communes today,", len(kept), "with a code from before,", len(other), "of them under another name")
print("00004 was", before["00004"] + ", is", today["00004"])
PYTHON
)
expected=$(cat <<'SEEN'
3321 communes today, 3316 with a code from before, 1805 of them under another name
00004 was Phường Trúc Bạch, is Phường Ba Đình
SEEN
)
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This has changed. Seen before:" >&2
  echo "$expected" >&2
  exit 1
fi
