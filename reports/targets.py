"""What is to be reached, where the law says how much. Data of each unit and year are to follow them."""

from indicators.catalogue import get

# (figure, at least, source): QĐ 2351/QĐ-TTg (2010) and the election law, art. 8; to be confirmed by the Department.
TARGETS = (
    ("NL-04", 100),
    ("NL-07.6", 95),
)


def targets_of(account):
    """{"key", "name", "value", "target", "unit", "met"} of each target that the account has a figure for."""
    found = [(get(key), account.now[key].value, target) for key, target in TARGETS]
    return [
        {
            "key": one.key, "name": one.name, "value": value, "target": target, "unit": one.unit,
            "met": value >= target,
        }
        for one, value, target in found
        if value is not None
    ]  # fmt: skip
