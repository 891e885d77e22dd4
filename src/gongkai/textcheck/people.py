"""Where texts name private persons: after 当事人, 姓名 and the like, before an identity number, and in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成"
    "戴宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房丁邓洪包左"
    "石崔吉龚程邢裴陆翁荀甄曲封储段侯武刘龙叶黎白蒲邰鄂赖卓蔺屠池乔闻党翟谭冉宿桑桂牛寿尚农温庄晏瞿阎连习容向古易廖"
)
_NAME = rf"[{_SURNAMES}](?!某)[\u4e00-\u9fff]{{1,2}}"
_AFTER = r"(?=[，,。；;、（(：:\s]|$|\d|男|女|身份证|因|于|向|不服|提出|的)"
_ROLES = (
    *(
        "当事人",
        "申请人",
        "被申请人",
        "被处罚人",
        "违法行为人",
        "被征收人",
        "监护人",
        "受助人",
        "救助对象",
        "户主",
    ),
    *("举报人", "投诉人", "信访人", "来信人", "反映人", "受害人", "被害人", "犯罪嫌疑人", "被告人"),
    *("死者", "伤者", "患者", "逝者", "姓名"),
)
# The last characters of the roles, so that each search begins with one literal.
_NAMED = [
    re.compile(rf"{last}[：: ]?(?:为|是)?(?P<name>{_NAME}){_AFTER}")
    for last in sorted({role[-1] for role in _ROLES})
]
_BEFORE_NUMBER = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<name>{_NAME})[，,、（( ]{{1,2}}(?:[男女][，,、 ]{{1,2}})?(?:公民)?$"
)
_IDENTITY = re.compile("份(?<=身份)")  # a search that begins with one literal is several times as quick
_NO_NAME = re.compile(
    r"(?:应|可|有|提|申|要|对|在|与|和|于|认|向|经|平|成|常|任|时|安|方|房|明|元|连|容|管|党|计|单|强|高|路|项|席|封|包|房|温|支|万|水|花|古)"
    r"(?:当|以|权|出|请|求|其|此|及|是|为|等|过|该|的|可|能|不|得|需|须|应|由|在|人|关|法|位|本|一|有|就|理|事|说|会|员|同|时|间|内|产|案|地|所|面|段|口|度|长)"
)

_CELL = {
    "name": re.compile(r"姓名|当事人|户主|被处罚人$|申请人$|受助人|领取人"),
    "identity_number": re.compile(r"身份证|公民身份"),
    "address": re.compile(r"住址|家庭地址|户籍地址?|居住地址?"),
    "bank_card": re.compile(r"银行卡|卡号|银行账[号户]|打卡账号|一卡通"),
    "mobile_phone": re.compile(r"手机|联系电话|联系方式"),
}
_VALUE = {
    "name": re.compile(r"(?![合总小共]计|平均|单位|备注|以下|以上|无$)[\u4e00-\u9fff]{2,4}"),
    "address": re.compile(r"[^\t\n]*[\u4e00-\u9fff][^\t\n]*\d[^\t\n]*"),
    "bank_card": re.compile(r"\d[\d -]{8,22}"),
}


def find_names(text: str) -> Iterator[tuple[int, int]]:
    """Names of persons concerned in prose; officials (负责人, 联系人, 法定代表人) are not among them."""
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 5) : match.start() + 1]
            if before.endswith(_ROLES) and not _NO_NAME.match(match["name"]):
                yield match.span("name")
    for at in _IDENTITY.finditer(text):
        named = _BEFORE_NUMBER.search(text, max(0, at.start() - 10), at.start() - 1)
        if named:
            yield named.span("name")


def find_in_tables(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """What the head of a table calls personal: kind and place of each such cell.

    Names count only beside other personal columns: a list of leaders with their posts is public.
    """
    if "\t" not in text:
        return
    columns: dict[int, str] = {}
    at = 0
    for line in text.split("\n"):
        cells = line.split("\t")
        if len(cells) == 1:
            columns = {}
        elif heads := _heads(cells):
            columns = heads if len(set(heads.values())) > 1 or "name" not in heads.values() else {}
        elif columns:
            start = at
            for index, cell in enumerate(cells):
                kind = columns.get(index, "")
                if kind in _VALUE and _VALUE[kind].fullmatch(cell.strip()):
                    first = start + len(cell) - len(cell.lstrip())
                    yield kind, (first, first + len(cell.strip()))
                start += len(cell) + 1
        at += len(line) + 1


def _heads(cells: list[str]) -> dict[int, str]:
    """The personal columns of a table's head by their number; empty for a row that is no head."""
    return {
        index: kind
        for index, cell in enumerate(cells)
        for kind, pattern in _CELL.items()
        if len(cell) <= 12 and not any(char.isdigit() for char in cell) and pattern.search(cell)
    }
