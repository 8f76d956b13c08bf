"""Imports go down only, and the pages' apps know nothing of each other's inside."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = (
    {"gender_equality"},
    {"demonstration"},
    {"directory", "steering", "administration", "safekeeping"},
    {"reports"},
    {"plans", "communications", "capacity", "models_sites", "difficulties"},
    {"progress"},
    {"indicators"},
    {"directives"},
    {"notices"},
    {"accounts"},
    {"units"},
    {"calendars"},
    {"texts"},
)
HEIGHT = {app: len(FLOORS) - number for number, apps in enumerate(FLOORS) for app in apps}


def modules():
    return [
        path for app in sorted(HEIGHT) for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts
    ]


def imports_of(path):
    """(line, dotted name) of every import of a file, those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 or path.name == "__init__.py" or node.module, path
            yield node.lineno, node.module if not node.level else path.relative_to(ROOT).parts[0]
            if not node.level:
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down(path):
    own = path.relative_to(ROOT).parts[0]
    upward = [
        f"line {line}: {name}"
        for line, name in imports_of(path)
        if (app := name.partition(".")[0]) in HEIGHT and app != own and HEIGHT[app] >= HEIGHT[own]
    ]
    assert not upward


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_private_names_stay_at_home(path):
    own = path.relative_to(ROOT).parts[0]
    foreign = [
        name
        for _line, name in imports_of(path)
        if (app := name.partition(".")[0]) in HEIGHT and app != own and name.rpartition(".")[2].startswith("_")
    ]
    assert not foreign


def test_every_app_has_its_floor():
    from django.conf import settings

    own = {app for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()}
    assert own <= HEIGHT.keys()
