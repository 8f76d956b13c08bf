"""The report on standing figures: trained staff, women in office, bodies led by women."""

from core.lib.text.vietnamese import count, join_and
from filing.wording.narrative import DraftedText
from filing.wording.phrases import bracketed_share, count_with_noun
from filing.wording.sentences import at_period_end, join_sentences

IN_OFFICE = (
    ("NL-05.1", "cấp ủy viên cấp huyện"),
    ("NL-05.2", "cấp ủy viên cấp xã"),
    ("NL-06.1", "ứng cử viên đại biểu Hội đồng nhân dân"),
    ("NL-06.2", "đại biểu Hội đồng nhân dân"),
)
LED = (("NL-07.2", "NL-07.1", "cơ quan"), ("NL-07.5", "NL-07.4", "Ủy ban nhân dân các cấp"))


def standing_paragraphs(account):
    """Return a paragraph (one or none) of the figures as of the last day of the period."""
    bodies = [body for body in (_staff(account), *_women_in_office(account)) if body]
    if not bodies:
        return []
    bodies[0] = at_period_end(account, bodies[0])
    return [DraftedText("capacity.standing", join_sentences(bodies))]


def _staff(account):
    """Return `có 12/14 cán bộ làm công tác bình đẳng giới được tập huấn … (85,7%)`, `tất cả 13 …`."""
    staff, trained = account.current["NL-04.1"].value, account.current["NL-04.2"].value
    if not staff or trained is None:
        return ""
    noun, once = "cán bộ làm công tác bình đẳng giới", "được tập huấn ít nhất 01 lần"
    if not trained:
        return f"có {count_with_noun(staff, noun)}, chưa có người nào được tập huấn"
    if trained == staff:
        return (
            f"tất cả {count_with_noun(staff, noun)} đã {once}"
            if staff > 1
            else f"có {count_with_noun(staff, noun)}, đã {once}"
        )
    return f"có {count(trained)}/{count_with_noun(staff, noun)} {once}{bracketed_share(trained, staff)}"


def _women_in_office(account):
    """Return the bodies on women among members, candidates and deputies, and on bodies led by women."""
    known = [(noun, account.current[key]) for key, noun in IN_OFFICE if account.current[key].female is not None]
    women = [_women_among(noun, figure) for noun, figure in known if figure.female]
    without_women = [count_with_noun(figure.sexed, noun) for noun, figure in known if not figure.female]
    led = [_led_by_women(account.current[part].value, account.current[whole].value, noun) for part, whole, noun in LED]
    bodies = [f"có {join_and(phrases)}" for phrases in (women, list(filter(None, led))) if phrases]
    return [*bodies, f"không có nữ trong số {join_and(without_women)}"] if without_women else bodies


def _women_among(noun, figure):
    ratio = bracketed_share(figure.female, figure.sexed)
    return f"{count(figure.female)}/{count_with_noun(figure.sexed, noun)} là nữ{ratio}"


def _led_by_women(led, total, noun):
    if not led or not total:
        return ""
    return f"{count(led)}/{count_with_noun(total, noun)} có lãnh đạo chủ chốt là nữ{bracketed_share(led, total)}"
