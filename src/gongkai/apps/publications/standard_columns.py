"""The columns that an agency's disclosure page opens with: data.

The fixed four stand first (国办公开办函〔2019〕61号); under 法定主动公开内容 come the items of 条例 art. 20.
(code, name, parent, kind, article of the Regulation in record form)
"""

from gongkai.law.articles import cite

STANDARD_COLUMNS: tuple[tuple[str, str, str, str, str], ...] = (
    ("guide", "政府信息公开指南", "", "guide", "12"),
    ("system", "政府信息公开制度", "", "system", "4"),
    ("statutory", "法定主动公开内容", "", "statutory", "20"),
    ("annual-report", "政府信息公开年报", "", "annual_report", "50"),
    ("rules", "规章", "statutory", "statutory", "20(1)"),
    ("normative-documents", "规范性文件", "statutory", "statutory", "20(1)"),
    ("other-documents", "其他文件", "statutory", "statutory", "20(1)"),
    ("institution", "机构职能", "statutory", "statutory", "20(2)"),
    ("leaders", "负责人信息", "statutory", "statutory", "20(2)"),
    ("planning", "规划及政策", "statutory", "statutory", "20(3)"),
    ("statistics", "统计信息", "statutory", "statutory", "20(4)"),
    ("licences", "行政许可", "statutory", "statutory", "20(5)"),
    ("services", "其他对外管理服务事项", "statutory", "statutory", "20(5)"),
    ("penalties", "行政处罚", "statutory", "statutory", "20(6)"),
    ("coercive-measures", "行政强制", "statutory", "statutory", "20(6)"),
    ("budget", "预算决算", "statutory", "statutory", "20(7)"),
    ("charges", "行政事业性收费", "statutory", "statutory", "20(8)"),
    ("procurement", "政府集中采购", "statutory", "statutory", "20(9)"),
    ("projects", "重大建设项目", "statutory", "statutory", "20(10)"),
    ("livelihood", "民生领域", "statutory", "statutory", "20(11)"),
    ("emergency", "突发公共事件应对", "statutory", "statutory", "20(12)"),
    ("inspection", "监督检查", "statutory", "statutory", "20(13)"),
    ("recruitment", "公务员招考", "statutory", "statutory", "20(14)"),
    ("other-statutory", "其他法定公开信息", "statutory", "statutory", "20(15)"),
    ("interpretation", "政策解读", "", "other", ""),
    ("news", "工作动态", "", "other", ""),
    ("notices", "通知公告", "", "other", ""),
    ("topics", "专题专栏", "", "other", ""),
    ("knowledge", "政策问答", "", "other", ""),
)

ELSE = (
    ("21", "设区的市级、县级人民政府及其部门，乡（镇）人民政府另应公开的"),
)  # articles without a standard column


def scopes() -> list[tuple[str, str]]:
    """What a column may rest on, for a menu: (article in record form, the article in Chinese with what it names)."""
    named: dict[str, list[str]] = {}
    for _, name, _, _, article in STANDARD_COLUMNS:
        if article:
            named.setdefault(article, []).append(name)
    known = [(article, "、".join(names)) for article, names in named.items()]
    return [
        ("", "不属法定内容"),
        *((article, f"{cite(article)}　{name}") for article, name in (*known, *ELSE)),
    ]
