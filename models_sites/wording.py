"""Clauses 4.a and 4.b in a report: models, victims, perpetrators; funds are a section of their own."""

from dataclasses import replace

from models_sites.indicators import MILLION
from progress.beside import among_units
from progress.narrative import Told
from progress.phrases import compared, of_them, of_those_known, said, share, so_far
from progress.sentences import Matter, during, joined, paragraphs, placed, sentence, unanswered, whole, within
from texts.vietnamese import number

MODELS = "hoạt động của các mô hình thúc đẩy bình đẳng giới"
RUNNING = (Matter("model.run", MODELS, ("MH-01.1", "MH-01.2", "MH-01.3")),)
# Models may run on in a period for which nothing was logged.
ACTIVE = (Matter("model.run", MODELS, ("MH-01.3", "MH-02.1", "MH-03.1")),)
FUNDS = (
    Matter("model.run", "kinh phí hỗ trợ triển khai mô hình", ("MH-04.1", "MH-04.3")),
    Matter("model.extend", "kinh phí địa phương bố trí để nhân rộng mô hình", ("MH-04.2", "MH-04.3")),
)
# Counts from 1 to 4 do not leave the Department (see the rules on safety), nor what would reveal them.
WITHHELD = range(1, 5)
VICTIMS = ("MH-02", "nạn nhân bạo lực trên cơ sở giới", "hỗ trợ")
PERPETRATORS = ("MH-03", "người gây bạo lực trên cơ sở giới", "tư vấn, xử lý")


def narrate(account):
    """Paragraphs of models, victims and perpetrators, none where nothing happened."""
    people = [_people(account, *VICTIMS), _people(account, *PERPETRATORS)]
    people = [one._replace(sensitive=True) for one in paragraphs(account, ("models.people", people))]
    exempt = unanswered(replace(account, none=frozenset()), "models.unanswered", RUNNING)
    none = unanswered(replace(account, exempt={}), "models.unanswered", ACTIVE) if not exempt else []
    return [*_models(account), *exempt, *people, *none]


def narrate_funds(account):
    """Paragraphs of the section on funds, said in million đồng."""
    # That a model did nothing does not say that it got no funds.
    silent = unanswered(replace(account, none=account.none - {"model.run"}), "models.funds-unanswered", FUNDS)
    return _funds(account) + silent


def _models(account):
    running, new, done = (account.now[f"MH-01.{n}"].value for n in (1, 2, 3))
    bodies = []
    if running:
        text = f"đến cuối kỳ báo cáo, {within(account)} có {said(running, 'mô hình')} đang hoạt động"
        text += compared(account, "MH-01.1", "mô hình")
        text += f"; trong kỳ thành lập mới {said(new, 'mô hình')}" if new else ""
        bodies.append(text + among_units(account, "MH-01.1", "mô hình", "có mô hình"))
    elif new:
        bodies.append(placed(account, f"đã thành lập mới {said(new, 'mô hình')}"))
    if done:
        text = f"các mô hình đã tổ chức {said(done, 'hoạt động')}" + compared(account, "MH-01.3", "hoạt động")
        text += so_far(account, ("MH-01.3", "hoạt động"))
        bodies.append(text if bodies else placed(account, text))
    return [Told("models.running", joined(bodies))] if bodies else []


def _people(account, code, who, verb):
    """`đã phát hiện mới 15 nạn nhân …, trong đó nữ …; đã hỗ trợ 12 người`; what is withheld is left out."""
    found, helped = account.now[f"{code}.1"], account.now[f"{code}.2"]
    if not found.value:
        return f"đã {verb} {said(helped.value, who)}" if helped.value else ""
    text = f"đã phát hiện mới {said(found.value, who)}"
    if found.female is not None and not _reveals(account, found.female, found.sexed):
        text += of_them(found, "người")
        if not _reveals(account, found.sexed, found.value):
            text += of_those_known(found, "người")
    if not helped.value or _reveals(account, helped.value, found.value):
        return text
    if helped.value == found.value:
        return f"{text}, đã {verb}" if found.value == 1 else f"{text}; tất cả đều được {verb}"
    ratio = share(helped.value, found.value)
    return f"{text}; đã {verb} {said(helped.value, 'người')}" + (f" ({ratio})" if ratio else "")


def _reveals(account, part, of):
    """Whether, in what leaves the Department, a part or the rest of it would be a withheld count."""
    return account.is_province and (part in WITHHELD or of - part in WITHHELD)


def _funds(account):
    granted, allotted, spent = (account.now[f"MH-04.{n}"].value for n in (1, 2, 3))
    local = "địa phương bố trí" if granted else "bố trí"
    bodies = [
        granted and f"được hỗ trợ {_money(account, 'MH-04.1', 'để triển khai các mô hình')}",
        allotted and f"{local} {_money(account, 'MH-04.2', 'để nhân rộng mô hình')}",
        spent and f"đã giải ngân {_money(account, 'MH-04.3')}",
    ]
    bodies = [body for body in bodies if body]
    if not bodies:
        return []
    if spent and granted and spent <= granted + (allotted or 0):
        bodies[-1] += f" ({share(spent, granted + (allotted or 0))} tổng kinh phí)"
    if spent:
        bodies[-1] += so_far(account, ("MH-04.3", "triệu đồng"), say=_millions, mark=",")
    return [Told("models.funds", sentence(f"{during(account)}, {whole(account)} {'; '.join(bodies)}"))]


def _money(account, key, purpose=""):
    amount = " ".join(filter(None, (_millions(account.now[key].value, "triệu đồng"), purpose)))
    return amount + compared(account, key, "triệu đồng", _millions)


def _millions(value, noun):
    """`20,5 triệu đồng`, to the thousand."""
    thousands = number(value * 1000 // MILLION / 1000, 3) if value >= 1000 else ""
    return f"{thousands.rstrip('0').rstrip(',')} {noun}" if thousands else f"{number(value)} đồng"
