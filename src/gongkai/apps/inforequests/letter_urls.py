"""Pages of letters, delivery, the case file and the agency's wordings."""

from django.urls import path

from gongkai.apps.inforequests.views import casefile, letter, letter_templates, letters, sending

patterns = [
    path("templates/", letter_templates.index, name="templates"),
    path("templates/<slug:code>/", letter_templates.template, name="template"),
    path("templates/<slug:code>/end/", letter_templates.end, name="template_end"),
    path("<int:pk>/letters/", letters.index, name="letters"),
    path("<int:pk>/letters/new/<slug:code>/", letters.new, name="letter_new"),
    path("<int:pk>/letters/form/<slug:code>.<str:ending>", letters.printed, name="letter_form"),
    path("<int:pk>/letters/<int:number>/", letter.show, name="letter"),
    path("<int:pk>/letters/<int:number>/edit/", letter.edit, name="letter_edit"),
    path("<int:pk>/letters/<int:number>/compare/", letter.compare, name="letter_compare"),
    path("<int:pk>/letters/<int:number>/do/<slug:verb>/", letter.do, name="letter_do"),
    path("<int:pk>/letters/<int:number>/file.<str:ending>", letter.file, name="letter_file"),
    path("<int:pk>/letters/<int:number>/send/", sending.send, name="letter_send"),
    path("<int:pk>/casefile/", casefile.tab, name="casefile"),
    path("<int:pk>/casefile/archive/", casefile.archive, name="archive"),
    path("<int:pk>/casefile/verify/", casefile.verify, name="archive_verify"),
    path("<int:pk>/casefile/export/", casefile.export, name="archive_export"),
]
