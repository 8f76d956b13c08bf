"""What the Department's pages show once there is something on them; run in the shell of a running portal."""

from datetime import date

from core.accounts.models import User
from core.directives import verbs as directive_verbs
from core.directives.models import Directive
from core.indicators.catalogue import get_indicator
from core.lib.dates.windows import Window
from core.units.models import Unit
from department.models import QuestionKind, QuickQuestion, QuickReport
from department.proxy_filing import verbs as proxy_filing_verbs
from department.quick_reports import verbs as quick_reports_verbs
from filing.models import Submission, SubmissionState
from filing.submissions import days_off, requests
from filing.submissions.pins import pin_figure


def furnish():
    """A quick report, a request, a day off, a pin, a draft of the next directive, and acts on the record."""
    province, officer = User.objects.get(username="province"), User.objects.get(username="phu-loc")
    questions = [
        quick_reports_verbs.question_of(get_indicator("TT-01")),
        QuickQuestion(kind=QuestionKind.YES_NO, words="Đã có kế hoạch năm 2021 chưa"),
        QuickQuestion(kind=QuestionKind.TEXT, words="Vướng mắc lớn nhất"),
    ]
    report = QuickReport(root=province.unit, title="Tháng hành động", start=date(2020, 11, 15), end=date(2020, 12, 15))
    quick_reports_verbs.ask(report, questions, quick_reports_verbs.units_of(province.unit), 24, by=province)
    approved = Submission.objects.filter(unit=officer.unit, state=SubmissionState.APPROVED).latest("period__end")
    requests.ask_reopening(approved, "Sửa số người tập huấn quý II.", by=officer)
    days_off.declare(Window(date(2021, 1, 4), date(2021, 1, 4)), "Bão số 14", by=province)
    sent = Submission.objects.filter(state=SubmissionState.SENT).first()
    pin_figure(sent, get_indicator("TT-01"), "Đề nghị đối chiếu với danh sách các cuộc.", by=province)
    directive = Directive.objects.get()
    directive_verbs.copy(directive, "12/SLĐTBXH-BĐG", date(2020, 12, 16), 2021, directive.subject, by=province)
    proxy_filing_verbs.begin(Unit.objects.get(slug="a-luoi", level="district"), "Văn bản số 12/BC-LĐTBXH", by=province)
    proxy_filing_verbs.end(by=User.objects.get(pk=province.pk))
