"""One word for one thing: no message, template or Vietnamese text has a word that the glossary rejects."""

import ast
import re
from html.parser import HTMLParser
from typing import NamedTuple

import pytest
from program import ROOMS, ROOT

VIETNAMESE = re.compile("[ăâđêôơưàáạảãèéẹẻẽìíịỉĩòóọỏõùúụủũỳýỵỷỹ]", re.I)
HEAD = "| Vietnamese | English | meaning | where | not |"
# Words of others: what a district of the demonstration typed, and directives.
OTHERS = ("operations/demonstration/", "core/directives/data/")
# Turns of English messages that plain English has another way to say.
STILTED = (
    "stands in",
    "stand here",
    "stands here",
    "yours to",
    "is no text",
    "is no day",
    "is no role",
    "in these days",
    "midst",
    "can't be made",
    "take this document out",
    "say that your",
    "its words",
    "of others what",
    # By the rules of GOV.UK.
    "can't",
    "can’t",
    "data are",
    "data have",
    "data keep",
    "data stay",
    "data were",
    "invalid",
    "knows of",
    "not valid.",
    "please",
    "rows are not valid",
    "valid choice",
    "valid date",
)
MARKS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)


class Term(NamedTuple):
    """A row of the glossary, with the words that are not used for it in each language."""

    vietnamese: str
    english: str
    not_vietnamese: list
    not_english: list


def terms():
    """Return the rows of the glossary's table of words."""
    lines = (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()
    start = lines.index(HEAD) + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        vietnamese, english, _meaning, _where, rejected = (cell.strip() for cell in line.strip("|").split("|"))
        words = re.findall(r"`([^`]+)`( \(in Vietnamese\))?", rejected)
        are_vietnamese = {word: bool(marked or VIETNAMESE.search(word)) for word, marked in words}
        rejected = [[word for word, flag in are_vietnamese.items() if flag == wanted] for wanted in (True, False)]
        rows.append(Term(vietnamese, english, *rejected))
    return rows


def has(text, word):
    """Return whether a text has the word, whole and in whichever case."""
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE))


class Words(HTMLParser):
    """The text of a template: what stands between its tags."""

    def __init__(self):
        super().__init__()
        self.texts = []

    def handle_data(self, data):
        self.texts.append(data)


def words_of(template):
    """Return the texts of a template without tags of either language."""
    parser = Words()
    parser.feed(MARKS.sub(" ", template))
    return " ".join(parser.texts)


def files(*endings):
    """Return the files of the program with these endings, without tests, migrations and the words of others."""
    paths = [path for room in (*ROOMS, "templates") for ending in endings for path in (ROOT / room).rglob(ending)]
    names = {path: path.relative_to(ROOT).as_posix() for path in paths}
    return [path for path, name in names.items() if "/migrations/" not in name and not name.startswith(OTHERS)]


def docstrings(tree):
    """Return the nodes that are docstrings, which are no text of a page."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, holders) and node.body]
    return {id(body[0].value) for body in bodies if isinstance(body[0], ast.Expr)}


def vietnamese_texts():
    """Return [(where, text)] of all that the program says in Vietnamese: messages, Python, data, templates."""
    found = [("messages", text) for _english, text in messages()]
    for path in files("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        skipped = docstrings(tree)
        found += [
            (path.relative_to(ROOT).as_posix(), node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped
        ]
    for path in files("*.html", "*.txt", "*.toml"):
        text = path.read_text(encoding="utf-8")
        found.append((path.relative_to(ROOT).as_posix(), words_of(text) if path.suffix == ".html" else text))
    return [(where, text) for where, text in found if VIETNAMESE.search(text)]


def shown_in_english():
    """Return every English text that a page may show: plainer words stand in for some of Django's."""
    plainer = dict(messages("en"))
    return [plainer.get(english, english) for english, _vietnamese in messages()]


def messages(language="vi"):
    """Return [(key, text in the language)] of all messages and their plurals, as they stand in the file."""
    found = []
    for block in (ROOT / f"locale/{language}/LC_MESSAGES/django.po").read_text(encoding="utf-8").split("\n\n")[1:]:
        texts = {"msgid": "", "msgstr": ""}
        key = ""
        for line in block.splitlines():
            if begun := re.match(r"(msgid|msgstr)\S* (?=\")", line):
                key, line = begun[1], line[begun.end() :]
                texts[key] += " "
            if line.startswith('"'):
                texts[key] += ast.literal_eval(line)
        found.append((texts["msgid"], texts["msgstr"]))
    return found


def test_the_glossary_has_each_word_once():
    rows = terms()
    assert len(rows) > 30
    for name in ("vietnamese", "english"):
        words = [getattr(row, name) for row in rows]
        assert sorted(words) == sorted(set(words))
    rejected = [word for row in rows for word in (*row.not_vietnamese, *row.not_english)]
    assert sorted(rejected) == sorted(set(rejected))


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.english)
def test_no_vietnamese_text_has_a_second_word_for_a_thing(term, vietnamese):
    found = [(word, where, text[:200]) for word in term.not_vietnamese for where, text in vietnamese if has(text, word)]
    assert found == [], f"say “{term.vietnamese}”"


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.english)
def test_no_english_message_has_a_second_word_for_a_thing(term):
    english = shown_in_english()
    found = [(word, text) for word in term.not_english for text in english if has(text, word)]
    assert found == [], f"say “{term.english}”"


def test_no_english_message_has_a_stilted_turn():
    assert [(turn, text) for turn in STILTED for text in shown_in_english() if has(text, turn)] == []


def test_plainer_words_replace_messages_that_there_are():
    assert dict(messages("en")).keys() <= dict(messages()).keys()


def test_a_second_word_would_be_found():
    assert has("Danh sách nơi hỗ trợ:", "nơi hỗ trợ")
    assert has("Nơi hỗ trợ", "nơi hỗ trợ")
    assert not has("nơi hỗ trợn", "nơi hỗ trợ")
    assert "Nơi hỗ trợ" in words_of('<p lang="vi">Nơi hỗ trợ {{ unit }}</p>')
    assert "nơi" not in words_of('{# nơi #}<p class="nơi">{% translate "nơi" %}</p>')


@pytest.fixture(scope="module")
def vietnamese():
    """Return all Vietnamese texts, read once."""
    return vietnamese_texts()
