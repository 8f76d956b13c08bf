"""`docs/security.md` is true to the code: what it names is there, and no requirement is left out."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text()
# How many requirements of level 1 and 2 each section of ASVS 5.0.0 has; they are the first of their section.
SECTIONS = {
    "1.1": 2,
    "1.2": 9,
    "1.3": 11,
    "1.4": 3,
    "1.5": 2,
    "2.1": 3,
    "2.2": 3,
    "2.3": 4,
    "2.4": 1,
    "3.2": 2,
    "3.3": 4,
    "3.4": 6,
    "3.5": 5,
    "3.7": 2,
    "4.1": 3,
    "4.2": 1,
    "4.3": 2,
    "4.4": 4,
    "5.1": 1,
    "5.2": 3,
    "5.3": 2,
    "5.4": 3,
    "6.1": 3,
    "6.2": 12,
    "6.3": 4,
    "6.4": 4,
    "6.5": 5,
    "6.6": 3,
    "6.8": 4,
    "7.1": 3,
    "7.2": 4,
    "7.3": 2,
    "7.4": 5,
    "7.5": 2,
    "7.6": 2,
    "8.1": 2,
    "8.2": 3,
    "8.3": 1,
    "8.4": 1,
    "9.1": 3,
    "9.2": 4,
    "10.1": 2,
    "10.2": 2,
    "10.3": 4,
    "10.4": 11,
    "10.5": 5,
    "10.6": 2,
    "10.7": 3,
    "11.1": 2,
    "11.2": 3,
    "11.3": 3,
    "11.4": 4,
    "11.5": 1,
    "11.6": 1,
    "12.1": 3,
    "12.2": 2,
    "12.3": 4,
    "13.1": 1,
    "13.2": 5,
    "13.3": 2,
    "13.4": 5,
    "14.1": 2,
    "14.2": 4,
    "14.3": 3,
    "15.1": 3,
    "15.2": 3,
    "15.3": 7,
    "16.1": 1,
    "16.2": 5,
    "16.3": 4,
    "16.4": 3,
    "16.5": 3,
    "17.1": 1,
    "17.2": 4,
    "17.3": 2,
}
IN_ALL = 253
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
TEST = re.compile(r"tests/[\w/]+\.py::(test_\w+)")
PLACE = re.compile(r"(?:[\w.-]+/)+[\w.-]+|[\w-]+\.(?:txt|toml)|Procfile")
SETTING = re.compile(r"[A-Z][A-Z_]+")
COMMAND = re.compile(r"manage\.py (\w+)")
# Words in backticks that name nothing of ours.
WORDS = {
    "eval",
    "SameSite",
    "__Host-",
    "HttpOnly",
    "object-src",
    "base-uri",
    "nosniff",
    "Referer",
    "postMessage",
    ".git",
    "no-store",
    "textContent",
    "clean()",
    "default-src 'none'",
    "S",
    "secrets",
    "must_have",
    "peer",
    "rediss://",
    "smtp+tls://",
    "?sslmode=verify-full",
    "sslmode=verify-full",
    "refused",
    "sent",
    "make test",
    "make run",
    "migrate",
    "manage.py check --deploy",
    "DATA_DIR/secret_key",
    "DATA_DIR/purges.jsonl",
    "/shelters/",
    "/verify/",
    "/accounts/",
    "/accounts/login/",
    "/static/",
    "/healthz",
    "/var/log/nginx/portal.log",
    "met",
    "partly",
    "not met",
}


def named(text):
    """What stands in backticks, each with the part behind its colon, if any."""
    for token in re.findall(r"`([^`]+)`", text):
        what, _colon, within = token.partition(": ")
        yield token, what, within


@cache
def text_of(path):
    file = ROOT / path
    return file.read_text() if file.is_file() else ""


@cache
def settings_text():
    return "\n".join(file.read_text() for file in (ROOT / "gender_equality" / "settings").glob("*.py"))


def is_there(token, what, within):
    """Whether a test, a file (with a word in it), a command or a setting is there."""
    if TEST.fullmatch(token):
        path, name = token.split("::")
        return re.search(rf"^def {name}\(", text_of(path), re.MULTILINE)
    if command := COMMAND.fullmatch(token):
        return any(list(ROOT.glob(f"{room}/management/commands/{command[1]}.py")) for room in ("*", "*/*"))
    if SETTING.fullmatch(token):
        return re.search(rf"\b{token}\b", settings_text())
    return PLACE.fullmatch(what) and (ROOT / what).is_file() and within in text_of(what)


def wrong_in(page):
    return [token for token, *parts in named(page) if token not in WORDS and not is_there(token, *parts)]


def left_out(page):
    """(requirements that have neither a row nor a line, those that have two)."""
    given = [number for number, *_rest in ROW.findall(page)]
    for line in re.findall(r"^Does not apply: ((?:.+\n)+)", page, re.MULTILINE):
        for section, first, last in re.findall(r"(\d+\.\d+)\.(\d+)(?: to (\d+))?", line):
            given += [f"{section}.{number}" for number in range(int(first), int(last or first) + 1)]
    wanted = {f"{section}.{number}" for section, most in SECTIONS.items() for number in range(1, most + 1)}
    return sorted(wanted - set(given)), sorted({one for one in given if given.count(one) > 1 or one not in wanted})


def test_what_the_page_names_is_there():
    assert wrong_in(PAGE) == []


def test_no_requirement_is_left_out():
    assert sum(SECTIONS.values()) == IN_ALL
    assert left_out(PAGE) == ([], [])


def test_what_is_met_says_by_what_and_what_is_not_says_what_is_missing():
    rows = ROW.findall(PAGE)
    for number, _asked, state, place, proof in rows:
        tests = TEST.findall(proof)
        assert state in ("met", "partly", "not met"), number
        if state == "met":
            assert tests or proof.startswith("read in code"), number
        else:
            assert re.sub(r"`[^`]+`|[;,\s]", "", proof), number
        assert place, number
    assert len(rows) == PAGE.count("\n| ") - PAGE.count("\n| no. |") - len(other_rows())


def other_rows():
    """The lines of the tables before the requirements."""
    return re.findall(r"^\| ", PAGE.partition("## OWASP ASVS")[0], re.MULTILINE)


@pytest.mark.parametrize(
    "gone",
    [
        "`NO_SUCH_SETTING`",
        "`accounts/nowhere.py`",
        "`core/accounts/audit.py: no_such_word`",
        "`manage.py no_such`",
        "`tests/core/accounts/test_audit.py::test_no_such`",
        "`something else`",
    ],
)
def test_what_is_gone_is_found_out(gone):
    assert wrong_in(f"| {gone} |") == [gone.strip("`")]
    assert left_out(PAGE.replace("| 8.2.2 |", "| 8.2.9 |")) == (["8.2.2"], ["8.2.9"])
