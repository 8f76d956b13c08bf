#!/usr/bin/env bash
# Pillow 13.0.0: a grey picture of 16 bits, as scanners of offices write them, is cut off and not scaled when it is
# converted to 8 bits: everything above 255 of 65,535 is white, which of a scanned page is the whole page. Nothing is
# raised or warned of; the thumbnail is a white sheet.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pillow==13.0.0
seen=$("$folder/venv/bin/python" - <<'PYTHON'
from PIL import Image

scan = Image.new("I;16", (4, 1))
for place, value in enumerate((0, 300, 30000, 65535)):
    scan.putpixel((place, 0), value)
thumbnail = scan.convert("L")
pixels = [[picture.getpixel((place, 0)) for place in range(4)] for picture in (scan, thumbnail)]
print(scan.mode, *pixels[0], "becomes", thumbnail.mode, *pixels[1])
PYTHON
)
expected=$(cat <<'SEEN'
I;16 0 300 30000 65535 becomes L 0 255 255 255
SEEN
)
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This has changed. Seen before:" >&2
  echo "$expected" >&2
  exit 1
fi
