#!/usr/bin/env bash
# Django 5.2.19 (and Python 3.11's email package beneath it): a long subject that is not ASCII leaves as a header whose
# first line is empty, "Subject:" and a blank, with the words on the lines that follow: the encoded words are folded as if
# the name took no room, and the generator then breaks before them. RFC 5322 (3.2.2) lets no line of a folded header be
# blank, and gateways that hold it to that refuse the mail or show no subject. Vietnamese subjects are always encoded.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet Django==5.2.19
seen=$("$folder/venv/bin/python" - <<'PYTHON'
from django.conf import settings

settings.configure()

from django.core.mail import EmailMessage

subject = (
    "Đề nghị gửi báo cáo kết quả thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ năm 2020 "
    "trước ngày 21 tháng 12"
)
mail = EmailMessage(subject, "Kính gửi", "so@example.vn", ["huyen@example.vn"])
lines = mail.message().as_string().split("\n")
at = next(number for number, line in enumerate(lines) if line.startswith("Subject:"))
rest = []
for line in lines[at + 1 :]:
    if not line.startswith(" "):
        break
    rest.append(line)
print("first line of the header:", repr(lines[at]))
print("then:", len(rest), "lines, the first", len(rest[0]), "letters long")
PYTHON
)
expected=$(cat <<'SEEN'
first line of the header: 'Subject: '
then: 4 lines, the first 77 letters long
SEEN
)
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This has changed. Seen before:" >&2
  echo "$expected" >&2
  exit 1
fi
