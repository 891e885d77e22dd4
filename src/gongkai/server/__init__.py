"""The Django project: settings from the environment, the URL map, the WSGI entry."""
