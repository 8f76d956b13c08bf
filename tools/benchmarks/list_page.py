"""Benchmark: how a list of 10,000 records opens beside one of 10 and one of 50 (`make bench`).

Three districts of one province, in a temporary database: one with 10 records, one with just a page full (50), one with
10,000. Their pages are requested in turn, so that other load on the machine affects all alike. It prints the median of
each, and how they compare within this run; times of two runs can't be compared.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

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
    """Create the database with units, directive and records; return {number of records: client of its officer}."""
    os.environ |= {"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", "SECRET_KEY": "bench" * 10}
    os.environ |= {"DJANGO_SETTINGS_MODULE": "gender_equality.settings", "ALLOWED_HOSTS": "testserver", "DEBUG": ""}
    import django

    django.setup()
    from django.core.management import call_command

    for command in ("migrate", "load_units", "load_directive", "collectstatic"):
        call_command(command, verbosity=0, stdout=StringIO())
    from core.units.models import Unit

    districts = Unit.objects.filter(level="district").order_by("code")
    return {number: fill(unit, number) for number, unit in zip(NUMBERS, districts, strict=False)}


def fill(unit, number):
    """Create that many campaigns of the unit; return a client in which its officer is logged in."""
    from django.test import Client

    from communications.models import Campaign, CampaignFormat, CampaignTopic
    from core.accounts.models import Role, User
    from core.directives.models import Task

    officer = User.objects.create(username=unit.slug, full_name=unit.name, unit=unit, role=Role.OFFICER)
    tasks = list(Task.objects.filter(code__in=Campaign.TASKS))
    first_day = date(2019, 1, 1)
    Campaign.objects.bulk_create(
        (
            Campaign(
                unit=unit,
                task=tasks[index % len(tasks)],
                title=f"Hội thi tìm hiểu pháp luật số {index}",
                topic=CampaignTopic.values[index % len(CampaignTopic.values)],
                form=CampaignFormat.values[index % len(CampaignFormat.values)],
                started_on=first_day + timedelta(days=index % 700),
                ended_on=first_day + timedelta(days=index % 700),
                attendance=100 + index % 50,
                female=60,
                minority=20,
                cost_district=1_000_000,
                created_by=officer,
                outcome="Người dân hiểu rõ hơn các quy định của Luật Bình đẳng giới và nơi có thể được giúp đỡ. " * 3,
            )
            for index in range(number)
        ),
        batch_size=500,
    )
    client = Client()
    client.force_login(officer)
    return client


def seconds(client, address):
    """Return how long a page takes."""
    started = time.perf_counter()
    response = client.get(address)
    duration = time.perf_counter() - started
    if response.status_code != 200:
        raise SystemExit(f"{address} is answered by {response.status_code}.")
    return duration


def measure(clients, query):
    """Return {number of records: median seconds of the page}, each requested in turn."""
    address = f"/communications/{query}"
    times = {number: [] for number in clients}
    for turn in range(TURNS + 1):
        for number, client in clients.items():
            duration = seconds(client, address)
            # The first of each warms templates and caches.
            if turn:
                times[number].append(duration)
    return {number: statistics.median(durations) for number, durations in times.items()}


def main():
    with tempfile.TemporaryDirectory() as folder:
        clients = prepare(folder)
        print(f"{'':<18}" + "".join(f"{number:>10,}" for number in NUMBERS) + "   10,000 : 10   10,000 : 50")
        for name, query in PAGES.items():
            few, full, many = measure(clients, query).values()
            columns = "".join(f"{median * 1000:>7.1f} ms" for median in (few, full, many))
            print(f"{name:<18}{columns}{many / few:>14.2f}{many / full:>14.2f}", flush=True)


if __name__ == "__main__":
    main()
