"""The agency, its people, columns and channels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.apps.agencies import actions as agencies
from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.publications.actions import open_standard_columns, register_channel

PASSWORD = "gongkai-demo-2026"  # noqa: S105 - printed on the screen: a demonstration hides nothing


@dataclass
class Ground:
    """One demonstration agency with the posts that act in it."""

    agency: Agency
    posts: dict[str, Post]  # by role

    @property
    def clerk(self) -> Post:
        return self.posts["clerk"]

    @property
    def head(self) -> Post:
        return self.posts["final_reviewer"]


def build(scenario: dict[str, Any], today: date) -> Ground:
    """Registers the agency as put into use this year, with everything that its records need."""
    # From February on, so that the report on last year was not yet due here.
    live_since = date(today.year, min(today.month, 2), 1)
    agency = agencies.register_agency(None, **scenario["agency"], live_since=live_since, demonstration=True)
    departments = {
        row["name"]: agencies.register_department(None, agency, **row) for row in scenario["departments"]
    }
    posts: dict[str, Post] = {}
    for person in scenario["people"]:
        account = agencies.open_account(
            None, username=person["username"], display_name=person["name"], password=PASSWORD
        )
        post = agencies.assign_post(
            None,
            account,
            agency,
            since=person["since"],
            title=person["title"],
            department=departments.get(person.get("department", "")),
            disclosure_work=person.get("work", "none"),
        )
        for role in person["roles"]:
            agencies.grant_role(None, post, role)
            posts[role] = post
    ground = Ground(agency, posts)
    if "leading_group" in scenario:
        group = dict(scenario["leading_group"])
        members = [tuple(member) for member in group.pop("members")]
        agencies.set_up_leading_group(ground.clerk, agency, members=members, **group)
    for point in scenario.get("reading_points", []):
        agencies.register_reading_point(ground.clerk, agency, since=date(2016, 1, 1), **point)
    if "budget" in scenario:
        amount = Decimal(str(scenario["budget"]["amount"]))
        agencies.record_budget(ground.clerk, agency, scenario["report"]["year"], amount)
    open_standard_columns(ground.clerk, agency)
    for channel in scenario["channels"]:
        register_channel(ground.clerk, agency, **channel)
    return ground
