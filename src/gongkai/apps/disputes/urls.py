"""Pages of 复议诉讼."""

from django.urls import path

from gongkai.apps.disputes import views

app_name = "disputes"
urlpatterns = [
    path("", views.index, name="list"),
    path("complaints/", views.complaints, name="complaints"),
    path("<int:pk>/", views.dispute, name="dispute"),
]
