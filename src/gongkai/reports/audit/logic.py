"""What the figures of a report say about each other beyond their sums: questions, not errors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.reports.facts import Amount
from gongkai.reports.figures import plain
from gongkai.reports.form import Level
from gongkai.reports.read.reading import Note, Reading

# Who cannot make rules (规章): counties, townships, and departments of a local government.
_NO_RULES = re.compile(r"(?:[县区旗镇乡](?:人民政府)?|街道办事处|[局委厅])$")
_WITH_RULES = re.compile(r"办公[厅室]|自治[区州]|^(?:国家|中国)|总局$|管委会|管理委员会")


def logic(reading: Reading) -> Iterator[Note]:
    """Rules made by those who cannot, suits after reconsideration without any, denials for state secrets."""
    agency = reading.agency or ""
    made = _largest(reading, "t2.rules.issued", "t2.rules.made")
    if made and _NO_RULES.search(agency) and not _WITH_RULES.search(agency):
        message = f"“规章”填了{plain(made[1])}件，本机关一般无权制定规章，请核对是否应填在“行政规范性文件”。"
        yield _note(reading, "table.rules_power", "warning", (made[0],), made[1], 0, message)
    after = reading.figures.get("t4.litigation_after_reconsideration.total")
    total, pending = (reading.figures.get(f"t4.reconsideration.{one}") for one in ("total", "pending"))
    if after is not None and total is not None and pending is not None and after > total - pending:
        keys = ("t4.litigation_after_reconsideration.total", "t4.reconsideration.total")
        message = f"复议后起诉{plain(after)}件，多于本年审结的复议{plain(total - pending)}件，请核对是否含上年审结的。"
        yield _note(reading, "table.after_reconsideration", "warning", keys, after, total - pending, message)
    secret = _largest(reading, "t3.denied_state_secret.total")
    if secret:
        message = f"以国家秘密为由不予公开{plain(secret[1])}件，请核对每件的定密依据。"
        yield _note(reading, "table.secret", "info", (secret[0],), secret[1], None, message)


def _largest(reading: Reading, *keys: str) -> tuple[str, Amount] | None:
    return next(((key, value) for key in keys if (value := reading.figures.get(key))), None)


def _note(
    reading: Reading,
    rule: str,
    level: Level,
    keys: tuple[str, ...],
    says: Amount,
    should: Amount | None,
    message: str,
) -> Note:
    at = reading.places.get(keys[0])
    return Note(rule, level, keys, says, should, message, reading.quote(at), at)
