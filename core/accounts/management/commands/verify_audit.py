"""The command that verifies the chain of the audit log."""

from django.core.management.base import BaseCommand, CommandError

from core.accounts.audit import verify_chain


class Command(BaseCommand):
    help = "Proves the chain of the record of acts; --head takes a digest that was sent out, and may be repeated."

    def add_arguments(self, parser):
        parser.add_argument("--head", action="append", default=[], metavar="SHA256")

    def handle(self, *args, head, **options):
        check = verify_chain(head)
        self.stdout.write(f"{check.sealed} entries sealed, {check.waiting} waiting. Head: {check.head}")
        if check.late:
            self.stdout.write(
                f"{len(check.late)} entries waited over an hour (the worker was away, or they were put in afterwards): "
                f"{', '.join(map(str, check.late[:20]))}"
            )
        if check.faults:
            raise CommandError("\n".join(check.faults))
