from django.urls import path

from operations.administration import audit_log_views
from operations.administration.bodies import views as bodies_views
from operations.administration.bulk import views as bulk_views
from operations.administration.changes import views as changes_views
from operations.administration.kinds import views as kinds_views
from operations.administration.people import account_views, password_views
from operations.administration.people import views as people_views
from operations.administration.reporting import views as reporting_views
from operations.administration.setup import views as setup_views
from operations.administration.units import views as units_views

app_name = "administration"
urlpatterns = [
    path("setup/", setup_views.set_up, name="set-up"),
    path("administration/reporting/", reporting_views.level_list, name="reporting"),
    path("administration/people/", people_views.person_list, name="people"),
    path("administration/people/new/", people_views.person_invite, name="person-invite"),
    path("administration/people/rows/", bulk_views.people, name="people-rows"),
    path("administration/people/invitations/", people_views.invitation_list, name="invitations"),
    path("administration/people/<int:pk>/", people_views.person_detail, name="person"),
    path("administration/people/<int:pk>/edit/", people_views.person_edit, name="person-edit"),
    path("administration/people/<int:pk>/close/", account_views.person_close, name="person-close"),
    path("administration/people/<int:pk>/open/", account_views.person_open, name="person-open"),
    path("administration/people/<int:pk>/link/", account_views.person_link, name="person-link"),
    path("administration/people/<int:pk>/unlock/", account_views.person_unlock, name="person-unlock"),
    path("administration/people/<int:pk>/second-factor/", account_views.person_factor, name="person-factor"),
    path("administration/people/<int:pk>/log-ins/", account_views.person_log_ins, name="person-log-ins"),
    path("administration/units/", units_views.unit_list, name="units"),
    path("administration/units/new/", units_views.unit_new, name="unit-new"),
    path("administration/units/<int:pk>/", units_views.unit_detail, name="unit"),
    path("administration/units/<int:pk>/edit/", units_views.unit_edit, name="unit-edit"),
    path("administration/units/<int:pk>/placements/", units_views.unit_placements, name="unit-placements"),
    path("units/changes/", changes_views.change_list, name="changes"),
    path("units/changes/new/", changes_views.change_new, name="change-new"),
    path("units/changes/rows/", changes_views.change_rows, name="change-rows"),
    path("units/changes/<int:pk>/", changes_views.change_detail, name="change"),
    path("administration/bodies/", bodies_views.body_list, name="bodies"),
    path("administration/bodies/new/", bodies_views.body_new, name="body-new"),
    path("administration/bodies/rows/", bulk_views.bodies, name="bodies-rows"),
    path("administration/bodies/signers/rows/", bulk_views.signers, name="signers-rows"),
    path("administration/bodies/<int:pk>/", bodies_views.body_edit, name="body"),
    path("administration/kinds/", kinds_views.kind_list, name="kinds"),
    path("administration/kinds/new/", kinds_views.kind_new, name="kind-new"),
    path("administration/kinds/<int:pk>/", kinds_views.kind_edit, name="kind"),
    path("administration/certificates/", kinds_views.certificate_list, name="certificates"),
    path("administration/certificates/new/", kinds_views.certificate_new, name="certificate-new"),
    path("administration/certificates/<int:pk>/remove/", kinds_views.certificate_remove, name="certificate-remove"),
    path("administration/trail/", audit_log_views.audit_log, name="trail"),
    path("administration/trail/export/", audit_log_views.audit_log_export, name="trail-export"),
    path("accounts/password/reset/", password_views.password_reset, name="password-reset"),
    path("accounts/password/reset/asked/", password_views.password_reset_asked, name="password-reset-asked"),
    path("accounts/password/reset/chosen/", password_views.password_chosen_page, name="password-chosen"),
    path(
        "accounts/password/reset/<uidb64>/<token>/",
        password_views.ChooseByResetLink.as_view(),
        name="password-reset-link",
    ),
    path("accounts/password/invited/<uidb64>/<token>/", password_views.ChooseByInvitation.as_view(), name="invited"),
]
