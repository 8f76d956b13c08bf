"""The command that grants the portal's database role its rights."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from core.accounts.audit_triggers import grant_runtime


class Command(BaseCommand):
    help = "Gives a PostgreSQL role what web and workers need; to be run after each migrate, as the tables' owner."

    def add_arguments(self, parser):
        parser.add_argument("role")

    def handle(self, *args, role, **options):
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL knows roles.")
        grant_runtime(role)
        self.stdout.write(f"{role} may read and write the work, and only add to the record of acts.")
