from django.core.management import call_command

from core.units.models import Unit
from operations.demonstration import users
from operations.demonstration.management.commands import load_demonstration
from operations.demonstration.public_places import try_hotlines
from operations.demonstration.reforms import posts, reports
from operations.demonstration.reforms.changing import change_units
from operations.demonstration.reforms.places import AGAIN, write_places_of_all_years
from operations.demonstration.reforms.records import write_all_records


class Command(load_demonstration.Command):
    help = "Loads a made-up Huế from 2019 to 18/12/2026 with its three reforms into an empty portal."

    def accounts(self):
        """Return (name, code of the unit, role, post) of every account."""
        return [*posts.department_accounts(), *posts.commune_accounts()]

    def fill(self, password):
        """Write all that the demonstration holds; return the number of records."""
        for command in load_demonstration.GROUND:
            call_command(command, stdout=self.stdout)
        users.create_users(posts.department_accounts(), _units_by_code(), password)
        change_units()
        users.create_users(posts.commune_accounts(), _units_by_code(), password)
        number = write_all_records()
        people = reports.people_by_name()
        communes = [people[name].unit for name, _code, _role, _post in posts.commune_accounts()][::2]
        write_places_of_all_years()
        reports.write_directive(people, communes)
        reports.write_reports(people, communes)
        try_hotlines(AGAIN)
        return number


def _units_by_code():
    """Return {code: id} of the last unit that had it."""
    return dict(Unit.objects.order_by("valid_from").values_list("code", "pk"))
