"""Writes of the registers: record, change, void, import. All of them take any register by its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.registers import checks, sheets
from gongkai.apps.registers.models import Entry
from gongkai.apps.registers.queries import taken
from gongkai.apps.registers.specifications import Register, register_named
from gongkai.law.refusals import Refused


@transaction.atomic
def record_entry(actor: Post, key: str, values: Mapping[str, Any], *, today: date) -> Entry:
    """A new entry of the register. values: by column name, in Python types (date, Decimal, code of a choice).

    Refused, at the field, for a value that breaks `checks` or an entry that stands there already.
    """
    register = _opened(actor, key)
    row = _checked(register, values, today)
    _refuse_double(register, actor.agency_id, row)
    entry = register.model(agency=actor.agency, recorded_by=actor.account, changed_by=actor.account, **row)
    _save(register, row, entry.save)
    record("entry.recorded", actor=actor, subject=entry, register=key)
    return entry


@transaction.atomic
def change_entry(
    actor: Post, key: str, pk: int, version: int, values: Mapping[str, Any], *, today: date
) -> Entry:
    """The entry with these values. version: the one that the form showed. The log keeps old and new values."""
    register = _opened(actor, key)
    entry = _held(actor, register, pk, version)
    row = _checked(register, values, today)
    changed = {name: value for name, value in row.items() if getattr(entry, name) != value}
    if not changed:
        return entry
    if changed.keys() & set(register.once):
        _refuse_double(register, actor.agency_id, row)
    names = set(register.person[:1]) if register.person else set()
    trace = {name: [_json(getattr(entry, name)), _json(row[name])] for name in changed if name not in names}
    for name, value in changed.items():
        setattr(entry, name, value)
    _save(register, row, lambda: entry.keep(actor, *changed))
    record("entry.changed", actor=actor, subject=entry, register=key, fields=sorted(changed), values=trace)
    return entry


@transaction.atomic
def void_entry(actor: Post, key: str, pk: int, version: int, *, reason: str) -> Entry:
    """Voids an entry: it stays in the register, struck through, and counts in no figure any more."""
    register = _opened(actor, key)
    entry = _held(actor, register, pk, version)
    reason = reason.strip()
    if not reason:
        raise Refused("请写明作废原因，例如“与第3号重复登记”", field="reason")
    if len(reason) > 200:
        raise Refused(f"作废原因最多200个字，现为{len(reason)}个字", field="reason")
    entry.voided_at, entry.voided_by, entry.void_reason = timezone.now(), actor.account, reason
    entry.keep(actor, "voided_at", "voided_by", "void_reason")
    record("entry.voided", actor=actor, subject=entry, register=key, reason=reason)
    return entry


def record_entries(actor: Post, key: str, rows: Sequence[Mapping[str, Any]], *, today: date) -> int:
    """Records many entries at once, all or none; returns how many. One event in the log for the whole batch.

    Refused at the first row that breaks a rule, by its number.
    """
    register = _opened(actor, key)
    tidy = [checks.tidy(register, row) for row in rows]
    numbered = list(enumerate(tidy, start=1))
    wrong = next(sheets.row_problems(register, actor.agency_id, numbered, today), None)
    if wrong:
        raise Refused(f"第{wrong.row}条{wrong.message}")
    return _store(actor, register, tidy, "")


def import_entries(actor: Post, key: str, content: bytes, *, today: date, confirm: str) -> int:
    """Imports a spreadsheet whose preview was confirmed; returns how many entries it gave.

    confirm: the digest that the preview showed. Refused when the file is another one or has any problem.
    """
    register = _opened(actor, key)
    seen = sheets.examine(register, actor.agency_id, content, today)
    if seen.digest != confirm:
        raise Refused("文件与预览时不同，请重新上传并核对")
    if seen.problems:
        raise Refused(f"表中有{len(seen.problems)}处错误，没有导入任何一行。{seen.problems[0]}")
    return _store(actor, register, [row for _, row in seen.rows], confirm)


def _store(actor: Post, register: Register, rows: Sequence[Mapping[str, Any]], digest: str) -> int:
    """Stores checked rows. The checks came before: SQLite's only write lock is held no longer than it must."""
    person = {"recorded_by": actor.account, "changed_by": actor.account}
    entries = [register.model(agency=actor.agency, **person, **row) for row in rows]

    def save() -> None:
        register.model._default_manager.bulk_create(entries, batch_size=500)
        record("entries.imported", actor=actor, register=register.key, count=len(entries), digest=digest)

    _save(register, {}, save)
    return len(entries)


def _opened(actor: Post, key: str) -> Register:
    actor.require("registers.write")
    return register_named(key)


def _held(actor: Post, register: Register, pk: int, version: int) -> Entry:
    entry = register.model.locked(pk, version)
    actor.require_agency(entry.agency_id)
    if entry.voided_at:
        raise Refused("这条记录已经作废，不能再修改；需要时请重新登记")
    return entry


def _checked(register: Register, values: Mapping[str, Any], today: date) -> dict[str, Any]:
    row = checks.tidy(register, values)
    for problem in checks.problems(register, row, today):
        raise Refused(problem.message, field=problem.field)
    return row


def _refuse_double(register: Register, agency_id: int, row: Mapping[str, Any]) -> None:
    if taken(register, agency_id, [row]):
        raise _double(register, row)


def _double(register: Register, row: Mapping[str, Any]) -> Refused:
    heads = "、".join(register.column(name).head for name in register.once)
    said = "，".join(str(row[name]) for name in register.once if row.get(name))
    return Refused(f"{register.name}台账中已有“{heads}”相同的记录：{said}", field=register.once[0])


def _save(register: Register, row: Mapping[str, Any], save: Any) -> None:
    """Saves; when a colleague stored the same entry a moment before, that is a refusal, not a failure."""
    try:
        with transaction.atomic():
            save()
    except IntegrityError as error:
        if row:
            raise _double(register, row) from error
        raise Refused("有人刚刚登记了同样的记录，没有导入任何一行，请重新预览") from error


def _json(value: Any) -> Any:
    return str(value) if isinstance(value, date | datetime | Decimal) else value
