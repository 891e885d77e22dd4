"""The public site: the platform's home, and each agency's disclosure pages under /a/<code>/."""

from django.urls import path

from gongkai.apps.portal.feeds import agency_feed
from gongkai.apps.portal.views import (
    agency,
    applying,
    items,
    letters,
    machines,
    platform,
    receipt,
    reports,
    tracking,
)

app_name = "portal"
urlpatterns = [
    path("", platform.home, name="home"),
    path("search/", platform.search, name="search"),
    path("privacy/", platform.privacy, name="privacy"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("report.css", machines.report_css, name="report_css"),
    path("a/<slug:code>/", agency.home, name="agency"),
    path("a/<slug:code>/guide/", agency.guide, name="guide"),
    path("a/<slug:code>/systems/", agency.systems, name="systems"),
    path("a/<slug:code>/requests/", agency.requests, name="requests"),
    path("a/<slug:code>/requests/blank.<slug:form>", receipt.blank, name="blank_application"),
    path("a/<slug:code>/requests/new/", applying.apply, name="apply"),
    path("a/<slug:code>/requests/new/save/", applying.save, name="apply_save"),
    path("a/<slug:code>/requests/new/suggestions/", applying.suggest, name="apply_suggest"),
    path("a/<slug:code>/requests/new/answered/", applying.answered, name="apply_answered"),
    path("a/<slug:code>/requests/new/resume/", applying.resume, name="apply_resume"),
    path("a/<slug:code>/requests/new/check/", applying.check, name="apply_check"),
    path("a/<slug:code>/requests/receipt/<slug:token>/", receipt.receipt, name="request_receipt"),
    path(
        "a/<slug:code>/requests/receipt/<slug:token>/application.<slug:form>",
        receipt.application,
        name="request_application",
    ),
    path("a/<slug:code>/requests/track/", tracking.track, name="request_track"),
    path("a/<slug:code>/requests/mine/", tracking.case, name="own_request"),
    path("a/<slug:code>/requests/mine/leave/", tracking.leave, name="own_leave"),
    path("a/<slug:code>/requests/mine/files/<int:pk>/", tracking.file, name="own_file"),
    path("a/<slug:code>/requests/mine/<slug:name>.<slug:form>", tracking.paper, name="own_paper"),
    path("a/<slug:code>/requests/mine/<slug:kind>/", tracking.message, name="own_message"),
    path("a/<slug:code>/columns/", items.columns, name="columns"),
    path("a/<slug:code>/columns/<slug:column>/", items.column, name="column"),
    path("a/<slug:code>/search/", items.search, name="agency_search"),
    path("a/<slug:code>/items/<path:key>/", items.item, name="item"),
    path("a/<slug:code>/files/<int:pk>/", items.attachment, name="attachment"),
    path("a/<slug:code>/reports/", reports.index, name="reports"),
    path("a/<slug:code>/reports/<int:year>/", reports.report, name="report"),
    path("a/<slug:code>/reports/<int:year>.<slug:form>", reports.download, name="report_file"),
    path("a/<slug:code>/letters/", letters.write, name="letters"),
    path("a/<slug:code>/letters/receipt/<slug:token>/", letters.receipt, name="receipt"),
    path("a/<slug:code>/letters/track/", letters.track, name="track"),
    path("a/<slug:code>/feed.xml", agency_feed, name="feed"),
    path("a/<slug:code>/sitemap.xml", machines.agency_sitemap, name="agency_sitemap"),
]
