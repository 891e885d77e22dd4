"""A report in lines of text, the way a page gives it, with a narrative of one's choice."""

from gongkai.reports.audit import audit
from gongkai.reports.figures import Report
from gongkai.reports.load import load
from gongkai.reports.read import Reading, read
from gongkai.reports.read.reading import Note
from gongkai.reports.tally import tally
from gongkai.reports.write import html

# 50 received, 2 carried in, 49 closed, 3 carried out; 7 reconsiderations of which 5 upheld; 9 suits.
FIGURES = {
    "t3.new_received": (45, 5),
    "t3.carried_in": (2, 0),
    "t3.granted": (20, 1),
    "t3.granted_in_part": (3, 0),
    "t3.denied_internal_affairs": (4, 1),
    "t3.unavailable_not_held": (15, 2),
    "t3.unavailable_needs_creation": (1, 0),
    "t3.not_processed_repeat": (2, 0),
    "t3.results_total": (45, 4),
    "t3.carried_out": (2, 1),
}
DISPUTES = {"upheld": 5, "corrected": 0, "other": 0, "pending": 2, "total": 7}
SUITS = {"upheld": 8, "corrected": 0, "other": 0, "pending": 1, "total": 9}
FINE = {
    "overview.proactive": "主动公开政府信息100条。",
    "overview.requests": "依申请公开工作有序开展。",
    "overview.management": "加强信息管理。",
    "overview.platforms": "网站运行平稳。",
    "overview.safeguards": "加强监督。",
    "problems": "公开的全面性有待提升。",
    "other": "未发出信息处理费收费通知。",
}


def report(agency: str = "测试市商务局", year: int = 2024, **blocks: str) -> Report:
    """A report with these figures and this text; requests="…" gives the block on requests."""
    figures = dict(tally(load("2021"), []))
    for row, (people, firms) in FIGURES.items():
        figures |= {f"{row}.natural_person": people, f"{row}.business": firms, f"{row}.total": people + firms}
    figures |= {f"t4.reconsideration.{name}": count for name, count in DISPUTES.items()}
    figures |= {f"t4.litigation_direct.{name}": count for name, count in SUITS.items()}
    figures |= {"t2.normative_documents.issued": 3, "t2.normative_documents.in_force": 12}
    figures |= {"t2.licences.decisions": 220}
    named = {
        name if name in ("problems", "other") else f"overview.{name}": text for name, text in blocks.items()
    }
    return Report(
        agency=agency,
        year=year,
        edition="2021",
        title=f"{agency}{year}年政府信息公开工作年度报告",
        figures=figures,
        narrative=FINE | named,
    )


def reading(agency: str = "测试市商务局", year: int = 2024, **blocks: str) -> Reading:
    """That report as read from its page."""
    return read(html.write(report(agency, year, **blocks)), "report.html")


def findings(agency: str = "测试市商务局", **blocks: str) -> list[Note]:
    """What the audit says of it, the missing date of the signature apart."""
    return [note for note in audit(reading(agency, **blocks)) if note.rule != "text.undated"]


def told(agency: str = "测试市商务局", **blocks: str) -> list[tuple[str, str]]:
    """(rule, level) of every finding."""
    return [(note.rule, note.level) for note in findings(agency, **blocks)]


def narrative(text: str) -> list[Note]:
    """The findings of a report without tables: a page of paragraphs."""
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
    filler = (
        "<p>本机关认真执行政府信息公开条例，政府信息公开工作有序推进，政务公开水平不断提高。电话0000-1234567。</p>"
        * 12
    )
    page = (
        f"<html><body><h1>测试县教育局2016年政府信息公开工作年度报告</h1>{paragraphs}{filler}</body></html>"
    )
    found = read(page.encode(), "report.html")
    assert found.status == "read", found.message
    return audit(found)
