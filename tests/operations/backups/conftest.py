"""One portal's data, made once for all the tests here, and the same on PostgreSQL, taken there by the command."""

import pytest
from keeping import Kept
from portal import own_servers


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    """The data on SQLite; read it, or `copy` it to change it."""
    kept = Kept(tmp_path_factory.mktemp("keeping") / "world")
    kept.make_world()
    return kept


@pytest.fixture(scope="session")
def moved(world, tmp_path_factory):
    """The same on PostgreSQL, with a copied media folder: tests change it. `told` is what the command said, and
    `at_first` all that was there when it was done."""
    with own_servers() as servers:
        copied = world.copy(tmp_path_factory.mktemp("moving") / "world")
        on_server = Kept(copied.folder, servers["DATABASE_URL"])
        on_server.told = copied.run("move_database", on_server.url)
        on_server.at_first = on_server.everything()
        yield on_server


@pytest.fixture
def servers():
    with own_servers() as settings:
        yield settings
