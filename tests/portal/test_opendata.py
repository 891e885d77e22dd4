"""Open data: what is in the files, and what a spreadsheet must not take for a formula."""

from __future__ import annotations

import csv
import io
import json

import pytest
from lxml import etree

from gongkai.apps.portal import opendata
from gongkai.apps.publications import actions

from .conftest import HOME


def content(client, name: str) -> bytes:
    response = client.get(f"{HOME}data/{name}")
    assert response.status_code == 200
    return b"".join(response) if response.streaming else response.content


def rows(client, name: str) -> list[dict[str, str]]:
    raw = content(client, name)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_the_catalogue_of_a_year_has_every_public_item_of_it(client, publish, migrate, draft, clerk):
    publish("inspection", "今年的公告", topic="安全生产", audience="企业")
    actions.withdraw(clerk, publish("inspection", "误发的公告"), "信息有误")
    draft("inspection", "没有公开的草稿")
    migrate([{"column": "inspection", "title": "老公告", "date": "2025-03-01"}])
    (row,) = rows(client, "catalogue-2026.csv")
    assert (row["title"], row["topic"], row["published_on"]) == ("今年的公告", "安全生产", "2026-12-08")
    assert (row["column"], row["column_name"], row["migrated"]) == ("inspection", "监督检查", "false")
    assert (row["audience"], row["genre"]) == ("企业", "")
    (old,) = json.loads(content(client, "catalogue-2025.json"))["rows"]
    assert (old["title"], old["migrated"], old["published_at"]) == (
        "老公告",
        True,
        "2025-03-01T00:00:00+08:00",
    )
    assert client.get(f"{HOME}data/catalogue-2024.csv").status_code == 404


@pytest.mark.parametrize("title", ["=1+1", "+86", "-1", "@SUM(A1)", "＝1+1", "  =1+1", "\t=1"])
def test_no_text_becomes_a_formula(title):
    data = opendata.Data("x", (opendata.Field("title", "", ""),), [[title]])
    text = b"".join(opendata.as_csv(data)).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text.partition("\r\n")[2])))[0] == f"'{title}"
    plain = json.loads(b"".join(opendata.as_json(data, {"agency": "甲"})))
    assert plain == {"agency": "甲", "rows": [{"title": title}]}


def test_numbers_stay_numbers_and_quotes_and_lines_stay_in_their_cell():
    data = opendata.Data("x", (opendata.Field("a", "", ""),), [[-2], [None], ['他说"好"\n,再见'], [True]])
    text = b"".join(opendata.as_csv(data)).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [["a"], ["-2"], [""], ['他说"好"\n,再见'], ["true"]]


def test_control_characters_do_not_reach_the_files(client, publish):
    publish("inspection", "甲\x0b乙")
    assert rows(client, "catalogue-2026.csv")[0]["title"] == "甲乙"
    assert json.loads(content(client, "catalogue-2026.json"))["rows"][0]["title"] == "甲\x0b乙"


def test_the_figures_of_all_reports_are_one_a_line(client, publish_report, report_of_2025):
    publish_report(report_of_2025)
    found = {row["key"]: row for row in rows(client, "reports.csv")}
    row = found["t3.new_received.total"]
    assert (row["year"], row["edition"], row["value"]) == ("2025", "2021", "7")
    assert row["label"] == "表三 一、本年新收政府信息公开申请数量 · 总计"
    assert found["t2.fees.amount"]["unit"] == "万元"


def test_every_field_of_every_file_stands_in_the_dictionary(client, publish, publish_report, report_of_2025):
    publish("inspection", "公告")
    publish_report(report_of_2025)
    html = client.get(f"{HOME}data/").content.decode()
    for name in ("catalogue-2026.csv", "reports.csv", "statistics.csv"):
        for field in rows(client, name)[0]:
            assert f"<code>{field}</code>" in html
    assert 'id="licence"' in html
    assert "注明来源" in html
    assert '"@type": "Dataset"' in html or '"@type":"Dataset"' in html


def test_a_big_year_comes_in_pieces(client, migrate, django_assert_max_num_queries):
    migrate([{"column": "inspection", "title": f"公告{n}", "date": "2025-03-01"} for n in range(220)])
    with django_assert_max_num_queries(12):
        response = client.get(f"{HOME}data/catalogue-2025.csv")
        assert response.streaming
        assert sum(1 for _ in response) == 221


def test_one_item_gives_its_entry_as_json(client, publish, clerk):
    item = publish("inspection", "公告")
    told = client.get(f"{HOME}items/{item.pk}/metadata.json").json()
    assert (told["index_number"], told["title"], told["attachments"]) == (item.index_number, "公告", [])
    actions.withdraw(clerk, item, "信息有误")
    assert client.get(f"{HOME}items/{item.pk}/metadata.json").status_code == 404
    assert client.get(f"{HOME}items/{item.pk}/qr.svg").status_code == 404


def test_the_address_of_an_item_is_a_picture_that_loads_nothing(client, publish):
    item = publish("inspection", "公告")
    response = client.get(f"{HOME}items/{item.pk}/qr.svg")
    assert response["Content-Type"] == "image/svg+xml"
    svg = etree.fromstring(response.content)
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert not svg.xpath("//@href")
    assert client.get(f"{HOME}items/{item.pk}/qr.svg", HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304
