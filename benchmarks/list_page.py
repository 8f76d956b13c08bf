"""Does a list of 10,000 records open as fast as one of 10? `make bench`.

Three districts of one province, in a database that is thrown away: one with 10 records, one with just a page full (50),
one with 10,000. Their pages are asked for in turn, so that whatever else the machine does falls on all alike.
What is told is the median of each, and how they compare within this one run; times of two runs compare nothing.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

NUMBERS = (10, 50, 10_000)
TURNS = 15
PAGES = {
    "the list": "",
    "its last page": "?page=last",
    "sorted by title": "?sort=title",
    "searched": "?q=hoi+thi",
    "searched in vain": "?q=khong+co+gi",
}


def prepare(folder):
    """A database with the units, the directive, and an officer with so many records in each district."""
    os.environ |= {"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", "SECRET_KEY": "bench" * 10}
    os.environ |= {"DJANGO_SETTINGS_MODULE": "gender_equality.settings", "ALLOWED_HOSTS": "testserver", "DEBUG": ""}
    import django

    django.setup()
    from django.core.management import call_command

    for command in ("migrate", "load_units", "load_directive", "collectstatic"):
        call_command(command, verbosity=0, stdout=StringIO())
    from units.models import Unit

    districts = Unit.objects.filter(level="district").order_by("code")
    return {number: fill(unit, number) for number, unit in zip(NUMBERS, districts, strict=False)}


def fill(unit, number):
    """That many campaigns of the unit; the client of its officer, logged in."""
    from django.test import Client

    from accounts.models import Role, User
    from communications.models import Campaign, Form, Topic
    from directives.models import Task

    officer = User.objects.create(username=unit.slug, full_name=unit.name, unit=unit, role=Role.OFFICER)
    tasks = list(Task.objects.filter(code__in=Campaign.TASKS))
    begin = date(2019, 1, 1)
    Campaign.objects.bulk_create(
        (
            Campaign(
                unit=unit, task=tasks[one % len(tasks)], title=f"Hội thi tìm hiểu pháp luật số {one}",
                topic=Topic.values[one % len(Topic.values)], form=Form.values[one % len(Form.values)],
                started_on=begin + timedelta(days=one % 700), ended_on=begin + timedelta(days=one % 700),
                attendance=100 + one % 50, female=60, minority=20, cost_district=1_000_000, created_by=officer,
                outcome="Người dân hiểu rõ hơn các quy định của Luật Bình đẳng giới và nơi có thể được giúp đỡ. " * 3,
            )
            for one in range(number)
        ),
        batch_size=500,
    )  # fmt: skip
    client = Client()
    client.force_login(officer)
    return client


def seconds(client, address):
    started = time.perf_counter()
    response = client.get(address)
    taken = time.perf_counter() - started
    if response.status_code != 200:
        raise SystemExit(f"{address} is answered by {response.status_code}.")
    return taken


def measure(clients, query):
    """{number of records: median seconds of the page}, each asked for in turn."""
    address = f"/communications/{query}"
    taken = {number: [] for number in clients}
    for turn in range(TURNS + 1):
        for number, client in clients.items():
            took = seconds(client, address)
            # The first of each warms templates and caches.
            if turn:
                taken[number].append(took)
    return {number: statistics.median(each) for number, each in taken.items()}


def main():
    with tempfile.TemporaryDirectory() as folder:
        clients = prepare(folder)
        print(f"{'':<18}" + "".join(f"{number:>10,}" for number in NUMBERS) + "   10,000 : 10   10,000 : 50")
        for name, query in PAGES.items():
            few, full, many = measure(clients, query).values()
            times = "".join(f"{each * 1000:>7.1f} ms" for each in (few, full, many))
            print(f"{name:<18}{times}{many / few:>14.2f}{many / full:>14.2f}", flush=True)


if __name__ == "__main__":
    main()
