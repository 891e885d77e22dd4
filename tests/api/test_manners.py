"""How the API answers: problems, limits, CORS, ETags, its document and the page about it."""

from __future__ import annotations

import re

import pytest

from gongkai.apps.api.api import document
from gongkai.apps.publications import actions

ROOT = "/api/v1"


@pytest.mark.parametrize(
    ("path", "parameter", "says"),
    [
        ("/items?size=0", "size", "不能小于1"),
        ("/items?size=many", "size", "应填整数"),
        ("/items?year=1800", "year", "不能小于1900"),
        ("/items?since=yesterday", "since", "应填日期，如2026-12-08"),
        ("/items?validity=maybe", "validity", "不在可选的值中"),
        ("/items?colour=red", "colour", "没有这个参数"),
        ("/items?cursor=nonsense", "cursor", "应填整数"),
        ("/search", "q", "必须填写"),
        ("/search?q=", "q", "至少1字"),
        ("/agencies/%E6%9C%BA", "code", "代码只用字母"),
        ("/items?topic=%00", "topic", "不能用的字符"),
        ("/items?column=%00&agency=x", "column", "不能用的字符"),
    ],
)
def test_a_wrong_parameter_is_named_with_a_sentence(client, agency, path, parameter, says):
    response = client.get(ROOT + path)
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    (mistake,) = response.json()["errors"]
    assert mistake["parameter"] == parameter
    assert says in mistake["message"]


@pytest.mark.parametrize(
    "path", ["/agencies/none", "/items/999", "/items?cursor=999", "/nowhere", "/agencies/none/reports"]
)
def test_what_is_not_there_is_a_problem_object_too(client, agency, path):
    response = client.get(ROOT + path)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 404


def test_a_caller_who_asks_too_often_is_told_when_to_come_back(client, agency):
    for _ in range(120):
        assert client.get(f"{ROOT}/agencies").status_code == 200
    response = client.get(f"{ROOT}/agencies")
    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert response.json()["detail"] == "每个网络地址每分钟最多120次，请稍后再试"


def test_other_sites_may_read_in_the_browser(client, agency):
    assert client.get(f"{ROOT}/agencies")["Access-Control-Allow-Origin"] == "*"
    asked = client.options(f"{ROOT}/agencies")
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]


def test_who_has_it_already_gets_304_until_what_is_public_changes(client, publish, draft):
    publish("inspection", "公开的信息")
    etag = client.get(f"{ROOT}/items")["ETag"]
    draft("inspection", "与公众无关的草稿")
    assert client.get(f"{ROOT}/items", HTTP_IF_NONE_MATCH=etag).status_code == 304
    publish("inspection", "又一条")
    assert client.get(f"{ROOT}/items", HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_the_api_sets_no_cookie(client, publish):
    publish("inspection", "公开的信息")
    response = client.get(f"{ROOT}/items")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_every_operation_is_a_get_and_says_how_it_fails():
    for told in document()["paths"].values():
        assert list(told) == ["get"]
        assert {200, 304, 404, 422, 429} <= set(told["get"]["responses"])
        assert list(told["get"]["responses"][404]["content"]) == ["application/problem+json"]


def test_the_document_names_every_address_once(client, agency):
    assert list(client.get(f"{ROOT}/openapi.json").json()["paths"]) == [
        "/api/v1/agencies",
        "/api/v1/agencies/{code}",
        "/api/v1/agencies/{code}/columns",
        "/api/v1/agencies/{code}/reports",
        "/api/v1/agencies/{code}/reports/{year}",
        "/api/v1/agencies/{code}/statistics",
        "/api/v1/items",
        "/api/v1/items/{id}",
        "/api/v1/search",
    ]


def test_the_page_about_the_api_names_every_address_and_loads_nothing_from_elsewhere(client, agency):
    html = client.get("/api/").content.decode()
    for path in document()["paths"]:
        assert f"GET {path}" in html
    assert "索引号" in html
    loaded = re.findall(r'(?:src|href)="([^"]*)"', html)
    assert [one for one in loaded if not one.startswith(("/", "#", "?", "data:,"))] == []


def test_a_validity_that_changed_shows_up_for_who_asks_since_then(client, publish, clerk, system_date):
    item = publish("inspection", "检查通报")
    actions.change_validity(clerk, item, "repealed", since=item.first_public_on, basis="测应急〔2026〕9号")
    answer = client.get(f"{ROOT}/items?since=2026-12-08").json()
    assert [one["validity"] for one in answer["items"]] == ["repealed"]
