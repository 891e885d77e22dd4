"""The API as a whole: what it is called, how it fails, its document."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.http import Http404
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from gongkai.apps.api.problems import MEDIA, away, invalid, not_found
from gongkai.apps.api.routes import router
from gongkai.apps.search.engine import Away

ABOUT = """只读取已经公开的政府信息，不需要申请，不收费。所有接口都是 GET。

- 数据为 JSON，UTF-8 编码；日期为 YYYY-MM-DD，时间带时区。
- 出错时答复 `application/problem+json`：404 没有找到，422 参数有误，429 请求过于频繁（见 Retry-After）。
- 每个网络地址每分钟最多 120 次。答复带 ETag，再次读取时用 If-None-Match，没有变化的答复 304，不再发送正文。
- 允许其他网站的网页直接读取（CORS）。
- 使用条件见各机关的开放数据页。
"""


class _Plain(JSONRenderer):
    """Chinese as it is read, not as escapes of twice the length."""

    json_dumps_params: Mapping[str, Any] = MappingProxyType({"ensure_ascii": False})


class _Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The function's own name: it stands in generated clients and in the links of the documentation."""
        return operation.view_func.__name__


api = _Api(
    title="政府信息公开开放接口",
    version="1",
    description=ABOUT,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-v1",
    renderer=_Plain(),
)
api.add_router("", router)
api.add_exception_handler(Http404, not_found)
api.add_exception_handler(ValidationError, invalid)
api.add_exception_handler(Away, away)


def document() -> OpenAPISchema:
    """The OpenAPI document. Problems are described under the media type under which they are sent."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    for path in schema["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                if str(status) >= "400":
                    answer["content"] = {MEDIA: next(iter(answer["content"].values()))}
                    answer["description"] = FAILURES[int(status)]
                else:
                    answer["description"] = "成功"
            operation["responses"][304] = {"description": "没有变化（If-None-Match）"}
    return schema


FAILURES = {
    404: "没有找到",
    422: "参数有误",
    429: "请求过于频繁，请在 Retry-After 给出的秒数之后再试",
    503: "检索暂时不能使用，请在 Retry-After 给出的秒数之后再试",
}
