"""Pages of 依申请公开."""

from django.urls import path

from gongkai.apps.inforequests import views

app_name = "inforequests"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.register, name="register"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/assign/", views.assign, name="assign"),
    path("<int:pk>/identity/", views.identity, name="identity"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/decide/basis/", views.basis, name="basis"),
    path("<int:pk>/do/<str:name>/", views.happen, name="happen"),
]
