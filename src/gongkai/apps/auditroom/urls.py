"""Pages of 年报审核."""

from django.urls import path

from gongkai.apps.auditroom import views

app_name = "auditroom"
urlpatterns = [
    path("", views.index, name="list"),
    path("compare/", views.compare, name="compare"),
    path("<int:pk>/", views.matrix, name="round"),
    path("<int:pk>/upload/", views.upload, name="upload"),
    path("<int:pk>/collect/", views.collect, name="collect"),
    path("<int:pk>/read/", views.read, name="read"),
    path("<int:pk>/rollup/", views.rollup, name="rollup"),
    path("documents/<int:pk>/", views.document, name="document"),
    path("documents/<int:pk>/file/", views.original, name="original"),
    path("documents/<int:pk>/return/", views.return_list, name="return"),
    path("findings/<int:pk>/", views.judge, name="judge"),
    path("returns/<int:pk>/", views.letter, name="letter"),
]
