"""Paragraphs on the tasks that the Department added to those of the program: what was done under each."""

from filing.wording.narrative import Account, DraftedText
from filing.wording.phrases import ATTENDANCES, count_with_noun
from filing.wording.sentences import join_sentences, placed
from reports.content.frozen.rows import OwnTask, Record
from reports.content.part import Part

ACTIVITIES = "hoạt động"


def own_task_paragraphs(account: Account, part: Part, area: str) -> list[DraftedText]:
    """Return a paragraph for each own task of an area under which something was done; its key names the task."""
    told = []
    for code, task in part.own_tasks.items():
        done = [row for row in account.filed if row["status"] == "done" and code in (row["task"], *row.get("also", ()))]
        if task.area == area and done:
            told.append(DraftedText(f"{area}.{code}", join_sentences([_body(account, task, done)])))
    return told


def _body(account: Account, task: OwnTask, done: list[Record]) -> str:
    """Return `… đã có 02 hoạt động với 120 lượt người thuộc nội dung “…”`, in time and place."""
    people = sum(row.get("attendance") or 0 for row in done)
    attended = f" với {count_with_noun(people, ATTENDANCES)} tham dự" if people else ""
    basis = f" ({task.basis})" if task.basis else ""
    body = f"đã thực hiện {count_with_noun(len(done), ACTIVITIES)}{attended} thuộc nội dung “{task.name}”{basis}"
    return placed(account, body, later=True)
