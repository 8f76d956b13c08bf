"""Clauses 4.a and 4.b in a report: models, victims, perpetrators; funds are a section of their own."""

from dataclasses import replace

from models_sites.indicators import MILLION
from progress.wording.beside import among_units
from progress.wording.narrative import Told
from progress.wording.phrases import bracketed, compared, of_them, said, share, so_far
from progress.wording.sentences import (
    Matter,
    at_the_end,
    during,
    exempting,
    joined,
    paragraphs,
    placed,
    unanswered,
    whole,
)
from texts.vietnamese import number

MODELS = "hoạt động của các mô hình thúc đẩy bình đẳng giới"
RUNNING = (Matter("model.run", MODELS, ("MH-01.1", "MH-01.2", "MH-01.3")),)
# Models may run on in a period for which nothing was logged.
ACTIVE = (Matter("model.run", MODELS, ("MH-01.3", "MH-02.1", "MH-03.1"), "hoạt động"),)
FUNDS = (
    Matter("model.run", "kinh phí hỗ trợ triển khai mô hình", ("MH-04.1", "MH-04.3")),
    Matter("model.extend", "kinh phí địa phương bố trí để nhân rộng mô hình", ("MH-04.2", "MH-04.3")),
)
VICTIMS = ("MH-02", "nạn nhân bạo lực trên cơ sở giới", "hỗ trợ")
PERPETRATORS = ("MH-03", "người gây bạo lực trên cơ sở giới", "tư vấn, xử lý")


def narrate(account):
    """Paragraphs of models, victims and perpetrators, none where nothing happened."""
    people = [_people(account, *VICTIMS), _people(account, *PERPETRATORS)]
    people = paragraphs(account, ("models.people", people), later=True)
    # Who has no model still tells of the people that it helped.
    exempt = _exempt(account, "về hoạt động của mô hình" if people else "nội dung này")
    none = unanswered(replace(account, exempt={}), "models.unanswered", ACTIVE) if not exempt else []
    return [*_models(account), *exempt, *people, *none]


def _exempt(account, what):
    return unanswered(replace(account, none=frozenset()), "models.unanswered", RUNNING, all_of=what)


def narrate_funds(account):
    """Paragraphs of the section on funds, said in million đồng; no reason that the section on models gives already."""
    # That a model did nothing does not say that it got no funds.
    silent = replace(account, none=account.none - {"model.run"})
    if _exempt(account, ""):
        said_already = exempting(account, RUNNING[0])
        silent = replace(silent, exempt={key: why for key, why in account.exempt.items() if why != said_already})
    return _funds(account) + unanswered(silent, "models.funds-unanswered", FUNDS)


def _models(account):
    running, new, done = (account.now[f"MH-01.{n}"].value for n in (1, 2, 3))
    bodies = []
    if running:
        text = at_the_end(account, f"có {said(running, 'mô hình')} đang hoạt động")
        text += compared(account, "MH-01.1", "mô hình")
        text += f"; trong kỳ thành lập mới {said(new, 'mô hình')}" if new else ""
        bodies.append(text + among_units(account, "MH-01.1", "mô hình", "có mô hình"))
    elif new:
        bodies.append(placed(account, f"đã thành lập mới {said(new, 'mô hình')}", later=True))
    if done:
        text = f"các mô hình đã tổ chức {said(done, 'hoạt động')}" + compared(account, "MH-01.3", "hoạt động")
        text += so_far(account, ("MH-01.3", "hoạt động"))
        bodies.append(text if bodies else placed(account, text, later=True))
    return [Told("models.running", joined(bodies))] if bodies else []


def _people(account, code, who, verb):
    """`đã phát hiện mới 15 nạn nhân …, trong đó nữ …; đã hỗ trợ 12 người`."""
    found, helped = account.now[f"{code}.1"], account.now[f"{code}.2"]
    if not found.value:
        return f"đã {verb} {said(helped.value, who)}" if helped.value else ""
    text = f"đã phát hiện mới {said(found.value, who)}{of_them(found, 'người')}"
    if not helped.value:
        return text
    if helped.value == found.value:
        return f"{text}, đã được {verb}" if found.value == 1 else f"{text}; tất cả đã được {verb}"
    return f"{text}; đã {verb} {said(helped.value, 'người')}{bracketed(helped.value, found.value)}"


def _funds(account):
    granted, allotted, spent = (account.now[f"MH-04.{n}"].value for n in (1, 2, 3))
    local = "địa phương bố trí" if granted else "đã bố trí"
    got = [
        granted and f"được hỗ trợ {_money(account, 'MH-04.1', 'để triển khai các mô hình')}",
        allotted and f"{local} {_money(account, 'MH-04.2', 'để nhân rộng mô hình')}",
    ]
    bodies = [body for body in ("; ".join(filter(None, got)), spent and _spent(account, granted, allotted)) if body]
    if not bodies:
        return []
    already = "đã " if account.reporting is not None and granted else ""
    bodies[0] = f"{during(account, later=True)}, {whole(account)} {already}{bodies[0]}"
    return [Told("models.funds", joined(bodies))]


def _spent(account, granted, allotted):
    """`đã giải ngân 23,75 triệu đồng, đạt 95,0% tổng kinh phí; bằng 74,8% năm 2019 (31,75 triệu đồng)`."""
    spent, of = account.now["MH-04.3"].value, (granted or 0) + (allotted or 0)
    text, mark = f"đã giải ngân {_millions(spent, 'triệu đồng')}", ","
    if granted and spent <= of:
        text, mark = f"{text}, đạt {share(spent, of)} tổng kinh phí", ";"
    text += compared(account, "MH-04.3", "triệu đồng", _millions, mark=mark)
    return text + so_far(account, ("MH-04.3", "triệu đồng"), say=_millions)


def _money(account, key, purpose=""):
    amount = " ".join(filter(None, (_millions(account.now[key].value, "triệu đồng"), purpose)))
    return amount + compared(account, key, "triệu đồng", _millions)


def _millions(value, noun):
    """`20,5 triệu đồng`, to the thousand."""
    thousands = number(value * 1000 // MILLION / 1000, 3) if value >= 1000 else ""
    return f"{thousands.rstrip('0').rstrip(',')} {noun}" if thousands else f"{number(value)} đồng"
