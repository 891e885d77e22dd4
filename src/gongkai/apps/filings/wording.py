"""Words of the screens: short names of sections, which text tells which table, when a record counts."""

from __future__ import annotations

# Section → its tab, after the printed numeral.
SECTIONS = {
    "overview": "总体情况",
    "disclosure": "主动公开",
    "requests": "申请收到和处理",
    "fees": "收费减免",
    "disputes": "复议诉讼",
    "problems": "问题改进",
    "other": "其他",
    "list": "附 统计表",
}
SUBMISSION = "submission"  # the last tab, no section of the form

# Section with a table → the block of section 一 that tells the same in words.
TOLD_IN = {
    "disclosure": "overview.proactive",
    "requests": "overview.requests",
    "disputes": "overview.requests",
}

# Number of the text → the list on which its records stand: (url name, query).
NUMBER_PAGES = {
    "items": ("publications:list", "year={year}"),
    "requests": ("inforequests:list", "year={year}"),
    "letters": ("engagement:list", "year={year}"),
    "fees": ("inforequests:list", "year={year}"),
}

# Kind of fact → when one of its records counts in the year.
COUNTED = {
    "item.disclosed": "本年首次公开的信息；同一信息由几个渠道公开的，只计一条",
    "item.released": "本年由这一渠道发布的信息，一个渠道计一条",
    "document.issued": "成文日期在本年",
    "document.repealed": "废止日期在本年",
    "document.in_force": "12月31日仍然有效",
    "document.disclosed": "公开日期在本年",
    "document.total_disclosed": "截至12月31日已经公开",
    "decision": "决定日期在本年，含依法不公开的决定",
    "service.last_year": "上一年12月31日在册的事项",
    "service.change": "本年增加的事项减去取消的事项",
    "charge": "收费日期在本年",
    "request.received": "收到之日（条例第三十一条）在本年",
    "request.carried_in": "往年收到，本年1月1日尚未办结",
    "request.closed": "本年作出处理决定；一件申请只计一种结果",
    "request.carried_out": "12月31日尚未办结",
    "dispute": "本年提起或者年初尚未审结，以12月31日的状态为准",
    "complaint": "本年收到的举报投诉",
    "response": "本年作出的回应",
    "organisation.office": "12月31日在册",
    "organisation.reading_point": "12月31日在册",
    "organisation.staff": "12月31日在岗",
    "organisation.budget": "本年的专项经费",
    "meeting": "召开日期在本年",
    "training.course": "举办日期在本年",
    "training.trainees": "本年各培训班的人次之和",
}
