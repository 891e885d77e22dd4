"""Pages of 年报编报. A filing is known by its year; the agency is that of the acting post."""

from django.urls import path

from gongkai.apps.filings import views

app_name = "filings"
urlpatterns = [
    path("", views.index, name="list"),
    path("open/", views.open_year, name="open"),
    path("<int:year>/", views.editor, name="editor"),
    path("<int:year>/figures/<str:key>/", views.why, name="why"),
    path("<int:year>/notes/", views.note, name="note"),
    path("<int:year>/texts/<str:block>/", views.text, name="text"),
    path("<int:year>/submit/", views.submit, name="submit"),
    path("<int:year>/review/", views.review, name="review"),
    path("<int:year>/publish/", views.publish, name="publish"),
    path("<int:year>/correct/", views.correct, name="correct"),
    path("<int:year>/correct/drop/", views.drop, name="drop"),
    path("<int:year>/import/", views.import_published, name="import"),
    path("<int:year>/versions/<int:number>/", views.version, name="version"),
    path("<int:year>/report.<slug:suffix>", views.download, name="download"),
]
