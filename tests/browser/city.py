"""A city whose communes report today, in an empty portal; run in the shell of one that starts."""

from set_up_province import make_province

from core.accounts.models import User
from core.units.models import Unit
from core.units.tree import country_unit
from operations.demonstration import users
from operations.demonstration.reforms import posts, reports
from operations.demonstration.reforms.crosswalk import PROVINCE


def make_city(password):
    """Set the city up as its first page does, with people, a directive from the starter set and the year's period."""
    officer, leader, administrator = posts.department_accounts()
    users.create_users([administrator], {PROVINCE: country_unit().pk}, password)
    make_province(PROVINCE, User.objects.get())
    units = dict(Unit.objects.values_list("code", "pk"))
    users.create_users([officer, leader, *posts.commune_accounts()], units, password)
    people = reports.people_by_name()
    reports.write_directive(people, [])
    reports.write_reports(people, [])
