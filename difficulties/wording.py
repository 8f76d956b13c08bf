"""What a report says of the difficulties that were raised in its period (clause 5)."""

from difficulties.models import Difficulty
from progress.narrative import Told
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
    text = f"Trong kỳ, đơn vị đã nêu {count(len(raised))} khó khăn, vướng mắc với Sở{_answered(raised)}"
    if len(raised) <= NAMED:
        titles = "; ".join(f"“{one['title'].rstrip(' .;')}”" for one in raised)
        text += f". Nội dung: {titles}"
    return [Told("difficulties.raised", f"{text}.")]


def narrate_units(raised_by):
    """Paragraphs (one or none) of the province's summary: numbers and units, never what was said.

    `raised_by` are (place, what `raised_in` answered) pairs of the units whose reports are in.
    """
    raising = [(place, raised) for place, raised in raised_by if raised]
    if not raising:
        return []
    total = [one for _place, raised in raising for one in raised]
    units = join_and([f"{place} ({count(len(raised))} việc)" for place, raised in raising])
    number = f"{count(len(total))} khó khăn, vướng mắc"
    text = f"Trong kỳ, có {count(len(raising))} đơn vị nêu {number} với Sở{_answered(total)}: {units}."
    return [Told("difficulties.raised", text)]


def _answered(raised):
    answered = sum(one["answered_on"] is not None for one in raised)
    if not answered:
        return ", chưa được trả lời"
    if answered == len(raised):
        return ", đã được trả lời"
    return f", trong đó {count(answered)} việc đã được trả lời"
