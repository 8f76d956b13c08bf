from django.conf import settings
from django.urls import path

from department.dashboards import views as dashboards_views
from department.deadlines import day_views
from department.deadlines import views as deadlines_views
from department.handover import views as handover_views
from department.proxy_filing import views as proxy_filing_views
from department.quick_reports import views as quick_reports_views
from department.review import views as review_views
from department.search import views as search_views
from department.targets import views as targets_views

app_name = "steering"
urlpatterns = [
    path("targets/", targets_views.target_list, name="targets"),
    path("targets/new/", targets_views.target_new, name="target-new"),
    path("targets/<int:pk>/remove/", targets_views.target_remove, name="target-remove"),
    path("targets/<int:year>/copy/", targets_views.target_copy, name="target-copy"),
    path("search/", search_views.search, name="search"),
    path("people/", handover_views.people_list, name="people"),
    path("people/<int:pk>/hand-over/", handover_views.hand_over, name="hand-over"),
    path("people/<int:pk>/taken-over/", handover_views.taken_over, name="taken-over"),
    path("acts/", handover_views.acts, name="acts"),
    path("paper/", proxy_filing_views.begin, name="paper"),
    path("paper/end/", proxy_filing_views.end, name="paper-end"),
    path("reports/<int:pk>/review/", review_views.review, name="review"),
    path("reports/<int:pk>/review/open/", review_views.review_open, name="review-open"),
    path("reports/<int:pk>/review/next/", review_views.review_next, name="review-next"),
    path("reports/<int:pk>/pins/new/", review_views.pin_new, name="pin-new"),
    path("reports/pins/<int:pk>/delete/", review_views.pin_delete, name="pin-delete"),
    path("reports/periods/<int:pk>/approve/", review_views.approve_several, name="review-several"),
    path("reports/<int:pk>/extension/", deadlines_views.extension, name="extension"),
    path("reports/<int:pk>/reopening/", deadlines_views.reopening, name="reopening"),
    path("reports/periods/<int:pk>/remind/", deadlines_views.remind, name="remind"),
    path("requests/", deadlines_views.request_list, name="requests"),
    path("requests/<int:pk>/", deadlines_views.request_detail, name="request"),
    path("requests/<int:pk>/take-back/", deadlines_views.request_take_back, name="request-take-back"),
    path("days-off/", day_views.days_off_list, name="days-off"),
    path("days-off/year/", day_views.days_of_year, name="days-of-year"),
    path("days-off/<int:pk>/take-back/", day_views.day_off_take_back, name="day-off-take-back"),
    path("quick/", quick_reports_views.quick_list, name="quick-list"),
    path("quick/new/", quick_reports_views.quick_new, name="quick-new"),
    path("quick/<int:pk>/", quick_reports_views.quick_detail, name="quick"),
    path("quick/<int:pk>/answer/", quick_reports_views.quick_answer, name="quick-answer"),
    path("quick/<int:pk>/totals/", quick_reports_views.quick_totals, name="quick-totals"),
    path("quick/<int:pk>/remind/", quick_reports_views.quick_remind, name="quick-remind"),
    path("quick/<int:pk>/extend/", quick_reports_views.quick_extend, name="quick-extend"),
    path("quick/<int:pk>/close/", quick_reports_views.quick_close, name="quick-close"),
    path("quick/<int:pk>/document/", quick_reports_views.quick_document, name="quick-document"),
    path("dashboards/", dashboards_views.index, name="dashboards"),
    path("dashboards/units/<int:pk>/", dashboards_views.of_unit, name="dashboard-unit"),
    path("dashboards/units/<int:pk>/document/", dashboards_views.unit_document, name="dashboard-unit-document"),
    path(
        "dashboards/units/<int:pk>/charts/<str:chart>.<str:format>",
        dashboards_views.unit_chart,
        name="dashboard-unit-chart",
    ),
    *[
        url
        for app in settings.AREAS
        for slug in [app.replace("_", "-")]
        for url in (
            path(f"dashboards/{slug}/", dashboards_views.of_area, {"app": app}, name=f"dashboard-{app}"),
            path(f"dashboards/{slug}/document/", dashboards_views.area_document, {"app": app}),
            path(f"dashboards/{slug}/charts/<str:chart>.<str:format>", dashboards_views.area_chart, {"app": app}),
        )
    ],
]
