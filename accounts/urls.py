from django.contrib.auth import views
from django.urls import path, reverse_lazy

from accounts.pace import paced

app_name = "accounts"
urlpatterns = [
    path("login/", paced("log-in")(views.LoginView.as_view(redirect_authenticated_user=True)), name="login"),
    path("logout/", views.LogoutView.as_view(), name="logout"),
    path(
        "password/",
        views.PasswordChangeView.as_view(success_url=reverse_lazy("accounts:password_change_done")),
        name="password_change",
    ),
    path("password/done/", views.PasswordChangeDoneView.as_view(), name="password_change_done"),
]
