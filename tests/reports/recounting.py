"""The figures of the Department's list, recounted from the rows in plain Python: loops and ifs over `.objects.all()`.

Written from the meaning of each figure (docs/clauses.md and the domain notes), sharing no code with `indicators`,
`reports.content.figures.figure_cells` or `core.lib.text.vietnamese`, so that a fault there shows as a difference here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from capacity.models import Inspection, Review, Standing, Training
from communications.models import Campaign, CommuneJoined
from core.directives.models import Exemption
from core.indicators.models import Target
from core.units.models import Placement
from difficulties.models import Difficulty
from filing.models import Declaration, Submission
from models_sites.models import Extension, LogEntry, Site
from plans.models import CommunePlan, Plan
from shelters.models import Release

DIRECT = ("talk", "arts", "contest", "club", "integrated")
GROUPS = ("equality_staff", "committee", "press", "potential", "cadres", "people")
COST = ("cost_district", "cost_province", "cost_central", "cost_other")
SPENT = ("spent_district", "spent_province", "spent_central", "spent_other")
MODELS = {
    "campaigns": Campaign,
    "joined": CommuneJoined,
    "trainings": Training,
    "reviews": Review,
    "inspections": Inspection,
    "standings": Standing,
    "sites": Site,
    "log": LogEntry,
    "extensions": Extension,
    "plans": Plan,
    "commune_plans": CommunePlan,
    "difficulties": Difficulty,
    "declarations": Declaration,
    "exemptions": Exemption,
    "placements": Placement,
    "submissions": Submission,
    "targets": Target,
    "releases": Release,
}
RELATED = {"placements": ["unit"], "sites": ["kind"], "submissions": ["unit", "period"], "exemptions": ["task"]}
RELATED |= {"declarations": ["task"], "difficulties": [], "targets": ["unit"], "releases": ["listing"]}
# What is work under a task; what is read as of a day is none.
WORK = ("plans", "commune_plans", "campaigns", "joined", "trainings", "reviews", "inspections", "log", "extensions")


class Books:
    """Every row that a figure could come from, read once."""

    def __init__(self):
        for name, model in MODELS.items():
            setattr(self, name, list(model.objects.all().select_related(*RELATED.get(name, ["task"]))))


@dataclass
class Tally:
    """What a loop found: `value` is None where no row told it, `women` where of nobody the sex is known."""

    value: int | Fraction | None = None
    women: int | None = None
    sexed: int = 0
    minority: int | None = None
    rows: int = 0
    known: int = 0


@dataclass(frozen=True)
class Listed:
    """One line of the list: its unit of measure, how it is taken, and what its three signs follow from."""

    noun: str
    take: Callable
    tasks: tuple = ()
    counts_rows: bool = False
    stands: bool = False
    of_all_units: bool = False
    decimals: int | None = None
    in_millions: bool = False


def day_of(row):
    """The day on which a row counts."""
    for name in ("ended_on", "issued_on", "decided_on", "as_of", "day", "submitted_on", "proposed_on", "drafted_on"):
        if getattr(row, name, None):
            return getattr(row, name)
    raise LookupError(row)


def done(rows, units, first, last):
    """The rows of those units that were done from the first day to the last."""
    return [row for row in rows if row.unit_id in units and row.status == "done" and first <= day_of(row) <= last]


def serves(row, code):
    """Whether the row's task, or one that it also serves, is that one."""
    return row.task.code == code or code in row.also


def tally(rows, field="", women="", minority=""):
    """How many rows, or what their field comes to; an empty field is unknown, not zero."""
    found = Tally(rows=len(rows))
    for row in rows:
        number = getattr(row, field) if field else 1
        if number is None:
            continue
        found.known += 1
        found.value = (found.value or 0) + number
        if women and getattr(row, women) is not None:
            found.women = (found.women or 0) + getattr(row, women)
            found.sexed += number
        if minority and getattr(row, minority) is not None:
            found.minority = (found.minority or 0) + getattr(row, minority)
    if not found.sexed:
        found.women = None
    return found


def spent_by(row, sources):
    """The sum over the sources of which something is known; None where nothing is."""
    known = [getattr(row, name) for name in sources if getattr(row, name) is not None]
    return sum(known) if known else None


def issued(code):
    def take(books, units, first, last):
        return tally([plan for plan in done(books.plans, units, first, last) if plan.task.code == code])

    return take


def of_campaigns(is_meant=lambda row: True, **fields):
    def take(books, units, first, last):
        return tally([row for row in done(books.campaigns, units, first, last) if is_meant(row)], **fields)

    return take


def of(name, is_meant=lambda row: True, **fields):
    def take(books, units, first, last):
        return tally([row for row in done(getattr(books, name), units, first, last) if is_meant(row)], **fields)

    return take


PEOPLE = {"field": "attendance", "women": "female", "minority": "minority"}


def is_direct(row):
    return row.form in DIRECT


def is_politics(row):
    return row.topic == "politics"


def is_labour_code(row):
    return serves(row, "comm.labour-code")


def is_of_services(row):
    return serves(row, "comm.services")


def is_launch(row):
    return serves(row, "comm.action-month") and row.launch != ""


def is_radio(row):
    return row.form == "radio"


def communes(books, units, first, last):
    found = 0
    for row in books.placements:
        is_valid = row.valid_from <= last and (row.valid_to is None or last <= row.valid_to)
        if row.parent_id in units and row.unit.level == "commune" and is_valid:
            found += 1
    return Tally(value=found or None)


def share_of(part, whole):
    """A percentage over the units that know both sides."""

    def take(books, units, first, last):
        above = below = 0
        for unit in units:
            one, all_ = part(books, {unit}, first, last).value, whole(books, {unit}, first, last).value
            if all_ is not None and one is not None:
                above, below = above + one, below + all_
        return Tally(value=Fraction(100 * above, below)) if below else Tally()

    return take


def cost_each(books, units, first, last):
    cost = people = 0
    for row in done(books.campaigns, units, first, last):
        paid = spent_by(row, COST)
        if paid is not None and row.attendance:
            cost, people = cost + paid, people + row.attendance
    return Tally(value=Fraction(cost, people)) if people else Tally()


def good_practices(books, units, first, last):
    rows = []
    for name in ("plans", "campaigns", "trainings", "reviews", "inspections", "extensions"):
        rows += [row for row in done(getattr(books, name), units, first, last) if row.is_good_practice]
    return tally(rows)


def standing(measure, field, women=""):
    """As of the last day: what each unit's latest row of that measure says, added up."""

    def take(books, units, first, last):
        latest = {}
        for row in books.standings:
            if row.unit_id not in units or row.status != "done" or row.measure != measure or row.as_of > last:
                continue
            if row.unit_id not in latest or row.as_of > latest[row.unit_id].as_of:
                latest[row.unit_id] = row
        return tally(list(latest.values()), field, women)

    return take


def is_paused(site, day):
    return any(
        pause["since"] <= day.isoformat() and (not pause.get("until") or day.isoformat() < pause["until"])
        for pause in site.pauses
    )


def running(books, units, first, last):
    began = runs = 0
    for site in books.sites:
        if site.unit_id in units and site.opened_on is not None and site.opened_on <= last:
            began += 1
            runs += not (site.closed_on is not None and site.closed_on <= last) and not is_paused(site, last)
    return Tally(value=runs if began else None)


def of_help(books, units, first, last):
    """Places that a person in need turns to, as of the last day."""
    here = [site for site in books.sites if site.unit_id in units and site.kind.helps_people]
    began = [site for site in here if site.opened_on is not None and site.opened_on <= last]
    return Tally(value=sum(not is_closed(site, last) for site in began) if began else None)


def is_closed(site, last):
    return site.closed_on is not None and site.closed_on <= last


def public(books, units, first, last):
    """Of these the places whose contact two people released and nobody took back; a pause takes none out."""
    sites = {site.pk: site for site in books.sites if site.unit_id in units and site.kind.helps_people}
    began = stand = 0
    for release in books.releases:
        site, since = sites.get(release.listing.site_id), release.confirmed_on
        if site is not None and since is not None and since <= last and site.opened_on and site.opened_on <= last:
            began += 1
            stand += not is_closed(site, last) and not (release.withdrawn_on and release.withdrawn_on <= last)
    return Tally(value=stand if began else None)


def newly_founded(books, units, first, last):
    rows = [one for one in books.sites if one.unit_id in units and one.opened_on and first <= one.opened_on <= last]
    return tally(rows)


def spent(books, units, first, last):
    found = Tally()
    for row in done(books.log, units, first, last):
        paid = spent_by(row, SPENT)
        found.rows += 1
        if paid is not None:
            found.value, found.known = (found.value or 0) + paid, found.known + 1
    return found


def raised(field):
    def take(books, units, first, last):
        rows = [one for one in books.difficulties if one.unit_id in units and getattr(one, field)]
        return tally([one for one in rows if first <= getattr(one, field) <= last])

    return take


POLICY, MONTH, RADIO = ("comm.policy",), ("comm.action-month",), ("comm.radio",)
CODE, SERVICES, POLITICS = ("comm.labour-code",), ("comm.services",), ("plan.politics", "comm.policy")
TRAINING, REVIEW, INSPECTION = ("cap.training",), ("cap.review",), ("cap.inspection",)
RUN, EXTEND = ("model.run",), ("model.extend",)
STAFF, OFFICE = ("cap.training", "cap.review"), ("comm.policy", "cap.review")
HELD = {"counts_rows": True}
STANDS = {"stands": True}
SHARE = {"stands": True, "decimals": 1}
staff, trained = standing("staff", "total", "female"), standing("staff", "part", "part_female")
staff_women, trained_women = standing("staff", "female"), standing("staff", "part_female")
bodies, bodies_led = standing("bodies", "total"), standing("bodies", "part")
committees, committees_led = standing("committees", "total"), standing("committees", "part")
commune_plans = of("commune_plans")


def group(number):
    name = GROUPS[number - 1]
    return of("trainings", field=name, women=name if name == "potential" else f"{name}_female")


# Every line of the table of figures, in its order.
LIST = {
    "KH-01": Listed("văn bản", issued("plan.annual"), ("plan.annual",), **HELD),
    "KH-02": Listed("văn bản", issued("plan.politics"), ("plan.politics",), **HELD),
    "KH-03": Listed("văn bản", issued("plan.action-month"), ("plan.action-month",), **HELD),
    "KH-04.1": Listed("đơn vị", commune_plans, ("plan.annual",), **HELD),
    "KH-04": Listed("%", share_of(commune_plans, communes), ("plan.annual",), decimals=1),
    "TT-01": Listed("cuộc", of_campaigns(is_direct), POLICY, **HELD),
    "TT-02": Listed("lượt người", of_campaigns(is_direct, **PEOPLE), POLICY),
    "TT-03.1": Listed("cuộc", of_campaigns(is_politics), POLITICS, **HELD),
    "TT-03.2": Listed("lượt người", of_campaigns(is_politics, **PEOPLE), POLITICS),
    "TT-04.1": Listed("cuộc", of_campaigns(is_labour_code), CODE, **HELD),
    "TT-04.2": Listed("lượt người", of_campaigns(is_labour_code, **PEOPLE), CODE),
    "TT-04.3": Listed("doanh nghiệp", of_campaigns(is_labour_code, field="enterprises"), CODE),
    "TT-05.1": Listed("tin, bài", of_campaigns(is_radio, field="broadcast_items"), RADIO),
    "TT-05.2": Listed("lượt", of_campaigns(is_radio, field="broadcasts"), RADIO),
    "TT-05.3": Listed("phút", of_campaigns(is_radio, field="minutes"), RADIO),
    "TT-06": Listed("sản phẩm", of_campaigns(field="products"), ("comm.policy", "comm.action-month")),
    "TT-07.1": Listed("điểm", public, SERVICES, of_all_units=True, **STANDS),
    "TT-07": Listed("%", share_of(public, of_help), SERVICES, of_all_units=True, **SHARE),
    "TT-08.1": Listed("hoạt động", of_campaigns(is_launch), MONTH, **HELD),
    "TT-08.2": Listed("lượt người", of_campaigns(is_launch, **PEOPLE), MONTH),
    "TT-08.3": Listed("xã", of("joined"), MONTH, **HELD),
    "TT-09": Listed("đồng/lượt", cost_each, POLICY, decimals=0),
    "TT-10.1": Listed("cuộc", of_campaigns(is_of_services), SERVICES, **HELD),
    "TT-10.2": Listed("lượt người", of_campaigns(is_of_services, **PEOPLE), SERVICES),
    "TT-11": Listed("cách làm", good_practices),
    "NL-01": Listed("cuộc, lớp", of("trainings"), TRAINING, **HELD),
    "NL-02": Listed("lượt người", of("trainings", **PEOPLE), TRAINING),
    **{f"NL-02.{number}": Listed("lượt người", group(number), TRAINING) for number in range(1, 7)},
    "NL-03": Listed("người", of("trainings", field="potential"), TRAINING),
    "NL-04.1": Listed("người", staff, STAFF, **STANDS),
    "NL-04.2": Listed("người", trained, STAFF, **STANDS),
    "NL-04": Listed("%", share_of(trained, staff), STAFF, **SHARE),
    "NL-04.5": Listed("%", share_of(trained_women, staff_women), STAFF, **SHARE),
    "NL-05.1": Listed("người", standing("party_district", "total", "female"), OFFICE, **STANDS),
    "NL-05.2": Listed("người", standing("party_commune", "total", "female"), OFFICE, **STANDS),
    "NL-06.1": Listed("người", standing("candidates", "total", "female"), POLICY, **STANDS),
    "NL-06.2": Listed("người", standing("deputies", "total", "female"), POLICY, **STANDS),
    "NL-07.2": Listed("cơ quan", bodies_led, REVIEW, **STANDS),
    "NL-07.3": Listed("%", share_of(bodies_led, bodies), REVIEW, **SHARE),
    "NL-07.5": Listed("cơ quan", committees_led, REVIEW, **STANDS),
    "NL-07.6": Listed("%", share_of(committees_led, committees), REVIEW, **SHARE),
    "NL-08": Listed("hội nghị, báo cáo", of("reviews", lambda row: row.form != "going_on"), REVIEW, **HELD),
    "NL-09.1": Listed("cuộc", of("inspections"), INSPECTION, **HELD),
    "NL-09.2": Listed("vụ", of("inspections", field="found"), INSPECTION),
    "NL-09.3": Listed("vụ", of("inspections", field="handled"), INSPECTION),
    "MH-01.1": Listed("mô hình", running, RUN, **STANDS),
    "MH-01.2": Listed("mô hình", newly_founded, RUN),
    "MH-01.4": Listed("mô hình", of("extensions"), EXTEND, **HELD),
    "MH-01.3": Listed("hoạt động", of("log", field="activities"), RUN),
    "MH-02.1": Listed("người", of("log", field="victims", women="victims_female"), RUN, of_all_units=True),
    "MH-02.2": Listed("người", of("log", field="victims_helped"), RUN, of_all_units=True),
    "MH-03.1": Listed("người", of("log", field="perpetrators", women="perpetrators_female"), RUN, of_all_units=True),
    "MH-03.2": Listed("người", of("log", field="perpetrators_handled"), RUN, of_all_units=True),
    "MH-04.1": Listed("triệu đồng", of("log", field="funds_granted"), RUN, in_millions=True),
    "MH-04.2": Listed("triệu đồng", of("log", field="funds_allotted"), EXTEND, in_millions=True),
    "MH-04.3": Listed("triệu đồng", spent, ("model.run", "model.extend"), in_millions=True),
    "VM-01.1": Listed("việc", raised("raised_on"), **HELD),
    "VM-01.2": Listed("việc", raised("answered_on"), **HELD),
}


def recount(books, units, first, last):
    """{key: Tally} of those units (ids) together."""
    return {key: listed.take(books, set(units), first, last) for key, listed in LIST.items()}
