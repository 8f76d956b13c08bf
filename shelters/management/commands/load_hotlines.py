from django.core.management.base import BaseCommand

from shelters.models import Hotline
from shelters.starting import load_hotlines


class Command(BaseCommand):
    help = "Loads the hotlines that the public directory begins with; those that are there stay as they are."

    def handle(self, *args, **options):
        load_hotlines()
        self.stdout.write(f"Hotlines: {Hotline.objects.count()}.")
