"""Pages of 复议诉讼."""

from django.urls import URLPattern

app_name = "disputes"
urlpatterns: list[URLPattern] = []
