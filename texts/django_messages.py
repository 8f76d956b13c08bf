"""Strings of Django's own that the portal shows and that Django's Vietnamese lacks or says unlike an office.

Named here so that they stand in the portal's catalogue, which comes before Django's.
"""

from django.utils.translation import gettext_noop

SAID_ANEW = (
    gettext_noop("Skip to main content"),
    gettext_noop("Model name"),
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
    gettext_noop("View selected %(model)s"),
    gettext_noop("Models in the %(name)s application"),
    gettext_noop("Search"),
    gettext_noop("After you’ve created a user, you’ll be able to edit more user options."),
    gettext_noop("Raw passwords are not stored, so there is no way to see the user’s password."),
    gettext_noop("Django site admin"),
    gettext_noop("Django administration"),
)
