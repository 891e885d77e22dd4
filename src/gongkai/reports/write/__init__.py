"""The writers: one report, five kinds of file. A writer is loaded when it is first asked for."""

from __future__ import annotations

from importlib import import_module

from gongkai.law.refusals import Refused
from gongkai.reports.figures import Report

# ending → media type
FORMATS = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
}


def write(report: Report, ending: str) -> bytes:
    """The report as a file of the kind that the ending names ("docx"). Refused for another ending."""
    if ending not in FORMATS:
        raise Refused(f"不能生成“.{ending}”文件，请改用 html、docx、xlsx、pdf 或 json。", field="to")
    try:
        writer = import_module(f"gongkai.reports.write.{ending}")
    except ModuleNotFoundError as error:
        raise Refused(
            f"生成“.{ending}”文件所需的组件（{error.name}）没有安装，请安装 gongkai[pdf] 后再试，或改用 docx。",
            field="to",
        ) from error
    written: bytes = writer.write(report)
    return written
