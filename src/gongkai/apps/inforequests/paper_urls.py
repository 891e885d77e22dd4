"""Pages of the papers of a case."""

from django.urls import path

from gongkai.apps.inforequests.views import marking, papers

patterns = [
    path("<int:pk>/papers/", papers.index, name="papers"),
    path("<int:pk>/papers/<int:number>/file/", papers.file, name="paper_file"),
    path("<int:pk>/papers/<int:number>/remove/", papers.remove, name="paper_remove"),
    path("<int:pk>/papers/<int:number>/marks/", marking.index, name="marking"),
    path("<int:pk>/papers/<int:number>/marks/remove/", marking.unmark, name="unmark"),
    path("<int:pk>/papers/<int:number>/withhold/", marking.make, name="withhold"),
    path("<int:pk>/papers/<int:number>/withhold/<int:order>/", marking.making, name="making"),
    path("<int:pk>/papers/<int:number>/pages/<int:page>.png", marking.picture, name="paper_page"),
]
