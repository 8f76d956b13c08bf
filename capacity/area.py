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
            new=_("Add a conference or training"),
            empty=_("Conferences, workshops and training courses you enter appear here."),
        ),
        Kind(
            model=Review,
            form=ReviewForm,
            name=_("Results and reviews"),
            new=_("Add a review"),
            prefix="reviews",
            empty=_("Results of the strategy, programme and scheme, and their final reviews, appear here."),
        ),
        Kind(
            model=Inspection,
            form=InspectionForm,
            name=_("Inspections"),
            new=_("Add an inspection"),
            prefix="inspections",
            empty=_("Inspections and the violations they find appear here."),
        ),
        Kind(
            model=Standing,
            form=StandingForm,
            name=_("Figures at a date"),
            new=_("Add a figure at a date"),
            prefix="standing",
            is_work=False,
            empty=_("Staff, Party committee members, candidates and deputies at a given date appear here."),
        ),
    ),
    brief={
        "cap.training": ("NL-01", "NL-02"),
        "cap.review": ("NL-08",),
        "cap.inspection": ("NL-09.1", "NL-09.2"),
    },
    narrate=narrate,
)
