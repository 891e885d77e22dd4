"""What may happen to an item in which state, and the chain that judges it. Two tables and their readers."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.apps.publications.models import Item, Review
from gongkai.law.refusals import Refused

State = Item.State

VERBS = {
    "revise": "修改",
    "submit": "送审",
    "approve": "审查",
    "send_back": "退回",
    "publish": "发布",
    "release": "增加发布渠道",
    "change_validity": "变更有效性",
    "withdraw": "撤下",
    "discard": "废弃",
}

# (state, verb) → state. What is not here is refused. The last approval alone makes `approved`.
TRANSITIONS: dict[tuple[str, str], str] = {
    (State.DRAFT, "revise"): State.DRAFT,
    (State.DRAFT, "submit"): State.IN_REVIEW,
    (State.DRAFT, "discard"): State.DISCARDED,
    (State.IN_REVIEW, "approve"): State.IN_REVIEW,
    (State.IN_REVIEW, "send_back"): State.DRAFT,
    (State.IN_REVIEW, "revise"): State.DRAFT,
    (State.APPROVED, "publish"): State.PUBLISHED,
    (State.APPROVED, "revise"): State.DRAFT,
    (State.PUBLISHED, "release"): State.PUBLISHED,
    (State.PUBLISHED, "change_validity"): State.PUBLISHED,
    (State.PUBLISHED, "withdraw"): State.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the chain, whose permission it needs and on what it rests by default."""

    code: str
    permission: str
    basis: str = ""

    @property
    def name(self) -> str:
        """The step in Chinese."""
        return str(Review.Step(self.code).label)


CHAIN = (
    Step("secrecy", "publications.review.secrecy", "条例第十七条"),
    Step("first", "publications.review.first"),
    Step("second", "publications.review.second"),
    Step("final", "publications.review.final"),
)
STEPS = {step.code: step for step in CHAIN}


def after(step: Step) -> Step | None:
    """The next step of the chain, None after the last."""
    position = CHAIN.index(step) + 1
    return CHAIN[position] if position < len(CHAIN) else None


def moved(item: Item, verb: str) -> str:
    """The state that the verb leads to; Refused when the item's state does not allow it, with what it does allow."""
    try:
        return TRANSITIONS[item.state, verb]
    except KeyError:
        allowed = "、".join(VERBS[name] for (state, name) in TRANSITIONS if state == item.state)
        end = f"；此时可以{allowed}" if allowed else ""
        raise Refused(f"本件处于“{item.get_state_display()}”状态，不能{VERBS[verb]}{end}") from None
