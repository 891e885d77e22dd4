"""Pages of 年报编报."""

from django.urls import URLPattern

app_name = "filings"
urlpatterns: list[URLPattern] = []
