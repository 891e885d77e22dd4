"""Addresses of the API and of its documentation."""

from django.urls import path

from gongkai.apps.api import views
from gongkai.apps.api.api import api

app_name = "api"
urlpatterns = [
    path("", views.documentation, name="documentation"),
    path("v1/openapi.json", views.openapi, name="openapi"),
    path("v1/", api.urls),
    path("v1/<path:rest>", views.unknown, name="unknown"),
]
