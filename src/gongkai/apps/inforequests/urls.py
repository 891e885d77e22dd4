"""Pages of 依申请公开."""

from django.urls import path

from gongkai.apps.inforequests import letter_urls, paper_urls
from gongkai.apps.inforequests.views import case, decision, events, index, messages, registering, work

app_name = "inforequests"
urlpatterns = [
    path("", index.index, name="list"),
    path("new/", registering.register, name="register"),
    path("<int:pk>/", case.case, name="case"),
    path("<int:pk>/edit/", registering.edit, name="edit"),
    path("<int:pk>/assign/", registering.assign, name="assign"),
    path("<int:pk>/identity/", case.identity, name="identity"),
    path("new/receipt/", registering.receipt, name="receipt"),
    path("new/beside/", registering.beside, name="beside"),
    path("<int:pk>/work/", work.work, name="work"),
    path("<int:pk>/work-hints/", work.hints, name="hints"),
    path("<int:pk>/work/steps/<str:code>/", work.step, name="step"),
    path("<int:pk>/work/<str:name>/", work.deed, name="deed"),
    path("<int:pk>/assignments/<int:number>/", work.assignment, name="assignment"),
    path("<int:pk>/messages/", messages.index, name="messages"),
    path("<int:pk>/messages/<int:number>/", messages.message, name="message"),
    path("<int:pk>/decide/", decision.decide, name="decide"),
    path("<int:pk>/decide/paper/", decision.paper, name="decide_paper"),
    path("<int:pk>/decide/basis/", decision.basis, name="basis"),
    path("<int:pk>/do/<str:name>/", events.happen, name="happen"),
    *letter_urls.patterns,
    *paper_urls.patterns,
]
