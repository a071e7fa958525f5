"""Settings of the directory in Django, beside which ours is measured."""

import os

SECRET_KEY = "for measurements on loopback only"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "directory.urls"
INSTALLED_APPS = ["directory"]
MIDDLEWARE = []
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "annuaire",
        "USER": "postgres",
        # A folder: the connection is a local socket.
        "HOST": os.environ["COMPARE_POSTGRES"],
        "PORT": os.environ["COMPARE_POSTGRES_PORT"],
        # Connections live as long as their thread; statements are prepared on the server.
        "CONN_MAX_AGE": None,
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Without DEBUG, templates are read and compiled once.
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
USE_I18N = False
USE_TZ = True
LOGGING_CONFIG = None
