"""Sentences that the year's figures suggest for the narrative of a report.

Each sentence says where every number in it comes from, so that the screen can link it to its records.
What is not known is not said; what did not happen is said in so many words (无, 未收到), as the form asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gongkai.reports.facts import Amount
from gongkai.reports.figures import Figures, plain
from gongkai.reports.form import Form, edition_for_year
from gongkai.reports.load import load

# Numbers beside the statutory figures that `draft` knows. All 条 or 件 unless stated.
NUMBERS = {
    "items.total": "主动公开政府信息（条）",
    "items.website": "其中政府网站",
    "items.wechat": "其中政务微信",
    "items.weibo": "其中政务微博",
    "items.gazette": "其中政府公报",
    "items.other": "其中其他方式",
    "requests.online": "网络申请",
    "requests.mail": "信函申请",
    "requests.in_person": "当面申请",
    "requests.fax": "传真申请",
    "requests.overdue": "超过法定期限答复的申请",
    "letters.received": "公众来信",
    "letters.on_time": "5个工作日内答复的来信",
    "letters.average_days": "来信平均办理时长（工作日）",
    "meetings": "政务公开工作会议（次）",
    "courses": "培训班（次）",
    "trainees": "接受培训（人次）",
    "fees.notices": "信息处理费收费通知",
    "fees.noticed": "收费通知总金额（万元）",
    "fees.paid": "实际收取总金额（万元）",
}
_CHANNELS = {
    "website": "政府网站",
    "wechat": "政务微信",
    "weibo": "政务微博",
    "gazette": "政府公报",
    "other": "其他方式",
}
_WAYS = {"online": "网络", "mail": "信函", "in_person": "当面", "fax": "传真"}
_RESULTS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结"}
_ROUTES = {
    "reconsideration": "行政复议",
    "litigation_direct": "未经复议直接起诉的行政诉讼",
    "litigation_after_reconsideration": "复议后起诉的行政诉讼",
}
_NAME = re.compile(r"\{([\w.]+)\}")


@dataclass(frozen=True, slots=True)
class Span:
    """A number in a sentence: the figure's key or the number's name, and where it stands in the text."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A proposed sentence with the sources of its numbers, in order."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Year:
    """What a draft may speak of: names, figures and numbers of one year."""

    form: Form
    agency: str
    year: int
    values: Mapping[str, Amount | None]

    def get(self, name: str) -> Amount | None:
        return self.values.get(name)

    def positive(self, name: str) -> bool:
        return (self.values.get(name) or 0) > 0

    def zero(self, *names: str) -> bool:
        """True when all of these are known to be nothing."""
        return all(self.values.get(name) == 0 for name in names)

    def listed(self, names: Mapping[str, str], prefix: str, unit: str) -> str:
        """「网络{…}件、信函{…}件」: those that are more than nothing."""
        return "、".join(
            f"{name}{{{prefix}{key}}}{unit}" for key, name in names.items() if self.positive(prefix + key)
        )


def draft(
    block: str, agency: str, year: int, figures: Figures, numbers: Mapping[str, Amount | None] | None = None
) -> list[Sentence]:
    """The sentences proposed for a narrative block, none where the figures say nothing about it.

    agency: the short name that the text uses. numbers: what is known beside the figures, by `NUMBERS`.
    """
    write = _DRAFTS.get(block)
    if write is None:
        return []
    known = _Year(load(edition_for_year(year)), agency, year, {**figures, **(numbers or {})})
    return [_sentence(template, known) for template in write(known) if template]


def _sentence(template: str, known: _Year) -> Sentence:
    text, spans, last = "", [], 0
    for found in _NAME.finditer(template):
        text += template[last : found.start()]
        last = found.end()
        name = found[1]
        if name == "agency":
            text += known.agency
        elif name == "year":
            text += str(known.year)
        else:
            start = len(text)
            text += plain(known.values[name])
            spans.append(Span(name, start, len(text)))
    return Sentence(text + template[last:], tuple(spans))


def _proactive(known: _Year) -> list[str]:
    return [_items(known), _documents(known), _decisions(known)]


def _items(known: _Year) -> str:
    total = known.get("items.total")
    if total is None:
        return ""
    if not total:
        return "{year}年，{agency}未新增主动公开的政府信息。"
    return "{year}年，{agency}主动公开政府信息{items.total}条" + _by_channel(known, total, "items.")


def _by_channel(known: _Year, total: Amount, prefix: str) -> str:
    """How the items went out. Parts of a whole only where no item went out twice."""
    channels = known.listed(_CHANNELS, prefix, "条")
    if not channels:
        return "。"
    if sum(known.get(prefix + channel) or 0 for channel in _CHANNELS) > total:
        return f"（同一信息由多个渠道公开的计1条）；按渠道计，{channels}。"
    return f"，其中{channels}。"


def _documents(known: _Year) -> str:
    issued, repealed, stock = (
        f"t2.normative_documents.{name}" for name in ("issued", "repealed", "in_force")
    )
    if known.get(stock) is None:
        return ""
    if known.zero(issued, repealed, stock):
        return "本年未制发行政规范性文件，没有现行有效的行政规范性文件。"
    made = f"制发行政规范性文件{{{issued}}}件" if known.positive(issued) else "未制发行政规范性文件"
    ended = f"，废止{{{repealed}}}件" if known.positive(repealed) else ""
    return f"本年{made}{ended}，现行有效{{{stock}}}件。"


def _decisions(known: _Year) -> str:
    names = {"licences": "行政许可", "penalties": "行政处罚", "coercive_measures": "行政强制"}
    keys = [f"t2.{name}.decisions" for name in names]
    if known.zero(*keys):
        return "本年未作出行政许可、行政处罚、行政强制决定。"
    made = [
        f"{name}决定{{{key}}}件"
        for key, name in zip(keys, names.values(), strict=True)
        if known.positive(key)
    ]
    charge = "收取行政事业性收费{t2.fees.amount}万元" if known.positive("t2.fees.amount") else ""
    text = "，".join(filter(None, (f"本年作出{'、'.join(made)}" if made else "", charge)))
    return f"{text}。" if text else ""


def _requests(known: _Year) -> list[str]:
    new, before = "t3.new_received.total", "t3.carried_in.total"
    if known.get(new) is None:
        return []
    if known.zero(new, before):
        return ["{year}年，{agency}未收到政府信息公开申请，无上年结转申请。", *_disputes(known)]
    ways = known.listed(_WAYS, "requests.", "件")
    received = f"收到政府信息公开申请{{{new}}}件" + (f"（{ways}）" if ways else "")
    if known.zero(new):
        received = "未收到新的政府信息公开申请"
    carried = f"，上年结转{{{before}}}件" if known.positive(before) else ""
    return [f"{{year}}年，{{agency}}{received}{carried}。", _results(known), _terms(known), *_disputes(known)]


def _results(known: _Year) -> str:
    total, after = "t3.results_total.total", "t3.carried_out.total"
    rows = [
        (row.head, row.keys[-1])
        for part in known.form.table("t3").parts
        for row in part.rows
        if len(row.head) > 1 and row.id != "results_total"
    ]
    named = "、".join(f"{_outcome(head)}{{{key}}}件" for head, key in rows if known.positive(key))
    closed = f"本年办结{{{total}}}件" + (f"，其中{named}" if named else "")
    if not known.positive(total):
        closed = "至年底尚未办结"
    return (
        f"{closed}；结转下年度继续办理{{{after}}}件。"
        if known.positive(after)
        else f"{closed}；没有结转下年度的申请。"
    )


def _outcome(head: tuple[str, ...]) -> str:
    """「不予公开（属于国家秘密）」 out of the printed heads （三）不予公开, 1.属于国家秘密."""
    group = head[1].split("）", 1)[1].split("（", 1)[0]
    return f"{group}（{head[2].split('.', 1)[1]}）" if len(head) > 2 else group


def _terms(known: _Year) -> str:
    if known.get("requests.overdue") is None or not known.positive("t3.results_total.total"):
        return ""
    if known.zero("requests.overdue"):
        return "办结的申请均在法定期限内答复。"
    return "办结的申请中有{requests.overdue}件超过法定期限答复。"


def _disputes(known: _Year) -> list[str]:
    totals = [f"t4.{route}.total" for route in _ROUTES]
    if known.get(totals[0]) is None:
        return []
    if known.zero(*totals):
        return ["本年未发生因政府信息公开引起的行政复议、行政诉讼。"]
    named = []
    for route, name in _ROUTES.items():
        if known.positive(f"t4.{route}.total"):
            named.append(f"{name}{{t4.{route}.total}}件（{known.listed(_RESULTS, f't4.{route}.', '件')}）")
    return [f"本年因政府信息公开引起{'，'.join(named)}。"]


def _management(known: _Year) -> list[str]:
    sentences = []
    received, on_time = known.get("letters.received"), known.get("letters.on_time")
    if received == 0:
        sentences.append("{year}年，{agency}未收到公众来信。")
    elif received is not None:
        answered = ""
        if on_time is not None:
            answered = (
                "，均在5个工作日内答复"
                if on_time == received
                else "，其中{letters.on_time}件在5个工作日内答复"
            )
        average = "，平均办理{letters.average_days}个工作日" if known.positive("letters.average_days") else ""
        sentences.append(f"{{year}}年，{{agency}}收到公众来信{{letters.received}}件{answered}{average}。")
    if known.positive("t2.normative_documents.in_force"):
        sentences.append("集中公开现行有效的行政规范性文件{t2.normative_documents.in_force}件。")
    return sentences


def _platforms(known: _Year) -> list[str]:
    channels = known.listed(_CHANNELS, "items.", "条")
    return [f"{{year}}年，各公开渠道发布政府信息：{channels}。"] if channels else []


def _safeguards(known: _Year) -> list[str]:
    held = [
        text
        for name, text in {
            "meetings": "召开政务公开工作会议{meetings}次",
            "courses": "举办培训班{courses}次",
            "trainees": "培训{trainees}人次",
        }.items()
        if known.positive(name)
    ]
    return [f"{{year}}年，{{agency}}{'，'.join(held)}。"] if held else []


def _problems(known: _Year) -> list[str]:
    sentences = []
    if known.positive("t4.reconsideration.corrected"):
        sentences.append("有{t4.reconsideration.corrected}件行政复议结果为纠正，答复的规范性有待加强。")
    if known.positive("requests.overdue"):
        sentences.append("有{requests.overdue}件申请超过法定期限答复，办理时限的管理有待加强。")
    return sentences


def _fees(known: _Year) -> list[str]:
    """The statement on processing fees that section 六 must carry (国办公开办函〔2021〕30号)."""
    if known.get("fees.notices") is None:
        return []
    if known.zero("fees.notices"):
        return ["{year}年，{agency}未发出信息处理费收费通知，未收取信息处理费。", "无其他需要报告的事项。"]
    amounts = [
        text
        for name, text in {
            "fees.noticed": "，总金额{fees.noticed}万元",
            "fees.paid": "，实际收取{fees.paid}万元",
        }.items()
        if known.get(name) is not None
    ]
    return [f"{{year}}年，{{agency}}发出信息处理费收费通知{{fees.notices}}件{''.join(amounts)}。"]


def _list_disclosure(known: _Year) -> list[str]:
    total = known.get("s.disclosed.total")
    if total is None:
        return []
    return [
        "{year}年，{agency}主动公开政府信息{s.disclosed.total}条" + _by_channel(known, total, "s.channel.")
    ]


def _list_requests(known: _Year) -> list[str]:
    if known.zero("s.applications.received", "s.applications.closed"):
        return ["{year}年，{agency}未收到政府信息公开申请。"]
    if known.get("s.applications.received") is None:
        return []
    ways = known.listed(_WAYS, "s.applications.", "件")
    return [
        "{year}年，{agency}收到政府信息公开申请{s.applications.received}件"
        + (f"（{ways}）。" if ways else "。"),
        "办结{s.applications.closed}件，其中按时办结{s.applications.closed_on_time}件、"
        "延期办结{s.applications.closed_extended}件。",
    ]


def _list_fees(known: _Year) -> list[str]:
    if known.get("s.fees.amount") is None:
        return []
    if known.zero("s.fees.amount"):
        return ["{year}年，{agency}依申请公开政府信息未收取费用。"]
    return ["{year}年，{agency}依申请公开政府信息收取费用{s.fees.amount}万元。"]


def _list_disputes(known: _Year) -> list[str]:
    if known.zero("s.reconsideration.total", "s.litigation.total", "s.complaints.total"):
        return ["{year}年，{agency}没有因政府信息公开引起的行政复议、行政诉讼和举报投诉。"]
    names = {"reconsideration": "行政复议", "litigation": "行政诉讼", "complaints": "举报投诉"}
    named = [f"{name}{{s.{key}.total}}件" for key, name in names.items() if known.positive(f"s.{key}.total")]
    return [f"{{year}}年，{{agency}}因政府信息公开引起{'、'.join(named)}。"] if named else []


_DRAFTS: dict[str, Callable[[_Year], list[str]]] = {
    "overview.proactive": _proactive,
    "overview.requests": _requests,
    "overview.management": _management,
    "overview.platforms": _platforms,
    "overview.safeguards": _safeguards,
    "problems": _problems,
    "other": _fees,
    "disclosure": _list_disclosure,
    "requests": _list_requests,
    "fees": _list_fees,
    "disputes": _list_disputes,
}
