"""The report on difficulties raised in its period (clause 5)."""

from core.lib.text.vietnamese import count, join_and
from difficulties.models import Difficulty
from filing.wording.narrative import DraftedText
from filing.wording.quoting import quoted

# More titles than these would be a list, not a sentence.
MAX_NAMED = 5


def raised_in(ids, window):
    """Return a dict for each difficulty of the units raised in a window, the oldest first, for a snapshot."""
    rows = Difficulty.objects.filter(unit__in=ids, raised_on__range=(window.start, window.end)).select_related("task")
    return [
        {
            "title": difficulty.title,
            "task": difficulty.task.code if difficulty.task else None,
            "raised_on": difficulty.raised_on.isoformat(),
            "state": difficulty.state,
            "answered_on": difficulty.answered_on.isoformat() if difficulty.answered_on else None,
        }
        for difficulty in rows.order_by("raised_on", "pk")
    ]


def narrate(raised):
    """Return the paragraphs (one or none) of a unit's report; `raised` is from `raised_in`."""
    if not raised:
        return []
    text, answered = f"Trong kỳ, đơn vị đã phản ánh với Sở {_number(raised)}", _answered_phrase(raised)
    # Outward a title is told only once it is released.
    titles = [quoted(difficulty["title"]) for difficulty in raised if difficulty["title"]]
    if len(raised) == len(titles) == 1:
        text += f": {titles[0]}; {answered}"
    else:
        text += f", {answered}" + (f". Nội dung: {'; '.join(titles)}" if titles and len(raised) <= MAX_NAMED else "")
    return [DraftedText("difficulties.raised", f"{text}.")]


def narrate_units(raised_by):
    """Return the paragraphs (one or none) of the province's summary: numbers, units, and what it was about if few.

    `raised_by` are (place, result of `raised_in`) pairs of the units whose reports are in.
    """
    raising = [(place, raised) for place, raised in raised_by if raised]
    if not raising:
        return []
    total = [difficulty for _place, raised in raising for difficulty in raised]
    number, answered = _number(total), _answered_phrase(total)
    places = join_and([place for place, _raised in raising])
    if len(raising) == 1:
        text = f"{places} đã phản ánh với Sở {number}, {answered}"
    elif len(total) == len(raising):
        text = f"{places} đã phản ánh với Sở {number} (mỗi đơn vị 01 việc), {answered}"
    else:
        units = join_and([f"{place} ({count(len(raised))} việc)" for place, raised in raising])
        text = f"có {count(len(raising))} đơn vị phản ánh với Sở {number}: {units}; {answered}"
    titles = [(place, difficulty["title"]) for place, raised in raising for difficulty in raised if difficulty["title"]]
    named = "; ".join(quoted(title) + (f" ({place})" if raising[1:] else "") for place, title in titles)
    about = f" Nội dung: {named}." if titles and len(total) <= MAX_NAMED else ""
    return [DraftedText("difficulties.raised", f"Trong kỳ, {text}.{about}")]


def _number(raised):
    return f"{count(len(raised))} khó khăn, vướng mắc"


def _answered_phrase(raised):
    answered = sum(difficulty["answered_on"] is not None for difficulty in raised)
    all_ = "đều " if raised[1:] else ""
    if not answered:
        return f"{all_}chưa được trả lời"
    if answered == len(raised):
        return f"{all_}đã được trả lời"
    return f"trong đó {count(answered)} việc đã được trả lời"
