"""Command describe_content: the JSON schema of frozen contents, made from their types."""

import json

import msgspec
from django.core.management.base import BaseCommand

from reports.content.frozen.content import Content


class Command(BaseCommand):
    help = "Print the JSON schema of the frozen content of reports (reports/content/frozen/content.py)."

    def handle(self, *args, **options):
        self.stdout.write(json.dumps(msgspec.json.schema(Content), indent=2, sort_keys=True))
