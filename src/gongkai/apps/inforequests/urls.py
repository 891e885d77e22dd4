"""Pages of 依申请公开."""

from django.urls import path

from gongkai.apps.inforequests import views

app_name = "inforequests"
urlpatterns = [
    path("", views.index, name="list"),
    path("<int:pk>/", views.case, name="case"),
]
