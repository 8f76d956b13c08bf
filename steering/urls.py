from django.urls import path

from steering.views import people, search

app_name = "steering"
urlpatterns = [
    path("search/", search.search, name="search"),
    path("people/", people.people_list, name="people"),
    path("people/<int:pk>/hand-over/", people.hand_over, name="hand-over"),
    path("people/<int:pk>/taken-over/", people.taken_over, name="taken-over"),
    path("acts/", people.acts, name="acts"),
]
