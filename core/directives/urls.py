"""Addresses of directives, clauses and exemptions."""

from django.urls import path

from core.directives import draft_views, views

app_name = "directives"
urlpatterns = [
    path("", views.directive_list, name="list"),
    path("<int:pk>/", views.directive_detail, name="detail"),
    path("<int:pk>/file/", views.directive_file, name="file"),
    path("<int:pk>/compare/", views.directive_compare, name="compare"),
    path("<int:pk>/copy/", draft_views.directive_copy, name="copy"),
    path("<int:pk>/edit/", draft_views.directive_edit, name="edit"),
    path("<int:pk>/delete/", draft_views.directive_delete, name="delete"),
    path("<int:pk>/publish/", draft_views.directive_publish, name="publish"),
    path("<int:pk>/clauses/new/", draft_views.clause_new, name="clause-new"),
    path("clauses/<int:pk>/", draft_views.clause_edit, name="clause"),
    path("clauses/<int:pk>/remove/", draft_views.clause_remove, name="clause-remove"),
    path("clauses/<int:pk>/move/", draft_views.clause_move, name="clause-move"),
    path("exemptions/new/", views.exemption_edit, name="exemption-new"),
    path("exemptions/<int:pk>/", views.exemption_edit, name="exemption"),
]
