"""A new entry that starts from another one: what is taken over, and what must be found out anew."""

import re

from django import forms
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode

MOST_STARTS = 5
# What was so of that one piece of work, or of its year, and nobody files again by mistake.
NEVER = {"status", "theme", "outcome", "good_practice_why"}


def source_of(request, entries):
    """The entry of the unit that the person files for which `?from=` names, or None without it; 404 for any other."""
    given = request.GET.get("from")
    if given is None:
        return None
    if not re.fullmatch(r"\d{1,18}", given, re.ASCII):
        raise Http404
    return get_object_or_404(entries.filter(unit=request.user.filing_unit_id), pk=int(given))


def copied(source, kind):
    """{field: value} of what the new entry begins with: no day, number, count, tick or status of the old one."""
    names = [name for name in kind.form.Meta.fields if _is_copied(name, kind)]
    values = {name: kind.model._meta.get_field(name).value_from_object(source) for name in names}
    return {name: _words_only(kind.model._meta.get_field(name), value) for name, value in values.items()}


def _is_copied(name, kind):
    if name in NEVER or name in kind.never_copied or name.endswith("number"):
        return False
    if isinstance(kind.model._meta.get_field(name), models.DateField | models.BooleanField):
        return False
    # Every whole number that is typed: people, costs, hours, the year.
    return not isinstance(kind.form.base_fields[name], forms.IntegerField)


def _words_only(field, value):
    """Of repeated rows the words and choices; their days and numbers are those of the old entry."""
    columns = getattr(field, "columns", ())
    if not columns:
        return value
    kept = [column.name for column in columns if column.kind in ("text", "choice")]
    rows = [{name: row[name] for name in kept if row.get(name)} for row in value]
    return [row for row in rows if row]


def starts_for(entries, kind, user, task):
    """(address, entry) of the unit's latest entries under a task, to start from; one query."""
    if not kind.is_record or task is None:
        return []
    latest = entries.filter(unit=user.filing_unit_id, task=task).order_by("-counted_on", "-pk")[:MOST_STARTS]
    return [(address_from(kind, entry), entry) for entry in latest]


def address_from(kind, entry):
    """Where a new entry starts from this one."""
    return f"{kind.new_url}?{urlencode({'from': entry.pk})}"
