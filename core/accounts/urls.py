"""Addresses of log-in, second factor, sessions and password."""

from django.contrib.auth import views as django_views
from django.urls import path

from core.accounts.authentication import ended_session, second_factor_views, session_views, views
from core.accounts.ratelimit import ratelimited

app_name = "accounts"
urlpatterns = [
    path("login/", ratelimited("log-in")(views.LogInView.as_view()), name="login"),
    path("login/code/", ratelimited("second-factor")(views.log_in_code), name="log-in-code"),
    path("logout/", second_factor_views.open_without_second_factor(django_views.LogoutView.as_view()), name="logout"),
    path("second-factor/", second_factor_views.factor, name="second-factor"),
    path("second-factor/new/", second_factor_views.factor_new, name="second-factor-new"),
    path("second-factor/codes/", second_factor_views.factor_codes, name="second-factor-codes"),
    path("second-factor/remove/", second_factor_views.factor_remove, name="second-factor-remove"),
    path("session/", ended_session.session_state, name="session"),
    path("sessions/", session_views.session_list, name="sessions"),
    path("sessions/<uuid:number>/end/", session_views.session_end, name="session-end"),
    path("sessions/end-others/", session_views.session_end_others, name="sessions-end-others"),
    path("password/", views.PasswordView.as_view(), name="password_change"),
    path(
        "password/done/",
        django_views.PasswordChangeDoneView.as_view(template_name="accounts/password_change_done.html"),
        name="password_change_done",
    ),
]
