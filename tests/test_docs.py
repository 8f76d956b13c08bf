"""What the documents name is there: files and folders, templates, models, and modules with what they define."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from program import ROOMS, ROOT

DOCUMENTS = ["README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
TOPS = "|".join([*ROOMS, "templates", "static", "tests", "tools", "docs", "deploy", "locale"])
PATH = re.compile(rf"`((?:{TOPS})/[\w./-]*)")
MODULE = re.compile(rf"`((?:{'|'.join(ROOMS)})(?:\.\w+)+)`")


def is_there(path):
    """Return whether a path is a file or folder of the repository, or the name of a template."""
    if (ROOT / path.rstrip(".")).exists():
        return True
    try:
        return path.endswith(".html") and bool(get_template(path))
    except TemplateDoesNotExist:
        return False


def is_model(dotted):
    try:
        return bool(apps.get_model(dotted))
    except (LookupError, ValueError):
        return False


def exists(dotted):
    """Return whether a dotted name is a model, a module, or something that a module defines."""
    if is_model(dotted):
        return True
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for name in parts[length:]:
            if not hasattr(found, name):
                return False
            found = getattr(found, name)
        return True
    return False


@pytest.mark.parametrize("document", DOCUMENTS)
def test_paths_that_a_document_names_are_there(document):
    named = set(PATH.findall((ROOT / document).read_text(encoding="utf-8")))
    assert sorted(path for path in named if not is_there(path)) == []


# The names in the page of clauses are keys of paragraphs and tasks; it is written by the program itself.
@pytest.mark.parametrize("document", [document for document in DOCUMENTS if document != "docs/clauses.md"])
def test_modules_that_a_document_names_are_there(document):
    named = set(MODULE.findall((ROOT / document).read_text(encoding="utf-8")))
    assert sorted(name for name in named if not exists(name)) == []


def test_a_name_that_is_not_there_is_found():
    assert exists("core.accounts.permissions.can_file")
    assert not exists("core.accounts.permissions.can_fly")
    assert not exists("core.accounts.nowhere")
