"""The preview, behind the login of the office and beside the public site's own addresses."""

from django.urls import path

from gongkai.apps.portal.views import preview

app_name = "preview"
urlpatterns = [
    path("<int:pk>/", preview.show, name="show"),
    path("<int:pk>/page/", preview.page, name="page"),
]
