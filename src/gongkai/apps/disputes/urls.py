"""Pages of 复议诉讼."""

from django.urls import path

from gongkai.apps.disputes import views

app_name = "disputes"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.register, name="register"),
    path("<int:pk>/", views.dispute, name="dispute"),
    path("complaints/", views.complaints, name="complaints"),
    path("complaints/new/", views.register_complaint, name="register_complaint"),
]
