"""What may happen to an item in which state, and the chain that judges it. Two tables and their readers."""

from __future__ import annotations

from collections.abc import Iterable
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
    "amend": "起草更新稿",
    "merge": "更新到原页",
    "release_in_emergency": "应急发布",
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
    (State.APPROVED, "merge"): State.MERGED,
    (State.IN_REVIEW, "release_in_emergency"): State.PUBLISHED,
    (State.PUBLISHED, "release"): State.PUBLISHED,
    (State.PUBLISHED, "change_validity"): State.PUBLISHED,
    (State.PUBLISHED, "withdraw"): State.WITHDRAWN,
    (State.PUBLISHED, "amend"): State.PUBLISHED,
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


# Every step there is, in the order in which they follow each other.
ORDER = (
    Step("secrecy", "publications.review.secrecy", "条例第十七条"),
    Step("first", "publications.review.first"),
    Step("second", "publications.review.second"),
    Step("legal", "publications.review.legal", "国办发〔2018〕115号"),
    Step("final", "publications.review.final"),
    Step("head", "publications.review.head"),
)
STEPS = {step.code: step for step in ORDER}
FIXED = frozenset({"secrecy", "final"})  # in every chain, whatever an agency sets or a row says
STANDARD = ("secrecy", "first", "second", "final")
CHAIN = tuple(STEPS[code] for code in STANDARD)


def steps_of(codes: Iterable[str]) -> tuple[Step, ...]:
    """The steps with these codes in their order, always with 保密审查 first and with 终审."""
    wanted = FIXED.union(codes)
    return tuple(step for step in ORDER if step.code in wanted)


def chain_of(item: Item) -> tuple[Step, ...]:
    """The chain in force when the item was submitted; the standard one where none was kept."""
    return steps_of(item.chain or STANDARD)


def after(step: Step, chain: tuple[Step, ...] = CHAIN) -> Step | None:
    """The next step of the chain, None after the last."""
    position = chain.index(step) + 1
    return chain[position] if position < len(chain) else None


def judged_afterwards(item: Item) -> bool:
    """True for an item let out in an emergency whose review is still to be made up for."""
    return item.state == State.PUBLISHED and bool(item.awaiting)


def why_not(item: Item, verb: str) -> list[Refused]:
    """What the state of the item says against the verb: nothing, or the one refusal."""
    try:
        moved(item, verb)
    except Refused as refused:
        return [refused]
    return []


def moved(item: Item, verb: str) -> str:
    """The state that the verb leads to; Refused when the item's state does not allow it, with what it does allow."""
    try:
        return TRANSITIONS[item.state, verb]
    except KeyError:
        allowed = "、".join(VERBS[name] for (state, name) in TRANSITIONS if state == item.state)
        end = f"；此时可以{allowed}" if allowed else ""
        raise Refused(f"本件处于“{item.get_state_display()}”状态，不能{VERBS[verb]}{end}") from None
