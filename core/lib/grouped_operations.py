"""Operations of a migration in few steps: models are rendered once for a step, not once for each operation.

Rendering is what a migration costs: each operation renders the models around it anew, some forty of them here.
"""

from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    AlterModelOptions,
    CreateModel,
    RemoveConstraint,
    RemoveField,
)
from django.db.migrations.operations.base import Operation

GROUPED = (AddConstraint, AddField, AddIndex, AlterField, AlterModelOptions, CreateModel, RemoveConstraint, RemoveField)


class Step(Operation):
    """Operations that touch one model each, with the models before all of them and after all of them."""

    def __init__(self, operations):
        self.operations = operations

    def deconstruct(self):
        return type(self).__name__, [self.operations], {}

    def state_forwards(self, app_label, state):
        """Let every operation change the state, then render once what they touched."""
        # A state without rendered models is changed without rendering any.
        apps = state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if apps is not None:
            state.__dict__["apps"] = apps
            state.reload_models([(app_label, _model_of(one)) for one in self.operations], delay=False)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name, app_label):
        return any(operation.references_model(name, app_label) for operation in self.operations)

    def describe(self):
        return "; ".join(operation.describe() for operation in self.operations)


def in_few_steps(operations):
    """Return the same operations in steps, each as early as those before it on the same model allow.

    SQLite builds a table anew from its model before the step: that is why no step touches a model twice. What is not
    GROUPED stays where it is, between the steps before it and those after it.
    """
    arranged, steps, last = [], [], {}
    for operation in operations:
        if not isinstance(operation, GROUPED):
            arranged += [*map(Step, steps), operation]
            steps, last = [], {}
            continue
        model = _model_of(operation)
        at = last[model] = last.get(model, -1) + 1
        steps[at:] = [[*(steps[at] if at < len(steps) else []), operation], *steps[at + 1 :]]
    return [*arranged, *map(Step, steps)]


def _model_of(operation):
    """Return the lower-case name of the model that the operation is about."""
    return getattr(operation, "model_name_lower", None) or operation.name_lower
