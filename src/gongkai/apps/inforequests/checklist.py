"""The five steps of judging an application, in the order in which they must be asked (see docs/concepts/requests.md).

An answer that carries an outcome ends the questions: what is left is the fifth step, form and delivery. What is
proposed binds nobody; the decision is recorded on its own page with its own articles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. outcome and article (record form) are what it proposes; empty where it leads on."""

    code: str
    words: str
    outcome: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the five. law: the articles to look at, ready to print."""

    code: str
    mark: str
    name: str
    question: str
    law: str
    answers: tuple[Answer, ...]

    @property
    def title(self) -> str:
        """①补不补."""
        return f"{self.mark}{self.name}"

    def answer(self, code: str) -> Answer | None:
        """The answer with this code."""
        return next((answer for answer in self.answers if answer.code == code), None)


STEPS = (
    Step(
        "correction",
        "①",
        "补不补",
        "身份证明、联系方式齐不齐？要的是什么信息，指得明确不明确？",
        "条例第二十九条、第三十条",
        (
            Answer("complete", "要件齐备，指向明确，不需补正"),
            Answer("asked", "需要补正，7个工作日内一次性告知"),
            Answer("unclear", "补正后仍不明确", "unavailable_still_unclear", "30"),
        ),
    ),
    Step(
        "scope",
        "②",
        "该不该",
        "是不是政府信息公开申请？重不重复？数量、频次是否明显超过合理范围？",
        "条例第二条、第三十五条、第三十六条第（六）项和第（七）项、第三十九条",
        (
            Answer("request", "属于政府信息公开申请，继续办理"),
            Answer("petition", "以申请的形式信访、投诉、举报", "not_processed_petition", "39.1"),
            Answer("repeat", "已就同一内容答复过同一申请人", "not_processed_repeat", "36(6)"),
            Answer("publication", "要求提供公开出版物", "not_processed_publication", "39.2"),
            Answer("excessive", "大量反复申请，说明的理由不合理", "not_processed_excessive", "35"),
            Answer(
                "reconfirm",
                "要求确认或者重新出具已经获取的信息",
                "not_processed_reconfirm",
                "36(6)",
            ),
            Answer("query", "另有专门查询规定（工商、不动产登记等）", "denied_administrative_query", "36(7)"),
        ),
    ),
    Step(
        "existence",
        "③",
        "有没有",
        "是否已经主动公开？查没查到？归不归本机关公开？要不要另行制作？",
        "条例第十条、第三十六条第（一）项、第（四）项和第（五）项、第三十八条",
        (
            Answer("held", "已经找到，由本机关公开"),
            Answer("public", "已经主动公开，告知获取的方式、途径", "granted", "36(1)"),
            Answer("none", "经检索没有（须有检索记录）", "unavailable_not_held", "36(4)"),
            Answer("elsewhere", "不归本机关公开，告知能确定的机关", "unavailable_not_held", "36(5)"),
            Answer("creation", "没有现成信息，需要加工、分析", "unavailable_needs_creation", "38"),
        ),
    ),
    Step(
        "release",
        "④",
        "给不给",
        "有没有不得公开、可以不公开的内容？能不能区分处理？第三方意见征求了没有？",
        "条例第十四条至第十六条、第三十二条、第三十七条",
        (
            Answer("all", "可以公开，全部提供", "granted", "36(2)"),
            Answer("part", "区分处理，提供可以公开的部分", "granted_in_part", "37"),
            Answer("secret", "属于国家秘密", "denied_state_secret", "14"),
            Answer("law", "其他法律、行政法规禁止公开", "denied_by_law", "14"),
            Answer("security", "危及“三安全一稳定”", "denied_security_stability", "14"),
            Answer("third_party", "损害第三方合法权益", "denied_third_party", "15"),
            Answer("internal", "属于三类内部事务信息", "denied_internal_affairs", "16.1"),
            Answer("deliberative", "属于四类过程性信息", "denied_deliberative", "16.2"),
            Answer("enforcement", "属于行政执法案卷", "denied_enforcement_file", "16.2"),
        ),
    ),
    Step(
        "form",
        "⑤",
        "当不当",
        "提供的形式、送达的途径合不合申请？依据、救济告知对不对？该公开的有没有遮蔽个人信息？",
        "条例第三十七条、第四十条、第五十一条",
        (
            Answer("right", "形式、途径、依据、救济告知均已核对"),
            Answer("other_form", "按申请的形式可能损害载体或者成本过高，改以其他形式提供"),
        ),
    ),
)
BY_CODE = {step.code: step for step in STEPS}
# An answer after which the step is asked again later: the application comes back corrected.
WAITING = {("correction", "asked")}


def given(steps: Mapping[str, Any], step: Step) -> Answer | None:
    """What `Request.steps` holds for a step; None where it is not answered."""
    return step.answer(steps.get(step.code, {}).get("answer", ""))


def next_step(steps: Mapping[str, Any]) -> Step | None:
    """The step to be asked now; None when all that had to be asked are answered, or a correction is awaited."""
    for step in STEPS[:-1]:
        answer = given(steps, step)
        if answer is None:
            return step
        if (step.code, answer.code) in WAITING:
            return None
        if answer.outcome:
            break
    return STEPS[-1] if given(steps, STEPS[-1]) is None else None


def proposed(steps: Mapping[str, Any]) -> Answer | None:
    """The first answer that carries an outcome, in the order of the steps; None while none does."""
    answers = (given(steps, step) for step in STEPS)
    return next((answer for answer in answers if answer and answer.outcome), None)
