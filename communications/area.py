"""The declaration of the area of communication."""

from django.utils.translation import gettext_lazy as _

from communications.forms import CampaignForm, CommuneJoinedForm
from communications.models import Campaign, CommuneJoined
from communications.wording import narrate
from filing.areas import Area, Kind

AREA = Area(
    app="communications",
    number="2",
    title=_("Communication"),
    heading="Truyền thông nâng cao nhận thức",
    kinds=(
        Kind(
            model=Campaign,
            form=CampaignForm,
            name=_("Communication activities"),
            new=_("Add an activity"),
            empty=_("Talks, radio programmes, contests and printed materials you enter appear here."),
        ),
        Kind(
            model=CommuneJoined,
            form=CommuneJoinedForm,
            name=_("Communes in the Action Month"),
            new=_("Add a commune that took part"),
            prefix="communes",
            is_checklist=True,
            tally=_("communes took part in the Action Month"),
            usual_day=(11, 15),
            empty=_("Communes that took part in the Action Month appear here."),
        ),
    ),
    brief={
        "comm.policy": ("TT-01", "TT-02"),
        "comm.labour-code": ("TT-04.1", "TT-04.2"),
        "comm.services": ("TT-10.1", "TT-10.2"),
        "comm.action-month": ("TT-08.1", "TT-08.3"),
        "comm.radio": ("TT-05.1", "TT-05.2", "TT-05.3"),
    },
    narrate=narrate,
)
