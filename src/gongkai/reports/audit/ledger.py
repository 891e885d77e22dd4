"""What the tables of a report say on the subjects of which its narrative speaks, whatever the edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.reports.facts import Amount
from gongkai.reports.read.reading import Reading

_ORGANISATIONS = ("business", "research", "charity", "legal_services", "other_organisation")
_ROUTES = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
_OUTCOMES = {
    "outcome.granted": ("granted",),
    "outcome.granted_in_part": ("granted_in_part",),
    "outcome.granted_or_part": ("granted", "granted_in_part"),
    "outcome.denied": (
        "denied_state_secret",
        "denied_by_law",
        "denied_security_stability",
        "denied_third_party",
        "denied_internal_affairs",
        "denied_deliberative",
        "denied_enforcement_file",
        "denied_administrative_query",
    ),
    "outcome.unavailable": (
        "unavailable_not_held",
        "unavailable_needs_creation",
        "unavailable_still_unclear",
    ),
    "outcome.not_processed": (
        "not_processed_petition",
        "not_processed_repeat",
        "not_processed_publication",
        "not_processed_excessive",
        "not_processed_reconfirm",
    ),
}
_T2 = {
    "documents.issued": ("normative_documents.issued", "normative_documents.made"),
    "documents.repealed": ("normative_documents.repealed",),
    "documents.in_force": ("normative_documents.in_force",),
    "decisions.licences": ("licences.decisions",),
    "decisions.penalties": ("penalties.decisions",),
    "decisions.coercive": ("coercive_measures.decisions",),
    "fees.charged": ("fees.amount",),
}
_LIST = {
    "items.total": "disclosed.total",
    "items.channel.website": "channel.website",
    "items.channel.weibo": "channel.weibo",
    "items.channel.wechat": "channel.wechat",
    "documents.issued": "issued.normative_documents",
    "responses": "responses.total",
    "requests.received": "applications.received",
    "channel.in_person": "applications.in_person",
    "channel.fax": "applications.fax",
    "channel.online": "applications.online",
    "channel.mail": "applications.mail",
    "outcome.granted": "replies.granted",
    "outcome.granted_in_part": "replies.granted_in_part",
    "outcome.denied": "replies.denied",
    "reconsideration.total": "reconsideration.total",
    "litigation.total": "litigation.total",
    "fees.processing": "fees.amount",
}
# Printed labels of local forms, whole (their wording varies, their sense does not).
_LOCAL = {
    "items.total": r"主动公开(?:政府)?(?:信息|文件)(?:条|总)?数",
    "requests.received": r"(?:受理|收到)?(?:依)?申请(?:公开)?(?:政府)?(?:信息)?(?:总)?数|受理依申请公开信息总数|收到申请(?:总)?数",
    "channel.in_person": r"当面申请数",
    "channel.fax": r"传真申请数",
    "channel.email": r"电子邮件申请数",
    "channel.online": r"(?:网上|网络)申请数",
    "channel.mail": r"(?:信函|邮寄)(?:[、和]传真)?申请数",
    "requests.closed": r"对申请的答复(?:总)?数|申请答复(?:总)?数",
    "outcome.granted": r"同意公开答复数",
    "outcome.granted_in_part": r"同意部分公开答复数",
    "outcome.denied": r"(?:不予|否决|不同意)公开答复(?:总)?数",
    "reconsideration.total": r"行政复议数(?:量)?",
    "litigation.total": r"行政诉讼数(?:量)?",
}
_LOCAL_PATTERNS = {name: re.compile(pattern) for name, pattern in _LOCAL.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One way in which the tables answer. gloss: which, in Chinese, where it is not the plain one."""

    value: Amount
    keys: tuple[str, ...]
    gloss: str = ""


class Ledger:
    """The figures of a reading by subject. A subject may have several answers, each of them right."""

    def __init__(self, reading: Reading) -> None:
        self._figures = reading.figures
        self._blanks = frozenset(reading.blanks)
        self._labels = reading.labels
        self.edition = reading.edition

    def of(self, subject: str) -> list[Entry]:
        """The answers of the tables, the plain one first; none where the tables do not say."""
        if self.edition in ("2019", "2021"):
            return [entry for entry in self._forms(subject) if entry is not None]
        if self.edition == "2014" and subject == "requests.closed":
            return _known([self._sum(["s.applications.closed"]), self._sum(["s.replies.total"], "答复")])
        if self.edition == "2014" and subject in _LIST:
            return _known([self._sum([f"s.{_LIST[subject]}"])])
        if self.edition == "local" and subject in _LOCAL_PATTERNS:
            return _known([self._sum([key]) for key in self._labelled(_LOCAL_PATTERNS[subject])][:1])
        return []

    def value(self, subject: str) -> Amount | None:
        """The plain answer, None where the tables do not say."""
        entries = self.of(subject)
        return entries[0].value if entries else None

    def keys(self, *subjects: str) -> tuple[str, ...]:
        """The keys of the plain answers."""
        return tuple(key for one in subjects for entry in self.of(one)[:1] for key in entry.keys)

    def _labelled(self, pattern: re.Pattern[str]) -> list[str]:
        return [
            key
            for key, label in self._labels.items()
            if key.endswith(".year") and pattern.fullmatch("".join(label.split()))
        ]

    def _forms(self, subject: str) -> Iterable[Entry | None]:
        group, _, name = subject.partition(".")
        if group == "requests":
            return self._requests(name)
        if group == "outcome":
            rows = _OUTCOMES.get(subject) or self._other_rows()
            return [self._rows(rows)]
        if subject in _T2:
            return [self._sum([key]) for key in (f"t2.{one}" for one in _T2[subject]) if key in self._figures]
        if group == "litigation":
            direct, after = f"t4.litigation_direct.{name}", f"t4.litigation_after_reconsideration.{name}"
            return [
                self._sum([direct, after]),
                self._sum([direct], "未经复议直接起诉"),
                self._sum([after], "复议后起诉"),
            ]
        if group == "disputes":
            return [self._sum([f"t4.{route}.total" for route in _ROUTES])]
        if group == "reconsideration" or group.startswith("litigation_"):
            return [self._sum([f"t4.{subject}"])]
        return []

    def _requests(self, name: str) -> list[Entry | None]:
        new, carried = "new_received", "carried_in"
        if name == "received":
            return [self._rows([new]), self._rows([new, carried], "含上年结转")]
        if name in ("person", "organisation"):
            columns = ("natural_person",) if name == "person" else _ORGANISATIONS
            return [
                self._sum([f"t3.{new}.{column}" for column in columns]),
                self._sum(
                    [f"t3.{row}.{column}" for row in (new, carried) for column in columns], "含上年结转"
                ),
                self._sum([f"t3.results_total.{column}" for column in columns], "办结"),
            ]
        return [self._rows([{"closed": "results_total"}.get(name, name)])]

    def _other_rows(self) -> Sequence[str]:
        if "t3.closed_otherwise.total" in self._figures:
            return ("closed_otherwise",)
        return ("closed_not_corrected", "closed_fee_unpaid", "closed_other")

    def _rows(self, rows: Sequence[str], gloss: str = "") -> Entry | None:
        values = [self._total(row) for row in rows]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return None
        return Entry(sum(known, start=0), tuple(f"t3.{row}.total" for row in rows), gloss)

    def _total(self, row: str) -> Amount | None:
        """The 总计 of a row of table 三; where it was left blank, its columns added up."""
        key = f"t3.{row}.total"
        if key not in self._blanks:
            return self._figures.get(key)
        entry = self._sum([f"t3.{row}.{column}" for column in ("natural_person", *_ORGANISATIONS)])
        return entry.value if entry else None

    def _sum(self, keys: Sequence[str], gloss: str = "") -> Entry | None:
        total: Amount = 0
        for key in keys:
            value = self._figures.get(key)
            if value is None:
                return None
            total += value
        return Entry(total, tuple(keys), gloss)


def _known(entries: Sequence[Entry | None]) -> list[Entry]:
    return [entry for entry in entries if entry is not None]
