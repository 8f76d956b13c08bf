"""The page on which filing from a unit's paper begins and ends."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from core.accounts.audit import ACTIONS
from core.accounts.permissions import WHO, can_steer, require
from core.lib.dates.clock import today
from core.lib.dates.valid_days import refuse_invalid_day
from core.lib.pages.form_handling import carry_out, sent, show
from core.lib.pages.forms import DataSelect, PortalForm
from core.lib.text.markup import vi
from core.lib.text.vietnamese import date_short
from core.lib.typed.fields import DayField
from core.units.models import Unit
from department.proxy_filing import verbs

MAX_SHOWN = 20


class PaperForm(PortalForm):
    """The form of a paper: whose it is, its number and its day."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Unit"), widget=DataSelect)
    number = forms.CharField(
        label=gettext_lazy("Number and symbol on the paper"), max_length=60, help_text=vi("12/BC-UBND")
    )
    day = DayField(label=gettext_lazy("Date of the paper"), validators=[refuse_invalid_day])

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = verbs.units_on_paper(person)

    def clean_day(self):
        if self.cleaned_data["day"] > today():
            raise ValidationError(_("The date of the paper cannot be after today."))
        return self.cleaned_data["day"]

    def reason(self):
        """Return the paper as the audit log names it."""
        return f"Văn bản số {self.cleaned_data['number']} ngày {date_short(self.cleaned_data['day'])}"


@require_http_methods(["GET", "POST"])
def begin(request):
    """Choose whose paper is typed in; while the mode is on, show what it is and the way out."""
    require(can_steer(request.user), WHO.reviews())
    form = PaperForm(sent(request), person=request.user)
    answer = carry_out(
        request,
        lambda: verbs.begin(form.cleaned_data["unit"], form.reason(), by=request.user),
        lambda _result: _("You are now entering data for %s.") % form.cleaned_data["unit"],
        "reports:home",
        form=form,
    )
    if answer:
        return answer
    acts = verbs.acts_on_paper(request.user)[:MAX_SHOWN]
    context = {"form": form, "title": _("Enter data from paper for a unit")}
    context["acts"] = [(act, ACTIONS[act.action]) for act in acts]
    return show(request, "department/proxy_filing/paper.html", context, form)


@require_POST
def end(request):
    """End the mode; whoever is in it may, whatever their role became meanwhile."""
    require(can_steer(request.user) or request.user.acting_for_id, WHO.reviews())
    return carry_out(
        request,
        lambda: verbs.end(by=request.user),
        lambda unit: _("You have finished entering data for %s.") % unit,
        "steering:paper",
        nothing=_("You were not entering data for any unit."),
    )
