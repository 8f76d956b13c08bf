"""Operations of migrations in few steps: the same ones, none before what it builds on."""

from django.db import migrations, models
from django.db.migrations.state import ProjectState

from core.lib.grouped_operations import in_few_steps


def _made(name):
    return migrations.CreateModel(name, [("id", models.BigAutoField(primary_key=True))])


def _added(model, name):
    return migrations.AddField(model, name, models.CharField(max_length=9, null=True))


def _operations():
    return [
        _made("Unit"),
        _made("Person"),
        _added("unit", "name"),
        migrations.AddIndex("unit", models.Index(fields=["name"], name="unit_name")),
        migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop),
        _added("Person", "name"),
        _added("person", "phone"),
        _added("unit", "place"),
    ]


def test_a_step_touches_each_model_once_and_keeps_their_order():
    *_made_before, filled, named, phoned, placed = operations = _operations()

    first, between, *steps = in_few_steps(operations)

    assert [operation.name for operation in first.operations] == ["Unit", "Person"]
    assert [name for name, _field in first.operations[0].fields] == ["id", "name"]
    assert [index.name for index in first.operations[0].options["indexes"]] == ["unit_name"]
    assert between is filled
    assert [step.operations for step in steps] == [[named, placed], [phoned]]


def test_models_that_were_rendered_before_a_step_are_those_after_it():
    state = ProjectState()
    assert state.apps.get_models() == []

    for operation in in_few_steps(_operations()):
        operation.state_forwards("units", state)

    by_hand = ProjectState()
    for operation in _operations():
        operation.state_forwards("units", by_hand)
    assert state == by_hand
    names = [field.name for field in state.apps.get_model("units", "person")._meta.get_fields()]
    assert names == ["id", "name", "phone"]


class _Seen(migrations.AlterField):
    """What an operation is given of the models before it and after it."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self.seen = [sorted(state.apps.all_models[app_label]) for state in (from_state, to_state)]


def test_a_step_is_given_what_it_touches_and_what_is_tied_to_it():
    """A field that is altered keeps its place in the table."""
    state = ProjectState()
    refers = migrations.AddField("person", "unit", models.ForeignKey("units.Unit", models.CASCADE))
    for operation in [*_operations(), _made("Duty"), refers]:
        operation.state_forwards("units", state)
    for altered in (_Seen("person", "phone", models.TextField()), _Seen("unit", "name", models.TextField())):
        (step,) = in_few_steps([altered])
        before = state.clone()
        step.state_forwards("units", state)
        step.database_forwards("units", None, before, state)
        assert altered.seen == [["person", "unit"]] * 2
        assert list(before.models["units", "unit"].fields) == list(state.models["units", "unit"].fields)
