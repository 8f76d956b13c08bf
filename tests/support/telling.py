"""Reports' matter for the tests of sentences: figures and accounts without a database."""

from dataclasses import replace

from core.indicators.figures import Figure, Figures
from filing.wording.narrative import Account

NAM_DONG = Account(
    current=Figures(),
    previous=Figures(),
    when="6 tháng đầu năm 2020",
    compared_to="cùng kỳ năm 2019",
    place="huyện Nam Đông",
)


def figure(value, female=None, minority=None, *, sexed=None, records=1, valued=None):
    """A figure; the sex of all is known where women are given, unless `sexed` says of how many."""
    if sexed is None:
        sexed = 0 if female is None else value
    return Figure(value, female, minority, sexed, records, records if valued is None else valued)


def figures(**values):
    """Figures of `TT_02=…`, `TT_03__1=…`; a plain number is one without its parts."""
    return Figures(
        {
            key.replace("__", ".").replace("_", "-"): value if isinstance(value, Figure) else figure(value)
            for key, value in values.items()
        }
    )


def of_unit(**more):
    """The account of Nam Đông in the first six months of 2020."""
    return replace(NAM_DONG, **more)


def of_province(**more):
    """The account of the province in the year 2020."""
    return replace(
        NAM_DONG,
        **{"is_province": True, "place": "tỉnh Thừa Thiên Huế", "when": "năm 2020", "compared_to": "năm 2019"} | more,
    )


def texts(told):
    """The texts of drafted paragraphs, once it is sure that no two have the same key."""
    keys = [one.key for one in told]
    assert len(set(keys)) == len(keys), keys
    return [one.text for one in told]


def filed(kind, task, day="2020-05-20", **fields):
    """A record as a snapshot keeps it."""
    return {"kind": kind, "task": task, "title": "Không nêu", "day": day, "status": "done"} | fields
