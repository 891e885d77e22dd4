"""Pages of 督办 and 统计."""

from django.urls import path

from gongkai.apps.supervision.views import due, feed, moves, statistics

app_name = "supervision"
urlpatterns = [
    path("", due.due, name="due"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("moves/", moves.moves, name="moves"),
    path("feed/", feed.feed, name="feed"),
    path("feed/revoke/", feed.revoke, name="revoke_feed"),
    path("feed/<str:token>.ics", feed.calendar, name="calendar"),
]
