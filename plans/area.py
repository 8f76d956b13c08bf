from django.utils.translation import gettext_lazy as _

from plans.forms import PlanForm
from plans.models import Plan
from plans.wording import narrate
from progress.areas import Area, Kind

AREA = Area(
    app="plans",
    number="1",
    title=_("Plans"),
    heading="Công tác chỉ đạo, ban hành văn bản",
    kinds=(
        Kind(
            model=Plan, form=PlanForm, name=_("Plans"), new=_("New plan"), tells_latest=True,
            empty=_("Plans that the People's Committee issued, or that are on their way to it, will appear here."),
        ),
    ),
    brief={
        "plan.annual": ("KH-01",),
        "plan.politics": ("KH-02",),
        "plan.action-month": ("KH-03",),
    },
    narrate=narrate,
)  # fmt: skip
