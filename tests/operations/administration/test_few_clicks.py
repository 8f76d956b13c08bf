"""From an empty portal to the printed report of a commune, counted in clicks and fields of each person."""

from emptying import empty_portal, first_administrator
from hands import Hands
from set_up_province import PERIOD, TODAY, browser_of

from core.accounts.models import Role, User
from core.units.models import Level, Unit
from filing.models import Submission
from operations.administration.models import Letter
from reports.celery_tasks import make_document
from reports.models import Document

MINUTES = 10


def test_a_city_of_forty_communes_in_ten_minutes(db, client, settings, monkeypatch):
    settings.DEMO_TODAY = TODAY
    empty_portal()
    client.force_login(first_administrator(monkeypatch))
    administrator = Hands(client)
    assert administrator.path == "/setup/"
    administrator.fill(province="46")
    administrator.press("Xem nội dung sẽ thiết lập")
    administrator.press("Thiết lập hệ thống")
    assert Unit.objects.filter(level=Level.COMMUNE).count() == 40
    administrator.press("Xem tất cả: Sở chưa có chuyên viên")
    rows = administrator.page.xpath("//textarea[@name='rows']")[0].text.strip().splitlines()
    # The column of mail addresses is pasted in Excel, and the sheet into the page.
    administrator.fill(rows="\n".join(f"{row}hop-thu-{place}@example.vn" for place, row in enumerate(rows)))
    administrator.fields += 1
    administrator.press("Kiểm tra các dòng")
    administrator.press("Lưu 82 dòng")
    assert administrator.path == "/administration/people/invitations/"
    assert (Letter.objects.count(), User.objects.count()) == (82, 83)

    officer_of_the_department = Hands(browser_of(User.objects.get(role=Role.PROVINCE_OFFICER)))
    officer_of_the_department.press("Mở kỳ báo cáo")
    asked = officer_of_the_department.page.forms
    shown = {name: value for form in asked for name, value in form.form_values()}
    typed = {name: value for name, value in PERIOD.items() if value and shown.get(name) != value}
    officer_of_the_department.fill(**typed)
    officer_of_the_department.press("Mở kỳ báo cáo")
    assert Submission.objects.count() == 40

    people = (administrator, officer_of_the_department)
    told = [(person.clicks, person.fields) for person in people]
    assert sum(person.seconds for person in people) <= MINUTES * 60, told

    officer = Hands(browser_of(User.objects.filter(role=Role.OFFICER).first()))
    officer.press("Trình lãnh đạo")
    officer.press("Trình lãnh đạo")
    officer.press("Tải PDF")
    document = Document.objects.get()
    make_document(str(document.pk))
    assert document.__class__.objects.get().file.read(5) == b"%PDF-"
    assert officer.clicks <= 4
