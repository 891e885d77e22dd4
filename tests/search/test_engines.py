"""What the public may expect of a search, of either engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from osmem_server import OsmemServer

from gongkai.apps.search import cluster, embedded
from gongkai.apps.search.asked import asked
from gongkai.apps.search.cluster import OpenSearch
from gongkai.apps.search.documents import Document, File, Filters, Results
from gongkai.apps.search.embedded import Tantivy
from gongkai.apps.search.engine import Engine

DOCUMENTS = [
    Document("report", "测试市应急管理局2024年政府信息公开工作年度报告", "依申请公开的办理情况。", date(2025, 1, 20), "yj",
             columns=("年报",), numbers=("MB1A00001/2025-00001",)),
    Document("fireworks", "关于加强烟花爆竹安全管理的通告", "零售点应当取得经营许可证。", date(2026, 1, 8), "yj",
             columns=("通知公告",), topic="安全生产", validity="有效", numbers=("测应急〔2026〕3号",), keywords="烟花爆竹 零售"),
    Document("trucks", "政府采购公告", "采购消防车两辆，交货地点为市消防救援支队。", date(2026, 3, 2), "yj", columns=("通知公告",),
             files=(File("招标文件.pdf", "投标人须知"), File("技术参数.docx", "水罐容积 八吨"))),
    Document("flood", "防汛抗旱应急预案", "启动四级应急响应的条件。", date(2024, 6, 1), "yj", columns=("预案",), validity="已修改"),
    Document("market", "市场监管领域双随机抽查计划", "抽查对象为特种设备使用单位。", date(2026, 2, 1), "sw", columns=("计划",)),
]  # fmt: skip


@pytest.fixture
def found(engine: Engine):
    with engine.writing() as writer:
        writer.put(DOCUMENTS)
        writer.commit()

    def search(
        question: str, filters: Filters | None = None, *, newest: bool = False, offset: int = 0
    ) -> Results:
        return engine.search(asked(question), filters or Filters(), offset=offset, limit=10, newest=newest)

    return search


def keys(results: Results) -> list[str]:
    return [hit.key for hit in results.hits]


@pytest.mark.parametrize(
    ("question", "key", "why"),
    [
        ("年报", "report", "synonym"),
        ("安监局 年报", "report", "former name of the agency"),
        ("應急預案", "flood", "traditional characters"),
        ("ＥＮＥ 烟花", "fireworks", "a word that is nowhere, beside one that is"),
        ("测应急[2026]第3号", "fireworks", "文号 with other brackets"),
        ("mb1a00001/2025-00001", "report", "索引号 in lower case"),
        ("2025-00001", "report", "索引号 without the organisation"),
        ("〔2026〕3号", "fireworks", "文号 without the letters"),
        ("yhbz", "fireworks", "initials"),
        ("fangxun", "flood", "pinyin"),
        ("应急管里局", "report", "a wrong character of the same sound"),
        ("“四级应急响应”", "flood", "a phrase of the text"),
        ("水罐容积", "trucks", "what stands in an attachment"),
        ("请问哪里可以查询消防车的采购公告", "trucks", "a whole sentence"),
        ("零售 许可", "fireworks", "title and text together"),
        ("抽查", "market", "another agency"),
    ],
)
def test_it_is_found_first(found, question: str, key: str, why: str) -> None:
    assert keys(found(question))[:1] == [key], why


def test_words_in_quotes_are_found_only_as_they_stand(found) -> None:
    assert keys(found("“管理安全”")) == []
    assert keys(found("管理 安全"))[0] == "fireworks"


@pytest.mark.parametrize("question", ["", "   ", "，。！", "的", "“”"])
def test_a_question_without_words_finds_nothing(found, question: str) -> None:
    assert found(question).total == 0


def test_a_widened_search_says_so(found) -> None:
    assert found("应急预案").relaxed == ""
    assert found("应急管里局").relaxed == "sound"
    assert found("烟花 潜水艇").relaxed == "part"


@pytest.mark.parametrize(
    "asked",
    [
        "我家旁边的小卖部没有零售许可却在卖烟花爆竹，请问应该打哪个电话举报，还是直接到派出所报案？",
        "消防车采购 付款 验收 质保 仓库 门牌 颜色",
    ],
)
def test_of_a_whole_sentence_a_few_words_lead_somewhere(found, asked: str) -> None:
    results = found(asked)
    assert results.relaxed == "few"
    assert keys(results)[0] in {"fireworks", "trucks"}


def test_two_words_of_which_neither_is_known_still_find_nothing(found) -> None:
    assert found("潜水艇 航空母舰").total == 0


def test_a_number_with_a_wrong_beginning_leads_to_those_of_the_same_year_and_serial(found) -> None:
    results = found("某应急办〔2026〕3号")
    assert (keys(results), results.relaxed) == (["fireworks"], "number")
    assert found("测应急〔2026〕4号").total == 0


@pytest.mark.parametrize(
    "typed", ["测应急2026年3号", "测应急 2026 3号", "测应急【2026】 第 3 号", "测应急(2026)3"]
)
def test_a_number_is_known_in_any_brackets_and_in_none(found, typed: str) -> None:
    results = found(typed)
    assert (keys(results)[:1], results.relaxed) == (["fireworks"], "")


def test_of_alike_documents_the_newer_and_those_in_force_come_first(engine: Engine) -> None:
    with engine.writing() as writer:
        writer.put(
            Document(
                f"{year}{validity}",
                "河道采砂管理办法",
                "采砂许可。",
                date(year, 5, 1),
                "sl",
                validity=validity,
            )
            for year, validity in [(2023, "有效"), (2025, "有效"), (2026, "废止"), (2024, "有效")]
        )
        writer.commit()
    results = engine.search(asked("采砂"), Filters(), offset=0, limit=9, newest=False, year=2026)
    assert keys(results) == ["2025有效", "2024有效", "2023有效", "2026废止"]


def test_filters_narrow_and_facets_count_what_is_left(found) -> None:
    every = found("应急")
    assert every.total == 2
    assert dict(every.facets["year"]) == {"2025": 1, "2024": 1}
    narrowed = found("应急", Filters(agency="yj", year=2024))
    assert keys(narrowed) == ["flood"]
    assert dict(narrowed.facets["column"]) == {"预案": 1}
    assert found("应急", Filters(agency="sw")).total == 0


def test_the_newest_first_when_asked(found) -> None:
    assert keys(found("公告", newest=True)) == ["trucks"]
    assert keys(found("应急", newest=True)) == ["report", "flood"]


def test_a_second_page_goes_on_where_the_first_ended(found) -> None:
    assert keys(found("应急", newest=True, offset=1)) == ["flood"]


def test_the_excerpt_shows_the_place_and_the_words_to_mark(found) -> None:
    results = found("消防救援支队")
    assert "消防救援" in results.hits[0].excerpt
    assert any("消防" in word for word in results.words)


def test_what_only_an_attachment_says_names_the_attachment_and_shows_the_place(found) -> None:
    file = found("水罐容积").hits[0].file
    assert (file.name, file.text) == ("技术参数.docx", "水罐容积 八吨")
    assert found("消防车").hits[0].file is None
    assert found("消防车 投标人").hits[0].file.name == "招标文件.pdf"
    assert keys(found("技术参数")) == ["trucks"]


def test_a_document_put_again_replaces_the_old_one(engine: Engine, found) -> None:
    with engine.writing() as writer:
        writer.put([Document("flood", "防震减灾预案", "", date(2026, 1, 1), "yj")])
        writer.commit()
    assert found("防汛").total == 0
    assert keys(found("防震减灾")) == ["flood"]
    assert engine.count() == 5


def test_a_document_taken_out_is_found_no_more(engine: Engine, found) -> None:
    with engine.writing() as writer:
        writer.take_out(["flood", "never there"])
        writer.commit()
    assert found("防汛").total == 0
    assert sorted(engine.keys()) == ["fireworks", "market", "report", "trucks"]


def test_titles_are_suggested_while_one_types(engine: Engine, found) -> None:
    assert engine.titles("烟花", Filters(), 5) == ["关于加强烟花爆竹安全管理的通告"]
    assert engine.titles("yhbz", Filters(), 5) == ["关于加强烟花爆竹安全管理的通告"]
    assert engine.titles("烟", Filters(), 5) == ["关于加强烟花爆竹安全管理的通告"]
    assert engine.titles("烟花", Filters(agency="sw"), 5) == []


def test_a_new_generation_is_seen_only_after_the_switch(engine: Engine, found) -> None:
    assert engine.begin("2")
    assert not engine.begin("2")
    with engine.writing("2") as writer:
        writer.put([Document("only", "唯一的一件", "", date(2026, 1, 1), "yj")])
        writer.commit()
    assert found("烟花").total == 1
    assert engine.count("2") == 1
    engine.switch("2")
    assert found("烟花").total == 0
    assert keys(found("唯一")) == ["only"]


@pytest.mark.parametrize(
    "question", ["'; drop table", "a:b AND (c", "*", "\\", "<script>", "“", "/" * 90, "应" * 500]
)
def test_no_question_breaks_the_search(found, question: str) -> None:
    assert found(question).total >= 0


def test_a_new_index_holds_every_field_that_is_searched(engine: Engine, found) -> None:
    assert engine.whole()


def test_a_cluster_that_learned_a_field_later_lacks_it_in_what_it_held_before(
    opensearch: OsmemServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = opensearch.clone()
    engine = OpenSearch(f"{clone.url}/gongkai")
    monkeypatch.setattr(cluster, "SEARCHED", "title_words")
    engine.count()
    monkeypatch.undo()
    with engine.writing() as writer:
        writer.put(DOCUMENTS)
    assert not engine.whole()
    clone.close()


def test_an_index_of_an_earlier_release_serves_and_takes_changes_until_it_is_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "STORED", ("title", "text"))
    monkeypatch.setattr(embedded.fields, "WORDS", ("title_words", "text_words"))
    Tantivy(str(tmp_path)).count()
    monkeypatch.undo()
    engine = Tantivy(str(tmp_path))
    for generation in ("", "2"):
        engine.begin("2")
        with engine.writing(generation) as writer:
            writer.put(DOCUMENTS)
            writer.commit()
    before = engine.search(asked("水罐容积"), Filters(), offset=0, limit=1, newest=False).hits[0]
    assert not engine.whole()
    engine.switch("2")
    assert engine.whole()
    after = engine.search(asked("水罐容积"), Filters(), offset=0, limit=1, newest=False).hits[0]
    assert (before.key, before.file, after.file.name) == ("trucks", None, "技术参数.docx")


def test_titles_that_share_pairs_of_characters_come_the_likeliest_first(engine: Engine, found) -> None:
    assert engine.alike(["烟花", "花爆", "爆竹", "政府"], Filters(), 5) == ["fireworks"]
    assert engine.alike(["政府", "采购", "公告"], Filters(agency="yj"), 5)[0] == "trucks"
    assert engine.alike(["烟花", "花爆"], Filters(agency="sw"), 5) == []
