from django.conf import settings
from django.urls import path

from steering.views import dashboards, deadlines, paper, people, quick, review, search, targets

app_name = "steering"
urlpatterns = [
    path("targets/", targets.target_list, name="targets"),
    path("targets/new/", targets.target_new, name="target-new"),
    path("targets/<int:pk>/remove/", targets.target_remove, name="target-remove"),
    path("targets/<int:year>/copy/", targets.target_copy, name="target-copy"),
    path("search/", search.search, name="search"),
    path("people/", people.people_list, name="people"),
    path("people/<int:pk>/hand-over/", people.hand_over, name="hand-over"),
    path("people/<int:pk>/taken-over/", people.taken_over, name="taken-over"),
    path("acts/", people.acts, name="acts"),
    path("paper/", paper.begin, name="paper"),
    path("paper/end/", paper.end, name="paper-end"),
    path("reports/<int:pk>/review/", review.review, name="review"),
    path("reports/<int:pk>/review/open/", review.review_open, name="review-open"),
    path("reports/<int:pk>/review/next/", review.review_next, name="review-next"),
    path("reports/<int:pk>/pins/new/", review.pin_new, name="pin-new"),
    path("reports/pins/<int:pk>/delete/", review.pin_delete, name="pin-delete"),
    path("reports/periods/<int:pk>/approve/", review.approve_several, name="review-several"),
    path("reports/<int:pk>/extension/", deadlines.extension, name="extension"),
    path("reports/<int:pk>/reopening/", deadlines.reopening, name="reopening"),
    path("reports/periods/<int:pk>/remind/", deadlines.remind, name="remind"),
    path("requests/", deadlines.request_list, name="requests"),
    path("requests/<int:pk>/", deadlines.request_detail, name="request"),
    path("requests/<int:pk>/take-back/", deadlines.request_take_back, name="request-take-back"),
    path("days-off/", deadlines.days_off_list, name="days-off"),
    path("days-off/<int:pk>/take-back/", deadlines.day_off_take_back, name="day-off-take-back"),
    path("quick/", quick.quick_list, name="quick-list"),
    path("quick/new/", quick.quick_new, name="quick-new"),
    path("quick/<int:pk>/", quick.quick_detail, name="quick"),
    path("quick/<int:pk>/answer/", quick.quick_answer, name="quick-answer"),
    path("quick/<int:pk>/totals/", quick.quick_totals, name="quick-totals"),
    path("quick/<int:pk>/remind/", quick.quick_remind, name="quick-remind"),
    path("quick/<int:pk>/extend/", quick.quick_extend, name="quick-extend"),
    path("quick/<int:pk>/close/", quick.quick_close, name="quick-close"),
    path("quick/<int:pk>/document/", quick.quick_document, name="quick-document"),
    path("dashboards/", dashboards.index, name="dashboards"),
    path("dashboards/units/<int:pk>/", dashboards.of_unit, name="dashboard-unit"),
    path("dashboards/units/<int:pk>/document/", dashboards.unit_document, name="dashboard-unit-document"),
    path(
        "dashboards/units/<int:pk>/charts/<str:chart>.<str:format>", dashboards.unit_chart, name="dashboard-unit-chart"
    ),
    *[
        url
        for app in settings.AREAS
        for slug in [app.replace("_", "-")]
        for url in (
            path(f"dashboards/{slug}/", dashboards.of_area, {"app": app}, name=f"dashboard-{app}"),
            path(f"dashboards/{slug}/document/", dashboards.area_document, {"app": app}),
            path(f"dashboards/{slug}/charts/<str:chart>.<str:format>", dashboards.area_chart, {"app": app}),
        )
    ],
]
