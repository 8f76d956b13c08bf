"""Command that writes docs/clauses.md from the code."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from core.indicators.catalogue import visible_indicators
from reports.content.clauses import NATURES, RULES, clauses, figures_under, pages, pages_under, rules_of
from reports.content.directive_sentences import SENTENCES, paragraphs_on
from reports.content.told_fields import BESIDE_SENTENCES

FILE = Path(settings.BASE_DIR) / "docs" / "clauses.md"
HEAD = """# The clauses of directive 908/SLĐTBXH-BĐG, and where the portal answers them

Written by `manage.py describe_clauses` from the code: the clauses from `core/directives/data/908-2020.toml`, \
the entries and
their fields from each area's `area.py` and `forms.py`, the figures from `indicators.py`; what reports tell from
`reports/content/directive_sentences.py`: paragraphs by their keys, figures by their codes in the appendix of figures.
`--check` tells whether it still is what the code says. Planned activities are not counted; what is counted is done.
"""


class Command(BaseCommand):
    help = "Writes docs/clauses.md: for each clause its task, entries, fields and figures. --check only compares."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing; end with 1 where the file differs")

    def handle(self, *args, check, **options):
        text = described()
        if not check:
            FILE.write_text(text, encoding="utf-8")
            self.stdout.write(f"{FILE.relative_to(settings.BASE_DIR)}: written.")
        elif not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
            self.stdout.write("docs/clauses.md is not what the code says: run `manage.py describe_clauses`.")
            raise SystemExit(1)


def described():
    """Return the text of the whole file."""
    parts = [HEAD, *_clauses(), *_sentences(), *_beside_sentences(), "## Entries and their fields\n"]
    for page in pages():
        parts += _entries(page)
    return "\n".join([*parts, *_figures()]) + "\n"


def _clauses():
    yield "## Clauses\n"
    yield from _table("Clause", "Title", "Task", "Entries", "Figures", "Told in")
    for clause in clauses():
        task = f"`{clause['task']}`" if "task" in clause else RULES[clause["code"]].text
        entries = "<br>".join(page.title for page in pages_under(clause))
        keys = ", ".join(figure.key for figure in figures_under(clause))
        told = "<br>".join(f"`{key}`" for key in paragraphs_on(clause["code"]))
        yield _row(clause["code"], clause["title"], task, entries, keys, told)
    yield ""


def _sentences():
    titles = {page.label: page.title for page in pages()}
    yield "## What each sentence asks for\n"
    yield from _table("Clause", "Sentence", "Filed in", "Shown on", "Told in")
    for asked in SENTENCES:
        filed = (f"{titles[label]}: {', '.join(f'`{name}`' for name in names)}" for label, names in asked.filed.items())
        told = [*(f"`{key}`" for key in asked.told), *asked.figures, *([asked.table] if asked.table else [])]
        shown = (f"`{address}`" for address in asked.addresses)
        yield _row(asked.clause, asked.words, "<br>".join(filed), "<br>".join(shown), ", ".join(told))
    yield ""


def _entries(page):
    codes = ", ".join(
        clause["code"]
        for clause in clauses()
        if page.label in [answering_page.label for answering_page in pages_under(clause)]
    )
    yield f"### {page.title}\n"
    yield f"`{page.label}`, clauses {codes}.\n"
    yield from _table("Section", "Fields")
    for heading, fields in page.sections:
        yield _row(heading, "<br>".join(f"`{name}` {label}" for name, label in fields))
    yield ""
    rules = rules_of(page)
    if rules:
        yield "Words of refusal:\n"
        yield from (f"- {rule}" for rule in rules)
        yield ""


def _figures():
    yield "## Figures\n"
    yield from _table("Key", "Name", "Unit", "Nature", "Clauses")
    for figure in visible_indicators():
        codes = [clause["code"] for clause in clauses() if figure in figures_under(clause)]
        yield _row(figure.key, figure.name, figure.unit, NATURES[type(figure)], ", ".join(codes))


def _beside_sentences():
    titles = {page.label: page.title for page in pages()}
    yield "## What no sentence tells, and why\n"
    yield "What people type into a record is told by a sentence or counted in a figure, but for these fields.\n"
    yield from _table("Why", "Fields")
    for why, kinds in BESIDE_SENTENCES.items():
        fields = (
            f"{titles[label] if label else 'All kinds'}: {', '.join(f'`{name}`' for name in names)}"
            for label, names in kinds.items()
        )
        yield _row(why, "<br>".join(fields))
    yield ""


def _table(*heads):
    return _row(*heads), _row(*["---"] * len(heads))


def _row(*cells):
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
