"""The paths of evidence, and the paths that each area makes for its kinds."""

from django.urls import path

from progress import views

app_name = "progress"
urlpatterns = [
    path("evidence/<uuid:pk>/", views.evidence_file, name="evidence"),
    path("evidence/<uuid:pk>/remove/", views.evidence_remove, name="evidence-remove"),
]


def record_urls(kind):
    """The six pages of one kind of entry, below its prefix."""
    at, name = (f"{kind.prefix}/", f"{kind.prefix}-") if kind.prefix else ("", "")
    pages = [
        ("", "list", views.EntryList),
        ("new/", "new", views.EntryForm),
        ("<int:pk>/", "detail", views.EntryDetail),
        ("<int:pk>/edit/", "edit", views.EntryForm),
        ("<int:pk>/delete/", "delete", views.EntryDelete),
        ("<int:pk>/restore/", "restore", views.EntryRestore),
    ]
    return [path(at + where, view.as_view(kind=kind), name=name + page) for where, page, view in pages]
