"""What two people may both have open: where it is changed, by whom, and two fields of it."""

from datetime import date

from making_listings import listing

from core.accounts.models import User
from core.directives.models import Clause, Directive, Exemption, RelatedDocument, Task
from core.directives.verbs import copy
from core.units.models import Body, Unit
from filing.models import Submission
from models_sites.models import SiteKind
from reports.models import Schedule
from reports.schedules.timetable import save_schedule
from shelters.models import Hotline, Listing


def draft_of(cast):
    directive = Directive.objects.filter(published_on__isnull=False).first()
    return copy(directive, "01/SLĐTBXH", date(2021, 1, 5), 2021, "Về việc 2021", by=cast["province"])


def document_of(cast):
    given = {"number": "12/QĐ-TTg", "issued_on": date(2020, 12, 1), "issuer": "Thủ tướng", "subject": "Chiến lược"}
    return RelatedDocument.objects.create(directive=draft_of(cast), sort="basis", **given)


def exemption_of(cast):
    return Exemption.objects.create(
        unit=cast.units["nam-dong"], task=cast.tasks["cap.inspection"], valid_from=date(2020, 1, 1), reason="Lý do"
    )


def schedule_of(cast):
    by = cast["province"]
    schedule = Schedule(root=by.unit, working_days=1, at="17:00")
    return save_schedule(schedule, [by, cast["leader"]], by=by)


# What it is about: (who, its address, one field with a new value, another with a new value, the row that holds them).
THINGS = {
    "text": lambda cast: (
        "officer",
        f"/reports/{cast.submission().pk}/text/",
        ("evaluation", "Của tôi"),
        ("proposals", "Của người khác"),
        Submission.objects.filter(pk=cast.submission().pk),
    ),
    "head of a directive": lambda cast: (
        "province",
        f"/directives/{(draft := draft_of(cast)).pk}/edit/",
        ("subject", "Của tôi"),
        ("signer", "Của người khác"),
        Directive.objects.filter(pk=draft.pk),
    ),
    "clause of a draft": lambda cast: (
        "province",
        f"/directives/clauses/{(clause := draft_of(cast).clauses.first()).pk}/",
        ("title", "Của tôi"),
        ("text", "Của người khác"),
        Clause.objects.filter(pk=clause.pk),
    ),
    "document of a draft": lambda cast: (
        "province",
        f"/directives/documents/{(document := document_of(cast)).pk}/",
        ("subject", "Của tôi"),
        ("issuer", "Của người khác"),
        RelatedDocument.objects.filter(pk=document.pk),
    ),
    "exemption": lambda cast: (
        "province",
        f"/directives/exemptions/{(exemption := exemption_of(cast)).pk}/",
        ("reason", "Của tôi"),
        ("valid_to", "31/12/2020"),
        Exemption.objects.filter(pk=exemption.pk),
    ),
    "standing task": lambda cast: (
        "province",
        f"/directives/tasks/{(task := cast.tasks['cap.training']).pk}/",
        ("name", "Của tôi"),
        ("term", "Của người khác"),
        Task.objects.filter(pk=task.pk),
    ),
    "unit": lambda cast: (
        "admin",
        f"/administration/units/{cast.units['nam-dong'].pk}/edit/",
        ("name", "Huyện của tôi"),
        ("kind", "Của người khác"),
        Unit.objects.filter(pk=cast.units["nam-dong"].pk),
    ),
    "body": lambda cast: (
        "admin",
        f"/administration/bodies/{(body := cast.units['nam-dong'].bodies.first()).pk}/",
        ("place", "Của tôi"),
        ("heading", "CỦA NGƯỜI KHÁC"),
        Body.objects.filter(pk=body.pk),
    ),
    "person": lambda cast: (
        "admin",
        f"/administration/people/{cast['officer'].pk}/edit/",
        ("full_name", "Của tôi"),
        ("email", "khac@example.vn"),
        User.objects.filter(pk=cast["officer"].pk),
    ),
    "schedule": lambda cast: (
        "province",
        f"/reports/schedules/{(schedule := schedule_of(cast)).pk}/",
        ("working_days", "2"),
        ("at", "08:30"),
        Schedule.objects.filter(pk=schedule.pk),
    ),
    "place of help": lambda cast: (
        "officer",
        f"/directory/{(place := listing(cast)).site_id}/edit/",
        ("host", "Của tôi"),
        ("hours", "Của người khác"),
        Listing.objects.filter(pk=place.pk),
    ),
    "hotline": lambda cast: (
        "province",
        f"/directory/hotlines/{(hotline := Hotline.objects.first()).pk}/",
        ("about", "Của tôi"),
        ("hours", "Của người khác"),
        Hotline.objects.filter(pk=hotline.pk),
    ),
    "kind of site": lambda cast: (
        "admin",
        f"/administration/kinds/{(kind := SiteKind.objects.first()).pk}/",
        ("name", "Của tôi"),
        ("order", "77"),
        SiteKind.objects.filter(pk=kind.pk),
    ),
}
