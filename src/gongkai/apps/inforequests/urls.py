"""Pages of 依申请公开."""

from django.urls import path

from gongkai.apps.inforequests.views import case, decision, events, index, registering

app_name = "inforequests"
urlpatterns = [
    path("", index.index, name="list"),
    path("new/", registering.register, name="register"),
    path("<int:pk>/", case.case, name="case"),
    path("<int:pk>/edit/", registering.edit, name="edit"),
    path("<int:pk>/assign/", registering.assign, name="assign"),
    path("<int:pk>/identity/", case.identity, name="identity"),
    path("<int:pk>/decide/", decision.decide, name="decide"),
    path("<int:pk>/decide/basis/", decision.basis, name="basis"),
    path("<int:pk>/do/<str:name>/", events.happen, name="happen"),
]
