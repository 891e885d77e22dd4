"""Pages of 业务台账."""

from django.urls import path

from gongkai.apps.registers import views

app_name = "registers"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:key>/", views.listing, name="list"),
    path("<slug:key>/new/", views.new, name="new"),
    path("<slug:key>/import/", views.import_sheet, name="import"),
    path("<slug:key>/import/confirm/", views.confirm, name="confirm"),
    path("<slug:key>/template/", views.template, name="template"),
    path("<slug:key>/<int:pk>/", views.entry, name="entry"),
    path("<slug:key>/<int:pk>/edit/", views.edit, name="edit"),
    path("<slug:key>/<int:pk>/void/", views.void, name="void"),
]
