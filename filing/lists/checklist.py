"""The checklist page: what each commune of a district did in a year, ticked and saved together."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from core.accounts.permissions import WHO, can_file, require, units_in_sight
from core.lib.dates.clock import today
from core.lib.dates.windows import window_of
from core.units.reporting import reporting_on
from filing.lists.checklist_sheets import ChecklistSheet, save_sheet, tallies
from filing.lists.filters import YEARS_BACK
from filing.pages.views import KindMixin


def years():
    """Return the years to choose from, the latest first."""
    latest = today().year + 1
    return range(latest, latest - YEARS_BACK - 1, -1)


class ChecklistView(KindMixin, View):
    """The checklist of a district, edited by its officer and read by others who may see it.

    The Department chooses the district with `unit`.
    """

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
        message = _("Saved. Communes changed: %s.") % changed if changed else _("Nothing was changed.")
        messages.success(request, message)
        return redirect(f"{self.kind.checklist_url}?year={self.year}")

    @cached_property
    def year(self):
        """The year in the query, by default this one; 404 for an invalid year, so that none is guessed."""
        requested_year = self.request.GET.get("year")
        if requested_year is None:
            return today().year
        year = next((year for year in years() if str(year) == requested_year), None)
        if year is None:
            raise Http404
        return year

    @cached_property
    def day(self):
        """The day that decides which communes existed in the year."""
        return min(today(), window_of("year", self.year).end)

    @cached_property
    def unit(self):
        """The district of the checklist; None while the Department has chosen none.

        A district sees its own; the Department that of the query, or the one whose paper it types in.
        """
        user, requested_id = self.request.user, self.request.GET.get("unit")
        if user.is_district:
            return user.unit
        if not requested_id:
            return user.acting_for
        is_id = requested_id.isdecimal() and len(requested_id) < 10
        district = self.districts.filter(pk=requested_id).first() if is_id else None
        if district is None:
            raise Http404
        return district

    @property
    def districts(self):
        user = self.request.user
        return reporting_on(user.unit_id, self.day).filter(pk__in=units_in_sight(user))

    def sheet(self, data=None):
        return ChecklistSheet(
            self.kind, self.entries().select_related("changed_by"), self.unit, self.year, self.day, data
        )

    def show(self, sheet, status=200):
        may_file = can_file(self.request.user, self.unit.pk)
        extra = {"sheet": sheet, "unit": self.unit, "may_file": may_file, "done": sheet.done, "all": len(sheet.rows)}
        return self.render_page(status=status, **extra)

    def show_districts(self):
        rows = tallies(self.kind, list(self.districts), self.year, self.day, self.request.user.unit_id)
        done, total = (sum(row[column] for row in rows) for column in (1, 2))
        return self.render_page(tallies=rows, done=done, all=total)

    def render_page(self, status=200, **extra):
        hint = self.kind.form.Meta.help_texts.get("detail", "")
        # As texts: a number would be formatted as 2.020.
        extra |= {"year": str(self.year), "years": [str(year) for year in years()]}
        crumbs = self.crumbs()
        if "unit" in extra and not self.request.user.is_district:
            crumbs.append((_("Checklist"), f"{self.kind.checklist_url}?year={self.year}"))
        context = self.page_context(hint=hint, crumbs=crumbs, **extra)
        return render(self.request, "filing/checklist.html", context, status=status)
