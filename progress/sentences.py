"""How a section of a report is put together: when and where, paragraphs, and what needs no answer.

What is called a body here is a sentence without its capital letter and its full stop.
"""

from collections import defaultdict
from itertools import takewhile
from typing import NamedTuple

from progress.narrative import Told
from texts.vietnamese import sentence_case

# What a typed reason begins with where it can follow the name of the unit.
PREDICATES = ("không ", "chưa ", "được ", "đã ", "đang ", "có ", "thuộc ")


class Matter(NamedTuple):
    """What a task is called in a sentence, and the figures that show that it was done, the main one first."""

    task: str
    words: str
    keys: tuple[str, ...]


def kind_of(place):
    """`thị xã` of `thị xã Hương Trà`."""
    return " ".join(takewhile(str.islower, place.split()))


def during(account):
    """`Trong năm 2020`; dates that say `từ ngày` already stand alone."""
    return sentence_case(account.when) if account.when.startswith("từ ") else f"Trong {account.when}"


def whole(account):
    """Who a sentence is about: `huyện Nam Đông`, or `toàn tỉnh`."""
    return f"toàn {kind_of(account.place)}" if account.is_province else account.place


def within(account):
    """`trên địa bàn huyện Nam Đông`, or `toàn tỉnh`."""
    return whole(account) if account.is_province else _in_area(account)


def _in_area(account):
    return f"trên địa bàn {kind_of(account.place) if account.is_province else account.place}"


def sentence(body):
    """The body with its capital letter and one full stop."""
    return f"{sentence_case(body).rstrip(' .;')}."


def joined(bodies):
    """The bodies as the sentences of one paragraph."""
    return " ".join(map(sentence, bodies))


def paragraphs(account, *groups):
    """A paragraph of each (key, bodies), without empty ones; the first sentence says when and where."""
    found = [(key, [body for body in bodies if body]) for key, bodies in groups]
    found = [(key, bodies) for key, bodies in found if bodies]
    if found:
        bodies = found[0][1]
        bodies[0] = placed(account, bodies[0])
    return [Told(key, joined(bodies)) for key, bodies in found]


def placed(account, body):
    """The body with when and where: a predicate needs its subject; a whole sentence only its place."""
    where = within(account) if body.startswith(("đã ", "có ")) else f"{_in_area(account)},"
    return f"{during(account)}, {where} {body}"


def unanswered(account, key, matters):
    """A paragraph (one or none) on what needs no answer, with the reason, and on what was declared not to have
    occurred."""
    sentences = _unanswered(account, matters)
    return [Told(key, " ".join(sentences))] if sentences else []


def _unanswered(account, matters):
    silent = [one for one in matters if not any(account.now[key].value for key in one.keys)]
    reasons, none = defaultdict(list), []
    for one in silent:
        reason = _exempting(account, one)
        if reason:
            reasons[reason].append(one.words)
        elif one.task in account.none and all(record["task"] != one.task for record in account.filed):
            none.append(one.words)
    whats = {
        reason: "nội dung này" if len(words) == len(matters) else f"về {'; '.join(words)}"
        for reason, words in reasons.items()
    }
    sentences = [_not_concerned(account, reason, what) for reason, what in whats.items()]
    if none:
        what = none[0] if len(none) == 1 else f"các nội dung: {'; '.join(none)}"
        sentences.append(f"Trong kỳ không phát sinh {what}.")
    return sentences


def _exempting(account, matter):
    main = matter.keys[0]
    names = (matter.task, main, main.partition(".")[0])
    return next((account.exempt[name] for name in names if account.exempt.get(name)), None)


def _not_concerned(account, reason, what):
    """The reason as the predicate of the unit where it reads as one, else as it was typed."""
    when, reason = sentence_case(account.when), reason.strip().rstrip(".")
    lower = (reason[:1].lower() + reason[1:]).removeprefix(f"{account.place} ")
    if lower.startswith(PREDICATES):
        return f"{when}, {account.place} {lower} nên không thuộc đối tượng báo cáo {what}."
    because = lower if lower.startswith(("do ", "vì ")) else f"(lý do: {reason})"
    return f"{when}, {account.place} không thuộc đối tượng báo cáo {what} {because}."
