"""The page of the names of laws and programmes by year, which are the Department's."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.accounts.permissions import WHO, can_steer, require
from core.directives.law_names.forms import LawNamesForm
from core.directives.law_names.names import save_names
from core.lib.pages.form_handling import carry_out, form_page, sent
from core.lib.pages.merging import one_by_one


@require_http_methods(["GET", "POST"])
@one_by_one
def law_names(request):
    """Show and save what laws and programmes are called from which year on."""
    require(can_steer(request.user), WHO.reviews())
    form = LawNamesForm(sent(request))
    answer = carry_out(
        request,
        lambda: save_names(form.cleaned_data, by=request.user),
        _("Names saved. Reports drafted from now on use them."),
        "directives:names",
        form=form,
    )
    lead = _("A report uses the name of its own year. Reports already submitted keep their words.")
    title = _("Names of texts and programmes by year")
    return answer or form_page(request, form, title, reverse("directives:list"), lead=lead)
