"""The declaration of the area of capacity building."""

from django.utils.translation import gettext_lazy as _

from capacity.forms import InspectionForm, ReviewForm, StandingForm, TrainingForm
from capacity.models import Inspection, Review, Standing, Training
from capacity.wording import narrate
from filing.areas import Area, Kind

AREA = Area(
    app="capacity",
    number="3",
    title=_("Capacity building"),
    heading="Nâng cao năng lực, hiệu quả quản lý nhà nước",
    kinds=(
        Kind(
            model=Training,
            form=TrainingForm,
            name=_("Conferences and trainings"),
            new=_("New conference or training"),
            empty=_("Conferences, workshops and trainings will appear here once they are filed."),
        ),
        Kind(
            model=Review,
            form=ReviewForm,
            name=_("Results and reviews"),
            new=_("New review"),
            prefix="reviews",
            empty=_("Results of strategy, programme and scheme, and their closing reviews, will appear here."),
        ),
        Kind(
            model=Inspection,
            form=InspectionForm,
            name=_("Inspections"),
            new=_("New inspection"),
            prefix="inspections",
            empty=_("Inspections and the violations they found will appear here."),
        ),
        Kind(
            model=Standing,
            form=StandingForm,
            name=_("Standing figures"),
            new=_("New standing figure"),
            prefix="standing",
            is_work=False,
            empty=_("Staff, Party committees, candidates and deputies as of a day will appear here."),
        ),
    ),
    brief={
        "cap.training": ("NL-01", "NL-02"),
        "cap.review": ("NL-08",),
        "cap.inspection": ("NL-09.1", "NL-09.2"),
    },
    narrate=narrate,
)
