from django.urls import path

from directives import views

app_name = "directives"
urlpatterns = [
    path("", views.directive_list, name="list"),
    path("<int:pk>/", views.directive_detail, name="detail"),
    path("<int:pk>/file/", views.directive_file, name="file"),
    path("<int:pk>/publish/", views.directive_publish, name="publish"),
    path("clauses/<int:pk>/", views.clause_edit, name="clause"),
    path("exemptions/new/", views.exemption_edit, name="exemption-new"),
    path("exemptions/<int:pk>/", views.exemption_edit, name="exemption"),
]
