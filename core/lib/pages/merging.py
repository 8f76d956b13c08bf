"""Forms on what others may change meanwhile: each changes what its person changed, and where both did, one is asked.

A form sends a digest of each value that it began with. A field left as it was takes what is stored by now. One that was
changed here and elsewhere is shown side by side (`templates/_merging.html`); the choice comes as `keep-<field>`.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import wraps

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.lib.text.markup import vi
from core.lib.text.normalise import clean
from core.lib.text_checks import CHECKS

THEIRS, MINE = "theirs", "mine"
NUMBERS_AND_TIMES = (forms.DateField, forms.TimeField, forms.IntegerField, forms.DecimalField)


@dataclass(frozen=True)
class FieldConflict:
    """A field with two different values, both as words, and the side that is preselected."""

    name: str
    label: str
    theirs: str
    mine: str
    keep: str


def one_by_one(view):
    """Let a view save in one transaction, so that a row that it locks stays as it was merged with."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return wrapper


def locked_while_saved(request, rows):
    """Return the rows of which one is shown in a form; while that is saved (`one_by_one`), they are locked."""
    return rows.select_for_update(of=("self",)) if request.method == "POST" else rows


class MergingMixin:
    """A form that is merged with what is stored; named before the form's other bases.

    What is stored are its initial values, read under a lock where the form is saved (`one_by_one`). A form of something
    new, and one that says nothing of what it began with, is taken as it was sent.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.differences = []
        self._typed, self._sides, self._is_cleaning = None, {}, False

    @property
    def began(self):
        """What the page sends along: {field: digest of its stored value} as JSON; empty for something new."""
        return "" if self.is_new else self.began_as_shown()

    @property
    def is_new(self):
        """Whether nothing is stored yet with which the form could be merged."""
        return getattr(self, "instance", None) is not None and self.instance.pk is None

    def began_as_shown(self):
        return json.dumps({name: self.digest_of_stored(name) for name in self._merged_names()} | self.also_began())

    @property
    def began_name(self):
        return self.add_prefix("began")

    @property
    def conflict_id(self):
        return self.add_prefix("conflict")

    def also_began(self):
        """Return what else the form began with, beside the digests of its fields."""
        return {}

    def began_with(self, base, name):
        """Return the digest that a field began with, or None if it is not known."""
        return base.get(name)

    def is_changed_elsewhere(self, base, name):
        """Return whether what is stored is no longer what the form began with."""
        known = self.began_with(base, name)
        return bool(self._stored_value(name)) if known is None else self.digest_of_stored(name) != known

    def digest_of_stored(self, name):
        return _digest(self._stored_value(name))

    def full_clean(self):
        base = self._base() if self.is_bound else None
        if base is None:
            super().full_clean()
            return
        self._is_cleaning = True
        conflicts, files = self._merge(base)
        super().full_clean()
        self._is_cleaning = False
        for name, stored in files:
            self.add_error(name, _("Someone else has attached another file: %s. Choose your file again.") % stored)
        if conflicts:
            link = format_html('<a href="#{}">{}</a>', self.conflict_id, _("Choose what to keep"))
            self.add_error(
                None, [_("Someone else changed this after you opened it. Your changes have not been saved."), link]
            )
        elif self.errors:
            self._show_again()

    def add_error(self, field, error):
        super().add_error(field, error)
        if self._typed is not None and not self._is_cleaning:
            self._show_again()

    def _base(self):
        """Return what the page began with, or None."""
        try:
            base = json.loads(self.data.get(self.began_name, ""))
        except ValueError:
            return None
        return base if isinstance(base, dict) and not self.is_new else None

    def _merged_names(self):
        """Return the names of the fields that are stored: not the boxes that a check of texts adds."""
        boxes = {check.box for check in CHECKS}
        fields = {name: field for name, field in self.fields.items() if name not in boxes}
        return [name for name, field in fields.items() if not field.disabled and not field.widget.is_hidden]

    def _merge(self, base):
        """Put what is stored in the place of what was left as it was.

        Return the names of the fields that both changed, and [(field of a file, the other's file)].
        """
        self.data = self.data.copy()
        conflicts, files, given_up = [], [], []
        for name in self._merged_names():
            field = self.fields[name]
            if isinstance(field, forms.FileField):
                upload = self.files.get(self.add_prefix(name))
                is_other = upload and self.is_changed_elsewhere(base, name)
                if is_other and not _is_same_file(upload, self.get_initial_for_field(field, name)):
                    files.append((name, "".join(self._stored_value(name)).rpartition("/")[2]))
                continue
            mine, known = _plain(field, self._sent(name)), self.began_with(base, name)
            if mine == self._stored_value(name):
                continue
            if not mine if known is None else _digest(mine) == known:
                self._set(name, self._stored_as_sent(name))
                continue
            side = self.data.get(f"keep-{self.add_prefix(name)}")
            if self.is_changed_elsewhere(base, name):
                conflicts.append(name)
                self._sides[name] = THEIRS if side == THEIRS else MINE
            elif side in (THEIRS, MINE):
                self._sides[name] = side
                given_up += [name] if side == THEIRS else []
        self._typed = self.data.copy()
        for name in given_up:
            self._set(name, self._stored_as_sent(name))
        return conflicts, files

    def _show_again(self):
        """Show what was typed, and both sides of each field that is asked about."""
        self.data = self._typed
        self.differences = [
            FieldConflict(
                self.add_prefix(name),
                self.fields[name].label,
                _words(self.fields[name], self._stored_as_sent(name)),
                _words(self.fields[name], self._sent(name)),
                side,
            )
            for name, side in self._sides.items()
        ]

    def _sent(self, name):
        """Return what was sent for a field, as a list of texts."""
        sent = self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        if isinstance(sent, bool):
            return ["on"] if sent else []
        return sent if isinstance(sent, list) else [] if sent is None else [sent]

    def _stored_value(self, name):
        return _plain(self.fields[name], self._stored_as_sent(name))

    def _stored_as_sent(self, name):
        """Return what a browser sends of the stored value, as a list of texts."""
        field = self.fields[name]
        value = self.get_initial_for_field(field, name)
        if isinstance(field, forms.FileField):
            return [value.name] if value else []
        if isinstance(field.widget, forms.CheckboxInput):
            return ["on"] if value else []
        shown = field.widget.format_value(field.prepare_value(value))
        return [str(text) for text in (shown if isinstance(shown, list | tuple) else [shown]) if text is not None]

    def _set(self, name, texts):
        if isinstance(self.data, MultiValueDict):
            self.data.setlist(self.add_prefix(name), texts)
        elif texts:
            self.data[self.add_prefix(name)] = texts[0] if len(texts) == 1 else texts
        else:
            self.data.pop(self.add_prefix(name), None)


def _plain(field, sent):
    """Return texts for comparison: the same day or number is the same however it is written, choices in any order."""
    texts = [text for text in (clean(text).strip() for text in sent) if text]
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return sorted(texts)
    if texts and isinstance(field, NUMBERS_AND_TIMES):
        with suppress(ValidationError):
            value = field.to_python(texts[0])
            return [f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)]
    return texts


def _is_same_file(upload, stored):
    """Return whether what is sent is stored already, as when a form is sent again after a lost answer."""
    if not stored or upload.size != stored.size:
        return False
    with stored.storage.open(stored.name) as file:
        is_same = file.read() == upload.read()
    upload.seek(0)
    return is_same


def _digest(texts):
    return hashlib.sha256("\n".join(texts).encode("utf-8", "replace")).hexdigest()[:20]


def _words(field, sent):
    if isinstance(field.widget, forms.CheckboxInput):
        return _("yes") if sent else _("no")
    names = {}
    for value, label in getattr(field, "choices", ()):
        names |= {str(key): name for key, name in label} if isinstance(label, list | tuple) else {str(value): label}
    words = "\n".join(str(names.get(text, text)) for text in sent if text.strip())
    return vi(words) if words else "–"
