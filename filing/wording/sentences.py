"""The assembly of a section of a report: time and place, paragraphs, and what was not reported.

A body is a sentence without its capital letter and its full stop. A section marked `later` follows one that has named
the period and the unit, so it does not name them again.
"""

from collections import defaultdict
from typing import NamedTuple

from core.directives.law_names.names import with_names
from core.lib.text.vietnamese import count, sentence_case
from core.units.level_words import kind_of as unit_type
from core.units.level_words import whole_of
from filing.wording.narrative import DraftedText
from filing.wording.phrases import count_with_noun

# The beginnings of a typed reason that can follow the name of the unit as its predicate.
PREDICATES = ("không ", "chưa ", "được ", "đã ", "đang ", "có ", "thuộc ")


class Matter(NamedTuple):
    """A task's name in a sentence, and the figures that show that it was done, the main one first.

    A law in it stands as `{key}`, for its name in the report's year (`core.directives.law_names`). `noun` is what the
    main figure counts: with it last year's number is given where nothing was done this year. `lack` is the predicate
    where nothing was: `phát sinh` is said of cases, not of the unit's own duties.
    """

    task: str
    words: str
    keys: tuple[str, ...]
    noun: str = ""
    lack: str = "chưa thực hiện"


def during(account, *, later=False):
    """Return `Trong năm 2020`, later `Trong kỳ`; a period that begins with `từ ngày` stays as it is."""
    if later:
        return "Trong kỳ"
    return sentence_case(account.when) if account.when.startswith("từ ") else f"Trong {account.when}"


def whole(account, *, later=False, of=()):
    """Return the subject: `huyện Nam Đông`, `toàn tỉnh`, `06 đơn vị có báo cáo được duyệt`.

    Where the province had a part in the figures `of`, it is named: `cấp tỉnh và 06 đơn vị có báo cáo được duyệt`.
    """
    if account.reporting is None:
        return whole_of(account.place) if account.is_province else account.place
    if not account.reporting:
        return "các cơ quan cấp tỉnh"
    if later:
        return "các đơn vị"
    units = f"{count(account.reporting)} đơn vị có báo cáo được duyệt"
    return f"cấp tỉnh và {units}" if any(account.own[key].value for key in of) else units


def located(account, body, *, later=False, of=()):
    """Return the body with its place.

    A predicate gets its subject, `toàn tỉnh đã …`; a whole sentence `trên địa bàn …`.
    """
    is_predicate, kind = body.startswith(PREDICATES), unit_type(account.place)
    if account.reporting is not None:
        subject = whole(account, later=later, of=of)
        # `… có báo cáo được duyệt có …` would be clumsy.
        is_subject = is_predicate and (later or body.startswith("đã "))
        return f"{subject} {body}" if is_subject else f"tại {subject}, {body}"
    if not later and not account.is_province:
        return f"trên địa bàn {account.place}{'' if is_predicate else ','} {body}"
    return f"toàn {kind} {body}" if is_predicate else f"trên địa bàn {kind}, {body}"


def at_period_end(account, body):
    """Return the body as true on the last day of the period."""
    return f"đến cuối kỳ báo cáo, {located(account, body, later=True)}"


def sentence(body):
    """Return the body as a sentence: a capital letter and one full stop."""
    return f"{sentence_case(body).rstrip(' .;')}."


def join_sentences(bodies):
    """Return the bodies as the sentences of one paragraph."""
    return " ".join(map(sentence, bodies))


def paragraphs(account, *groups, later=False, of=()):
    """Return a paragraph for each non-empty (key, bodies); the first sentence says when and where.

    `of` are the figures that the first sentence tells (see `whole`).
    """
    filled = [(key, [body for body in bodies if body]) for key, bodies in groups]
    filled = [(key, bodies) for key, bodies in filled if bodies]
    if filled:
        first = filled[0][1]
        first[0] = placed(account, first[0], later=later, of=of)
    return [DraftedText(key, join_sentences(bodies)) for key, bodies in filled]


def placed(account, body, *, later=False, of=()):
    """Return the body with its time and place."""
    return f"{during(account, later=later)}, {located(account, body, later=later, of=of)}"


def unanswered(account, key, matters, *, all_of="nội dung này"):
    """Return a paragraph (one or none) on exempt tasks and on those declared not to have occurred.

    `all_of` names the matters together.
    """
    sentences = _exempt_sentences(account, matters, all_of) + _not_occurred_sentences(account, matters)
    return [DraftedText(key, " ".join(sentences))] if sentences else []


def exemption_reason(account, matter):
    """Return the reason why the unit need not report the matter, "" if it isn't told; None where it must."""
    main = matter.keys[0]
    names = (matter.task, main, main.partition(".")[0])
    return next((account.exempt[name] for name in names if name in account.exempt), None)


def _without_figures(account, matters):
    return [matter for matter in matters if not any(account.current[key].value for key in matter.keys)]


def _exempt_sentences(account, matters, all_of):
    reasons = defaultdict(list)
    for matter in _without_figures(account, matters):
        reason = exemption_reason(account, matter)
        if reason is not None:
            reasons[reason].append(with_names(matter.words, account))
    contents = {
        reason: all_of if len(words) == len(matters) else f"về {'; '.join(words)}" for reason, words in reasons.items()
    }
    return [_exempt_sentence(account, reason, content) for reason, content in contents.items()]


def _not_occurred_sentences(account, matters):
    """Return one sentence: `Trong kỳ chưa tổ chức …; chưa thực hiện …`, the same predicate once."""
    filed, by_predicate = {record["task"] for record in account.filed}, defaultdict(list)
    for matter in _without_figures(account, matters):
        if matter.task in account.none - filed and exemption_reason(account, matter) is None:
            by_predicate[matter.lack].append(with_names(matter.words, account) + _last_year(account, matter))
    phrases = [
        f"{predicate} {words[0]}" if len(words) == 1 else f"{predicate}: {'; '.join(words)}"
        for predicate, words in by_predicate.items()
    ]
    if not phrases:
        return []
    # A list within a list would leave open where the first one ends.
    is_list = any(len(words) > 1 for words in by_predicate.values())
    bodies = phrases if is_list else ["; ".join(phrases)]
    return [join_sentences([f"trong kỳ {bodies[0]}", *bodies[1:]])]


def _last_year(account, matter):
    previous = account.previous[matter.keys[0]].value
    if not matter.noun or not previous:
        return ""
    return f" ({account.compared_to}: {count_with_noun(previous, matter.noun)})"


def _exempt_sentence(account, reason, content):
    """Return why the unit is exempt, with the reason as its predicate where it reads as one."""
    when, reason = sentence_case(account.when), reason.strip().rstrip(".")
    if not reason:
        return f"{when}, {account.place} không thuộc đối tượng báo cáo {content}."
    lower = (reason[:1].lower() + reason[1:]).removeprefix(f"{account.place} ")
    if lower.startswith(PREDICATES):
        return f"{when}, {account.place} {lower} nên không thuộc đối tượng báo cáo {content}."
    because = lower if lower.startswith(("do ", "vì ")) else f"(lý do: {reason})"
    return f"{when}, {account.place} không thuộc đối tượng báo cáo {content} {because}."
