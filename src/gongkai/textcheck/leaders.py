"""Names, posts and order of leaders, by an agency's own list: names misspelt, posts that are another's, wrong order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gongkai.textcheck.findings import Finding

_POST = re.compile(
    r"(?:党[委组工]{1,2}|市委|县委|区委|省委)?(?:第一)?(?:副|常务副)?(?:书记|省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|主任|主席|局长|厅长|部长|委员长|秘书长|总队长|支队长|政委|调研员)"
)
_LIST = re.compile(r"[、，,和及]\s?(?:[\u4e00-\u9fff]{0,8}?(?:长|书记|主任|主席|委员|员))?\s?$")


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader. posts: every post that may stand beside the name. order: 1 for the first. misspelt: wrong forms seen."""

    name: str
    posts: tuple[str, ...] = ()
    order: int = 0
    misspelt: tuple[str, ...] = ()


@dataclass(frozen=True)
class Leaders:
    """An agency's list; empty until it is imported."""

    listed: tuple[Leader, ...] = ()

    @cached_property
    def _names(self) -> tuple[re.Pattern[str], dict[str, Leader]]:
        known = {form: one for one in self.listed for form in (one.name, *one.misspelt)}
        forms = sorted(known, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, forms))), known

    def find(self, text: str) -> Iterator[Finding]:
        """Misspelt names, posts that the list does not give the person, and names in another order than the list's."""
        if not self.listed:
            return
        pattern, known = self._names
        before: tuple[Leader, int] | None = None
        for match in pattern.finditer(text):
            leader = known[match[0]]
            if match[0] != leader.name:
                message = f"“{match[0]}”有误，名单中为“{leader.name}”，请改正。"
                yield Finding(*match.span(), "block", "leader", message, leader.name)
            yield from _post(text, match, leader)
            if before and _together(text, before[1], match.start()) and 0 < leader.order < before[0].order:
                message = f"“{leader.name}”应排在“{before[0].name}”之前，请按名单调整顺序。"
                yield Finding(*match.span(), "must_explain", "leader", message)
            before = (leader, match.end())


def _together(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return len(between) <= 14 and bool(_LIST.match(between) or between in ("", " ", "\u3000"))


def _post(text: str, match: re.Match[str], leader: Leader) -> Iterator[Finding]:
    """The post right after the name, else the one right before it."""
    if not leader.posts:
        return
    beside = _POST.match(text, match.end())
    if beside is None:
        near = list(_POST.finditer(text, max(0, match.start() - 12), match.start()))
        beside = near[-1] if near and near[-1].end() == match.start() else None
    if beside and not any(post.endswith(beside[0]) and _same(post, beside[0]) for post in leader.posts):
        message = f"名单中{leader.name}的职务是“{'、'.join(leader.posts)}”，这里写作“{beside[0]}”，请核对。"
        yield Finding(*beside.span(), "block", "leader", message)


def _same(post: str, said: str) -> bool:
    """False where the list says 副市长 and the text only 市长."""
    rest = post.removesuffix(said)
    return not rest.endswith(("副", "常务"))
