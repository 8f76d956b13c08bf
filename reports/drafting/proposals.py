"""Section V of a report: what is proposed, by whom it is for.

What people typed stays whole; a line that begins `Đối với UBND tỉnh: …` only takes its place among those of its kind.
A summary passes on what the units ask of others; what they ask of the Department itself stands with the difficulties.
"""

import re
from collections import defaultdict
from functools import partial

from core.lib.text.vietnamese import count, join_and
from filing.wording.addressees import Addressee, addressee_in, name_of
from filing.wording.narrative import DraftedText
from filing.wording.phrases import count_with_noun, in_sentence
from filing.wording.quoting import quotation, quoted
from filing.wording.sentences import join_sentences, sentence, unit_type
from reports.content.frozen.rows import UnitRow
from reports.content.part import Part
from reports.drafting.assessment import waiting
from reports.drafting.lists import list_names
from reports.drafting.typed_lines import by_heading, label_of

# More of them would be a list, not a sentence.
MOST_NAMED = 12
# What the sentence says already: `đề nghị Sở Lao động - Thương binh và Xã hội hỗ trợ …`.
TO_DEPARTMENT = re.compile(
    r"^(?:đề nghị|kiến nghị)\s+Sở(?:\s+Lao động\s*[-–]\s*Thương binh và Xã hội|\s+Nội vụ)?(?:\s+tỉnh)?\s+",
    re.IGNORECASE,
)


def proposal_paragraphs(part: Part) -> list[DraftedText]:
    """Return the paragraphs: typed ones that name nobody, then for each who is to act the typed and the drafted."""
    place = part.account.place
    typed = by_heading(part.text.get("proposals", ""), "proposals", partial(addressee_in, place=place))
    if part.unit.is_province:
        said = _said_by_units(part.units)
        passed_on = (Addressee.PROVINCE, Addressee.MINISTRY)
        drafted = {
            addressee: [_of_units_to(addressee, said[addressee], place)] for addressee in passed_on if said[addressee]
        }
    else:
        drafted = propose(part.difficulties, place)
    told = [*typed["proposals"]]
    for addressee in Addressee:
        told += [*typed[addressee], *drafted.get(addressee, [])]
    return told


def propose(raised, place):
    """Return {addressee: [proposal to act on the open ones]} of the difficulties `raised`."""
    found = {}
    for addressee in Addressee:
        of_them = [difficulty for difficulty in waiting(raised) if _addressee_of(difficulty) == addressee]
        if of_them:
            found[addressee] = [_proposal(addressee, of_them, place)]
    return found


def _proposal(addressee, of_them, place):
    is_department = addressee == Addressee.DEPARTMENT
    subject = "khó khăn, vướng mắc" if len(of_them) == 1 else count_with_noun(len(of_them), "khó khăn, vướng mắc")
    titles = [quoted(difficulty["title"]) for difficulty in of_them if difficulty["title"]]
    named = f": {list_names(titles, 'nội dung')}" if titles else ""
    acts = "trả lời" if is_department else "giải quyết"
    text = f"đề nghị {name_of(addressee, place)} xem xét, {acts} {subject} của {place}{named}"
    return DraftedText(f"proposals.difficulties{'' if is_department else f'-{addressee}'}", sentence(text))


def asked_of_department(units: list[UnitRow]) -> list[DraftedText]:
    """Return the paragraph (one or none) of a summary on what the units ask of the Department, and which do."""
    said = _said_by_units(units)[Addressee.DEPARTMENT]
    if not said:
        return []
    return [DraftedText("difficulties.proposed", join_sentences(_bodies("các đơn vị kiến nghị với Sở", said)))]


def _said_by_units(units: list[UnitRow]):
    """Return {addressee: {text: places}} of the units whose reports are in; the same text of several stands once.

    What is for a unit's own committee is told in its own report.
    """
    said: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for unit in (unit for unit in units if unit.reported):
        for addressee, texts in _said_by(unit).items():
            for text in texts:
                said[addressee].setdefault(text, []).append(unit.place)
    return said


def _said_by(unit: UnitRow):
    """Return {addressee: texts} of one unit; a report is sent to the Department, so what names nobody is for it."""
    heading_of = partial(addressee_in, place=unit.place)
    said: defaultdict[str, list[str]] = defaultdict(list)
    for heading, told in by_heading(unit.proposals, "proposals", heading_of).items():
        addressee = Addressee.DEPARTMENT if heading == "proposals" else heading
        said[addressee] += filter(None, (_without_label(one.text, heading_of) for one in told))
    for difficulty in waiting(unit.difficulties):
        if difficulty["title"] and _addressee_of(difficulty) != Addressee.DEPARTMENT:
            said[_addressee_of(difficulty)].append(quoted(difficulty["title"]))
    return said


def _without_label(line, heading_of):
    heading, rest = label_of(line, heading_of)
    text = TO_DEPARTMENT.sub("", quotation((rest if heading else line).lstrip("-+•– ")))
    return text if text.startswith("“") else in_sentence(text)


def _of_units_to(addressee, said, place):
    lead = f"đối với {name_of(addressee, place, unit_type(place))}, các đơn vị kiến nghị"
    return DraftedText(f"proposals.units-{addressee}", join_sentences(_bodies(lead, said)))


def _bodies(lead, said):
    named = [f"{text} ({join_and(places)})" for text, places in list(said.items())[:MOST_NAMED]]
    more = len(said) - MOST_NAMED
    return [f"{lead}: {'; '.join(named)}", *([f"ngoài ra, còn {count(more)} kiến nghị khác"] if more > 0 else [])]


def _addressee_of(difficulty):
    # What was frozen before it was kept was raised with the Department.
    return Addressee(difficulty.get("addressee") or Addressee.DEPARTMENT)
