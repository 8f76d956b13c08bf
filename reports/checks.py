"""Start-up check of the bundled fonts: a damaged or exchanged file would leave holes in printed reports."""

from django.core.checks import Error, register
from fontTools.ttLib import TTLibError

from reports.writers.fonts import code_points, face_paths, vietnamese_letters


@register
def faces_have_vietnamese(app_configs=None, **kwargs):
    """Return error reports.E001 for each bundled face that is missing, unreadable or lacks Vietnamese letters."""
    errors = []
    for path in face_paths():
        try:
            has = code_points(path)
        except (OSError, TTLibError) as error:
            errors.append(_error(path, f"can't be read: {error}"))
            continue
        missing = [letter for letter in vietnamese_letters() if ord(letter) not in has]
        if missing:
            errors.append(_error(path, f"lacks {len(missing)} Vietnamese letters: {''.join(missing)}"))
    return errors


def _error(path, trouble):
    return Error(
        f"The font {path.name} {trouble}",
        hint=f"Put the project's own file back at {path}: documents are set in it alone.",
        id="reports.E001",
    )
