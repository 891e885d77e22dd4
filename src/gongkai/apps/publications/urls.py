"""Pages of 主动公开."""

from django.urls import path

from gongkai.apps.publications.urls_channels import PATTERNS as CHANNELS_AND_HISTORY
from gongkai.apps.publications.urls_checking import urlpatterns as checking
from gongkai.apps.publications.urls_works import urlpatterns as works
from gongkai.apps.publications.urls_writing import urlpatterns as writing
from gongkai.apps.publications.views import (
    chain,
    door,
    item,
    later,
    lists,
    record,
    write,
)

app_name = "publications"
urlpatterns = [
    path("", lists.listing, name="list"),
    path("new/", write.new, name="new"),
    path("<int:pk>/", item.show, name="item"),
    path("<int:pk>/edit/", write.edit, name="edit"),
    path("<int:pk>/submit/", write.submit, name="submit"),
    path("<int:pk>/discard/", write.discard, name="discard"),
    path("<int:pk>/attach/", write.attach, name="attach"),
    path("<int:pk>/review/", item.judge, name="review"),
    path("<int:pk>/publish/", door.publish, name="publish"),
    path("<int:pk>/release/", door.release, name="release"),
    path("<int:pk>/validity/", door.validity, name="validity"),
    path("<int:pk>/withdraw/", door.withdraw, name="withdraw"),
    path("<int:pk>/amend/", later.amend, name="amend"),
    path("<int:pk>/emergency/", later.emergency, name="emergency"),
    path("<int:pk>/schedule/", later.schedule, name="schedule"),
    path("<int:pk>/schedule-withdrawal/", later.schedule_withdrawal, name="schedule_withdrawal"),
    path("<int:pk>/reevaluate/", later.reevaluate, name="reevaluate"),
    path("schedules/<int:pk>/cancel/", later.cancel, name="cancel_schedule"),
    path("chain/", chain.chain, name="chain"),
    path("chain/<int:pk>/consent/", chain.consent, name="consent_chain"),
    path("deputies/", chain.deputies, name="deputies"),
    path("deputies/<int:pk>/end/", chain.end_deputy, name="end_deputy"),
    path("attachments/<int:pk>/", record.attachment, name="attachment"),
    path("attachments/<int:pk>/detach/", write.detach, name="detach"),
    path("places/", lists.places, name="places"),
    path("places/columns/new/", lists.new_column, name="new_column"),
    path("places/columns/standard/", lists.standard_columns, name="standard_columns"),
    path("places/channels/new/", lists.new_channel, name="new_channel"),
    *CHANNELS_AND_HISTORY,
    *works,
    *writing,
    *checking,
]
