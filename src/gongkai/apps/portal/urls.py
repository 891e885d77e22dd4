"""Pages of 公开网站."""

from django.urls import URLPattern

app_name = "portal"
urlpatterns: list[URLPattern] = []
