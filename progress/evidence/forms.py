"""The field that takes several files at once, and the small form that adds them to a record."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from progress.evidence.file_kinds import ACCEPT
from progress.evidence.uploads import FILES_MAX, TOGETHER_MAX_BYTES, prepare
from texts.file_names import file_name
from texts.forms import PortalForm


class FilesInput(forms.FileInput):
    """The browser's own choice of files, several at once."""

    allow_multiple_selected = True

    def __init__(self, attrs=None):
        super().__init__({"accept": ACCEPT, "multiple": True} | (attrs or {}))


class FilesField(forms.FileField):
    """Several files; cleaned they are a list of `Prepared`. One that is bad refuses all, each named with its fault."""

    widget = FilesInput

    def clean(self, data, initial=None):
        uploads = data or []
        if not uploads:
            super().clean(None)
            return []
        _refuse_too_many(uploads)
        prepared, faults = [], []
        for upload in uploads:
            try:
                prepared.append(prepare(upload))
            except ValidationError as fault:
                faults.append(_named(upload, fault))
        if faults:
            raise ValidationError(faults)
        return prepared

    def has_changed(self, initial, data):
        return bool(data)


def _refuse_too_many(uploads):
    if len(uploads) > FILES_MAX:
        raise ValidationError(_("Choose at most %s files at once; add the others afterwards.") % FILES_MAX)
    if len(uploads) > 1 and sum(upload.size for upload in uploads) > TOGETHER_MAX_BYTES:
        limit = TOGETHER_MAX_BYTES // 1024 // 1024
        raise ValidationError(_("Together these files are larger than %s MB. Add them a few at a time.") % limit)


def _named(upload, fault):
    return format_html('<span lang="vi">{}</span>: {}', file_name(upload.name), fault.messages[0])


def files_field(**kwargs):
    """The field as record forms have it."""
    return FilesField(
        label=gettext_lazy("Evidence files"),
        help_text=gettext_lazy("PDF, Word, Excel, JPEG, PNG or HEIC; at most 20 files at once, each at most 20 MB."),
        **kwargs,
    )


def remind_of_files(form):
    """Say at the field that a browser forgets chosen files when a form comes back for another reason."""
    if form.errors and form.files.getlist("upload") and "upload" not in form.errors:
        form.add_error("upload", _("Choose the files again: the browser does not keep them when a form comes back."))


class EvidenceForm(PortalForm):
    """Files for a record that is there already."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upload"] = files_field()
