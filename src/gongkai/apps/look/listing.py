"""Lists whose filters, order and page stand in the address, so that they survive a reload and can be sent on."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from gongkai.apps.look.forms import LookForm

EXPORT = "export"


class Filters(LookForm):
    """The filters of a list, as data; override `apply` where a lookup does not say it.

    lookups: field name → queryset lookup ("title__icontains"). A field without one is left to `apply`.
    exports: the view answers `?export=xlsx`, and the list offers it; False where it does not.
    sorts:   name in the address → fields to order by; the first is the default. A unique field must end each.
    """

    exports: ClassVar[bool] = True
    lookups: ClassVar[dict[str, str]] = {}
    sorts: ClassVar[dict[str, tuple[str, ...]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def apply(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that pass every filter that was filled in rightly."""
        chosen = {self.lookups[name]: value for name, value in self.chosen().items() if name in self.lookups}
        return rows.filter(**chosen)

    def chosen(self) -> dict[str, Any]:
        """The filters that were filled in, by field name."""
        return {
            name: value for name, value in self.cleaned_data.items() if value not in (None, "", [], False)
        }


class Listing:
    """One page of a list: `rows`, `page` (for `{% pager %}`), `total`, `form`, `sort`, `filtered`, `export_url`.

    filters: the class of the list's filters. A wrong filter shows its error and is left out; a wrong page or order
    falls back to the first. `everything` is the filtered, ordered queryset, for exports.
    """

    def __init__(
        self,
        request: HttpRequest,
        rows: QuerySet[Any],
        filters: type[Filters] = Filters,
        *,
        per_page: int = 50,
    ) -> None:
        self.form = filters(request.GET)
        self.form.is_valid()
        self.filtered = bool(self.form.chosen())
        self.sort = _sort(request.GET.get("sort", ""), self.form.sorts)
        self.everything = _ordered(self.form.apply(rows), self.sort, self.form.sorts)
        self.page: Page[Any] = Paginator(self.everything, per_page).get_page(request.GET.get("page"))
        self.rows = self.page.object_list
        self.total = self.page.paginator.count
        self.exporting = filters.exports and EXPORT in request.GET
        self.export_url = _with_export(request) if filters.exports else ""


def _sort(asked: str, sorts: dict[str, tuple[str, ...]]) -> str:
    return asked if asked.removeprefix("-") in sorts else next(iter(sorts), "")


def _ordered(rows: QuerySet[Any], sort: str, sorts: dict[str, tuple[str, ...]]) -> QuerySet[Any]:
    if not sort:
        return rows
    fields = sorts[sort.removeprefix("-")]
    return rows.order_by(*(_turned(field) for field in fields) if sort.startswith("-") else fields)


def _turned(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def _with_export(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query[EXPORT] = "xlsx"
    return f"?{query.urlencode()}"
