"""What the Department's pages show once there is something on them; run in the shell of a running portal."""

from datetime import date

from accounts.models import User
from calendars.windows import Window
from directives import verbs as directive_verbs
from directives.models import Directive
from indicators.catalogue import get
from progress import days_off, requests
from progress.models import State, Submission
from progress.pins import pin_figure
from steering import paper, quick
from steering.models import QuestionKind, QuickQuestion, QuickReport
from units.models import Unit


def furnish():
    """A quick report, a request, a day off, a pin, a draft of the next directive, and acts on the record."""
    province, officer = User.objects.get(username="province"), User.objects.get(username="phu-loc")
    questions = [
        quick.question_of(get("TT-01")),
        QuickQuestion(kind=QuestionKind.YES_NO, words="Đã có kế hoạch năm 2021 chưa"),
        QuickQuestion(kind=QuestionKind.TEXT, words="Vướng mắc lớn nhất"),
    ]
    report = QuickReport(root=province.unit, title="Tháng hành động", start=date(2020, 11, 15), end=date(2020, 12, 15))
    quick.ask(report, questions, quick.units_of(province.unit), 24, by=province)
    approved = Submission.objects.filter(unit=officer.unit, state=State.APPROVED).latest("period__end")
    requests.ask_reopening(approved, "Sửa số người tập huấn quý II.", by=officer)
    days_off.declare(Window(date(2021, 1, 4), date(2021, 1, 4)), "Bão số 14", by=province)
    sent = Submission.objects.filter(state=State.SENT).first()
    pin_figure(sent, get("TT-01"), "Đề nghị đối chiếu với danh sách các cuộc.", by=province)
    directive = Directive.objects.get()
    directive_verbs.copy(directive, "12/SLĐTBXH-BĐG", date(2020, 12, 16), 2021, directive.subject, by=province)
    paper.begin(Unit.objects.get(slug="a-luoi", level="district"), "Văn bản số 12/BC-LĐTBXH", by=province)
    paper.end(by=User.objects.get(pk=province.pk))
