"""The URL map: the public at the root, the office under /office/."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("gongkai.apps.office.login_urls")),
    path("office/items/preview/", include("gongkai.apps.portal.preview_urls")),
    path("office/items/", include("gongkai.apps.publications.urls")),
    path("office/requests/", include("gongkai.apps.inforequests.urls")),
    path("office/disputes/", include("gongkai.apps.disputes.urls")),
    path("office/supervision/", include("gongkai.apps.supervision.urls")),
    path("office/letters/", include("gongkai.apps.engagement.urls")),
    path("office/subscriptions/", include("gongkai.apps.subscriptions.urls")),
    path("office/registers/", include("gongkai.apps.registers.urls")),
    path("office/filings/", include("gongkai.apps.filings.urls")),
    path("office/auditroom/", include("gongkai.apps.auditroom.urls")),
    path("office/agencies/", include("gongkai.apps.agencies.urls")),
    path("office/", include("gongkai.apps.office.urls")),
    path("api/", include("gongkai.apps.api.urls")),
    path("", include("gongkai.apps.portal.urls")),
]
