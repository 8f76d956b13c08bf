from django.contrib.auth import views as django_views
from django.urls import path

from accounts import views
from accounts.pace import paced

app_name = "accounts"
urlpatterns = [
    path("login/", paced("log-in")(views.LogInView.as_view()), name="login"),
    path("login/code/", paced("second-factor")(views.log_in_code), name="log-in-code"),
    path("logout/", views.open_without_second_factor(django_views.LogoutView.as_view()), name="logout"),
    path("second-factor/", views.factor, name="second-factor"),
    path("second-factor/new/", views.factor_new, name="second-factor-new"),
    path("second-factor/codes/", views.factor_codes, name="second-factor-codes"),
    path("second-factor/remove/", views.factor_remove, name="second-factor-remove"),
    path("sessions/", views.session_list, name="sessions"),
    path("sessions/<uuid:number>/end/", views.session_end, name="session-end"),
    path("sessions/end-others/", views.session_end_others, name="sessions-end-others"),
    path("password/", views.PasswordView.as_view(), name="password_change"),
    path(
        "password/done/",
        django_views.PasswordChangeDoneView.as_view(template_name="accounts/password_change_done.html"),
        name="password_change_done",
    ),
]
