"""The paths of evidence, and the paths that each area makes for its kinds."""

from django.urls import path

from progress import views
from progress.evidence import views as evidence_views
from progress.lists import checklist
from progress.lists import views as lists

app_name = "progress"
urlpatterns = [
    path("evidence/<uuid:pk>/", evidence_views.evidence_file, name="evidence"),
    path("evidence/<uuid:pk>/thumbnail/", evidence_views.evidence_thumbnail, name="evidence-thumbnail"),
    path("evidence/<uuid:pk>/remove/", evidence_views.evidence_remove, name="evidence-remove"),
]


def record_urls(kind):
    """The pages of one kind of entry, below its prefix."""
    at, name = (f"{kind.prefix}/", f"{kind.prefix}-") if kind.prefix else ("", "")
    pages = [
        ("", "list", lists.EntryList),
        ("export/", "export", lists.EntryExport),
        ("deleted/", "deleted", lists.EntryDeleted),
        ("new/", "new", views.EntryForm),
        ("<int:pk>/", "detail", views.EntryDetail),
        ("<int:pk>/edit/", "edit", views.EntryForm),
        ("<int:pk>/delete/", "delete", views.EntryDelete),
        ("<int:pk>/restore/", "restore", lists.EntryRestore),
    ]
    if kind.is_record:
        pages.append(("bulk/", "bulk", lists.EntryBulk))
    if kind.is_checklist:
        pages.append(("checklist/", "checklist", checklist.Checklist))
    if kind.takes_evidence:
        pages.append(("<int:pk>/evidence/", "evidence-add", evidence_views.EvidenceAdd))
    return [path(at + where, view.as_view(kind=kind), name=name + page) for where, page, view in pages]
