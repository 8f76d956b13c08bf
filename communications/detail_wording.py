"""The report on what communication records say beside their counts: audiences, reach, guidance, skills, theme."""

from collections import Counter

from communications.launch_wording import CAMPAIGN
from communications.models import DIRECT_FORMATS, Audience, CampaignFormat, CampaignTopic
from core.lib.text.vietnamese import count, join_and
from filing.wording.phrases import ATTENDANCES, count_with_noun
from filing.wording.quoting import quoted, typed_once, typed_phrase

AUDIENCES = {
    Audience.CADRES: "cán bộ, công chức, viên chức",
    Audience.LEADERS: "lãnh đạo, quản lý",
    Audience.WORKERS: "người sử dụng lao động, người lao động",
    Audience.WOMEN: "phụ nữ",
    Audience.MEN: "nam giới",
    Audience.YOUTH: "thanh thiếu niên, học sinh",
    Audience.MINORITIES: "người dân tộc thiểu số",
    Audience.ELDERLY: "người cao tuổi",
    Audience.PEOPLE: "người dân",
}


def audiences_body(account):
    """Return `đối tượng gồm: phụ nữ; nông dân`, the most frequent first; only where all say it."""
    direct = [record for record in account.done_records(CAMPAIGN) if record.get("form") in DIRECT_FORMATS]
    if not all(record.get("audiences") for record in direct):
        return ""
    times = Counter(audience for record in direct for audience in record.get("audiences") or ())
    named = [AUDIENCES[audience] for audience, _times in times.most_common() if audience in AUDIENCES]
    return f"đối tượng gồm: {'; '.join(named)}" if named else ""


def places_body(account):
    """Return `các cuộc … được tổ chức tại 07/10 xã, thị trấn`; only where the filed records are those counted."""
    direct = [record for record in account.done_records(CAMPAIGN) if record.get("form") in DIRECT_FORMATS]
    communes, total = {record.get("commune") for record in direct}, account.current["KH-04.2"].value
    if None in communes or len(direct) < 2 or len(direct) != account.current["TT-01"].value or (total or 0) < 2:
        return ""
    where = f"cả {count(total)}" if len(communes) == total else f"{count(len(communes))}/{count(total)}"
    return f"các cuộc truyền thông này được tổ chức tại {where} {account.commune_types}"


def reach_body(account):
    """Return `các sản phẩm truyền thông tiếp cận 12.300 lượt người xem, nghe`."""
    reached = sum(record.get("reached") or 0 for record in account.done_records(CAMPAIGN))
    return f"các sản phẩm truyền thông tiếp cận {count_with_noun(reached, ATTENDANCES)} xem, nghe" if reached else ""


def guidance_body(account):
    """Return `hướng dẫn đã ban hành: …` on the Labour Code, of a unit's own report."""
    return typed_phrase(account, CAMPAIGN, "guidance", "hướng dẫn đã ban hành", at_most=3)


def relays_phrase(account):
    """Return `, được tiếp âm 36 lượt tại đài truyền thanh cấp xã`: the commune stations of each item, added up."""
    radio = [record for record in account.done_records(CAMPAIGN) if record.get("form") == CampaignFormat.RADIO]
    relays = sum(record.get("relays") or 0 for record in radio)
    return f", được tiếp âm {count_with_noun(relays, 'lượt')} tại đài truyền thanh cấp xã" if relays else ""


def skills_phrase(account):
    """Return `, trong đó 03 tin, bài về kỹ năng phòng, chống …` of what was on the radio."""
    radio = [record for record in account.done_records(CAMPAIGN) if record.get("form") == CampaignFormat.RADIO]
    skills = sum(
        record.get("broadcast_items") or 0 for record in radio if record.get("topic") == CampaignTopic.VIOLENCE
    )
    items = account.current["TT-05.1"].value or 0
    if not skills or skills > items:
        return ""
    which = "đều" if skills == items else f"trong đó {count_with_noun(skills, 'tin, bài')}"
    return f", {which} về kỹ năng phòng, chống bạo lực trên cơ sở giới"


def launch_details_body(account):
    """Return `chủ đề “…”; lý do chọn hình thức thay thế: …`, of a unit's own report."""
    if account.is_province:
        return ""
    launches = [record for record in account.done_records(CAMPAIGN) if record.get("launch")]
    themes = list(dict.fromkeys(filter(None, ((record.get("theme") or "").strip(" .") for record in launches))))
    reasons = typed_once(launches, "launch_why")
    named = join_and([quoted(theme.strip("“”")) for theme in themes])
    theme = f"chủ đề: {named}" if themes else ""
    reason = f"lý do chọn hình thức thay thế: {'; '.join(reasons)}" if reasons else ""
    return "; ".join(filter(None, (theme, reason)))
