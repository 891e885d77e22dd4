"""The kinds of document that a title ends with: 关于……的通知."""

# The fifteen kinds of official document (党政机关公文处理工作条例 art. 8), without 命令（令） as a bare 令.
OFFICIAL = [
    "决议",
    "决定",
    "命令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
]
# What else agencies publish under a kind of its own.
FURTHER = [
    "办法",
    "规定",
    "细则",
    "方案",
    "规划",
    "计划",
    "指南",
    "目录",
    "清单",
    "公示",
    "解读",
    "要点",
    "预案",
    "制度",
]
GENRES = (*OFFICIAL, *FURTHER)
# Words that end a title without being the kind of its document.
ENDINGS = (*GENRES, *["规则", "总结", "说明", "情况", "条例", "标准", "名单", "问答"])
