"""Many reads in one statement: `values()` querysets of any models, each by its name.

A page that shows a little of everything asks the database once: every queryset becomes one SELECT of a UNION ALL,
and each of its rows one line of JSON, which is turned back into what the queryset itself would have said.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from types import MappingProxyType
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import QuerySet

Sources = dict[str, QuerySet[Any, Any]]  # of values(), whatever their names
Found = dict[str, list[dict[str, Any]]]
Reader = Callable[[Any], Any]
# The function of each database that makes a JSON list of its arguments.
LISTS = {"sqlite": "json_array", "postgresql": "json_build_array"}


@dataclass(frozen=True)
class Statement:
    """A compiled question. columns: of each source its columns by name, with what turns the JSON of a value back."""

    sql: str
    params: tuple[Any, ...]
    columns: dict[str, tuple[tuple[str, Reader | None], ...]]


def gather(sources: Sources) -> Found:
    """What `list` says of each of these `values()` querysets, in one query; the rows of each in no order.

    Columns may hold text, whole numbers, yes or no, days, moments, JSON and sealed text.
    """
    return asked(compiled(sources))


def compiled(sources: Sources) -> Statement:
    """The one statement for all of them; to compile costs more than to ask."""
    tables: list[str] = []
    selects: list[str] = []
    params: list[Any] = []
    columns: dict[str, tuple[tuple[str, Reader | None], ...]] = {}
    for name, rows in sources.items():
        query = rows.query.clone()
        query.clear_ordering()  # unless it decides which rows these are
        compiler = query.get_compiler(connection=connection)
        try:
            sql, given = compiler.as_sql()
        except EmptyResultSet:
            columns[name] = ()
            continue
        fields = [selected[0].output_field for selected in compiler.select]
        columns[name] = tuple(zip(query.selected or (), map(_reader, fields), strict=True))
        told = ", ".join(f"c{place}" for place in range(len(fields)))
        table = f"t{len(tables)}"
        tables.append(f"{table}({told}) AS ({sql})")
        line = f"CAST({LISTS[connection.vendor]}({told}) AS text)"
        selects.append(f"SELECT '{name}', {line} FROM {table}")  # noqa: S608 - our own names
        params += given
    sql = f"WITH {', '.join(tables)} {' UNION ALL '.join(selects)}" if tables else ""
    return Statement(sql, tuple(params), columns)


def asked(statement: Statement, given: Mapping[int, int | None] = MappingProxyType({})) -> Found:
    """The rows of each source now. given: keys that stand in the statement for others → those others."""
    found: Found = {name: [] for name in statement.columns}
    if not statement.sql:
        return found
    params = [given.get(one, one) if isinstance(one, int) else one for one in statement.params]
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, params)
        for name, line in cursor:
            columns = zip(statement.columns[name], json.loads(line), strict=True)
            found[name].append(
                {
                    column: value if read is None or value is None else read(value)
                    for (column, read), value in columns
                }
            )
    return found


def _reader(field: models.Field[Any, Any]) -> Reader | None:
    """What turns the JSON of a column's value back into the value; None where they are the same."""
    match field:
        case models.JSONField():
            return None if connection.features.has_native_json_field else json.loads
        case models.DateTimeField():
            return _moment
        case models.DateField():
            return date.fromisoformat
        case models.BooleanField():
            return bool
    opened = getattr(field, "from_db_value", None)
    return partial(opened, expression=None, connection=connection) if opened else None


def _moment(text: str) -> datetime:
    """SQLite leaves out that it keeps moments in UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
