"""A portal of an earlier release is brought up to date by `make run` alone, and shows what that release showed.

Each folder beside this file is one that a release left, with what the release itself answered (`make_dump.py`).
"""

import json
import os
import warnings
from difflib import unified_diff

import kept
import pytest
from django.conf import settings
from slow import wide

pytestmark = wide

FOLDERS = sorted(path.parent for path in kept.HERE.glob("*/expected.json"))
# Made by libraries whose next version may set a line elsewhere.
BY_WRITERS = {"documents", "files", "public"}
LINES_OF_A_PAGE = 40


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_kept_folder_shows_the_same_after_an_upgrade(folder, tmp_path):
    if not os.path.exists(kept.FAKETIME):
        pytest.skip("faketime is missing")
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    kept.unpack(folder / "data.tar.xz", tmp_path)
    env = kept.environment(tmp_path, kept.ANSWERED_AT, STATIC_ROOT=str(settings.STATIC_ROOT))
    kept.prepare(env)
    columns = {table: told["columns"] for table, told in expected["tables"].items()}
    answers = kept.ask(expected["asked"] | {"tables": columns}, env)
    pages = answers["pages"]
    answers["pages"] = kept.digests_of(pages)
    compared = set(answers)
    if expected["made with"] != kept.made_with():
        warnings.warn(f"Bytes of files are not compared: they were made with {expected['made with']}.", stacklevel=1)
        compared -= BY_WRITERS
    trouble = [line for kind in sorted(compared) for line in differences(kind, expected[kind], answers[kind])]
    shown = kept.read_pages(folder / "pages.json.xz")
    assert not trouble, "\n".join([*trouble, *lines_of_pages(shown, pages)])


def differences(kind, expected, answers):
    """List each answer that differs, is missing, or came in addition."""
    return [
        f"{kind}, {asked}: {answers.get(asked)} in place of {expected.get(asked)}"
        for asked in [*expected, *(answers.keys() - expected.keys())]
        if expected.get(asked) != answers.get(asked)
    ]


def lines_of_pages(shown, pages):
    """Yield how the pages that differ do, each to some lines."""
    for asked, text in shown.items():
        lines = unified_diff(text.splitlines(), pages[asked].splitlines(), f"then: {asked}", "now", n=1, lineterm="")
        yield from list(lines)[:LINES_OF_A_PAGE]
