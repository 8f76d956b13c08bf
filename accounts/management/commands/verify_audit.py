from django.core.management.base import BaseCommand, CommandError

from accounts.audit import verify


class Command(BaseCommand):
    help = "Proves the chain of the record of acts; --head takes a digest that was sent out, and may be repeated."

    def add_arguments(self, parser):
        parser.add_argument("--head", action="append", default=[], metavar="SHA256")

    def handle(self, *args, head, **options):
        proof = verify(head)
        self.stdout.write(f"{proof.sealed} entries sealed, {proof.waiting} waiting. Head: {proof.head}")
        if proof.late:
            self.stdout.write(
                f"{len(proof.late)} entries waited over an hour (the worker was away, or they were put in afterwards): "
                f"{', '.join(map(str, proof.late[:20]))}"
            )
        if proof.faults:
            raise CommandError("\n".join(proof.faults))
