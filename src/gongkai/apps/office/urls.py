"""The desk."""

from django.urls import path

from gongkai.apps.office import views

app_name = "office"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("post/", views.choose_post, name="choose_post"),
]
