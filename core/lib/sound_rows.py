"""Rows whose check constraints are asked of the database in one query."""

from django.core.exceptions import FieldError, ValidationError
from django.db import models, router


class CheckedAtOnce(models.Model):
    """The abstract parent of what is saved often: Django asks the database once for each check constraint."""

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        # Which constraint is broken is asked only where one is.
        if not self._is_sound(exclude):
            super().validate_constraints(exclude=exclude)

    def _is_sound(self, exclude):
        """Return whether all check constraints hold together, and each of the others by itself."""
        using = router.db_for_write(type(self), instance=self)
        constraints = [(model, constraint) for model, several in self.get_constraints() for constraint in several]
        checks = models.Q(
            *(
                constraint.condition
                for _model, constraint in constraints
                if isinstance(constraint, models.CheckConstraint)
            )
        )
        try:
            if checks and not checks.check(self._get_field_expression_map(self._meta, exclude), using=using):
                return False
            for model, constraint in constraints:
                if not isinstance(constraint, models.CheckConstraint):
                    constraint.validate(model, self, exclude=exclude, using=using)
        except (FieldError, ValidationError):
            # A field that is left out is named by one of the checks, or another constraint is broken.
            return False
        return True
