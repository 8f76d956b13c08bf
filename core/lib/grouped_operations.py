"""Operations of a migration in few steps, each of which renders no more models than it touches.

Rendering is what a migration costs: each operation of Django's renders the models around it anew, some forty of them
here. After a step all of them are rendered once somebody asks, as a migration of rows does.
"""

from functools import cached_property

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
from django.db.migrations.state import ProjectState, StateApps

GROUPED = (AddConstraint, AddField, AddIndex, AlterField, AlterModelOptions, CreateModel, RemoveConstraint, RemoveField)


class UnrenderedApps:
    """The registry of a state's models, rendered when it is first asked for anything."""

    def __init__(self, real_apps, models):
        self._real_apps, self._models = real_apps, models

    @cached_property
    def _rendered(self):
        return StateApps(self._real_apps, self._models)

    def __getattr__(self, name):
        return getattr(self._rendered, name)

    def clone(self):
        """Return a registry of the same models, which may change afterwards in either."""
        if "_rendered" in self.__dict__:
            return self._rendered.clone()
        return UnrenderedApps(self._real_apps, {key: model.clone() for key, model in self._models.items()})


class Step(Operation):
    """Operations that touch one model each, with the models before all of them and after all of them."""

    def __init__(self, operations):
        self.operations = operations

    def deconstruct(self):
        return type(self).__name__, [self.operations], {}

    def state_forwards(self, app_label, state):
        """Let every operation change the state, and leave its models unrendered."""
        # A state without rendered models is changed without rendering any.
        apps = state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if apps is not None:
            state.__dict__["apps"] = UnrenderedApps(state.real_apps, state.models)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        states = self._before_and_after(app_label, from_state, to_state)
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, *states)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        states = self._before_and_after(app_label, from_state, to_state)
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, *states)

    def _before_and_after(self, app_label, from_state, to_state):
        before, after = self._around(app_label, from_state), self._around(app_label, to_state)
        # Fields stand in the order in which they were rendered: one that is added comes after those that are there.
        before.apps  # noqa: B018
        return before, after

    def _around(self, app_label, state):
        """Return the state of the models it touches and of all that they refer to.

        The type of a field that is altered is also that of what refers to it.
        """
        # Not the state's own: where it knows its relations, a field that is altered becomes the last of its table.
        relations = ProjectState(state.models, state.real_apps).relations
        reached, waiting = set(), set()
        for operation in self.operations:
            waiting.add((app_label, _model_of(operation)))
            if isinstance(operation, AlterField):
                waiting |= relations[app_label, _model_of(operation)].keys()
        while waiting := waiting & state.models.keys():
            reached |= waiting
            waiting = {model for model, sources in relations.items() if waiting & sources.keys()} - reached
        return ProjectState({model: state.models[model] for model in reached}, state.real_apps)

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
