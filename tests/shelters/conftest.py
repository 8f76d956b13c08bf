"""Public files as they would stand there."""

import json

import pytest
from django.conf import settings as django_settings

from shelters.public import static_copy
from shelters.public.places import directory


@pytest.fixture
def files():
    """Write into the folder of the static copy what it would hold."""

    def write(**contents):
        folder = django_settings.MEDIA_ROOT / "public"
        folder.mkdir(exist_ok=True)
        for name, content in contents.items():
            (folder / name.replace("_", ".")).write_bytes(content)

    return write


@pytest.fixture
def papers(files):
    """A card and a poster of what is public now."""

    def write():
        made_from = {"vi": static_copy.fingerprint(directory("vi"))}
        stamp = json.dumps({"pages": made_from, "papers": made_from})
        files(card_pdf=b"%PDF-1.7 card", **{"poster-nam-dong_pdf": b"%PDF-1.7 poster", "stamp_json": stamp.encode()})

    return write
