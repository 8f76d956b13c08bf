"""The communes' checklist and the rows within a record, as people use them in a browser."""

import pytest
from playwright.sync_api import expect

CHECKLIST = "/communications/communes/checklist/?year=2020"


@pytest.fixture
def emptied(portal, person):
    """`emptied(width)`: the officer before a checklist on which nothing is ticked."""

    def come(width=1440):
        officer = person(portal, "nam-dong", width)
        officer.page.goto(CHECKLIST)
        ticks = officer.page.locator("[data-tick-row] input[type=checkbox]")
        for at in range(ticks.count()):
            ticks.nth(at).uncheck()
        save(officer)
        expect_tally(officer, 0)
        return officer

    return come


def rows(officer):
    return officer.page.locator("[data-tick-row]")


def day_of(row):
    return row.locator("input[data-date]")


def save(officer):
    officer.follow(officer.page.locator("form[data-checklist] button[type=submit]"))


def expect_tally(officer, done):
    expect(officer.page.locator(".progress-line strong")).to_have_text(f"{done}/{rows(officer).count()}")
    expect(officer.page.locator(".progress-line progress")).to_have_attribute("value", str(done))


@pytest.mark.parametrize("width", [1440, 360])
def test_the_officer_ticks_communes_and_takes_a_tick_away(emptied, width):
    officer = emptied(width)
    officer.has_no_findings()
    officer.picture(f"checklist-{width}")
    first, second, third = (rows(officer).nth(at) for at in range(3))
    first.locator("input[type=checkbox]").check()
    expect(day_of(first)).to_have_value("15/11/2020")
    second.locator("input[type=checkbox]").check()
    day_of(second).fill("20/11/2020")
    day_of(third).fill("1/12/2020")
    expect(third.locator("input[type=checkbox]")).to_be_checked()
    save(officer)
    expect_tally(officer, 3)
    assert [day_of(row).input_value().lstrip("0") for row in (first, second, third)] == [
        "15/11/2020",
        "20/11/2020",
        "1/12/2020",
    ]
    second.locator("input[type=checkbox]").uncheck()
    expect(day_of(second)).to_have_value("")
    save(officer)
    expect_tally(officer, 2)
    expect(second.locator("input[type=checkbox]")).not_to_be_checked()
    officer.has_no_findings()
    assert officer.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1440, 360])
def test_a_wrong_day_is_reached_from_the_summary(emptied, width):
    officer = emptied(width)
    page, last = officer.page, rows(officer).last
    day_of(last).fill("31/2/2020")
    save(officer)
    expect(page.locator("[data-error-summary]")).to_be_focused()
    officer.has_no_findings()
    page.locator("[data-error-summary] a").click()
    expect(day_of(last)).to_be_focused()
    expect(day_of(last)).to_have_value("31/2/2020")
    expect(last.locator(".invalid-feedback")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_all_are_ticked_at_once_and_a_tick_taken_away_stays_away(emptied):
    officer = emptied()
    number = rows(officer).count()
    day_of(rows(officer).first).fill("20/11/2020")
    officer.page.locator("[data-tick-all]").click()
    rows(officer).last.locator("input[type=checkbox]").uncheck()
    save(officer)
    expect_tally(officer, number - 1)
    assert day_of(rows(officer).first).input_value() == "20/11/2020"
    assert day_of(rows(officer).nth(1)).input_value() == "15/11/2020"


def test_the_department_reads_what_was_ticked(emptied, portal, person):
    officer = emptied()
    rows(officer).first.locator("input[type=checkbox]").check()
    save(officer)
    province = person(portal, "province")
    province.page.goto(CHECKLIST)
    province.has_no_findings()
    province.follow(province.page.locator("tbody a", has_text="Nam Đông"))
    expect(province.page.locator(".progress-line strong")).to_have_text(f"1/{rows(officer).count()}")
    expect(province.page.locator("main input[type=checkbox]")).to_have_count(0)
    province.has_no_findings()


def rows_of_a_plan(page):
    """The table of planned activities of a new plan; its section begins closed."""
    page.goto("/plans/new/?task=plan.annual")
    table = page.locator("[data-rows=activities]")
    page.locator("details.fold", has=table).locator("summary").click()
    return table


@pytest.mark.parametrize("width", [1440, 360])
def test_rows_are_added_picked_cleared_and_saved(portal, person, width):
    officer = person(portal, "nam-dong", width)
    page = officer.page
    table = rows_of_a_plan(page)
    lines = table.locator("tbody tr")
    before = lines.count()
    table.locator("[data-add-row]").click()
    expect(lines).to_have_count(before + 1)
    what = page.locator(f"[name=activities-{before}-what]")
    expect(what).to_be_focused()
    what.fill("Họp giao ban")
    new = lines.nth(before)
    expect(new.locator(".date-field button")).to_have_count(1)
    new.locator(".date-native").evaluate(
        "node => { node.value = '2020-12-01'; node.dispatchEvent(new Event('change', {bubbles: true})) }"
    )
    expect(page.locator(f"[name=activities-{before}-day]")).to_have_value("1/12/2020")
    labels = table.locator("label").evaluate_all("all => all.map(one => one.textContent.replace(/\\s+/g, ' ').trim())")
    assert len(set(labels)) == len(labels)
    ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(set(ids)) == len(ids)
    officer.has_no_findings()
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    # A fault is told at its cell; the row that was cleared is gone, the one that was kept moves up.
    lines.nth(0).locator("input[name$=-owner]").fill("Phòng")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.locator("[name=activities-0-what].is-invalid")).to_be_visible()
    officer.has_no_findings()
    table.scroll_into_view_if_needed()
    officer.picture(f"rows-fault-{width}")
    expect(page.locator("[name=activities-1-what]")).to_have_value("Họp giao ban")
    lines.nth(0).locator("[data-clear-row]").click()
    expect(page.locator("[name=activities-0-what]")).to_be_focused()
    expect(page.locator("[name=activities-0-owner]")).to_have_value("")
    expect(page.locator("[name=activities-0-what].is-invalid")).to_have_count(0)
    page.locator("[name=title]").fill(f"Kế hoạch thử {width}")
    page.locator("[name=year]").fill("2020")
    page.locator("[name=number]").fill("99/KH-UBND")
    page.locator("[name=issued_on]").fill("1/12/2020")
    officer.follow(page.locator("form.form-panel button[type=submit]"))
    expect(page.locator(".facts")).to_contain_text("Họp giao ban · 1/12/2020")


def test_no_more_rows_are_added_than_fit(portal, person):
    officer = person(portal, "nam-dong")
    table = rows_of_a_plan(officer.page)
    most = int(table.get_attribute("data-most"))
    for _more in range(most - table.locator("tbody tr").count()):
        table.locator("[data-add-row]").click()
    expect(table.locator("[data-add-row]")).to_be_hidden()
    expect(table.locator("tbody tr")).to_have_count(most)
