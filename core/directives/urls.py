"""Addresses of directives, clauses, their documents, the catalogue of tasks, and exemptions."""

from django.urls import path

from core.directives import draft_views, related_views, task_views, views
from core.directives.law_names import views as law_names_views

app_name = "directives"
urlpatterns = [
    path("", views.directive_list, name="list"),
    path("new/", draft_views.directive_new, name="new"),
    path("names/", law_names_views.law_names, name="names"),
    path("tasks/", task_views.task_list, name="tasks"),
    path("tasks/new/", task_views.task_new, name="task-new"),
    path("tasks/<int:pk>/", task_views.task_edit, name="task"),
    path("<int:pk>/", views.directive_detail, name="detail"),
    path("<int:pk>/file/", views.directive_file, name="file"),
    path("<int:pk>/compare/", views.directive_compare, name="compare"),
    path("<int:pk>/copy/", draft_views.directive_copy, name="copy"),
    path("<int:pk>/edit/", draft_views.directive_edit, name="edit"),
    path("<int:pk>/delete/", draft_views.directive_delete, name="delete"),
    path("<int:pk>/publish/", draft_views.directive_publish, name="publish"),
    path("<int:pk>/clauses/new/", draft_views.clause_new, name="clause-new"),
    path("<int:pk>/amend/", related_views.directive_amend, name="amend"),
    path("<int:pk>/clauses/change/", related_views.clause_change, name="clause-change"),
    path("<int:pk>/acknowledge/", related_views.directive_acknowledge, name="acknowledge"),
    path("<int:pk>/remind/", related_views.directive_remind, name="remind"),
    path("<int:pk>/bases/new/", related_views.document_new, {"sort": "basis"}, name="basis-new"),
    path("<int:pk>/asked/new/", related_views.document_new, {"sort": "asked"}, name="asked-new"),
    path("documents/<int:pk>/", related_views.document_edit, name="document"),
    path("documents/<int:pk>/remove/", related_views.document_remove, name="document-remove"),
    path("clauses/<int:pk>/", draft_views.clause_edit, name="clause"),
    path("clauses/<int:pk>/remove/", draft_views.clause_remove, name="clause-remove"),
    path("clauses/<int:pk>/move/", draft_views.clause_move, name="clause-move"),
    path("exemptions/new/", views.exemption_edit, name="exemption-new"),
    path("exemptions/<int:pk>/", views.exemption_edit, name="exemption"),
]
