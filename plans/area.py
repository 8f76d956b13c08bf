"""The declaration of the area of plans."""

from django.utils.translation import gettext_lazy as _

from filing.areas import Area, Kind
from plans.forms import CommunePlanForm, PlanForm
from plans.models import CommunePlan, Plan
from plans.wording import narrate

AREA = Area(
    app="plans",
    number="1",
    title=_("Plans"),
    heading="Công tác chỉ đạo, ban hành văn bản",
    kinds=(
        Kind(
            model=Plan,
            form=PlanForm,
            name=_("Plans"),
            new=_("Add a plan"),
            tells_latest=True,
            never_copied=("replaces", "authority", "signer"),
            empty=_("Plans issued by the People's Committee, or submitted to it, appear here."),
        ),
        Kind(
            model=CommunePlan,
            form=CommunePlanForm,
            name=_("Commune plans"),
            new=_("Add a commune plan"),
            prefix="communes",
            is_checklist=True,
            tally=_("communes have issued their plan"),
            empty=_("Communes that issued their own yearly plan appear here, with its number and date."),
        ),
    ),
    brief={
        "plan.annual": ("KH-01", "KH-04.1"),
        "plan.politics": ("KH-02",),
        "plan.action-month": ("KH-03",),
    },
    narrate=narrate,
)
