"""Pages of 信箱与回应."""

from django.urls import path

from gongkai.apps.engagement import views

app_name = "engagement"
urlpatterns = [
    path("", views.letters, name="list"),
    path("new/", views.register, name="new"),
    path("<int:pk>/", views.letter, name="letter"),
    path("<int:pk>/assign/", views.assign, name="assign"),
    path("<int:pk>/identity/", views.identity, name="identity"),
    path("responses/", views.responses, name="responses"),
    path("responses/new/", views.new_response, name="new_response"),
    path("responses/<int:pk>/", views.response, name="response"),
]
