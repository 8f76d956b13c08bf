"""The form field for several files, and the form that adds files to a record."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.lib.files.limits import with_limits
from core.lib.files.names import normalise_file_name
from core.lib.files.virus_scanner import AWAY
from core.lib.pages.forms import PortalForm
from core.lib.text.markup import vi
from filing.evidence.uploads import MAX_BYTES_AT_ONCE, MAX_FILES_AT_ONCE, prepare
from filing.file_kinds import ACCEPT


class FilesInput(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True

    def __init__(self, attrs=None):
        super().__init__({"accept": ACCEPT, "multiple": True} | (attrs or {}))


class FilesField(forms.FileField):
    """A field for several files, cleaned to a list of `PreparedFile`.

    One bad file refuses all; each fault names its file.
    """

    widget = FilesInput

    def clean(self, data, initial=None):
        uploads = data or []
        if not uploads:
            super().clean(None)
            return []
        _refuse_too_large(uploads)
        prepared, faults = [], []
        for upload in uploads:
            try:
                prepared.append(prepare(upload))
            except ValidationError as fault:
                faults.append(_fault_message(upload, fault))
                if getattr(fault, "code", None) == AWAY:
                    # Nor will it answer for the others, and each question takes its time.
                    break
        if faults:
            raise ValidationError(faults)
        return prepared

    def has_changed(self, initial, data):
        return bool(data)


def _refuse_too_large(uploads):
    if len(uploads) > MAX_FILES_AT_ONCE:
        raise ValidationError(_("Choose at most %s files at a time. Add the others afterwards.") % MAX_FILES_AT_ONCE)
    if len(uploads) > 1 and sum(upload.size for upload in uploads) > MAX_BYTES_AT_ONCE:
        limit = MAX_BYTES_AT_ONCE // 1024 // 1024
        raise ValidationError(_("These files are larger than %s MB in total. Add fewer at a time.") % limit)


def _fault_message(upload, fault):
    return format_html("{}: {}", vi(normalise_file_name(upload.name)), fault.messages[0])


def files_field(**kwargs):
    """Return the field for evidence files of a record form."""
    return FilesField(
        label=gettext_lazy("Evidence files"),
        help_text=with_limits(
            gettext_lazy("PDF, Word, Excel, JPEG, PNG or HEIC; up to %(files)s files at a time, %(size)s MB each."),
            files=MAX_FILES_AT_ONCE,
        ),
        **kwargs,
    )


def remind_of_files(form):
    """Add an error that chosen files must be chosen again, where a form comes back for another reason."""
    if form.errors and form.files.getlist("upload") and "upload" not in form.errors:
        form.add_error("upload", _("Choose the files again. The browser does not keep them when a form comes back."))


class EvidenceForm(PortalForm):
    """A form that adds files to a saved record."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upload"] = files_field()
