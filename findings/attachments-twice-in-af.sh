#!/usr/bin/env bash
# WeasyPrint 70.0 with pdf_variant="pdf/a-3a" names each attachment twice in the catalogue's /AF: two files make an
# array of four. Readers that list associated files (PDF/A-3, ISO 19005-3) show each of them twice. It needs Pango on the
# machine (Debian: libpango-1.0-0 and libpangoft2-1.0-0).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet weasyprint==70.0 pikepdf==10.18.0
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import io

import pikepdf
from weasyprint import HTML, Attachment

files = [Attachment(string=b"1,2\n", name=name, description=name, relationship="Data") for name in ("a.csv", "b.csv")]
page = "<html lang=vi><title>Bảng</title><p>Bảng số liệu</p>"
pdf = HTML(string=page).write_pdf(pdf_variant="pdf/a-3a", attachments=files)
document = pikepdf.open(io.BytesIO(pdf))
named = [str(file.UF) for file in document.Root.AF]
print(len(named), "associated files of", str(len(files)) + ":", *named)
PYTHON
)
expected=$(cat <<'SEEN'
4 associated files of 2: a.csv b.csv a.csv b.csv
SEEN
)
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This has changed. Seen before:" >&2
  echo "$expected" >&2
  exit 1
fi
