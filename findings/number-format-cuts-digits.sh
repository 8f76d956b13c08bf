#!/usr/bin/env bash
# Django 5.2.19: number_format(…, decimal_pos=1) does not round, it cuts the digits off: 55,38 becomes 55,3, and 0,999
# becomes 0,99 of two decimals. The filter floatformat rounds the same number to 55,4, so a page (floatformat) and a
# sentence (number_format) that show one figure disagree. Seen with float and Decimal.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet Django==5.2.19
seen=$("$folder/venv/bin/python" - <<'PYTHON'
from decimal import Decimal

import django
from django.conf import settings

settings.configure(LANGUAGE_CODE="vi")
django.setup()

from django.template.defaultfilters import floatformat
from django.utils.formats import number_format

values = 55.38, Decimal("55.38")
print("number_format:", " and ".join(number_format(value, decimal_pos=1) for value in values))
print("floatformat:", " and ".join(floatformat(value, 1) for value in values))
print("number_format of 0.999:", number_format(0.999, decimal_pos=2))
PYTHON
)
expected=$(cat <<'SEEN'
number_format: 55,3 and 55,3
floatformat: 55,4 and 55,4
number_format of 0.999: 0,99
SEEN
)
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This has changed. Seen before:" >&2
  echo "$expected" >&2
  exit 1
fi
