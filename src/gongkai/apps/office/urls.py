"""The desk and the log."""

from django.urls import path

from gongkai.apps.office import log, views

app_name = "office"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("log/", log.log, name="log"),
    path("post/", views.choose_post, name="choose_post"),
]
