"""What a report says of the difficulties that were raised in its period (clause 5)."""

from difficulties.models import Difficulty
from progress.wording.narrative import Told
from texts.vietnamese import count, join_and

# More titles than these would be a list, not a sentence.
NAMED = 5


def raised_in(unit, window):
    """A dict for each difficulty that the unit raised within the window, the oldest first, for a snapshot."""
    rows = Difficulty.objects.filter(unit=unit, raised_on__range=(window.start, window.end)).select_related("task")
    return [
        {
            "title": one.title,
            "task": one.task.code if one.task else None,
            "raised_on": one.raised_on.isoformat(),
            "state": one.state,
            "answered_on": one.answered_on.isoformat() if one.answered_on else None,
        }
        for one in rows.order_by("raised_on", "pk")
    ]


def narrate(raised):
    """Paragraphs (one or none) of a unit's report out of what `raised_in` answered."""
    if not raised:
        return []
    text, answered = f"Trong kỳ, đơn vị đã nêu với Sở {_number(raised)}", _answered(raised)
    titles = [f"“{one['title'].rstrip(' .;')}”" for one in raised]
    if len(raised) == 1:
        text += f": {titles[0]}; {answered}"
    else:
        text += f", {answered}" + (f". Nội dung: {'; '.join(titles)}" if len(raised) <= NAMED else "")
    return [Told("difficulties.raised", f"{text}.")]


def narrate_units(raised_by):
    """Paragraphs (one or none) of the province's summary: numbers and units, never what was said.

    `raised_by` are (place, what `raised_in` answered) pairs of the units whose reports are in.
    """
    raising = [(place, raised) for place, raised in raised_by if raised]
    if not raising:
        return []
    total = [one for _place, raised in raising for one in raised]
    number, answered = _number(total), _answered(total)
    places = join_and([place for place, _raised in raising])
    if len(raising) == 1:
        text = f"{places} đã nêu với Sở {number}, {answered}"
    elif len(total) == len(raising):
        text = f"{places} đã nêu với Sở {number} (mỗi đơn vị 01 việc), {answered}"
    else:
        units = join_and([f"{place} ({count(len(raised))} việc)" for place, raised in raising])
        text = f"có {count(len(raising))} đơn vị nêu với Sở {number}: {units}; {answered}"
    return [Told("difficulties.raised", f"Trong kỳ, {text}.")]


def _number(raised):
    return f"{count(len(raised))} khó khăn, vướng mắc"


def _answered(raised):
    answered, all_ = sum(one["answered_on"] is not None for one in raised), "đều " if raised[1:] else ""
    if not answered:
        return f"{all_}chưa được trả lời"
    if answered == len(raised):
        return f"{all_}đã được trả lời"
    return f"trong đó {count(answered)} việc đã được trả lời"
