"""The numbers of a log entry that belong together."""

from django.utils.translation import gettext_lazy as _

from filing.models.parts import Implies, Within, each_within

FEMALE_TOO_MANY = _("Women cannot be more than the total.")
AGED_TOO_MANY = _("A part cannot be more than the total.")
HELPED_TOO_MANY = _("The number helped cannot be more than the number newly found. Count earlier cases as continuing.")
HANDLED_TOO_MANY = _("The number advised or handled cannot be more than the number newly found.")
WAY_TOO_MANY = _("The number helped in this way cannot be more than all victims helped.")
ANSWER_TOO_MANY = _("The number for one measure cannot be more than all perpetrators advised or handled.")
AGES_TOO_MANY = _("The age groups add up to more than this.")
AGES_TOO_FEW = _("The age groups add up to less than this.")
WAYS_TOO_FEW = _("More victims were helped than were advised, sheltered and referred in total.")
ANSWERS_TOO_FEW = _("More perpetrators were advised or handled than were counselled and handled by law in total.")
NOBODY_SHELTERED = _("There are nights of shelter, but nobody was sheltered and no case continues.")
NIGHTS_TOO_FEW = _("There are fewer nights than people sheltered.")
NIGHTS_TOO_MANY = _("There are more nights than these people can have spent there on these days.")
SPENT_TOO_MUCH = _("More was spent than was granted and allotted.")
VICTIM_AGES = ("victims_under_16", "victims_16_to_59", "victims_60_up")
VICTIM_HELP = ("victims_helped", "victims_advised", "victims_sheltered", "victims_referred")
PERPETRATOR_AGES = ("perpetrators_under_18", "perpetrators_18_up")
PERPETRATOR_ANSWERS = ("perpetrators_handled", "perpetrators_counselled", "perpetrators_punished")
SPENT = ("spent_district", "spent_province", "spent_central", "spent_other")

# What a form says of each part; the constraints of the database have one message for all.
PARTS_OF_VICTIMS = {
    "victims_female": _("Women cannot be more than the victims newly found."),
    "victims_under_16": _("Victims under 16 cannot be more than the victims newly found."),
    "victims_16_to_59": _("Victims aged 16 to 59 cannot be more than the victims newly found."),
    "victims_60_up": _("Victims aged 60 and older cannot be more than the victims newly found."),
}
PARTS_OF_PERPETRATORS = {
    "perpetrators_female": _("Women cannot be more than the perpetrators newly found."),
    "perpetrators_under_18": _("Perpetrators under 18 cannot be more than the perpetrators newly found."),
    "perpetrators_18_up": _("Perpetrators aged 18 and older cannot be more than the perpetrators newly found."),
}


def _each_within(whole, messages):
    return tuple(rule for part, message in messages.items() for rule in each_within([part], whole, message))


LOG_RULES = (
    *_each_within("victims", PARTS_OF_VICTIMS),
    *each_within(VICTIM_HELP, "victims", HELPED_TOO_MANY),
    *each_within(VICTIM_HELP[1:], "victims_helped", WAY_TOO_MANY, needs_whole=False),
    *_each_within("perpetrators", PARTS_OF_PERPETRATORS),
    *each_within(PERPETRATOR_ANSWERS, "perpetrators", HANDLED_TOO_MANY),
    *each_within(PERPETRATOR_ANSWERS[1:], "perpetrators_handled", ANSWER_TOO_MANY, needs_whole=False),
    Within(VICTIM_AGES, ("victims",), AGES_TOO_MANY, at="victims"),
    Within(PERPETRATOR_AGES, ("perpetrators",), AGES_TOO_MANY, at="perpetrators"),
    Within(("victims",), ("victims_by_age",), AGES_TOO_FEW, is_odd=True),
    Within(("perpetrators",), ("perpetrators_by_age",), AGES_TOO_FEW, is_odd=True),
    Within(("victims_helped",), ("victims_by_way",), WAYS_TOO_FEW, is_odd=True),
    Within(("perpetrators_handled",), ("perpetrators_by_answer",), ANSWERS_TOO_FEW, is_odd=True),
    # Whoever was found earlier may sleep there still.
    Implies(("nights",), ("victims_sheltered", "victims_continuing"), NOBODY_SHELTERED, is_odd=True, needs_whole=True),
    Within(("victims_sheltered",), ("nights",), NIGHTS_TOO_FEW, at="nights", is_odd=True),
    Within(("nights",), ("nights_possible",), NIGHTS_TOO_MANY, is_odd=True),
    # What earlier months left over may be spent in this one.
    Within(SPENT, ("funds_granted", "funds_allotted"), SPENT_TOO_MUCH, at="funds_granted", is_odd=True),
)
