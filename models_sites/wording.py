"""The report on clauses 4.a and 4.b: models, victims, perpetrators, and a section on funds."""

from dataclasses import replace

from core.lib.text.vietnamese import join_and
from filing.wording.narrative import DraftedText
from filing.wording.phrases import (
    bracketed_share,
    breakdown,
    comparison,
    count_with_noun,
    millions,
    share,
    year_to_date_phrase,
)
from filing.wording.sentences import (
    Matter,
    at_period_end,
    during,
    exemption_reason,
    join_sentences,
    paragraphs,
    placed,
    sentence,
    unanswered,
    whole,
)
from filing.wording.unit_comparison import among_units

MODELS = "hoạt động của các mô hình thúc đẩy bình đẳng giới"
RUNNING = (Matter("model.run", MODELS, ("MH-01.1", "MH-01.2", "MH-01.3"), lack="chưa có"),)
# Models may be running in a period without log entries.
ACTIVE = (Matter("model.run", MODELS, ("MH-01.3", "MH-02.1", "MH-03.1"), "hoạt động", lack="chưa có"),)
FUNDS = (
    Matter("model.run", "kinh phí hỗ trợ triển khai mô hình", ("MH-04.1", "MH-04.3"), lack="không phát sinh"),
    Matter(
        "model.extend",
        "kinh phí địa phương bố trí để nhân rộng mô hình",
        ("MH-04.2", "MH-04.3"),
        lack="chưa có",
    ),
)
KEPT_TO = (
    ("meets_requirement", "bảo đảm yêu cầu", "chưa bảo đảm yêu cầu"),
    ("meets_objective", "đạt mục tiêu", "chưa đạt mục tiêu"),
    ("meets_schedule", "đúng tiến độ", "chậm tiến độ"),
)
VICTIMS = ("MH-02", "nạn nhân bạo lực trên cơ sở giới", "hỗ trợ")
PERPETRATORS = ("MH-03", "người gây bạo lực trên cơ sở giới", "tư vấn, xử lý")


def narrate(account):
    """Return the paragraphs on models, victims and perpetrators; none where nothing happened."""
    bodies = [_people(account, *VICTIMS), _people(account, *PERPETRATORS)]
    people = paragraphs(account, ("models.people", bodies), later=True)
    # A unit exempt from models still reports the people that it helped.
    exempt = _exempt(account, "về hoạt động của mô hình" if people else "nội dung này")
    none = unanswered(replace(account, exempt={}), "models.unanswered", ACTIVE) if not exempt else []
    return [*_models(account), *_unreported_paragraph(account), *exempt, *people, *none]


def _unreported_paragraph(account):
    """Return the paragraph on models that no report tells of yet: the units with models are still missing."""
    places = account.unreported.get("model.run", [])
    if not places or any(account.current[key].value for key in RUNNING[0].keys):
        return []
    text = (
        f"{'các ' if len(places) > 1 else ''}đơn vị được hỗ trợ kinh phí triển khai mô hình ({join_and(places)}) "
        "chưa có báo cáo được duyệt nên chưa có số liệu về mô hình"
    )
    return [DraftedText("models.unreported", sentence(text))]


def _exempt(account, content):
    return unanswered(replace(account, none=frozenset()), "models.unanswered", RUNNING, all_of=content)


def narrate_funds(account):
    """Return the paragraphs of the section on funds, in million đồng.

    A reason for an exemption that the section on models gives is not repeated.
    """
    # A model without activities may still have received funds.
    remaining = replace(account, none=account.none - {"model.run"})
    if _exempt(account, ""):
        said_already = exemption_reason(account, RUNNING[0])
        reasons = {key: reason for key, reason in account.exempt.items() if reason != said_already}
        remaining = replace(remaining, exempt=reasons)
    return _funds(account) + unanswered(remaining, "models.funds-unanswered", FUNDS)


def _models(account):
    running, new, done = (account.current[f"MH-01.{part}"].value for part in (1, 2, 3))
    bodies = []
    if running:
        text = at_period_end(account, f"có {count_with_noun(running, 'mô hình')} đang hoạt động")
        text += comparison(account, "MH-01.1", "mô hình")
        text += f"; trong kỳ thành lập mới {count_with_noun(new, 'mô hình')}" if new else ""
        bodies.append(text + among_units(account, "MH-01.1", "mô hình", "có mô hình"))
    elif new:
        bodies.append(placed(account, f"đã thành lập mới {count_with_noun(new, 'mô hình')}", later=True))
    if done:
        text = f"các mô hình đã tổ chức {count_with_noun(done, 'hoạt động')}" + comparison(
            account, "MH-01.3", "hoạt động"
        )
        text += year_to_date_phrase(account, ("MH-01.3", "hoạt động"))
        bodies.append(text if bodies else placed(account, text, later=True))
    bodies += [_kept_to(account)] if bodies and _kept_to(account) else []
    extended = account.current["MH-01.4"].value
    if extended:
        text = f"có {count_with_noun(extended, 'mô hình')} được đồng ý nhân rộng"
        bodies.append(text if bodies else placed(account, text, later=True))
    return [DraftedText("models.running", join_sentences(bodies))] if bodies else []


def _kept_to(account):
    """Return what the log says of requirement, objective and schedule (clause 4.a); empty where it says nothing."""
    log = account.done_records("models_sites.LogEntry")
    kept, missed = [], []
    for name, words, negated in KEPT_TO:
        said = [record[name] for record in log if record.get(name) is not None]
        if said and all(said):
            kept.append(words)
        elif said:
            missed.append(f"{negated} ({count_with_noun(said.count(False), 'lần ghi nhận')})")
    parts = [join_and(kept) and f"các mô hình {join_and(kept)}", join_and(missed) and f"còn mô hình {join_and(missed)}"]
    return "; ".join(filter(None, parts))


def _people(account, code, who, verb):
    """Return `đã phát hiện mới 15 nạn nhân …, trong đó nữ …; đã hỗ trợ 12 người`."""
    found, helped = account.current[f"{code}.1"], account.current[f"{code}.2"]
    if not found.value:
        return f"đã {verb} {count_with_noun(helped.value, who)}" if helped.value else ""
    text = f"đã phát hiện mới {count_with_noun(found.value, who)}{breakdown(found, 'người')}"
    if not helped.value:
        return text
    if helped.value == found.value:
        return f"{text}, đã được {verb}" if found.value == 1 else f"{text}; tất cả đã được {verb}"
    return f"{text}; đã {verb} {count_with_noun(helped.value, 'người')}{bracketed_share(helped.value, found.value)}"


def _funds(account):
    granted, allotted, spent = (account.current[f"MH-04.{part}"].value for part in (1, 2, 3))
    local = "địa phương bố trí" if granted else "đã bố trí"
    sources = [
        granted and f"được hỗ trợ {_money(account, 'MH-04.1', 'để triển khai các mô hình')}",
        allotted and f"{local} {_money(account, 'MH-04.2', 'để nhân rộng mô hình')}",
    ]
    bodies = [body for body in ("; ".join(filter(None, sources)), spent and _spent(account, granted, allotted)) if body]
    if not bodies:
        return []
    bodies[0] = f"{during(account, later=True)}, {whole(account, later=True)} {bodies[0]}"
    return [DraftedText("models.funds", join_sentences(bodies))]


def _spent(account, granted, allotted):
    """Return `đã giải ngân 23,75 triệu đồng, đạt 95,0% tổng kinh phí; bằng 74,8% năm 2019 (31,75 triệu đồng)`."""
    spent, total = account.current["MH-04.3"].value, (granted or 0) + (allotted or 0)
    text, mark = f"đã giải ngân {millions(spent, 'triệu đồng')}", ","
    if granted and spent <= total:
        text, mark = f"{text}, đạt {share(spent, total)} tổng kinh phí", ";"
    text += comparison(account, "MH-04.3", "triệu đồng", millions, mark=mark)
    return text + year_to_date_phrase(account, ("MH-04.3", "triệu đồng"), say=millions)


def _money(account, key, purpose=""):
    amount = " ".join(filter(None, (millions(account.current[key].value, "triệu đồng"), purpose)))
    return amount + comparison(account, key, "triệu đồng", millions)
