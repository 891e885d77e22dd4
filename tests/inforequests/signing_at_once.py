"""Run by test_letter_numbers in a process and a database file of its own: letters signed by several threads at once."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import django


def main(letters: int) -> None:
    """Prints what each thread was told: letters signed at once, then one letter by two leaders."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    from gongkai.apps.agencies.models import Account, Agency, Grant, Post  # noqa: PLC0415
    from gongkai.apps.inforequests import actions  # noqa: PLC0415
    from tests.inforequests.letters import TODAY, draft_grant  # noqa: PLC0415

    agency = Agency.objects.create(
        code="a", name="测试市应急管理局", short_name="市应急局", credit_code="1", office_name="办公室",
        address="测试市人民路1号", phone="0000-1234567", reconsideration_authority="测试市人民政府",
        court="测试市中级人民法院", document_prefix="测应急", live_since=date(2026, 1, 1),
    )  # fmt: skip

    def post(name: str, role: str) -> Post:
        account = Account.objects.create(username=name, display_name=name)
        made = Post.objects.create(account=account, agency=agency, since=date(2020, 1, 1))
        Grant.objects.create(post=made, role=role)
        return made

    clerk, head = post("陈雨", "clerk"), post("李敏", "second_reviewer")
    leaders = [post(name, "final_reviewer") for name in ("王建", "周行")]

    def waiting():  # type: ignore[no-untyped-def]
        case = actions.register(
            clerk, today=TODAY, submitted_on=date(2026, 11, 10), channel="in_person", evidence="回执",
            applicant_type="natural_person", applicant_name="王小明", content="某煤矿挂牌督办通知书",
        )  # fmt: skip
        letter = actions.submit_letter(clerk, draft_grant(clerk, case), today=TODAY)
        return actions.approve_letter(head, letter, today=TODAY)

    def sign(work):  # type: ignore[no-untyped-def]
        leader, letter = work
        try:
            return actions.approve_letter(leader, letter, today=TODAY, seen=letter.version).label
        except Exception as error:
            return f"{type(error).__name__}：{error}"

    with ThreadPoolExecutor(letters) as pool:
        several = list(pool.map(sign, [(leaders[0], waiting()) for _ in range(letters)]))
        one = waiting()
        both = list(pool.map(sign, [(leader, one) for leader in leaders]))
    print(json.dumps({"several": several, "both": both}, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
