"""The worker's application without what removes its temporary files: the control of `test_temporary_files`."""

from weasyprint.text.fonts import FontConfiguration

from reports.documents import temporary
from reports.writers import font_copies

font_copies.new_faces = FontConfiguration
temporary.open_folder = temporary.clear_left

from gender_equality.celery import app  # noqa: E402, F401
