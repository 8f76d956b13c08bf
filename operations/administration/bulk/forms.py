"""The form that takes rows in, pasted or from a file of text or a workbook."""

from contextlib import suppress

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core.lib.pages.forms import PortalForm, form_helper
from core.lib.text.normalise import clean
from core.lib.text.vietnamese import number
from core.lib.typed.rows import MAX_BYTES, MAX_ROWS, decode_text, read_rows
from core.lib.typed.workbooks import text_of_workbook
from operations.administration.bulk.head import below_head

WORKBOOK = ".xlsx"
SUFFIXES = (WORKBOOK, ".csv", ".txt", ".tsv")
# Codes in neighbouring cells are no phone number together.
CELLS_APART = "\n" * 4


class PastedRowsField(forms.CharField):
    """A text of rows; what is pointed out in it is so in one cell."""

    def free_text(self, text):
        """Return the cells but mail addresses, which may hold a phone number as in their own fields."""
        with suppress(forms.ValidationError):
            cells = [cell for row in read_rows(text or "") for cell in row.cells if "@" not in cell]
            return CELLS_APART.join(cells)
        # Told as what it is when the rows are checked.
        return ""


class RowsForm(PortalForm):
    """A field to paste rows into, or a file in its place; `read` are its rows, `checked` what will be made of each."""

    rows = PastedRowsField(
        label=_("Rows, pasted or typed"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "lang": "vi", "spellcheck": "false", "wrap": "off"}),
        help_text=_("Copy cells from a sheet, or enter one row per line with semicolons between the cells."),
    )
    upload = forms.FileField(
        label=_("or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )

    def __init__(self, *args, sheet, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet, self.read, self.checked = sheet, [], []
        self.fields["upload"].help_text = _(
            "Excel (.xlsx, the first sheet) or a sheet saved as text (.csv, .txt): at most %(rows)s rows, %(size)s MB."
        ) % {"rows": number(MAX_ROWS), "size": MAX_BYTES // 1024**2}

    @property
    def helper(self):
        helper = form_helper()
        helper.layout = Layout("rows", "upload")
        return helper

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload is None:
            return ""
        if not upload.name.lower().endswith(SUFFIXES):
            raise forms.ValidationError(
                _("Only .xlsx, .csv and .txt are read. Save the sheet as .xlsx, or copy its cells.")
            )
        if upload.size > MAX_BYTES:
            message = _("This file is too large: at most %(size)s MB and %(rows)s lines.")
            params = {"size": MAX_BYTES // 1024**2, "rows": number(MAX_ROWS)}
            raise forms.ValidationError(message, params=params)
        if upload.name.lower().endswith(WORKBOOK):
            return text_of_workbook(upload.read())
        return decode_text(upload.read())

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        typed, uploaded = cleaned["rows"], cleaned["upload"]
        if typed.strip() and uploaded:
            self.add_error("upload", _("The field already has rows. Send either those or the file."))
        elif not typed.strip() and not uploaded:
            self.add_error("rows", _("There are no rows."))
        else:
            self._check(uploaded or typed, "upload" if uploaded else "rows")
        return cleaned

    def _check(self, text, field):
        try:
            self.read = below_head(read_rows(text), self.sheet.COLUMNS)
        except forms.ValidationError as refusal:
            self.add_error(field, refusal)
            return
        if field == "upload":
            # What was in the file stands in the field from now on, so that it can be corrected there.
            self.data = self.data.copy()
            self.data["rows"] = self.cleaned_data["rows"] = clean(text)
        self.checked = self.sheet.check(self.read)
        refused = sum(bool(row.reasons) for row in self.checked)
        if not self.checked:
            self.add_error(field, _("There are no rows."))
        elif refused:
            message = _(
                "%(number)s of %(all)s rows need correcting. The reason is next to each. Nothing has been saved."
            )
            self.add_error("rows", forms.ValidationError(message, params={"number": refused, "all": len(self.checked)}))
