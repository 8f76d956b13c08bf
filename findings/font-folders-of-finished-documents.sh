#!/usr/bin/env bash
# WeasyPrint 70.0 copies the fonts of each document into a folder of its own in the temporary folder. The folder is
# removed when the garbage collector finds the document, not when it is written: objects in a circle keep it alive. A
# process that ends without a last collection, as a recycled worker of Celery does (os._exit), leaves them for ever:
# five documents, five folders. It needs Pango on the machine (Debian: libpango-1.0-0 and libpangoft2-1.0-0).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet weasyprint==70.0 font-roboto==0.0.1
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import os
import subprocess
import sys
import tempfile
from pathlib import Path

MAKE = """
import gc, os, sys
from pathlib import Path
import weasyprint
font = next(Path(sys.argv[1]).rglob("Roboto-Regular.ttf")).as_uri()
page = f"<style>@font-face{{font-family:A;src:url({font})}}p{{font-family:A}}</style><p>Bảng số liệu</p>"
for _ in range(5):
    weasyprint.HTML(string=page).write_pdf()
if sys.argv[2] == "collect":
    gc.collect()
os._exit(0)
"""
for what, told in (("leave", "ended after 5 documents"), ("collect", "")):
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"TMPDIR": folder}
        subprocess.run([sys.executable, "-c", MAKE, sys.prefix, what], env=environment, check=True)
        left = len([path for path in Path(folder).iterdir() if path.name.startswith("weasyprint-")])
        if told:
            print(f"folders left by a process that {told}: {left}")
        else:
            print(f"folders left where it collected before it ended: {left}")
PYTHON
)
expected=$(cat <<'SEEN'
folders left by a process that ended after 5 documents: 5
folders left where it collected before it ended: 0
SEEN
)
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This has changed. Seen before:" >&2
  echo "$expected" >&2
  exit 1
fi
