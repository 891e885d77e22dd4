"""Who may do what: roles as a table. A permission is named `app.verb` after the action that asks for it.

三员分立: the system, security and audit administrators are three different people, and none of them
handles business (see `EXCLUSIVE`).
"""

from __future__ import annotations

READ = frozenset({"office.read"})
DRAFT = frozenset({"publications.draft", "registers.write", "engagement.answer"})

ROLES: dict[str, tuple[str, frozenset[str]]] = {
    "contributor": ("信息员", READ | DRAFT | {"inforequests.contribute"}),
    "clerk": (
        "政务公开经办",
        READ
        | DRAFT
        | {
            "publications.publish",
            "publications.withdraw",
            "publications.import",
            "publications.manage",
            "publications.word_lists",
            "inforequests.handle",
            "inforequests.contribute",
            "inforequests.see_identity",
            "disputes.handle",
            "engagement.assign",
            "filings.write",
            "agencies.describe",
            "supervision.read",
        },
    ),
    "secrecy_reviewer": ("保密审查员", READ | {"publications.review.secrecy"}),
    "first_reviewer": (
        "科室负责人（初审）",
        READ | DRAFT | {"publications.review.first", "inforequests.contribute", "supervision.read"},
    ),
    "second_reviewer": (
        "政务公开工作机构负责人（复审）",
        READ
        | DRAFT
        | {
            "publications.review.second",
            "publications.cleanup.confirm",
            "publications.word_lists",
            "publications.word_lists.consent",
            "inforequests.extend",
            "inforequests.review",
            "inforequests.templates",
            "supervision.read",
            "supervision.head",
        },
    ),
    "legal_reviewer": ("法制审核人员", READ | {"inforequests.legal", "publications.review.legal"}),
    "final_reviewer": (
        "分管领导（终审）",
        READ
        | {
            "publications.review.final",
            "publications.word_lists.consent",
            "publications.emergency",
            "publications.chain.consent",
            "publications.import.approve",
            "publications.cleanup.confirm",
            "inforequests.sign",
            "filings.approve",
            "supervision.read",
            "supervision.lead",
        },
    ),
    "agency_head": (
        "主要负责人",
        READ
        | {
            "publications.review.head",
            "publications.emergency",
            "publications.chain.consent",
            "supervision.read",
        },
    ),
    "oversight": ("主管部门", READ | {"filings.oversee", "supervision.read", "supervision.oversee"}),
    "system_admin": ("系统管理员", READ | {"agencies.manage"}),
    "security_admin": ("安全管理员", READ | {"agencies.grant"}),
    "audit_admin": ("审计管理员", READ | {"audit.read"}),
}

# Held by one account, these exclude every other role, in whatever agency.
EXCLUSIVE = frozenset({"system_admin", "security_admin", "audit_admin"})

CHOICES = [(code, name) for code, (name, _) in ROLES.items()]


def permissions(roles: set[str]) -> frozenset[str]:
    """Everything that these roles allow together."""
    return frozenset().union(*(ROLES[role][1] for role in roles))


def holders(permission: str) -> list[str]:
    """The Chinese names of the roles that carry a permission."""
    return [name for name, allowed in ROLES.values() if permission in allowed]
