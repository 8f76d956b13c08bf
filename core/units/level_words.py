"""Words of a text that depend on what a unit is: `toàn tỉnh` of a province, `toàn thành phố` of a city; its level."""

from itertools import takewhile

from django.utils.translation import gettext_lazy as _

from core.units.models import Level

# What a column of money is called on the form of a unit, by its level; else it has the column's own name.
MONEY_LABELS = {
    ("cost_district", Level.DISTRICT): _("From the district's budget (VND)"),
    ("cost_district", Level.COMMUNE): _("From the commune's budget (VND)"),
    ("spent_district", Level.DISTRICT): _("Spent from the district's budget (VND)"),
    ("spent_district", Level.COMMUNE): _("Spent from the commune's budget (VND)"),
}


# What units of the lowest level are.
COMMUNE_KINDS = ("xã", "phường", "thị trấn", "đặc khu")


def levels_of(names):
    """Return `cấp xã` of the names of communes, `cấp huyện` of other units, `cấp huyện, cấp xã` of both."""
    are_communes = {name.lower().startswith(COMMUNE_KINDS) for name in names}
    return ", ".join(level for level, is_one in (("cấp huyện", False), ("cấp xã", True)) if is_one in are_communes)


def kind_of(name):
    """Return `thành phố` of `Thành phố Huế` or `thành phố Huế`: the kind as inside a sentence."""
    words = name.split()
    return " ".join([*map(str.lower, words[:1]), *takewhile(str.islower, words[1:])])


def whole_of(name):
    """Return `toàn tỉnh` or `toàn thành phố` of the name of a province or city."""
    return f"toàn {kind_of(name)}"


def label_money(form, unit):
    """Give the fields of money the names that fit the level of the unit."""
    for (field, level), label in MONEY_LABELS.items():
        if level == unit.level and field in form.fields:
            form.fields[field].label = label
