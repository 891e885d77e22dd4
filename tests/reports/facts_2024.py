"""The year 2024 of 六盘水市应急管理局 as facts: what its published tables were counted from."""

from gongkai.reports.facts import Fact

FACTS = [
    Fact("item.disclosed", {"column": "notices", "normative": "no"}, 1056),
    Fact("item.disclosed", {"column": "documents", "normative": "yes"}, 1),
    Fact("item.released", {"channel": "website"}, 633),
    Fact("item.released", {"channel": "wechat"}, 424),
    Fact("document.issued", {"type": "normative_document"}, 1),
    Fact("document.in_force", {"type": "normative_document"}, 3),
    Fact("decision", {"type": "licence"}, 220),
    Fact("decision", {"type": "penalty"}, 12),
    Fact("request.received", {"applicant": "natural_person", "channel": "online"}),
    Fact("request.received", {"applicant": "natural_person", "channel": "registered_mail"}),
    Fact("request.received", {"applicant": "legal_services", "channel": "online"}),
    Fact(
        "request.closed",
        {"applicant": "natural_person", "channel": "online", "outcome": "granted_in_part", "extended": "no"},
    ),
    Fact(
        "request.closed",
        {
            "applicant": "natural_person",
            "channel": "registered_mail",
            "outcome": "unavailable_not_held",
            "extended": "no",
        },
    ),
    Fact(
        "request.closed",
        {
            "applicant": "legal_services",
            "channel": "online",
            "outcome": "unavailable_not_held",
            "extended": "no",
        },
    ),
    Fact("letter.received", {"kind": "enquiry"}, 2),
]
