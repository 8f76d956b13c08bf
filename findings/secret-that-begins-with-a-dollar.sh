#!/usr/bin/env bash
# django-environ 0.14.0 takes a value that begins with $ for the name of another variable, in the environment of the
# process too: a random password $HOME… is replaced by what that variable holds, and one that names none silently
# becomes the default, where one is given. A SECRET_KEY made of random characters begins so once in about 50 times.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet django-environ==0.14.0
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import os

import environ

os.environ |= {"ANOTHER": "the value of another", "PASSWORD": "$ANOTHER", "SECRET_KEY": "$k3y-of-random-characters"}
env = environ.Env()
print("PASSWORD=$ANOTHER is read as", env.str("PASSWORD"))
print("SECRET_KEY=$k3y-of-random-characters is read as", env.str("SECRET_KEY", default="the default"))
PYTHON
)
expected=$(cat <<'SEEN'
PASSWORD=$ANOTHER is read as the value of another
SECRET_KEY=$k3y-of-random-characters is read as the default
SEEN
)
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This has changed. Seen before:" >&2
  echo "$expected" >&2
  exit 1
fi
