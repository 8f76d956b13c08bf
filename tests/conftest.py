"""What keeps tests that run side by side out of each other's way."""

import pytest


@pytest.fixture(autouse=True)
def own_files_and_cache(settings, tmp_path, worker_id):
    """Give each test a media folder of its own, and each process of the run its own names in the cache."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": worker_id}}
