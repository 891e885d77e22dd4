"""Errors as problem objects (RFC 9457), each a sentence one can act on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import ValidationError

from gongkai.apps.search.engine import RETRY_AFTER

MEDIA = "application/problem+json"
TITLES = {404: "没有找到", 405: "只能读取", 422: "参数有误", 429: "请求过于频繁", 503: "暂时不能使用"}
# What pydantic calls a mistake → what the caller should do; the rest of its kinds keep its own words.
SAYS = {
    "missing": "必须填写",
    "int_parsing": "应填整数",
    "int_from_float": "应填整数",
    "int_parsing_size": "数字过大",
    "greater_than_equal": "不能小于{ge}",
    "less_than_equal": "不能大于{le}",
    "string_too_short": "至少{min_length}字",
    "string_too_long": "不能超过{max_length}字",
    "date_from_datetime_parsing": "应填日期，如2026-12-08",
    "date_parsing": "应填日期，如2026-12-08",
    "bool_parsing": "应填 true 或者 false",
    "literal_error": "不在可选的值中：{expected}",
    "string_pattern_mismatch": "含有不能用的字符，代码只用字母、数字、连字符和下划线",
}


def problem(status: int, detail: str, errors: Iterable[dict[str, str]] = ()) -> HttpResponse:
    """The answer."""
    body = {
        "type": "about:blank",
        "title": TITLES[status],
        "status": status,
        "detail": detail,
        "errors": list(errors),
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), content_type=MEDIA, status=status)


def not_found(request: HttpRequest, error: Any) -> HttpResponse:
    """404, with what the query said, for Http404 alone says it in Chinese."""
    return problem(404, str(error) if isinstance(error, Http404) and str(error) else "没有这条记录")


def away(request: HttpRequest, error: Any) -> HttpResponse:
    """503, while the search cannot be asked."""
    answer = problem(503, "检索暂时不能使用，请稍后再试；目录见 /items")
    answer["Retry-After"] = str(RETRY_AFTER)
    return answer


def invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """422, a sentence for each parameter."""
    found: list[dict[str, Any]] = error.errors if isinstance(error, ValidationError) else []
    return wrong(*((str(one["loc"][-1]), _says(one)) for one in found))


def wrong(*mistakes: tuple[str, str]) -> HttpResponse:
    """422 for these (parameter, what is wrong)."""
    errors = [{"parameter": name, "message": says} for name, says in mistakes]
    words = "；".join(f"{name} {says}" for name, says in mistakes)
    return problem(422, words or "请按接口说明填写参数", errors)


def _says(one: dict[str, Any]) -> str:
    known = SAYS.get(one["type"])
    return known.format_map({**one.get("ctx", {})}) if known else str(one["msg"])
