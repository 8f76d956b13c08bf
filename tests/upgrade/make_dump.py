"""Keeps the data folder of a release, and what that release answers on it, for `test_upgrade.py`.

    .venv/bin/python tests/upgrade/make_dump.py            # tests/upgrade/<commit>/, from a clean checkout of it
    .venv/bin/python tests/upgrade/make_dump.py f17b8c0    # what is answered on a folder that is kept, anew

The first is for a release: its demonstration is loaded on the day that it plays, people do something of everything
(`reports_story.py`, `desk_story.py`), and the folder is packed as `make run` would leave it. The second is for a page
that was changed on purpose: look at the difference of `expected.json` before it is committed. Digests of snapshots,
codes and tables must never differ in it.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import kept
from people import PASSWORD

# Of kept folders, and of nothing else.
SECRET_KEY = "the-key-of-a-kept-folder-which-holds-a-made-up-province-alone"
WORKED_AT = "@2020-12-18 01:00:00"


def main(commit=None):
    with tempfile.TemporaryDirectory() as folder:
        given = {"STATIC_ROOT": f"{folder}/static"}
        if not commit:
            commit = subprocess.check_output(["git", "rev-parse", "--short=7", "HEAD"], text=True).strip()
            keep(Path(folder, "made"), kept.HERE / commit, given)
        expect(Path(folder, "data"), kept.HERE / commit, given)


def keep(data_dir, target, given):
    """Fill a portal and pack its folder; the questions go beside it."""
    data_dir.mkdir()
    target.mkdir(exist_ok=True)
    (data_dir / "secret_key").write_text(SECRET_KEY)
    env = kept.environment(data_dir, WORKED_AT, DEMO_PASSWORD=PASSWORD, **given)
    kept.prepare(env)
    kept.run([str(kept.HERE / "story.py")], env)
    questions = json.loads(kept.run([str(kept.HERE / "questions.py")], env))
    (target / "expected.json").write_text(json.dumps({"asked": questions}))
    kept.pack(data_dir, target / "data.tar.xz")


def expect(data_dir, target, given):
    """Write down what this checkout answers on the folder."""
    kept.unpack(target / "data.tar.xz", data_dir)
    env = kept.environment(data_dir, kept.ANSWERED_AT, **given)
    kept.prepare(env)
    expected = json.loads((target / "expected.json").read_text())
    # Of a table the columns that it had: what later releases add says nothing of what was kept.
    columns = {table: told["columns"] for table, told in expected.get("tables", {}).items()}
    answers = kept.ask(expected["asked"] | {"tables": columns}, env)
    kept.write_pages(answers["pages"], target / "pages.json.xz")
    answers["pages"] = kept.digests_of(answers["pages"])
    told = {"made with": kept.made_with(), "asked": expected["asked"], **answers}
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (target / "expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
