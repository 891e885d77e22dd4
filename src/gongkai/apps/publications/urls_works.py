"""Pages of what holds the year's publication together: columns, duties, normative documents, topics, questions, clean-up."""

from django.urls import path

from gongkai.apps.publications.views import columns, duties, normative

urlpatterns = [
    path("columns/", columns.columns, name="columns"),
    path("columns/terms/", columns.adopt_terms, name="adopt_terms"),
    path("columns/overseen/", columns.overseen, name="columns_overseen"),
    path("columns/<int:pk>/", columns.column, name="column"),
    path("columns/<int:pk>/reopen/", columns.reopen, name="reopen_column"),
    path("duties/", duties.duties, name="duties"),
    path("duties/new/", duties.new_duty, name="new_duty"),
    path("duties/standard/", duties.standard_duties, name="standard_duties"),
    path("duties/import/", duties.import_duties, name="import_duties"),
    path("duties/template/", duties.duty_template, name="duty_template"),
    path("duties/page/", duties.draft_duty_list, name="draft_duty_list"),
    path("duties/speed/", duties.speed, name="speed"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
    path("duties/<int:pk>/end/", duties.end_duty, name="end_duty"),
    path("duties/<int:pk>/draft/", duties.draft_for_duty, name="draft_for_duty"),
    path("normative/", normative.normative, name="normative"),
    path("normative/new/", normative.new_document, name="new_normative"),
    path("normative/existing/", normative.take_over, name="take_over_normative"),
    path("normative/<int:pk>/", normative.document, name="normative_document"),
    path("normative/<int:pk>/change/", normative.change_document, name="change_normative"),
    path("normative/<int:pk>/page/", normative.draft_page, name="draft_normative_page"),
    path("normative/<int:pk>/steps/<slug:kind>/", normative.step, name="normative_step"),
    path("normative/evidence/<int:pk>/", normative.evidence, name="normative_evidence"),
]
