"""Copying an entry into a new one: which values are copied, and which must be typed anew."""

import re

from django import forms
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode

from core.accounts.permissions import units_filed_for

MAX_SOURCES = 5
# True only of that piece of work or its year, so a copy would be filed by mistake.
NEVER_COPIED = {"status", "theme", "outcome", "good_practice_why"}


def source_of(request, entries):
    """Return the entry that `?from=` names, or None without it.

    It is one of the unit that the person files for; 404 for any other.
    """
    source_id = request.GET.get("from")
    if source_id is None:
        return None
    if not re.fullmatch(r"\d{1,18}", source_id, re.ASCII):
        raise Http404
    return get_object_or_404(entries.filter(unit__in=units_filed_for(request.user)), pk=int(source_id))


def copied_values(source, kind):
    """Return {field: value} to begin a copy with: no day, number, count, tick or status."""
    names = [name for name in kind.form.Meta.fields if _is_copied(name, kind)]
    values = {name: kind.model._meta.get_field(name).value_from_object(source) for name in names}
    return {name: _without_numbers(kind.model._meta.get_field(name), value) for name, value in values.items()}


def _is_copied(name, kind):
    if name in NEVER_COPIED or name in kind.never_copied or name.endswith("number"):
        return False
    if isinstance(kind.model._meta.get_field(name), models.DateField | models.BooleanField):
        return False
    # No whole number: people, costs, hours, the year.
    return not isinstance(kind.form.base_fields[name], forms.IntegerField)


def _without_numbers(field, value):
    """Return the rows of a small table with their texts and choices only; other values as they are."""
    columns = getattr(field, "columns", ())
    if not columns:
        return value
    kept = [column.name for column in columns if column.kind in ("text", "choice")]
    rows = [{name: row[name] for name in kept if row.get(name)} for row in value]
    return [row for row in rows if row]


def recent_sources(entries, kind, user, task):
    """Return (address, entry) of the unit's latest entries under a task, to copy from; one query."""
    if not kind.is_record or task is None:
        return []
    latest = entries.filter(unit__in=units_filed_for(user), task=task).order_by("-counted_on", "-pk")[:MAX_SOURCES]
    return [(copy_url(kind, entry), entry) for entry in latest]


def copy_url(kind, entry):
    """Return the address of a new entry copied from this one."""
    return f"{kind.new_url}?{urlencode({'from': entry.pk})}"
