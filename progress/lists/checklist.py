"""One page for what each commune does once a year: all communes of a district, ticked and saved together."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from accounts.permissions import WHO, can_file, require, units_in_sight
from calendars.clock import today
from calendars.windows import window_of
from progress.lists.filters import YEARS_BACK
from progress.lists.ticks import Sheet, save_sheet, tallies
from progress.views import KindMixin
from units.models import Unit


def years():
    """The years to choose from, the latest first."""
    latest = today().year + 1
    return range(latest, latest - YEARS_BACK - 1, -1)


class Checklist(KindMixin, View):
    """Written by the district's officer, read by those who see the district; the Department chooses one by `unit`."""

    def get(self, request):
        if self.unit is None:
            return self.show_districts()
        return self.show(self.sheet())

    def post(self, request):
        require(self.unit is not None and can_file(request.user, self.unit.pk), WHO.files())
        task_code = self.kind.model.TASKS[0]
        sheet, changed = save_sheet(lambda: self.sheet(request.POST), self.unit, task_code, by=request.user)
        if sheet.errors:
            return self.show(sheet, status=422)
        told = _("Saved; communes changed: %s.") % changed if changed else _("Nothing was changed.")
        messages.success(request, told)
        return redirect(f"{self.kind.checklist_url}?year={self.year}")

    @cached_property
    def year(self):
        """The year that was asked for, or this one; what is saved for must never be guessed."""
        asked = self.request.GET.get("year")
        if asked is None:
            return today().year
        found = next((year for year in years() if str(year) == asked), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def day(self):
        """The day on which the communes are those of the year."""
        return min(today(), window_of("year", self.year).end)

    @cached_property
    def unit(self):
        """The district's own, or the one whose paper is typed in; for the Department the one asked for, or none yet."""
        user, asked = self.request.user, self.request.GET.get("unit")
        if user.is_district:
            return user.unit
        if not asked:
            return user.acting_for
        found = self.districts.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 10 else None
        if found is None:
            raise Http404
        return found

    @property
    def districts(self):
        user = self.request.user
        return Unit.objects.reporting_to(user.unit, self.day).filter(pk__in=units_in_sight(user))

    def sheet(self, data=None):
        return Sheet(self.kind, self.entries().select_related("changed_by"), self.unit, self.year, self.day, data)

    def show(self, sheet, status=200):
        may_file = can_file(self.request.user, self.unit.pk)
        extra = {"sheet": sheet, "unit": self.unit, "may_file": may_file, "done": sheet.done, "all": len(sheet.rows)}
        return self.rendered(status=status, **extra)

    def show_districts(self):
        found = tallies(self.kind, list(self.districts), self.year, self.day)
        done, all_of_them = (sum(tally[at] for tally in found) for at in (1, 2))
        return self.rendered(tallies=found, done=done, all=all_of_them)

    def rendered(self, status=200, **extra):
        hint = self.kind.form.Meta.help_texts.get("detail", "")
        # As words: as a number a year would be written 2.020.
        context = self.page(year=str(self.year), years=[str(year) for year in years()], hint=hint, **extra)
        return render(self.request, "progress/checklist.html", context, status=status)
