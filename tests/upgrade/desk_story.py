"""What the Department and the administrator do on the day that is kept; documents, and the workers' part."""

from celery import current_app
from django.apps import apps
from django.conf import settings
from django.test import Client
from django_otp.oath import totp
from lxml import html
from people import PASSWORD, SAID, Person, picture, pk, report, row, standing_in
from reports_story import NAMED

QUICK = {
    "title": "Báo cáo nhanh (minh họa)",
    "hours": "24",
    "figures_TT": "TT-02",
    "own-0-words": "Số xã đã tổ chức",
    "own-0-kind": "number",
    "own-0-measure": "xã",
    "own-0-about_victims": "no",
    "own-1-words": "Khó khăn",
    "own-1-kind": "text",
}
# Of a district's year, of the province's, of the district's Action Month.
FILES = (
    ("hue", "year", 2020, ("internal pdf", "internal docx", "internal xlsx", "outward docx")),
    ("thua-thien-hue", "year", 2019, ("outward pdf", "internal docx", "outward xlsx")),
    ("hue", "thematic", 2020, ("internal pdf", "outward docx")),
)


def tell():
    """Tell everything in the order in which it happens."""
    quick_reports()
    steering()
    places()
    set_up()
    purges()
    documents()
    work()
    Person("nam-dong").press("/notices/seen/")
    still_owed()


def quick_reports():
    """Ask twice: one stays open with two answers, one of them given twice; one is closed."""
    province = Person("province")
    first = province.fill("/quick/new/", **QUICK)
    second = province.fill("/quick/new/", **QUICK | {"title": "Báo cáo nhanh đã đóng (minh họa)"})
    for path, slug in ((first, "nam-dong"), (first, "hue"), (first, "hue"), (second, "hue")):
        questions = row("steering.QuickReport", pk=path.split("/")[2]).questions.all()
        told = {f"q{question.pk}": SAID if question.kind == "text" else "7" for question in questions}
        Person(slug).fill(f"{path}answer/", **told)
    province.press(f"{first}remind/")
    province.press(f"{second}close/")


def steering():
    """Set schedules, days off, targets, exemptions; remind, reply, copy the directive, file from paper."""
    province, district = Person("province"), pk("units.Unit", slug="nam-dong", level="district")
    leader = pk("accounts.User", username="province-leader")
    province.fill("/reports/schedules/new/", people=leader, working_days="0", at="07:00")
    province.fill("/days-off/", start="24/12/2020", end="25/12/2020", reason=SAID)
    province.press(f"/days-off/{pk('progress.DayOff')}/take-back/")
    province.fill("/targets/new/?figure=TT-01&year=2020", **{f"unit_{district}": "12"}, source=SAID)
    province.fill("/directives/exemptions/new/", unit=district, indicator="MH-02", valid_from="1/1/2020", reason=SAID)
    province.press(f"/reports/periods/{pk('progress.Period', kind='year', year=2020)}/remind/", everybody="yes")
    difficulty = f"/difficulties/{pk('difficulties.Difficulty', unit__slug='nam-dong')}/"
    province.fill(f"{difficulty}reply/", text=SAID)
    directive = f"/directives/{pk('directives.Directive')}/copy/"
    province.fill(directive, number="9/MINH-HOA", issued_on="18/12/2020", year="2021", subject="Chỉ đạo năm 2021")
    province.fill("/paper/", unit=district, number="12/BC", day="1/12/2020")
    plan = pk("plans.Plan", unit__slug="nam-dong")
    province.press(f"/plans/{plan}/evidence/", upload=picture("tu-giay.jpg", "navy"))
    province.press("/paper/end/")


def places():
    """Confirm a release, take one back, propose one; report a wrong entry; change a hotline."""
    waiting = row("directory.Release", confirmed_on=None, withdrawn_on=None)
    standing = row("directory.Release", confirmed_on__isnull=False, withdrawn_on=None, listing__unit__slug="huong-tra")
    place, other = waiting.listing.site_id, standing.listing.site_id
    Person("phu-loc").fill(f"/directory/{place}/wrong/", text=SAID)
    Person("province-leader").press(f"/directory/releases/{waiting.pk}/confirm/")
    province = Person("province")
    province.fill(f"/directory/{other}/withdraw/", why=SAID)
    province.fill(f"/directory/{place}/propose/")
    province.fill(f"/directory/hotlines/{pk('directory.Hotline')}/", hours="Cả ngày và đêm")


def set_up():
    """Invite somebody, close an account, let a unit follow another, set up a second factor, fail to log in."""
    admin = Person("admin")
    district = pk("units.Unit", slug="nam-dong", level="district")
    invited = {"full_name": "Người mới (minh họa)", "email": "moi@example.vn", "role": "officer", "unit": district}
    admin.fill("/administration/people/new/", username="moi", **invited)
    admin.fill(f"/administration/people/{pk('accounts.User', username='a-luoi-head')}/close/", reason=SAID)
    admin.fill("/administration/kinds/new/", code="minh-hoa", name="Loại minh họa", order="9")
    commune = row("units.Unit", level="commune").pk
    following = {"code": "29999", "name": "Xã Minh Họa", "short_name": "Minh Họa", "valid_from": "1/1/2021"}
    admin.fill(f"/administration/units/{commune}/follow/", **following)
    for _time in range(3):
        Client(SERVER_NAME="localhost").post("/accounts/login/", {"username": "hue", "password": "sai"})
    second_factor(Person("phu-vang-head"), "/accounts/second-factor/new/")


def second_factor(person, path):
    """Take the key from the page, where it stands signed, and answer with six digits."""
    forms = html.fromstring(person.client.get(path).content.decode()).forms
    sent = standing_in(next(form for form in forms if "key" in form.fields))
    code = totp(bytes.fromhex(sent["key"][0].partition(":")[0]))
    answer = person.client.post(path, sent | {"password": PASSWORD, "code": f"{code:06}"})
    assert answer.status_code == 200, answer.content.decode()


def purges():
    """Take a name out, leave other words, let a proposal wait."""
    province, leader = Person("province"), Person("province-leader")
    for words, decision in ((NAMED, "confirm"), ("Thiếu tài liệu", "refuse"), ("tài liệu (minh họa)", "")):
        province.press("/purges/new/", words=words, why="person", propose="yes")
        if decision:
            leader.press(f"/purges/{pk('safekeeping.Purge')}/", **{decision: "yes"})


def documents():
    """Ask for documents of each sort, format and edition."""
    province = Person("province")
    for slug, kind, year, files in FILES:
        for file in files:
            edition, format = file.split()
            path = f"{report(slug, kind=kind, year=year)}document/"
            province.press(path, edition=edition, format=format)
    for sort, kind in (("brief", "year"), ("letter", "thematic")):
        province.press(f"/reports/periods/{pk('progress.Period', kind=kind, year=2020)}/{sort}/")
        province.press(f"/reports/compilations/{pk('reports.Compilation')}/document/", format="docx")
    for format in ("pdf", "xlsx"):
        province.press(f"/quick/{pk('steering.QuickReport')}/document/", format=format)
    district = pk("units.Unit", slug="nam-dong", level="district")
    province.press(f"/dashboards/units/{district}/document/", year="2020")
    task = pk("directives.Task", code="plan.action-month")
    province.fill("/reports/dossiers/new/", unit=district, start="1/1/2020", end="14/12/2020", tasks=task)


def work():
    """Do what the messages and the beat ask of a worker, and leave no message."""
    current_app.loader.import_default_modules()
    for document in documents_now().filter(state="queued"):
        current_app.tasks["reports.make_document"](str(document.pk))
    for asked in settings.CELERY_BEAT_SCHEDULE.values():
        current_app.tasks[asked["task"]]()
    for message in (settings.DATA_DIR / "broker/queue").glob("*.msg"):
        message.unlink()


def documents_now():
    return apps.get_model("reports.Document").objects


def still_owed():
    """Leave a document that was given up, and one that waits for a worker with its message."""
    given_up = Person("phong-dien").press(f"{report('phong-dien')}document/", format="pdf").split("/")[-2]
    documents_now().filter(pk=given_up).update(state="failed", attempts=3)
    for message in (settings.DATA_DIR / "broker/queue").glob("*.msg"):
        message.unlink()
    Person("quang-dien").press(f"{report('quang-dien')}document/", format="docx")
