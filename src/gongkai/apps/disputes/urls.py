"""Pages of 复议诉讼."""

from django.urls import path

from gongkai.apps.disputes.views import case, complaints, lists

app_name = "disputes"
urlpatterns = [
    path("", lists.index, name="list"),
    path("new/", lists.register, name="register"),
    path("<int:pk>/", case.dispute, name="dispute"),
    path("<int:pk>/do/<str:name>/", case.act, name="act"),
    path("<int:pk>/papers/", case.add_paper, name="add_paper"),
    path("<int:pk>/papers/<int:paper>/", case.open_paper, name="paper"),
    path("<int:pk>/papers/<int:paper>/remove/", case.remove_paper, name="remove_paper"),
    path("complaints/", complaints.index, name="complaints"),
    path("complaints/new/", complaints.register, name="register_complaint"),
    path("complaints/<int:pk>/", complaints.complaint, name="complaint"),
    path("complaints/<int:pk>/edit/", complaints.edit, name="edit_complaint"),
    path("complaints/<int:pk>/void/", complaints.void, name="void_complaint"),
]
