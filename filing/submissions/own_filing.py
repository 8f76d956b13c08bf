"""The rule that whoever files a unit's paper stands in for its head, and does not approve it."""

from django.utils.translation import gettext as _

from filing.errors import InvalidTransition


def filed_it(submission, user):
    """Return whether the person submitted, sent or froze anew the report as it is with the Department now.

    A step of an earlier round doesn't count: the unit has handed the report in anew since.
    """
    if not submission.from_paper:
        return False
    submitted = submission.steps.filter(verb="submit").order_by("-pk").first()
    latest = submission.steps.filter(pk__gte=submitted.pk if submitted else 0)
    return latest.filter(verb__in=("submit", "send", "freeze_anew"), by=user).exists()


def refuse_own_filing(submission, by):
    """Raise InvalidTransition for a person who filed the report that is to be approved."""
    if filed_it(submission, by):
        raise InvalidTransition(
            _(
                "You entered this report from paper in place of the unit's head. Another specialist of the "
                "Department approves it."
            )
        )
