"""`python -m gongkai.reports.audit.docs` prints the page of all rules, docs/rules/README.md."""

from __future__ import annotations

import sys

from gongkai.reports.audit.rules import AuditRule, audit_rules
from gongkai.reports.form import EDITIONS
from gongkai.reports.load import load

_LEVELS = {"error": "错误", "warning": "提示", "info": "说明"}
_FAMILIES = {
    "head": "题头",
    "cell": "单元格",
    "read": "读取",
    "figure": "数字",
    "form": "形式",
    "text": "文字",
    "claim": "正文的算术",
    "table": "正文与表格、表内逻辑",
    "words": "文字与数字矛盾",
    "year": "跨年",
    "likeness": "雷同",
    "publication": "公布",
    "privacy": "个人信息",
}
_INTRO = """# 审核规则

由 `python -m gongkai.reports.audit.docs` 生成，不要手改。规则是数据：勾稽规则在 `reports/forms/*.toml`，其余在
`reports/audit/rules.toml`。

- **错误**：报告自相矛盾，或者与规定的格式矛盾，不论实际情况如何。
- **提示**：应当有人看一眼；口径不同、可能重叠的，都只提示，并给出能够相符的读法。
- **说明**：记录在案。

每条发现给出规则、级别、涉及的数字、原文、所在的页和行。同一条规则在证据不足时降为提示。
"""


def page() -> str:
    """The page in Markdown: an anchor and an explanation for every rule, cross-footing first."""
    parts = [_INTRO, "\n## 勾稽\n", *_form_rules()]
    family = ""
    for rule in audit_rules().values():
        own = rule.id.partition(".")[0]
        if own != family:
            family = own
            parts.append(f"\n## {_FAMILIES[own]}\n")
        parts.append(_entry(rule))
    return "".join(parts)


def _form_rules() -> list[str]:
    found: dict[str, tuple[list[str], str]] = {}
    for edition in EDITIONS:
        for rule in load(edition).rules:
            text = f"**{_LEVELS[rule.level]}** · {rule.summary}\n\n依据：{rule.source or '常理'}\n"
            found.setdefault(rule.id, ([], text))[0].append(edition)
    return [
        f'\n<a id="{name}"></a>\n### `{name}`（{"、".join(editions)}年格式）\n\n{text}'
        for name, (editions, text) in found.items()
    ]


def _entry(rule: AuditRule) -> str:
    return (
        f'\n<a id="{rule.id}"></a>\n### `{rule.id}` {rule.title}\n\n**{_LEVELS[rule.level]}** · {rule.explain}\n\n'
        f"依据：{rule.article or '常理'}\n"
    )


if __name__ == "__main__":
    sys.stdout.write(page())
