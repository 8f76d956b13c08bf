"""Directive 908 as the Department has it: clauses, publication, due dates, exemptions."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from core.directives.models import Clause, Directive, Exemption, Task
from core.directives.verbs import publish
from core.indicators.catalogue import all_indicators

CLAUSES = ["1.a", "1.b", "1.c", "2.a", "2.b", "2.c", "2.d", "2.đ", "2.e", "3.a", "3.b", "3.c", "4.a", "4.b", "5"]


def test_all_fifteen_clauses_are_loaded_in_order(cast):
    clauses = list(cast.directive.clauses.all())
    assert [clause.code for clause in clauses] == CLAUSES
    assert [clause.code for clause in clauses if clause.task is None] == ["2.e", "5"]
    assert Task.objects.count() == 13
    assert cast.directive.file.read().decode().count("908/SLĐTBXH-BĐG") == 1


def test_what_counts_as_done_is_a_declared_figure(cast):
    for clause in cast.directive.clauses.filter(task__isnull=False).select_related("task"):
        indicator = all_indicators()[clause.indicator]
        assert clause.task.code in indicator.tasks, clause
        assert clause.threshold >= 1


def test_loading_again_leaves_what_the_department_changed(cast, capsys):
    Clause.objects.filter(code="1.a").update(due_on=date(2020, 7, 1))
    call_command("load_directive")
    assert "already there" in capsys.readouterr().out
    assert Clause.objects.get(code="1.a").due_on == date(2020, 7, 1)
    assert Directive.objects.count() == 1


def test_a_district_sees_a_directive_once_it_is_published(cast, as_):
    Directive.objects.update(published_on=None)
    page = f"/directives/{cast.directive.pk}/"
    assert as_("officer").get(page).status_code == 404
    assert "908/SLĐTBXH-BĐG" not in as_("officer").get("/directives/").content.decode()
    with pytest.raises(PermissionDenied):
        publish(cast.directive, by=cast["leader"])
    assert as_("province").post(f"{page}publish/").status_code == 302
    assert as_("officer").get(page).status_code == 200
    assert Directive.objects.get().published_on == date(2020, 12, 18)


def test_the_department_sets_a_due_date(cast, as_):
    clause = Clause.objects.get(code="2.d")
    given = {"due_on": "10/12/2020", "threshold": "2"}
    assert as_("province").post(f"/directives/clauses/{clause.pk}/", given).status_code == 302
    clause.refresh_from_db()
    assert (clause.due_on, clause.threshold, clause.awaits_guidance) == (date(2020, 12, 10), 2, False)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"task": ""}, "__all__"),
        ({"indicator": "MH-01"}, "__all__"),
        ({"valid_to": "1/1/2019"}, "__all__"),
        ({"reason": ""}, "reason"),
        ({"task": "", "indicator": "xx"}, "indicator"),
    ],
)
def test_an_exemption_says_what_and_why(cast, as_, given, field):
    fields = {"unit": cast.units["hue"].pk, "task": cast.tasks["model.run"].pk, "valid_from": "15/12/2019"}
    fields |= {"reason": "không được hỗ trợ kinh phí", "indicator": "", "valid_to": ""}
    before = Exemption.objects.count()
    response = as_("province").post("/directives/exemptions/new/", fields | given)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert Exemption.objects.count() == before
    assert as_("province").post("/directives/exemptions/new/", fields).status_code == 302
    assert Exemption.objects.get(task__code="model.run").unit == cast.units["hue"]
