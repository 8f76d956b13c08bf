from django.urls import path

from administration.views import bodies, kinds, passwords, people, trail, units

app_name = "administration"
urlpatterns = [
    path("administration/people/", people.person_list, name="people"),
    path("administration/people/new/", people.person_invite, name="person-invite"),
    path("administration/people/<int:pk>/", people.person_detail, name="person"),
    path("administration/people/<int:pk>/edit/", people.person_edit, name="person-edit"),
    path("administration/people/<int:pk>/close/", people.person_close, name="person-close"),
    path("administration/people/<int:pk>/open/", people.person_open, name="person-open"),
    path("administration/people/<int:pk>/link/", people.person_link, name="person-link"),
    path("administration/people/<int:pk>/unlock/", people.person_unlock, name="person-unlock"),
    path("administration/people/<int:pk>/second-factor/", people.person_factor, name="person-factor"),
    path("administration/people/<int:pk>/log-ins/", people.person_log_ins, name="person-log-ins"),
    path("administration/units/", units.unit_list, name="units"),
    path("administration/units/new/", units.unit_new, name="unit-new"),
    path("administration/units/<int:pk>/", units.unit_detail, name="unit"),
    path("administration/units/<int:pk>/edit/", units.unit_edit, name="unit-edit"),
    path("administration/units/<int:pk>/placements/", units.unit_placements, name="unit-placements"),
    path("administration/units/<int:pk>/follow/", units.unit_follow, name="unit-follow"),
    path("administration/bodies/", bodies.body_list, name="bodies"),
    path("administration/bodies/new/", bodies.body_new, name="body-new"),
    path("administration/bodies/<int:pk>/", bodies.body_edit, name="body"),
    path("administration/kinds/", kinds.kind_list, name="kinds"),
    path("administration/kinds/new/", kinds.kind_new, name="kind-new"),
    path("administration/kinds/<int:pk>/", kinds.kind_edit, name="kind"),
    path("administration/certificates/", kinds.certificate_list, name="certificates"),
    path("administration/certificates/new/", kinds.certificate_new, name="certificate-new"),
    path("administration/certificates/<int:pk>/remove/", kinds.certificate_remove, name="certificate-remove"),
    path("administration/trail/", trail.trail, name="trail"),
    path("administration/trail/export/", trail.trail_export, name="trail-export"),
    path("accounts/password/reset/", passwords.password_reset, name="password-reset"),
    path("accounts/password/reset/asked/", passwords.password_reset_asked, name="password-reset-asked"),
    path("accounts/password/reset/chosen/", passwords.password_chosen_page, name="password-chosen"),
    path("accounts/password/reset/<uidb64>/<token>/", passwords.ByReset.as_view(), name="password-reset-link"),
    path("accounts/password/invited/<uidb64>/<token>/", passwords.ByInvitation.as_view(), name="invited"),
]
