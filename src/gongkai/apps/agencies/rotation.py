"""A new key for all that is sealed: encrypted fields, keyed digests and files go over to it while the platform answers.

What was killed is done again: what stands under the newest key already is passed over. No row is locked longer than
its batch takes, and none is waited for.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import ExpressionWrapper, F, FileField, Model, TextField, Value

from gongkai.apps.agencies.encryption import DigestField, EncryptedTextField, cipher
from gongkai.apps.agencies.files import SealedStorage, key_name
from gongkai.apps.audit.actions import record
from gongkai.law.refusals import Refused

BATCH = 200  # rows that are renewed in one transaction
PASSES = 5  # over a table of which somebody holds rows again and again
NEW, OLD, LOST = range(3)  # under the newest key; under an older one; under none that is given
Progress = Callable[[str, int, int], None]  # table, rows done, rows


@dataclass(frozen=True, slots=True)
class Standing:
    """How many rows (or files) of a table there are, stand under an older key, and open with none that is given."""

    name: str
    total: int
    old: int
    lost: int


@dataclass(frozen=True, slots=True)
class Table:
    """A model with what is sealed in it: fields and digests by column, files by column."""

    model: type[Model]
    fields: tuple[str, ...]
    digests: tuple[DigestField, ...]
    files: tuple[str, ...]

    @property
    def name(self) -> str:
        """In words, with the label by which the log knows it."""
        return f"{self.model._meta.verbose_name}（{self.model._meta.label_lower}）"

    @property
    def rows(self) -> Any:
        """All rows, by key."""
        return self.model._base_manager.order_by("pk")

    def tokens(self) -> Any:
        """(pk, token, …): the encrypted columns as they stand in the database, unopened."""
        raw = {f"token_{name}": ExpressionWrapper(F(name), TextField()) for name in self.fields}
        return self.rows.annotate(**raw).values_list("pk", *raw)


def tables() -> list[Table]:
    """Every table that holds something sealed, whatever app it is of."""
    found = []
    for model in apps.get_models():
        own = model._meta.local_fields
        table = Table(
            model,
            tuple(field.name for field in own if isinstance(field, EncryptedTextField)),
            tuple(field for field in own if isinstance(field, DigestField)),
            tuple(
                field.name
                for field in own
                if isinstance(field, FileField) and isinstance(field.storage, SealedStorage)
            ),
        )
        if table.fields or table.digests or table.files:
            found.append(table)
    return found


def standing() -> list[Standing]:
    """Of each table how far it is. An older key may be dropped when `old` and `lost` are 0 everywhere."""
    check_keys(least=1)
    found = []
    for table in tables():
        counts = [0, 0, 0]
        for states in _states(table):
            for state in states.values():
                counts[state] += 1
        found.append(Standing(table.name, sum(counts), counts[OLD], counts[LOST]))
        for column in table.files:
            kinds = [_file_state(name) for _, name in _names(table, column)]
            there = [kind for kind in kinds if kind is not None]
            found.append(Standing(f"{table.name}的文件", len(there), there.count(OLD), there.count(LOST)))
    return [row for row in found if row.total]


def rotate(progress: Progress = lambda name, done, total: None) -> dict[str, int]:
    """Brings everything under the newest key; how many rows and files of each table were renewed.

    Refused without a new key before the old one, and while another process is at it. What opens with no key that is
    given is left as it is: `standing` tells it.
    """
    check_keys(least=2)
    with _alone():
        record("keys.rotation_begun", key=key_name())
        renewed: dict[str, int] = {}
        for table in tables():
            count = sum(_renew_rows(table, progress)) + sum(
                _renew_files(table, column, progress) for column in table.files
            )
            if count:
                renewed[table.model._meta.label_lower] = count
        record("keys.rotated", key=key_name(), renewed=renewed)
    return renewed


def check_keys(least: int) -> None:
    """Refused when the keys that are given cannot be used for it."""
    keys = settings.GONGKAI_FIELD_KEYS
    if len(keys) < least:
        raise Refused(
            "GONGKAI_FIELD_KEYS 里还没有新密钥：请用 gongkai rotate-keys --new 生成一个，写在原来的密钥前面，"
            "以逗号分隔，重启 gongkai serve 和 gongkai worker 之后再轮换"
        )
    if len(set(keys)) < len(keys):
        raise Refused("GONGKAI_FIELD_KEYS 里有重复的密钥，请删去重复的再试")
    for place, key in enumerate(keys, 1):
        try:
            Fernet(key)
        except ValueError as wrong:
            raise Refused(f"GONGKAI_FIELD_KEYS 的第{place}个密钥无效，请核对是否抄录完整") from wrong


@contextmanager
def _alone() -> Iterator[None]:
    with (settings.HOME / "rotation.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise Refused("另一个进程正在轮换密钥，请等它完成") from busy
        yield


def _state(token: str) -> int:
    """Told by the token's signature, without opening it."""
    for place, key in enumerate(settings.GONGKAI_FIELD_KEYS):
        try:
            Fernet(key).extract_timestamp(token)
        except InvalidToken:
            continue
        return OLD if place else NEW
    return LOST


def _worst(tokens: tuple[str, ...]) -> int:
    return max((_state(token) for token in tokens if token), default=NEW)


def _states(table: Table) -> Iterator[dict[Any, int]]:
    """The rows by key with where they stand, a batch at a time; nothing is locked."""
    after: Any = None
    while table.fields or table.digests:
        rows = table.tokens() if after is None else table.tokens().filter(pk__gt=after)
        states = {pk: _worst(tokens) for pk, *tokens in rows[:BATCH]}
        if not states:
            return
        after = max(states)
        if table.digests:
            opening = [pk for pk, state in states.items() if state == NEW]
            for row in table.rows.filter(pk__in=opening):
                states[row.pk] = OLD if _digests(table, row) else NEW
        yield states


def _digests(table: Table, row: Model) -> dict[str, str]:
    """The digests of the row that are not of the newest key."""
    wanted = {field.attname: field.newest(row) for field in table.digests}
    return {name: digest for name, digest in wanted.items() if getattr(row, name) != digest}


def _renew_rows(table: Table, progress: Progress) -> Iterator[int]:
    """Pass after pass, until none is old or those that are cannot be had: somebody works on them."""
    total = table.rows.count()
    for _ in range(PASSES):
        done, renewed, old = 0, 0, 0
        for states in _states(table):
            stale = [pk for pk, state in states.items() if state == OLD]
            renewed += _renew(table, stale) if stale else 0
            done, old = done + len(states), old + len(stale)
            progress(table.name, done, total)
        yield renewed
        if renewed == old:
            return


@transaction.atomic
def _renew(table: Table, stale: list[Any]) -> int:
    """Those of the rows that nobody holds; how many."""
    held = table.tokens().filter(pk__in=stale).select_for_update(skip_locked=True)
    tokens = {pk: found for pk, *found in held}
    rows = table.rows.in_bulk(list(tokens)) if table.digests else {}
    for pk, found in tokens.items():
        named = zip(table.fields, found, strict=True)
        columns = {
            name: cipher().rotate(token).decode() for name, token in named if token and _state(token) == OLD
        }
        columns |= _digests(table, rows[pk]) if table.digests else {}
        if columns:
            new = {name: Value(value, TextField()) for name, value in columns.items()}
            table.model._base_manager.filter(pk=pk).update(**new)
    return len(tokens)


def _names(table: Table, column: str) -> Iterator[tuple[Any, str]]:
    yield from table.rows.exclude(**{column: ""}).values_list("pk", column).iterator(BATCH)


def _file_state(name: str) -> int | None:
    """Where a file stands; None when there is none on the disk."""
    try:
        place = SealedStorage().sealed_with(name)
    except FileNotFoundError:
        return None
    return LOST if place is None else OLD if place else NEW


def _renew_files(table: Table, column: str, progress: Progress) -> int:
    """The files of a column; how many were sealed anew."""
    renewed, total = 0, table.rows.exclude(**{column: ""}).count()
    for done, (pk, name) in enumerate(_names(table, column), 1):
        if _file_state(name) == OLD:
            SealedStorage().reseal(name)
            if not table.rows.filter(
                pk=pk, **{column: name}
            ).exists():  # deleted meanwhile, its file before ours
                SealedStorage().delete(name)
            renewed += 1
        progress(f"{table.name}的文件", done, total)
    return renewed
