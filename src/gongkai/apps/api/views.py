"""The document of the API for machines and for people."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from gongkai.apps.api import api
from gongkai.apps.api.problems import problem
from gongkai.apps.portal.addresses import absolute
from gongkai.apps.portal.caching import public
from gongkai.apps.portal.frame import frame

Plain = dict[str, Any]
WORDS = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true 或 false",
    "array": "列表",
    "object": "对象",
    "null": "null",
}


@public
def openapi(request: HttpRequest) -> JsonResponse:
    """The OpenAPI document."""
    return JsonResponse(api.document(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@public
def documentation(request: HttpRequest) -> HttpResponse:
    """The same as a page of this site, which loads nothing from anywhere else."""
    schema = api.document()
    paths: Plain = schema["paths"]
    shapes: Plain = schema["components"]["schemas"]
    operations = [_operation(path, told["get"]) for path, told in paths.items()]
    context = {
        **frame(trail=[("开放接口", "")]),
        "about": [line.removeprefix("- ").replace("`", "") for line in api.ABOUT.splitlines() if line],
        "root": absolute("/api/v1"),
        "groups": _grouped(operations),
        "shapes": [_shape(name, shape) for name, shape in shapes.items() if name not in {"Paged", "Asked"}],
    }
    return render(request, "api/documentation.html", context)


def unknown(request: HttpRequest, rest: str = "") -> HttpResponse:
    """404 for an address that is none."""
    return problem(404, "没有这个接口，请看接口说明（/api/）")


def _operation(path: str, told: Plain) -> Plain:
    answer = told["responses"][200]["content"]["application/json"]["schema"]
    return {
        "path": path,
        "ident": told["operationId"],
        "tag": told["tags"][0],
        "title": told["summary"],
        "words": told.get("description", ""),
        "parameters": [_parameter(one) for one in told.get("parameters", [])],
        "answer": _type(answer),
        "shape": _named(answer),
    }


def _grouped(operations: list[Plain]) -> list[tuple[str, list[Plain]]]:
    tags = dict.fromkeys(one["tag"] for one in operations)
    return [(tag, [one for one in operations if one["tag"] == tag]) for tag in tags]


def _parameter(one: Plain) -> Plain:
    schema = one["schema"]
    bounds = [
        f"最{word}{schema[key]}"
        for key, word in (("minimum", "小"), ("maximum", "大"), ("maxLength", "长"))
        if key in schema and len(str(schema[key])) < 8
    ]
    default = schema.get("default")
    if default not in (None, ""):
        bounds.append(f"不填为{default}")
    return {
        "name": one["name"],
        "place": "地址中" if one["in"] == "path" else "",
        "required": one.get("required", False),
        "type": _type(schema),
        "words": one.get("description") or schema.get("description", ""),
        "bounds": "，".join(bounds),
    }


def _shape(name: str, schema: Plain) -> Plain:
    fields = [
        {
            "name": field,
            "type": _type(told),
            "shape": _named(told),
            "words": told.get("description", ""),
        }
        for field, told in schema.get("properties", {}).items()
    ]
    return {"name": name, "words": schema.get("description", "").rstrip("."), "fields": fields}


def _type(schema: Plain) -> str:
    """A schema in a word or two."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " 或 ".join(_type(one) for one in schema["anyOf"])
    if "allOf" in schema:
        return _type(schema["allOf"][0])
    if "enum" in schema:
        return "、".join(str(one) or "空" for one in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"{_type(schema['items'])} 的列表"
    if schema.get("format") in {"date", "date-time"}:
        return "日期" if schema["format"] == "date" else "时间"
    return WORDS.get(str(schema.get("type")), "")


def _named(schema: Plain) -> str:
    """The shape that a schema names, for a link to it."""
    inner = schema.get("items", schema)
    return str(inner.get("$ref", "")).rpartition("/")[2]
