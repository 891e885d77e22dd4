"""Texts that were published before are recognised, numbers and small changes notwithstanding."""

from gongkai.textcheck.likeness import duplicates, likeness, marks, runs

NOTICE = "关于开展二季度安全生产检查的通知，各单位要对照清单逐项自查，于月底前报送自查报告。"


def test_the_same_text_is_wholly_alike_and_another_not_at_all():
    assert likeness(runs(NOTICE), runs(NOTICE)) == 1.0
    assert likeness(runs(NOTICE), runs("图书馆暑期开放时间公告")) == 0.0
    assert likeness(runs(""), runs("")) == 0.0


def test_three_runs_of_five_in_common_are_three_fifths():
    # 甲乙丙丁戊己: 甲乙丙 乙丙丁 丙丁戊 丁戊己; 甲乙丙丁戊庚: the first three, 丁戊庚.
    assert likeness(runs("甲乙丙丁戊己"), runs("甲乙丙丁戊庚")) == 0.6


def test_the_likest_published_item_comes_first_and_unlike_ones_not_at_all():
    others = [(1, "图书馆暑期开放时间公告"), (2, NOTICE.replace("二季度", "三季度")), (3, NOTICE)]
    found = duplicates(NOTICE, others)
    assert [key for key, _ in found] == [3, 2]
    assert found[0][1] == 1.0


def test_alike_texts_share_a_mark():
    assert set(marks(NOTICE)) & set(marks(NOTICE.replace("二季度", "三季度")))
    assert marks("，。") == []
