"""The WSGI application."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from gender_equality.request_bodies import counted_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gender_equality.settings")
application = counted_bodies(get_wsgi_application())
# All pages, before the processes that answer are split off: no first request waits for a second of imports.
import_module("gender_equality.urls")
