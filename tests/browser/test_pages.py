"""Pages of the demonstration as people see them: no finding, no sideways scroll, pictures of them."""

import re
import signal
from contextlib import nullcontext
from pathlib import Path

import pytest
from browsing import Person
from office import confirm
from playwright.sync_api import expect
from slow import wide

PAGES = {
    "nam-dong": {
        "home": "/",
        "plans": "/plans/",
        "communications": "/communications/",
        "communications-form": "/communications/new/?task=comm.policy",
        "communes-joined": "/communications/communes/",
        "plan-form": "/plans/new/?task=plan.annual",
        "checklist": "/plans/communes/checklist/",
        "capacity": "/capacity/",
        "training-form": "/capacity/new/",
        "review-form": "/capacity/reviews/new/",
        "inspections": "/capacity/inspections/",
        "inspection-form": "/capacity/inspections/new/",
        "standing": "/capacity/standing/",
        "sites": "/models-sites/",
        "site-form": "/models-sites/new/",
        "log": "/models-sites/log/",
        "log-form": "/models-sites/log/new/",
        "extension-form": "/models-sites/extensions/new/",
        "deleted": "/communications/deleted/",
        "difficulties": "/difficulties/",
        "difficulty-form": "/difficulties/new/",
        "shelters": "/shelters/",
        "directives": "/directives/",
        "reports": "/reports/",
        "documents": "/reports/documents/",
        "notices": "/notices/",
        "targets": "/targets/",
        "dashboard-of-own": "/dashboards/",
        "requests": "/requests/",
        "days-off": "/days-off/",
        "quick-reports": "/quick/",
        "search": "/search/?q=truyen+thong",
        "log-ins": "/accounts/sessions/",
        "second-factor": "/accounts/second-factor/",
        "second-factor-form": "/accounts/second-factor/new/",
    },
    "nam-dong-head": {"home-of-head": "/", "people": "/people/", "acts-of-unit": "/acts/"},
    "phu-loc": {"home-of-phu-loc": "/"},
    "province": {
        "overview": "/",
        "reports-of-all": "/reports/",
        "period-form": "/reports/periods/new/",
        "directives-of-province": "/directives/",
        "names-of-laws": "/directives/names/",
        "activities": "/communications/?page=2",
        "exemption-form": "/directives/exemptions/new/",
        "difficulties-of-all": "/difficulties/",
        "checklist-of-all": "/plans/communes/checklist/",
        "directory": "/directory/",
        "dossier-form": "/reports/dossiers/new/",
        "schedules": "/reports/schedules/",
        "schedule-form": "/reports/schedules/new/",
        "targets-of-all": "/targets/",
        "target-form": "/targets/new/?figure=TT-02&year=2020",
        "dashboards": "/dashboards/",
        "dashboard-plans": "/dashboards/plans/",
        "dashboard-communications": "/dashboards/communications/",
        "dashboard-capacity": "/dashboards/capacity/",
        "dashboard-models": "/dashboards/models-sites/",
        "requests-of-all": "/requests/",
        "declare-days-off": "/days-off/",
        "quick-reports-of-all": "/quick/",
        "quick-form": "/quick/new/",
        "people-of-all": "/people/",
        "changes-for-department": "/units/changes/",
        "record-of-acts": "/acts/",
        "from-paper": "/paper/",
        "search-of-all": "/search/?q=nam+dong",
        "search-in-vain": "/search/?q=khong-co-gi",
    },
    "province-leader": {"overview-of-leader": "/", "quick-reports-for-leader": "/quick/"},
    "admin": {
        "administration": "/",
        "people-for-admin": "/people/",
        "acts-for-admin": "/acts/",
        "accounts": "/administration/people/",
        "accounts-in-vain": "/administration/people/?q=khong-co-ai",
        "invitation": "/administration/people/new/",
        "units": "/administration/units/",
        "units-found": "/administration/units/?q=thuy",
        "unit-form": "/administration/units/new/",
        "changes-of-units": "/units/changes/",
        "change-chosen": "/units/changes/new/",
        "change-form": "/units/changes/new/?kind=merge&day=1%2F1%2F2021",
        "change-lines": "/units/changes/rows/?day=2021-01-01&rows=483%3Bto%C3%A0n+b%E1%BB%99%3B998",
        "bodies": "/administration/bodies/",
        "body-form": "/administration/bodies/new/",
        "kinds": "/administration/kinds/",
        "kind-form": "/administration/kinds/new/",
        "certificates": "/administration/certificates/",
        "certificate-form": "/administration/certificates/new/",
        "trail": "/administration/trail/",
        "trail-in-vain": "/administration/trail/?who=khong-co-ai",
        "purges": "/purges/",
        "purge-form": "/purges/new/",
    },
}
# For whoever lost a password: asking, the answer, a link that is too old, and the end.
LOST = {
    "/accounts/password/reset/": 200,
    "/accounts/password/reset/asked/": 200,
    "/accounts/password/reset/MQ/abc-def/": 410,
    "/accounts/password/reset/chosen/": 200,
}
# Pages with an id, `{}`, are reached as people reach them: the first link of that form on another page, or on one
# that was reached so, which leads to none of the pages before.
LINKED = {
    "nam-dong": {
        "record": ("/communications/", "/communications/"),
        "report": ("/reports/", "/reports/"),
        "difficulty": ("/difficulties/", "/difficulties/"),
        "extension-asked": ("/", "/reports/{}extension/"),
        "reopening-asked": ("/", "/reports/{}reopening/"),
        "quick-report": ("/quick/", "/quick/"),
        "quick-answer": ("/", "/quick/{}answer/"),
    },
    "province": {
        "review": ("/", "/reports/{}review/"),
        "report-sent": ("/", "/reports/"),
        "dashboard-of-a-unit": ("/dashboards/", "/dashboards/units/"),
        "pin": ("review", "/reports/{}pins/new/"),
        "return": ("review", "/reports/{}return/"),
        "approve": ("review", "/reports/{}approve/"),
        "remind": ("/", "/reports/periods/{}remind/"),
        "request-to-answer": ("/requests/", "/requests/"),
        "day-off-taken-back": ("/days-off/", "/days-off/{}take-back/"),
        "target-removed": ("/targets/", "/targets/{}remove/"),
        "targets-copied": ("/targets/", "/targets/{}copy/"),
        "quick-totals": ("/quick/", "/quick/"),
        "quick-extended": ("quick-totals", "/quick/{}extend/"),
        "quick-closed": ("quick-totals", "/quick/{}close/"),
        "hand-over": ("/people/", "/people/{}hand-over/"),
        "directive-draft": ("/directives/", "/directives/"),
        "directive-edited": ("directive-draft", "/directives/{}edit/"),
        "directive-published": ("directive-draft", "/directives/{}publish/"),
        "directive-deleted": ("directive-draft", "/directives/{}delete/"),
        "clause-form": ("directive-draft", "/directives/{}clauses/new/"),
        "clause": ("directive-draft", "/directives/clauses/"),
        "clause-removed": ("directive-draft", "/directives/clauses/{}remove/"),
        "directive-compared": ("directive-draft", "/directives/{}compare/"),
        "directive": ("/directives/", "/directives/"),
        "directive-copy": ("directive", "/directives/{}copy/"),
        "place": ("/directory/", "/directory/"),
    },
    "phu-loc": {"request": ("/requests/", "/requests/")},
    "admin": {
        "account": ("/administration/people/", "/administration/people/"),
        "account-form": ("account", "/administration/people/{}edit/"),
        "account-closed": ("account", "/administration/people/{}close/"),
        "unit": ("/administration/units/?level=district", "/administration/units/"),
        "unit-edited": ("unit", "/administration/units/{}edit/"),
        "unit-placed": ("unit", "/administration/units/{}placements/"),
        "body": ("/administration/bodies/", "/administration/bodies/"),
        "kind": ("/administration/kinds/", "/administration/kinds/"),
    },
}


@pytest.fixture(scope="module")
def portal(portal):
    """A portal whose desk is in use."""
    portal.run("from furniture import furnish; furnish()", Path(__file__).parent)
    return portal


@pytest.mark.parametrize("name", [pytest.param(name, marks=wide if len(PAGES[name]) > 9 else ()) for name in PAGES])
def test_pages_are_sound_at_both_widths(portal, person, name):
    somebody = person(portal, name)
    page = somebody.page
    addresses = dict(PAGES[name])
    for title, (there, form) in LINKED.get(name, {}).items():
        page.goto(addresses.get(there, there))
        links = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href') ?? '')")
        form = form.replace("{}", r"\d+/") if "{}" in form else rf"{form}\d+/"
        found = [link for link in links if re.fullmatch(form, link.partition("?")[0])]
        found = [link for link in found if link not in addresses.values()]
        assert found, f"{title}: no link {form} on {page.url}"
        addresses[title] = found[0]
    for title, address in addresses.items():
        assert page.goto(address).status == 200
        somebody.is_sound_at_both_widths(title)


def test_pages_are_sound_while_the_department_files_for_a_unit(portal, person):
    province = person(portal, "province")
    page = province.page
    page.goto("/paper/")
    page.locator("[name=unit]").select_option(label="Huyện A Lưới")
    page.locator("[name=number]").fill("12/BC-LĐTBXH")
    page.locator("[name=day]").fill("17/12/2020")
    confirm(province)
    for address in ("/", "/communications/", "/communications/new/?task=comm.policy", "/reports/", "/paper/"):
        assert page.goto(address).status == 200
        expect(page.locator("[data-acting]")).to_be_visible()
        province.is_sound_at_both_widths()
    province.follow(page.locator("[data-acting] button"))
    expect(page.locator("[data-acting]")).to_have_count(0)


def test_the_log_in_page_is_sound(portal, chromium):
    visitor = Person(chromium, portal, "nobody")
    for address, status in {"/accounts/login/": 200, **LOST}.items():
        assert visitor.page.goto(address).status == status
        visitor.is_sound_at_both_widths("login" if "login" in address else "")
    visitor.leave()


SOUND = "color: #000; background: #fff"
# What a page may have, by a name: its style on a narrow window, and what is told of it.
ONLY_NARROW = {
    "shown": ("#a { display: block; color: #ccc }", "color-contrast"),
    "other colour": ("#b { color: #ccc }", "color-contrast"),
    "pale button": ("#f { color: #ccc; background: #fff }", "color-contrast"),
    "pale point": ("#g { color: #ccc }", "color-contrast"),
    "nameless": ("#c { display: none }", "link-name"),
    "small": ("#d, #e { font-size: 8px; line-height: 1; margin: 0; padding: 0 }", "target-size"),
    "too wide": ("#b { width: 500px }", "sideways"),
    "shown picture": ("#h { display: block }", "image-alt"),
}


@pytest.mark.parametrize("name", ["nothing", *ONLY_NARROW])
def test_what_is_wrong_on_a_narrow_window_alone_is_found(portal, chromium, name):
    """The control of what is looked at there."""
    somebody = Person(chromium, portal, "nobody")
    style, told = ONLY_NARROW.get(name, ("", ""))
    somebody.page.set_content(
        f"""<!DOCTYPE html><html lang=vi><title>Thử</title><meta name=viewport content="width=device-width">
        <style>body {{ {SOUND} }} #a, #h {{ display: none }} a {{ color: #000; display: block; margin: 24px }}
        button {{ padding: 12px; {SOUND} }}
        @media (max-width: 400px) {{ {style} }}</style>
        <main><h1>Thử</h1><p id=a>Chỉ trên điện thoại</p><p id=b>Mọi nơi</p><img id=h width=9 height=9>
        <a href="#a"><span id=c>Về</span></a>
        <button id=f type=button>Lưu lại</button><ul><li id=g>Một điểm</ul>
        <nav><a id=d href="#a">Một</a><a id=e href="#b">Hai</a></nav></main>"""
    )
    with pytest.raises(AssertionError, match=told) if told else nullcontext():
        somebody.is_sound_at_both_widths()
    somebody.leave()


# A page whose parts were found good, and what is changed in it: something with something, and what is told of it.
GOOD = """<!DOCTYPE html><html lang=vi><title>Thử</title><meta name=viewport content="width=device-width">
<style>body { color: #000; background: #fff }
a, button, input { color: #000; display: inline-block; padding: 12px; margin: 24px }
p a { padding: 0; margin: 0; display: inline } .held { height: 60px }</style>
<header><nav aria-label=Trang><a href="#a">Về</a></nav></header><main id=a><h1>Thử</h1><h2>Hai</h2><h3>Ba</h3>
<nav aria-label=Mục><a href="#b">Một</a></nav><div class=held>Một đoạn dài.<br>Hai.<br>Ba.<br>Bốn.<br>Năm.</div>
<p id=b>Theo <a href="#a">văn bản</a> của Sở về việc báo cáo, các huyện gửi trước ngày mười lăm.</p>
<ul><li>Một</li></ul>
<label for=c>Tên</label><input id=c><button type=button aria-describedby=b>Lưu lại</button>
<input id=d aria-labelledby=e><span id=e>Số</span><input id=f aria-label=Ngày autocomplete=off>
<table><tr><th scope=col>Cột</th></tr><tr><td>Ô</td></tr></table><img src="data:," alt="Hình"></main></html>"""
CHANGED = {
    "no name": ("Lưu lại", " ", "button-name"),
    "no label": ("for=c", "for=x", "label"),
    "label of nothing": ("aria-labelledby=e", "aria-labelledby=x", "label"),
    "label without words": ("<span id=e>Số", "<span id=e>", "label"),
    "no such role": ("<ul>", "<ul role=buton>", "aria-roles"),
    "role without its parts": ("<ul>", "<ul role=tablist>", "aria-required-children"),
    "no such attribute": ("aria-describedby", "aria-describd", "aria-valid-attr"),
    "point of no list": ("<li>Một</li>", "<p>Một</p>", "list"),
    "level left out": ("<h2>Hai</h2>", "", "heading-order"),
    "same landmark": ("aria-label=Mục", "aria-label=Trang", "landmark-unique"),
    "no alternative": (' alt="Hình"', "", "image-alt"),
    "no title": ("Thử</title>", "</title>", "document-title"),
    "no language": ("<html lang=vi>", "<html>", "html-has-lang"),
    "header without words": ("Cột", "", "empty-table-header"),
    "out of landmarks": ("</main>", "</main><p>Ngoài", "region"),
    "link like its words": ("p a {", "p a { color: #00c; text-decoration: none;", "link-in-text-block"),
    "no way to scroll": ("height: 60px", "height: 60px; overflow: auto", "scrollable-region-focusable"),
    "filled by nobody": ("autocomplete=off", "autocomplete=xyz", "autocomplete-valid"),
    "hidden with focus": ("<nav aria-label=Mục>", "<nav aria-label=Mục aria-hidden=true>", "aria-hidden-focus"),
}


def test_what_axe_goes_by_is_asked_about_again(portal, chromium):
    """The control of what is left out: whoever changes no more than the words is not asked, any fault is."""
    somebody = Person(chromium, portal, "nobody")
    page = somebody.page
    page.set_content(GOOD)
    somebody.is_sound_at_both_widths()
    for name, (old, new, told) in CHANGED.items():
        assert GOOD.count(old) == 1, name
        page.set_content(GOOD.replace(old, new))
        with pytest.raises(AssertionError, match=f"'{told}'"):
            somebody.has_no_findings()
    page.set_content(GOOD.replace("Lưu lại", "Gửi đi").replace("id=e", "id=e2").replace("=e>", "=e2>"))
    page.evaluate("window.axe = { run: () => Promise.reject('asked') }")
    somebody.has_no_findings()
    somebody.leave()


def test_what_is_put_into_a_page_does_not_run(portal, person):
    """The control: were something on a page against its policy, `violations` would tell."""
    somebody = person(portal, "nam-dong")
    page = somebody.page
    for injected in (
        "document.head.append(Object.assign(document.createElement('script'), {textContent: 'window.hit = 1'}))",
        "document.body.insertAdjacentHTML('beforeend', '<img src=x: onerror=\"window.hit = 1\">')",
        "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: rgb(1, 2, 3)\" id=coloured>')",
    ):
        page.evaluate(injected)
    page.wait_for_function("performance.now() > 0")
    expect(page.locator("#coloured")).not_to_have_css("color", "rgb(1, 2, 3)")
    assert page.evaluate("window.hit") is None
    assert len(somebody.violations) >= 2
    somebody.violations.clear()


def test_a_document_is_made_once_a_worker_is_back(portal, person):
    """What was asked for while no worker lived stands, says that it waits, and comes without anyone acting."""
    province = person(portal, "province")
    portal.stop("worker", signal.SIGKILL)
    province.page.goto("/reports/")
    province.follow(province.page.locator("tr", has_text="Đã duyệt").first.get_by_role("link"))
    province.follow(province.page.get_by_role("button", name="Tải PDF").first)
    expect(province.page.locator(".doc")).to_contain_text("Đang chờ")
    province.has_no_findings()
    portal.start("worker")
    expect(province.page.get_by_role("link", name="PDF", exact=True)).to_be_visible(timeout=60_000)
