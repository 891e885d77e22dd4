"""What the office sees of subscribers: numbers."""

from __future__ import annotations

from gongkai.apps.subscriptions.actions import confirm, subscribe
from gongkai.apps.subscriptions.models import Subscription


def test_the_clerk_sees_how_many_and_no_address(client_of, clerk, agency, columns):
    subscribe("reader@example.test", agency, columns["inspection"])
    confirm(Subscription.objects.get().token)
    html = client_of(clerk).get("/office/subscriptions/").content.decode()
    assert "监督检查" in html
    assert "reader@example.test" not in html
    assert "example.test" not in html


def test_another_agency_sees_nothing_of_it(client_of, make_post, agency, other_agency, columns):
    subscribe("reader@example.test", agency, columns["inspection"])
    confirm(Subscription.objects.get().token)
    other = make_post("clerk", name="别处", agency=other_agency)
    html = client_of(other).get("/office/subscriptions/").content.decode()
    assert "还没有人订阅" in html


def test_nobody_without_a_login_sees_it(client, agency):
    assert client.get("/office/subscriptions/").status_code == 302


def test_the_page_asks_few_times_at_any_number(
    client_of, clerk, agency, columns, django_assert_max_num_queries
):
    for number in range(210):
        row = Subscription(
            agency=agency, column=columns["inspection"], target=f"{number}", address="r@e.test"
        )
        row.address_digest, row.confirmed_at = f"{number:064}", row.asked_at
        row.save()
    client = client_of(clerk)
    with django_assert_max_num_queries(12):
        assert "210" in client.get("/office/subscriptions/").content.decode()
