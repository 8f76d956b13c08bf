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
            state.reload_models([(app_label, _model_of(operation)) for operation in self.operations], delay=False)

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

    What follows on a model that is made here is made with it. SQLite builds a table anew from its model before the
    step: that is why no step touches a model twice. What is not GROUPED stays between the steps before and after it.
    """
    arranged, steps = [], []
    for operation in operations:
        if isinstance(operation, GROUPED):
            _put(operation, steps)
        else:
            arranged += [*map(Step, steps), operation]
            steps = []
    return [*arranged, *map(Step, steps)]


def _put(operation, steps):
    """Put the operation into one of the steps, each a list of operations, or into a further one."""
    model = _model_of(operation)
    last = max((number for number, step in enumerate(steps) if model in map(_model_of, step)), default=-1)
    if last == 0 and (made := _made_with(operation, steps[0])):
        steps[0] = made
    elif last + 1 < len(steps):
        steps[last + 1].append(operation)
    else:
        steps.append([operation])


def _made_with(operation, step):
    """Return the step with that operation a part of how its model is made; None where no model is made there."""
    for at, made in enumerate(step):
        if isinstance(made, CreateModel) and made.name_lower == _model_of(operation):
            reduced = made.reduce(operation, app_label="")
            return [*step[:at], *reduced, *step[at + 1 :]] if isinstance(reduced, list) else None
    return None


def _model_of(operation):
    """Return the lower-case name of the model that the operation is about."""
    return getattr(operation, "model_name_lower", None) or operation.name_lower
