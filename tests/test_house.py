"""What holds for the whole house: where a room's inside ends, how long a file may be, and the names that are stored.

`make lint` holds which room may import which.
"""

import tomllib

from celery import current_app
from django.apps import apps
from program import ROOMS, ROOT, imports_of, modules

from reports.documents import queue

# Tables, migrations, content types, codes on papers and frozen reports hold these; a room's own name may change.
LABELS = {
    "core.accounts": "accounts",
    "core.directives": "directives",
    "core.indicators": "indicators",
    "core.notifications": "notices",
    "core.units": "units",
    "filing": "progress",
    "plans": "plans",
    "communications": "communications",
    "capacity": "capacity",
    "models_sites": "models_sites",
    "difficulties": "difficulties",
    "reports": "reports",
    "shelters": "directory",
    "department": "steering",
    "operations.administration": "administration",
    "operations.backups": "backups",
    "operations.erasure": "safekeeping",
    "operations.demonstration": "demonstration",
}
# Messages of these names may lie in a queue while a portal is upgraded.
TASKS = {
    "accounts.seal",
    "accounts.send_head",
    "administration.send_letters",
    "administration.take_effect",
    "directory.refresh",
    "notices.deliver",
    "progress.draw_thumbnails",
    "progress.tidy",
    "reports.make_document",
    "reports.run_schedules",
    "reports.sweep",
    "reports.tidy",
    "safekeeping.daily_backup",
    "safekeeping.tidy",
    "steering.remind",
}
NINE_TENTHS, LONGEST = 200, 350


def foreign_private_names(path):
    """Yield the private names that a file imports from another room."""
    room = path.relative_to(ROOT).parts[0]
    for _line, name in imports_of(path):
        if name.partition(".")[0] in set(ROOMS) - {room} and name.rpartition(".")[2].startswith("_"):
            yield f"{path.relative_to(ROOT)}: {name}"


def test_private_names_stay_in_their_room():
    assert [name for path in modules() for name in foreign_private_names(path)] == []


def test_every_room_has_its_floor():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    named = {room.strip() for layer in contracts["contracts"][0]["layers"] for room in layer.split("|")}
    assert sorted(contracts["root_packages"]) == sorted(named) == ROOMS


def test_files_are_short():
    files = [*modules(), *(ROOT / "tools").rglob("*.py")]
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in files)
    assert lengths[len(lengths) * 9 // 10] <= NINE_TENTHS
    assert lengths[-1] <= LONGEST


def test_stored_labels_stay():
    own = {config.name: config.label for config in apps.get_app_configs() if config.name.partition(".")[0] in ROOMS}
    assert own == LABELS


def test_names_of_tasks_stay():
    current_app.loader.import_default_modules()
    own = {name for name in current_app.tasks if not name.startswith("celery.")}
    assert own == TASKS


def test_the_task_that_is_asked_for_by_name_is_one_of_them():
    assert queue.MAKE_DOCUMENT.task in TASKS
