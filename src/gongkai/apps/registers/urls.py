"""Pages of 业务台账."""

from django.urls import URLPattern

app_name = "registers"
urlpatterns: list[URLPattern] = []
