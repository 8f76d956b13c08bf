"""Section III of a report: strengths, shortcomings, difficulties and causes."""

from collections import defaultdict

from filing.wording.narrative import DraftedText
from reports.drafting.evaluation import standing_of_work, strengths, weaknesses
from reports.drafting.typed_lines import by_heading


def evaluation_items(account, texts, tasks, targets, sources, difficulties, is_general=True):
    """Return (general paragraphs, [(key, heading, paragraphs) of each item]).

    `texts` are the officer's own, `difficulties` the paragraphs on those that were raised. Causes are typed, never
    drafted: without a label they stand with the difficulties. A thematic report has no draft on tasks and figures.
    """
    typed: defaultdict[str, list[DraftedText]] = defaultdict(list)
    for name in ("evaluation", "difficulties"):
        for heading, told in by_heading(texts.get(name, ""), name).items():
            typed[heading] += told
    troubles = "Khó khăn, vướng mắc" if typed["causes"] else "Khó khăn, vướng mắc và nguyên nhân"
    standing = standing_of_work(tasks, targets, sources) if is_general else []
    merits = strengths(account, tasks, targets, sources) if is_general else []
    faults = weaknesses(account, tasks, targets, sources) if is_general else []
    return [*typed["evaluation"], *standing], [
        ("strengths", "Ưu điểm", [*typed["strengths"], *merits]),
        ("weaknesses", "Tồn tại, hạn chế", [*typed["weaknesses"], *faults]),
        ("difficulties", troubles, [*typed["difficulties"], *difficulties]),
        ("causes", "Nguyên nhân", typed["causes"]),
    ]


def appendix_reference(numbers):
    """Return the paragraph (one or none) that points to the appendices, of their numbers; [""] for a single one."""
    if not numbers:
        return []
    which = f"Phụ lục {', '.join(numbers)}" if len(numbers) > 1 else "Phụ lục"
    return [DraftedText("opening.appendices", f"Số liệu chi tiết tại {which} kèm theo.")]
