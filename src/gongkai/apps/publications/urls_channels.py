"""Addresses of channels, and of history from before the platform; `urls` puts them among its own."""

from django.urls import path

from gongkai.apps.publications.views import channels, history

PATTERNS = [
    path("channels/", channels.deliveries, name="deliveries"),
    path("<int:pk>/channels/", channels.on_channels, name="channel_item"),
    path("<int:pk>/channels/<int:channel>/evidence/", channels.evidence, name="evidence"),
    path("channels/deliveries/<int:pk>/", channels.act, name="delivery"),
    path("channels/tasks/<int:pk>/close/", channels.close, name="close_channel_task"),
    path("channels/evidence/<int:pk>/", channels.evidence_file, name="evidence_file"),
    path("places/channels/<int:pk>/account/", channels.account, name="account"),
    path("history/", history.batches, name="batches"),
    path("history/new/", history.new, name="new_batch"),
    path("history/template.xlsx", history.template, name="history_template"),
    path("history/<int:pk>/", history.batch, name="batch"),
]
