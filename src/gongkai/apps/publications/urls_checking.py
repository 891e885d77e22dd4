"""Addresses of the text check, remarks and word lists."""

from django.urls import path

from gongkai.apps.publications.views import checking, word_lists

urlpatterns = [
    path("new/check/", checking.typed, name="check_new"),
    path("<int:pk>/check/", checking.show, name="check"),
    path("<int:pk>/check/typed/", checking.typed, name="check_typed"),
    path("<int:pk>/check/submit/", checking.submit, name="check_submit"),
    path("<int:pk>/check/explain/", checking.explain, name="check_explain"),
    path("<int:pk>/remarks/", checking.remark, name="remark"),
    path("remarks/<int:pk>/drop/", checking.drop_remark, name="drop_remark"),
    path("remarks/<int:pk>/tick/", checking.tick_remark, name="tick_remark"),
    path("word-lists/", word_lists.index, name="word_lists"),
    path("word-lists/names/", word_lists.allow_name, name="allow_name"),
    path("word-lists/names/<int:pk>/end/", word_lists.end_name, name="end_name"),
    path("word-lists/<slug:kind>/import/", word_lists.upload, name="import_list"),
    path("word-lists/<slug:kind>.xlsx", word_lists.export, name="export_list"),
    path("word-lists/editions/<int:pk>/", word_lists.edition, name="list_edition"),
    path("word-lists/editions/<int:pk>/consent/", word_lists.consent, name="consent_list"),
    path("word-lists/editions/<int:pk>/drop/", word_lists.drop, name="drop_list"),
]
