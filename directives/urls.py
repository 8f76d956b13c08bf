from django.urls import path

from directives import drafting, views

app_name = "directives"
urlpatterns = [
    path("", views.directive_list, name="list"),
    path("<int:pk>/", views.directive_detail, name="detail"),
    path("<int:pk>/file/", views.directive_file, name="file"),
    path("<int:pk>/compare/", views.directive_compare, name="compare"),
    path("<int:pk>/copy/", drafting.directive_copy, name="copy"),
    path("<int:pk>/edit/", drafting.directive_edit, name="edit"),
    path("<int:pk>/delete/", drafting.directive_delete, name="delete"),
    path("<int:pk>/publish/", drafting.directive_publish, name="publish"),
    path("<int:pk>/clauses/new/", drafting.clause_new, name="clause-new"),
    path("clauses/<int:pk>/", drafting.clause_edit, name="clause"),
    path("clauses/<int:pk>/remove/", drafting.clause_remove, name="clause-remove"),
    path("clauses/<int:pk>/move/", drafting.clause_move, name="clause-move"),
    path("exemptions/new/", views.exemption_edit, name="exemption-new"),
    path("exemptions/<int:pk>/", views.exemption_edit, name="exemption"),
]
