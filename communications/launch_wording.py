"""The report on the launch of the Action Month and on the communes that joined (clause 2.d)."""

from communications.models import Launch
from core.lib.text.vietnamese import count
from filing.wording.phrases import (
    ATTENDANCES,
    bracketed_share,
    breakdown,
    count_with_noun,
    format_day,
    records_known,
)
from filing.wording.quoting import event_phrase
from filing.wording.unit_comparison import among_units, by_level

CAMPAIGN = "communications.Campaign"
ACTION_MONTH = "Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới"


def launch_body(account):
    """Return the sentence on launches and joining communes, without capital and full stop; empty without any."""
    held = account.current["TT-08.1"].value
    if not held:
        return _communes_phrase(account, f" {ACTION_MONTH}")
    launches = (
        [] if account.is_province else [record for record in account.done_records(CAMPAIGN) if record.get("launch")]
    )
    what = f"{count_with_noun(held, 'cuộc')} phát động {ACTION_MONTH}{by_level(account, 'TT-08.1', 'cuộc')}"
    if len(launches) == held == 1:
        what = _launch_name(launches[0], of=f" {ACTION_MONTH}")
        place = (launches[0].get("place") or "").strip(" .")
        what += f" tại {place}" if place else ""
        what += "" if "tháng hành động" in what.lower() else f" hưởng ứng {ACTION_MONTH}"
    elif len(launches) == held:
        what += f" ({'; '.join(map(_launch_name, launches))})"
    text = f"đã tổ chức {what}{_attendance(account, 'người' if held == 1 else ATTENDANCES)}"
    joining = _communes_phrase(account)
    text += among_units(account, "TT-08.1", "cuộc", "tổ chức phát động")
    return f"{text}; {joining}" if joining else text


def _communes_phrase(account, event=""):
    """Return `có 08/10 xã, thị trấn hưởng ứng … (80,0%)`; `event` is what they joined."""
    joined, total = account.current["TT-08.3"].value, account.current["KH-04.2"].value
    if not joined:
        return ""
    if joined == total == 1:
        # A commune's own report: it joined, and where it held a launch that is said.
        return f"đã hưởng ứng{event}" if event else ""
    if not total or joined > total:
        return f"có {count_with_noun(joined, account.commune_types)} hưởng ứng{event}"
    if joined == total:
        return f"tất cả {count_with_noun(total, account.commune_types)} đều hưởng ứng{event}"
    communes = f"{count(joined)}/{count_with_noun(total, account.commune_types)}"
    return f"có {communes} hưởng ứng{event}{bracketed_share(joined, total)}"


def _attendance(account, noun):
    people = account.current["TT-08.2"]
    if not people.value:
        return ""
    known = records_known(people, "cuộc")
    known = f" ({known})" if known else ""
    return f" với {count_with_noun(people.value, noun)} tham dự{known}{breakdown(people, noun)}"


def _launch_name(launch, of=""):
    """Return `lễ phát động … ngày 16/11/2020`; what was chosen from a list where its title is not told."""
    title = launch["title"].strip(" .")
    if not title:
        instead = "" if launch["launch"] == Launch.CEREMONY else "hoạt động thay "
        return f"{instead}Lễ phát động{of} ngày {format_day(launch['day'])}"
    name = event_phrase(title)
    name = f"hoạt động {name}" if name.startswith("“") else name
    return f"{name} ngày {format_day(launch['day'])}"
