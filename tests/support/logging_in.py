"""Logging in as people do, by the page."""

from cast import PASSWORD
from django.contrib.auth import SESSION_KEY
from django.test import Client


def logged_in(username, password=PASSWORD):
    """A client that is logged in; None where the page did not let in."""
    client = Client()
    client.post("/accounts/login/", {"username": username, "password": password})
    return client if SESSION_KEY in client.session else None
