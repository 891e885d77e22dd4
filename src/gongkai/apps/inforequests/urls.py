"""Pages of 依申请公开."""

from django.urls import URLPattern

app_name = "inforequests"
urlpatterns: list[URLPattern] = []
