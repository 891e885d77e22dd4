"""Pages of 主动公开."""

from django.urls import URLPattern

app_name = "publications"
urlpatterns: list[URLPattern] = []
