"""Start-up check of the bundled fonts: a damaged or exchanged file would leave holes in printed reports."""

from django.core.checks import Error, register
from fontTools.ttLib import TTLibError

from core.lib.text.fonts import code_points, face_paths, symbols_path
from reports.writers.fonts import vietnamese_letters

SYMBOLS = "➢❖✓☑⇒①☎"


@register
def faces_have_vietnamese(app_configs=None, **kwargs):
    """Return error reports.E001 for each bundled face that is missing, unreadable or lacks letters or symbols."""
    errors = []
    letters = vietnamese_letters()
    for path, needed, kind in [
        *((path, letters, "Vietnamese letters") for path in face_paths()),
        (symbols_path(), SYMBOLS, "symbols"),
    ]:
        try:
            has = code_points(path)
        except (OSError, TTLibError) as error:
            errors.append(_error(path, f"can't be read: {error}"))
            continue
        missing = [letter for letter in needed if ord(letter) not in has]
        if missing:
            errors.append(_error(path, f"lacks {len(missing)} {kind}: {''.join(missing)}"))
    return errors


def _error(path, trouble):
    return Error(
        f"The font {path.name} {trouble}",
        hint=f"Put the project's own file back at {path}: documents are set in it alone.",
        id="reports.E001",
    )
