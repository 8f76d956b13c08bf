"""What officers, heads and the Department do about records and reports on the day that is kept."""

from datetime import date

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from people import SAID, Person, picture, pk, report, row
from signing import Identity, plain_pdf

# Stands in a report until a purge takes it out.
NAMED = "Nguyễn Thị Minh Họa"
RECORDS = {
    "plans": "plans.Plan",
    "plans/communes": "plans.CommunePlan",
    "communications": "communications.Campaign",
    "communications/communes": "communications.CommuneJoined",
    "capacity": "capacity.Training",
    "capacity/reviews": "capacity.Review",
    "capacity/inspections": "capacity.Inspection",
    "capacity/standing": "capacity.Standing",
    "models-sites": "models_sites.Site",
    "models-sites/log": "models_sites.LogEntry",
    "models-sites/extensions": "models_sites.Extension",
}
ACTION_MONTH = {
    "kind": "thematic",
    "year": "2020",
    "number": "1",
    "start": "15/11/2020",
    "end": "15/12/2020",
    "theme": "action_month",
    "due_on": "17/12/2020",
    "asked_number": "77/MINH-HOA",
    "asked_on": "10/12/2020",
    "asked_subject": "Báo cáo Tháng hành động (văn bản minh họa)",
}


def tell():
    """Tell everything in the order in which it happens."""
    own_work()
    corrections()
    action_month()
    summaries()
    papers()


def own_work():
    """Change, delete and restore records, add files, write texts, ask the Department."""
    officer, plan = Person("nam-dong"), pk("plans.Plan", unit__slug="nam-dong")
    for file in (picture(), picture("quet.png", "gray")):
        officer.press(f"/plans/{plan}/evidence/", upload=file)
    officer.press(f"/evidence/{row('progress.Evidence', name='quet.png').pk}/remove/")
    for where, model in RECORDS.items():
        # What lies before is closed by the report of the half year.
        still_open = {} if where == "models-sites" else {"counted_on__gt": date(2020, 6, 14)}
        own = apps.get_model(model).objects.filter(unit__slug="nam-dong", deleted_at=None, **still_open)
        for record in own[:1]:
            officer.fill(f"/{where}/{record.pk}/edit/", note=SAID)
    talk = pk("communications.Campaign", unit__slug="nam-dong", status="planned")
    for act in ("delete", "restore", "delete"):
        officer.press(f"/communications/{talk}/{act}/")
    officer.press("/communications/bulk/", pick=running("nam-dong"), status="cancelled")
    own = report("nam-dong")
    officer.fill(f"{own}text/", proposals=SAID)
    officer.fill(f"{own}paragraphs/evaluation.added/", text=SAID)
    officer.press(f"{own}none/comm.services/")
    officer.fill("/difficulties/new/", title="Thiếu tài liệu (minh họa)", text=SAID)
    officer.fill(f"{own}extension/", until="28/12/2020", reason=SAID)
    officer.press("/notices/mail/", by_mail="on")


def running(slug):
    return pk("communications.Campaign", unit__slug=slug, status="under_way")


def asked(slug):
    return f"/requests/{pk('progress.Request', submission__unit__slug=slug)}/"


def corrections():
    """Correct and approve one report, pin and return one, ask to open two again, put one off."""
    province, doubted, own = Person("province"), row("progress.Remark").record, report("huong-tra")
    Person("huong-tra").fill(f"/communications/{doubted.pk}/edit/", attendance="162", female="95")
    sent(own, "huong-tra")
    province.press(f"{own}review/open/")
    province.press(f"{own}approve/")
    waiting = report("phu-loc")
    province.press(f"{waiting}review/open/")
    province.fill(f"{waiting}pins/new/?figure=TT-02", text=SAID)
    province.fill(f"{waiting}return/", comment=SAID, correct_by="22/12/2020")
    for slug in ("hue", "phu-vang"):
        Person(slug).fill(f"{report(slug)}reopening/", reason=SAID)
    province.fill(asked("phu-vang"), decision="refuse", answer=SAID)
    province.fill(asked("nam-dong"), decision="grant")


def sent(own, slug):
    """Submit as the officer and send as the head."""
    Person(slug).press(f"{own}submit/")
    Person(f"{slug}-head").press(f"{own}send/")


def action_month():
    """Leave thematic reports approved, sent, with the head and late; and a month that is due."""
    province = Person("province")
    province.fill("/reports/periods/new/", **ACTION_MONTH)
    for slug in ("hue", "quang-dien", "a-luoi"):
        own = report(slug, kind="thematic")
        Person(slug).fill(f"{own}text/", evaluation=f"{SAID} Người liên hệ: {NAMED}.")
        if slug != "a-luoi":
            sent(own, slug)
        else:
            Person(slug).press(f"{own}submit/")
    province.press(f"{report('hue', kind='thematic')}approve/")
    month = {"kind": "month", "year": "2021", "start": "", "end": "", "theme": "", "due_on": "18/12/2020"}
    province.fill("/reports/periods/new/", **ACTION_MONTH | month)
    Person("nam-dong").fill(f"{report('nam-dong', kind='month', year=2021)}estimates/", figure_0="12")


def summaries():
    """Approve the summary of 2019, leave the one of the half year with the leader, begin the third."""
    province = Person("province")
    for kind, year in (("year", 2019), ("half", 2020), ("thematic", 2020)):
        own = province.press(f"/reports/periods/{pk('progress.Period', kind=kind, year=year)}/summary/")
        province.fill(f"{own}paragraphs/evaluation.added/", text=SAID)
        if kind != "thematic":
            province.press(f"{own}submit-summary/")
        if kind == "year":
            Person("province-leader").press(f"{own}approve-summary/")


def papers():
    """Record signed papers; open one report again, correct it, issue it in place of the first."""
    authority = Identity("Chứng thực minh họa")
    certificate = SimpleUploadedFile("ca.cer", authority.der)
    Person("admin").press("/administration/certificates/new/", certificate=certificate)
    signed = Identity("Trưởng phòng (minh họa)", authority).sign(plain_pdf())
    own, province, officer = report("hue"), Person("province"), Person("hue")
    _issued(officer, own, "05/BC-LĐTBXH", file=SimpleUploadedFile("bao-cao.pdf", signed))
    _issued(province, report("thua-thien-hue", year=2019), "06/BC-SLĐTBXH", file=picture("ban-quet.png", "white"))
    province.fill(asked("hue"), decision="grant")
    officer.fill(f"/communications/{running('hue')}/edit/", note=SAID)
    sent(own, "hue")
    province.press(f"{own}approve/")
    _issued(officer, own, "07/BC-LĐTBXH")


def _issued(person, own, number, **file):
    person.fill(f"{own}issue/", number=number, issued_on="17/12/2020", **file)
