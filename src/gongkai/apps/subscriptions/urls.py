"""Pages of 邮件订阅 in the office."""

from django.urls import path

from gongkai.apps.subscriptions import views

app_name = "subscriptions"
urlpatterns = [path("", views.overview, name="list")]
