"""How a section of a report is put together: when and where, paragraphs, and what needs no answer.

What is called a body here is a sentence without its capital letter and its full stop. A section that comes `later`
than those that said which period and which unit it is need not name them again.
"""

from collections import defaultdict
from itertools import takewhile
from typing import NamedTuple

from progress.wording.narrative import Told
from progress.wording.phrases import said
from texts.vietnamese import count, sentence_case

# What a typed reason begins with where it can follow the name of the unit.
PREDICATES = ("không ", "chưa ", "được ", "đã ", "đang ", "có ", "thuộc ")


class Matter(NamedTuple):
    """What a task is called in a sentence, and the figures that show that it was done, the main one first.

    `noun` is what the main figure counts: with it last year's number is told where this year nothing was done.
    """

    task: str
    words: str
    keys: tuple[str, ...]
    noun: str = ""


def kind_of(place):
    """`thị xã` of `thị xã Hương Trà`."""
    return " ".join(takewhile(str.islower, place.split()))


def during(account, *, later=False):
    """`Trong năm 2020`, later `Trong kỳ`; dates that say `từ ngày` already stand alone."""
    if later:
        return "Trong kỳ"
    return sentence_case(account.when) if account.when.startswith("từ ") else f"Trong {account.when}"


def whole(account):
    """Who a sentence is about: `huyện Nam Đông`, `toàn tỉnh`, or `06 đơn vị có báo cáo được duyệt`."""
    if account.reporting is not None:
        units = f"{count(account.reporting)} đơn vị có báo cáo được duyệt"
        return units if account.reporting else "các cơ quan cấp tỉnh"
    return f"toàn {kind_of(account.place)}" if account.is_province else account.place


def located(account, body, *, later=False):
    """The body with where: a predicate needs its subject, `toàn tỉnh đã …`; a whole sentence only its place."""
    is_predicate, kind = body.startswith(PREDICATES), kind_of(account.place)
    if account.reporting is not None:
        # `… có báo cáo được duyệt có …` would stumble.
        return f"tại {whole(account)}{'' if body.startswith('đã ') else ','} {body}"
    if not later and not account.is_province:
        return f"trên địa bàn {account.place}{'' if is_predicate else ','} {body}"
    return f"toàn {kind} {body}" if is_predicate else f"trên địa bàn {kind}, {body}"


def at_the_end(account, body):
    """What stood on the last day of the period."""
    return f"đến cuối kỳ báo cáo, {located(account, body, later=True)}"


def sentence(body):
    """The body with its capital letter and one full stop."""
    return f"{sentence_case(body).rstrip(' .;')}."


def joined(bodies):
    """The bodies as the sentences of one paragraph."""
    return " ".join(map(sentence, bodies))


def paragraphs(account, *groups, later=False):
    """A paragraph of each (key, bodies), without empty ones; the first sentence says when and where."""
    found = [(key, [body for body in bodies if body]) for key, bodies in groups]
    found = [(key, bodies) for key, bodies in found if bodies]
    if found:
        bodies = found[0][1]
        bodies[0] = placed(account, bodies[0], later=later)
    return [Told(key, joined(bodies)) for key, bodies in found]


def placed(account, body, *, later=False):
    """The body with when and where."""
    return f"{during(account, later=later)}, {located(account, body, later=later)}"


LACKING = ("không phát sinh", "không phát sinh các nội dung")


def unanswered(account, key, matters, *, all_of="nội dung này", lacking=LACKING):
    """A paragraph (one or none) on what needs no answer, with the reason, and on what was declared not to have
    occurred.

    `all_of` is what the matters are called together, `lacking` how it is said of one and of several that none occurred.
    """
    sentences = _not_asked(account, matters, all_of) + _none_occurred(account, matters, lacking)
    return [Told(key, " ".join(sentences))] if sentences else []


def exempting(account, matter):
    """Why the matter needs no answer; None where it does."""
    main = matter.keys[0]
    names = (matter.task, main, main.partition(".")[0])
    return next((account.exempt[name] for name in names if account.exempt.get(name)), None)


def _silent(account, matters):
    return [one for one in matters if not any(account.now[key].value for key in one.keys)]


def _not_asked(account, matters, all_of):
    reasons = defaultdict(list)
    for one in _silent(account, matters):
        if reason := exempting(account, one):
            reasons[reason].append(one.words)
    whats = {
        reason: all_of if len(words) == len(matters) else f"về {'; '.join(words)}" for reason, words in reasons.items()
    }
    return [_not_concerned(account, reason, what) for reason, what in whats.items()]


def _none_occurred(account, matters, lacking):
    filed = {record["task"] for record in account.filed}
    none = [
        one.words + _last_year(account, one)
        for one in _silent(account, matters)
        if one.task in account.none - filed and not exempting(account, one)
    ]
    if not none:
        return []
    return [f"Trong kỳ {lacking[0]} {none[0]}." if len(none) == 1 else f"Trong kỳ {lacking[1]}: {'; '.join(none)}."]


def _last_year(account, matter):
    was = account.before[matter.keys[0]].value
    return f" ({account.compared_to}: {said(was, matter.noun)})" if matter.noun and was else ""


def _not_concerned(account, reason, what):
    """The reason as the predicate of the unit where it reads as one, else as it was typed."""
    when, reason = sentence_case(account.when), reason.strip().rstrip(".")
    lower = (reason[:1].lower() + reason[1:]).removeprefix(f"{account.place} ")
    if lower.startswith(PREDICATES):
        return f"{when}, {account.place} {lower} nên không thuộc đối tượng báo cáo {what}."
    because = lower if lower.startswith(("do ", "vì ")) else f"(lý do: {reason})"
    return f"{when}, {account.place} không thuộc đối tượng báo cáo {what} {because}."
