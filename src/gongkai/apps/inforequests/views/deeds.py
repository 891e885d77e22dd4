"""What can be done on a case beside its events: page title, form, action and sentence of each deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gongkai.apps.inforequests import actions, forms

WORK = "inforequests:work"


@dataclass(frozen=True)
class Deed:
    """One deed. done: the sentence afterwards, of what the action gave back. confirm: asked before it is sent.

    after: the page of the case to which it leads.
    """

    title: str
    act: Callable[..., Any]
    form: type[forms.CaseForm]
    done: Callable[[Any], str]
    confirm: str = ""
    permission: str = "inforequests.handle"
    after: str = WORK


DEEDS = {
    "search": Deed(
        "登记检索",
        actions.record_search,
        forms.SearchForm,
        lambda search: "已登记检索记录",
        permission="inforequests.contribute",
    ),
    "ask": Deed(
        "交办科室",
        actions.ask_department,
        forms.AskForm,
        lambda asked: f"已交办{asked.department.name}，{asked.due_on:%m-%d}前回复",
    ),
    "split": Deed(
        "拆分申请",
        actions.split,
        forms.SplitForm,
        lambda parts: f"已拆出{len(parts)}件：{'、'.join(part.label for part in parts)}",
        "拆分后，每件单独编号、单独计件，不能撤回。",
    ),
    "join": Deed(
        "并案",
        actions.join,
        forms.JoinForm,
        lambda joined: f"已并入{joined.joined_to.label}，请制发告知书并登记送达",
        "并案后，本件即告办结，列入年度报告表三“其他”，不能撤回。",
        after="inforequests:case",
    ),
    "publish": Deed(
        "转主动公开",
        actions.make_public,
        forms.PublishForm,
        lambda item: f"已生成主动公开草稿“{item.title}”，请到主动公开中送审",
    ),
    "identity-check": Deed(
        "核验身份证明",
        actions.check_identity,
        forms.IdentityForm,
        lambda case: f"已登记{case.identity_checked_on}核验身份证明",
        permission="inforequests.see_identity",
        after="inforequests:case",
    ),
}
