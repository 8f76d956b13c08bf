#!/usr/bin/env bash
# The calendar of Viet Nam in holidays 0.109 holds the law and some swaps, but not the one that opens 2026: by the
# Government's decision of December 2025 Friday 2/1 was off and Saturday 10/1 was worked in its place. The library says
# the opposite of both days, while it does know a later swap of the same year (31/8 for 22/8). A due date reckoned by it
# in the first days of January is one working day wrong, and each year's swaps are decided only weeks before.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet holidays==0.109
seen=$("$folder/venv/bin/python" - <<'PYTHON'
from datetime import date

import holidays

calendar = holidays.VN(years=2026)
for day in (date(2026, 1, 2), date(2026, 1, 10), date(2026, 8, 31), date(2026, 8, 22)):
    print(day, "is a working day:", calendar.is_working_day(day))
PYTHON
)
expected=$(cat <<'SEEN'
2026-01-02 is a working day: True
2026-01-10 is a working day: False
2026-08-31 is a working day: False
2026-08-22 is a working day: True
SEEN
)
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This has changed. Seen before:" >&2
  echo "$expected" >&2
  exit 1
fi
