"""Pages of 信箱与回应."""

from django.urls import URLPattern

app_name = "engagement"
urlpatterns: list[URLPattern] = []
