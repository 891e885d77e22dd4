"""Addresses of the editor: keeping what is typed, pictures, Word files, comparing."""

from django.urls import path

from gongkai.apps.publications.views import compare, docx, editing

urlpatterns = [
    path("new/keep/", editing.keep, name="keep_new"),
    path("new/forget/", editing.forget, name="forget_new"),
    path("new/docx/", docx.new, name="import_docx"),
    path("<int:pk>/keep/", editing.keep, name="keep"),
    path("<int:pk>/forget/", editing.forget, name="forget"),
    path("pictures/", editing.add_picture, name="add_picture"),
    path("pictures/<str:name>", editing.picture, name="picture"),
    path("<int:pk>/compare/", compare.compare, name="compare"),
    path("<int:pk>/versions/", compare.versions, name="versions"),
    path("<int:pk>/versions/<int:number>/", compare.version, name="version"),
]
