"""Pages of 机构与人员."""

from django.urls import path

from gongkai.apps.agencies import views

app_name = "agencies"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("describe/", views.describe, name="describe"),
    path("people/new/", views.new_person, name="new_person"),
    path("posts/<int:pk>/grant/", views.grant, name="grant"),
    path("grants/<int:pk>/revoke/", views.revoke, name="revoke"),
]
