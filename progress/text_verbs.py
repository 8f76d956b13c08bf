"""What people write into a report: their own paragraphs, their wording of drafted ones, their estimates."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import WHO, can_file, require
from calendars.clock import now
from progress import corrections
from progress.filing import lock_unit
from progress.models import Edit, Estimate, Submission
from progress.verbs import NotNow

# What the officer writes besides the records.
OWN_TEXTS = ("evaluation", "difficulties", "next_steps", "proposals")
NOT_ASKED_FOR = gettext_lazy(
    "The Department returned this report with remarks on other parts of it: this one stays as it is."
)


@transaction.atomic
def save_text(submission, *, by):
    """Keep the officer's own paragraphs; NotNow once the report is frozen, or a correction does not ask for one."""
    stored = _require_open_text(submission, by)
    for name in OWN_TEXTS:
        if getattr(submission, name) != getattr(stored, name) and not corrections.opens_text(stored, name):
            raise NotNow({name: NOT_ASKED_FOR})
    submission.clean_fields(exclude={field.name for field in submission._meta.fields} - set(OWN_TEXTS))
    submission.save(update_fields=OWN_TEXTS)


@transaction.atomic
def write_paragraph(submission, key, text, drafted, *, by):
    """Put a person's words in place of a drafted paragraph; `drafted` is what the records said then.

    The drafted words themselves are no words of the person's: with them the paragraph is drafted anew from then on.
    """
    _require_open_paragraph(submission, key, by)
    if text == drafted:
        submission.edits.filter(key=key).delete()
        return
    fields = {"text": text, "drafted": drafted, "by": by, "at": now()}
    edit = submission.edits.filter(key=key).first() or Edit(submission=submission, key=key)
    for name, value in fields.items():
        setattr(edit, name, value)
    edit.full_clean()
    edit.save()


@transaction.atomic
def draft_anew(submission, key, *, by):
    """Let the records speak again where a person had written."""
    _require_open_paragraph(submission, key, by)
    submission.edits.filter(key=key).delete()


@transaction.atomic
def estimate(submission, values, *, by):
    """Keep what figures will come to by the period's end: {key: value in the figure's own unit, or None for none}."""
    if not corrections.opens_figures(_require_open_text(submission, by)):
        raise NotNow(NOT_ASKED_FOR)
    submission.estimates.all().delete()
    given = [Estimate(submission=submission, indicator=key, value=value) for key, value in sorted(values.items())
             if value is not None]  # fmt: skip
    Estimate.objects.bulk_create(given)


def _require_open_text(submission, by):
    lock_unit(submission.unit_id)
    require(can_file(by, submission.unit_id), WHO.files())
    stored = Submission.objects.select_related("correction").get(pk=submission.pk)
    if stored.is_frozen:
        raise NotNow(_("The report has been handed in: its text is frozen."))
    return stored


def _require_open_paragraph(submission, key, by):
    keys = corrections.open_paragraphs(_require_open_text(submission, by))
    if keys is not None and key not in keys:
        raise NotNow(NOT_ASKED_FOR)
