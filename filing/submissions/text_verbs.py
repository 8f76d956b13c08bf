"""The verbs on the texts of a report: own paragraphs, edits of drafted ones, estimates."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.permissions import WHO, can_file, require
from core.lib.dates.clock import official_now
from core.lib.pages.seen import require_seen, version_of
from core.units.locks import lock_unit
from filing.errors import InvalidTransition
from filing.models import Edit, Estimate, Submission
from filing.submissions import corrections

# The texts that the officer writes besides the records.
OWN_TEXTS = ("evaluation", "difficulties", "next_steps", "proposals")
# Asked for once a year, in the order of the report.
YEARLY_TEXTS = ("situation", "committee", "objectives", "mainstreaming", "other_bodies")
TEXTS = (*OWN_TEXTS, *YEARLY_TEXTS)
NOT_ASKED_FOR = gettext_lazy(
    "The Department returned this report with remarks on other parts. This part stays as it is."
)


def texts_of_last_year(submission):
    """Return {name: text} of the yearly texts of the unit's report of the year before; read by `submission.period`."""
    period = submission.period
    if not submission.is_yearly:
        return {}
    asked = {"period__kind": period.kind, "period__year": period.year - 1, "period__root": period.root_id}
    earlier = Submission.objects.filter(unit=submission.unit_id, **asked).first()
    texts = {name: getattr(earlier, name) for name in YEARLY_TEXTS} if earlier else {}
    return {name: text for name, text in texts.items() if text.strip()}


@transaction.atomic
def save_text(submission, *, by):
    """Save the officer's own texts.

    InvalidTransition once the report is frozen, or where a correction does not open a changed text.
    """
    stored = _require_open_text(submission, by)
    for name in TEXTS:
        if getattr(submission, name) != getattr(stored, name) and not corrections.is_open_text(stored, name):
            raise InvalidTransition({name: NOT_ASKED_FOR})
    submission.clean_fields(exclude={field.name for field in submission._meta.fields} - set(TEXTS))
    submission.save(update_fields=TEXTS)


@transaction.atomic
def write_paragraph(submission, key, text, drafted, *, by):
    """Save a person's text in place of a drafted paragraph; `drafted` is the draft at that time.

    A text equal to the draft is no edit: the paragraph is drafted from the records again.
    """
    _require_open_paragraph(submission, key, by)
    if text == drafted:
        submission.edits.filter(key=key).delete()
        return
    fields = {"text": text, "drafted": drafted, "by": by, "at": official_now()}
    edit = submission.edits.filter(key=key).first() or Edit(submission=submission, key=key)
    for name, value in fields.items():
        setattr(edit, name, value)
    edit.full_clean()
    edit.save()


@transaction.atomic
def restore_draft(submission, key, *, by, seen=None):
    """Delete a person's edit, so that the paragraph is drafted from the records again."""
    _require_open_paragraph(submission, key, by)
    edits = submission.edits.filter(key=key)
    require_seen(seen, version_of(*edits))
    edits.delete()


@transaction.atomic
def save_estimates(submission, values, *, by):
    """Save the expected values of figures at the period's end: {key: value, or None for none}."""
    if not corrections.can_estimate(_require_open_text(submission, by)):
        raise InvalidTransition(NOT_ASKED_FOR)
    submission.estimates.all().delete()
    estimates = [
        Estimate(submission=submission, indicator=key, value=value)
        for key, value in sorted(values.items())
        if value is not None
    ]
    Estimate.objects.bulk_create(estimates)


def _require_open_text(submission, by):
    lock_unit(submission.unit_id)
    require(can_file(by, submission.unit_id), WHO.files())
    stored = Submission.objects.select_related("correction").get(pk=submission.pk)
    if stored.is_frozen:
        raise InvalidTransition(_("The report has been handed in and its text is frozen."))
    return stored


def _require_open_paragraph(submission, key, by):
    keys = corrections.open_paragraphs(_require_open_text(submission, by))
    if keys is not None and key not in keys:
        raise InvalidTransition(NOT_ASKED_FOR)
