"""The provincial summary: what the approved reports come to, with those that are not in named as such."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import WHO, can_compile, require
from calendars.clock import now, today
from difficulties.wording import narrate_units
from indicators.catalogue import get
from indicators.figures import added_up, read
from progress.models import State
from progress.verbs import NotNow, digest
from reports import content, editions, rows
from reports.composition import account_of, body_of, figure_table, opening, paper, period_of, sections
from reports.models import Compilation
from reports.writers import tree
from texts.vietnamese import join_and, number, roman
from units.models import Unit

COMPARED = ("TT-01", "TT-02", "TT-05.2", "NL-01", "NL-02", "NL-09.1", "MH-01.1", "TT-09")


@transaction.atomic
def compile_summary(period, *, by):
    """Freeze a summary of the period's approved reports; the same reports again answer the same summary."""
    require(can_compile(by) and period.root_id == by.unit_id, WHO.reviews())
    Unit.objects.select_for_update(no_key=True).get(pk=period.root_id)
    submissions = list(period.submissions.select_related("unit", "snapshot").order_by("unit__code"))
    approved = [one for one in submissions if one.state == State.APPROVED]
    if not approved:
        raise NotNow(_("No report of this period is approved yet, so there is nothing to add up."))
    made = _content(period, approved, [one for one in submissions if one.state != State.APPROVED])
    sha256 = digest(made)
    same = Compilation.objects.filter(period=period, unit=period.root, sha256=sha256).first()
    if same:
        return same
    compilation = Compilation.objects.create(
        period=period, unit=period.root, content=made, sha256=sha256, made_by=by, made_at=now(), day=today()
    )
    compilation.snapshots.set([one.snapshot for one in approved])
    return compilation


def _content(period, approved, missing):
    frozen = [one.snapshot.content for one in approved]
    own = content.figures_of(period.root, period)
    figures = {
        name: added_up(content.thawed_sums(one["figures"][name]) for one in [{"figures": own}, *frozen])
        for name in content.WINDOWS
    }
    told, withheld = editions.outward(figures, period.kind)
    told = {name: content.frozen_sums(sums) for name, sums in told.items()}
    filed = [
        *content.records_of(period.root, period.window),
        *(row for one in frozen for row in one["records"]),
    ]
    places = _places(approved, period)
    account = account_of(told, period, period.root.name_in_sentence, filed=filed, is_province=True, units=places)
    return {
        "schema": content.SCHEMA,
        "unit": {"id": period.root_id, "code": period.root.code, "name": period.root.name},
        "period": period_of(period),
        "figures": told,
        "withheld": sorted(withheld),
        "snapshots": [[one.snapshot_id, one.snapshot.sha256] for one in approved],
        "missing": [one.unit.name for one in missing],
        "tree": _tree(period, account, told, approved, [one.unit for one in missing]),
    }


def _places(approved, period):
    """(place, communes, Figures) of each unit whose report is in, as it may leave the Department."""
    return [
        (
            one.unit.name_in_sentence,
            Unit.objects.under(one.unit, period.end).exclude(pk=one.unit_id).count(),
            read(editions.without_sensitive(content.thawed_sums(one.snapshot.content["figures"]["now"]))),
        )
        for one in approved
    ]


def _tree(period, account, figures, approved, missing):
    body = body_of(period.root, period.end)
    blocks = [tree.paragraph(opening(period, f"{body.name} tổng hợp, báo cáo kết quả"))]
    blocks.append(tree.paragraph(_who_reported(approved, missing)))
    blocks += sections(account)
    done = sum(block["type"] == "section" for block in blocks)
    # Reports that were frozen before difficulties could be raised here say nothing of them.
    raised = [(one.unit.name_in_sentence, one.snapshot.content.get("difficulties", [])) for one in approved]
    for paragraph in narrate_units(raised):
        done += 1
        blocks += [tree.section(roman(done), "Khó khăn, vướng mắc của các đơn vị"), tree.paragraph(paragraph)]
    if missing:
        text = f"Số liệu của các đơn vị sau chưa được tổng hợp: {_names(missing)}."
        blocks += [tree.section(roman(done + 1), "Đơn vị chưa có báo cáo được duyệt"), tree.paragraph(text)]
    appendices = [
        tree.appendix(
            f"Số liệu công tác bình đẳng giới toàn tỉnh {period.title}",
            [figure_table(account, period, figures)],
            landscape=True,
        ),
        tree.appendix(
            f"So sánh giữa các đơn vị {period.title}",
            [_comparison(approved, account, missing)],
            landscape=True,
        ),
    ]
    subject = "Kết quả thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ"
    return paper(body, period, subject, blocks, appendices)


def _names(units):
    return join_and([unit.name_in_sentence for unit in units])


def _who_reported(approved, missing):
    total = len(approved) + len(missing)
    said = f"Đến nay, {number(len(approved))}/{number(total)} đơn vị có báo cáo được Sở duyệt"
    if missing:
        return f"{said}; chưa có báo cáo được duyệt: {_names(missing)}."
    return f"{said}, gồm toàn bộ các đơn vị thuộc đối tượng báo cáo."


def _signs(content):
    """What decides between the signs for a missing number, as a unit's snapshot has it."""
    worked = {row["task"] for row in content["records"] if row["status"] == "done"}
    return {"none": frozenset(content["none"]), "exempt": frozenset(content["exempt"]), "worked": worked}


def _comparison(approved, account, missing):
    """Units side by side; a unit without an approved report has `…` in every column."""
    indicators = [get(key) for key in COMPARED]
    columns = [tree.column("Đơn vị", width=20)]
    columns += [tree.column(f"{one.name} ({one.unit})", "right") for one in indicators]
    table = []
    for one, (_place, _count, figures) in zip(approved, account.units, strict=True):
        signs = _signs(one.snapshot.content)
        table.append(
            [one.unit.name, *(rows.cell(indicator, figures[indicator.key], **signs) for indicator in indicators)]
        )
    table += [[unit.name, *[rows.NO_DATA] * len(indicators)] for unit in missing]
    table.append({"cells": ["Toàn tỉnh", *(rows.cell(one, account.now[one.key]) for one in indicators)], "bold": True})
    return tree.table(columns, table, legend=rows.LEGEND)
