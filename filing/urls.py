"""The paths of evidence files, and those of the kinds of entries in each area."""

from django.urls import path

from filing.lists import checklist
from filing.lists import views as lists
from filing.pages import evidence_views, views

app_name = "progress"
urlpatterns = [
    path("evidence/<uuid:pk>/", evidence_views.evidence_file, name="evidence"),
    path("evidence/<uuid:pk>/thumbnail/", evidence_views.evidence_thumbnail, name="evidence-thumbnail"),
    path("evidence/<uuid:pk>/remove/", evidence_views.evidence_remove, name="evidence-remove"),
]


def record_urls(kind):
    """Return the paths of the pages of a kind, below its prefix."""
    path_prefix, name_prefix = (f"{kind.prefix}/", f"{kind.prefix}-") if kind.prefix else ("", "")
    pages = [
        ("", "list", lists.EntryListView),
        ("export/", "export", lists.EntryExportView),
        ("deleted/", "deleted", lists.DeletedEntriesView),
        ("new/", "new", views.EntryFormView),
        ("<int:pk>/", "detail", views.EntryDetailView),
        ("<int:pk>/edit/", "edit", views.EntryFormView),
        ("<int:pk>/delete/", "delete", views.EntryDeleteView),
        ("<int:pk>/restore/", "restore", lists.EntryRestoreView),
    ]
    if kind.is_record:
        pages.append(("bulk/", "bulk", lists.EntryBulkView))
    if kind.is_checklist:
        pages.append(("checklist/", "checklist", checklist.ChecklistView))
    if kind.takes_evidence:
        pages.append(("<int:pk>/evidence/", "evidence-add", evidence_views.EvidenceAddView))
    return [path(path_prefix + route, view.as_view(kind=kind), name=name_prefix + name) for route, name, view in pages]
