"""Letters about any request: the worked cases with other words, names, days and numbers."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from gongkai.law.clock import CHANNELS
from gongkai.letters import Agency, Facts, types
from tests.letters.cases import CASES

_WORDS = [
    "许可",
    "档案",
    "台账",
    "年度",
    "名单",
    "检查",
    "记录",
    "科室",
    "系统",
    "目录",
    "报告",
    "安全",
    "生产",
    "企业",
    "街道",
    "乡镇",
    "核对",
    "保存",
    "移交",
    "汇总",
]
# What applicants write, whatever it looks like to a machine.
_ANY = "的一是在公开信息许可证名单《》“”，。、（）〔〕{}|#>×_某 \nabXY收到不予行政复议第十四条"

words = st.lists(st.sampled_from(_WORDS), min_size=4, max_size=9).map("".join)
places = st.sampled_from(["六盘水市", "遵义市红花岗区", "安顺市", "毕节市七星关区", "黔南布依族苗族自治州"])
people = st.sampled_from(["王小明", "欧阳娜", "买买提·艾力", "李四", "O'Neil Ana"])
firms = st.sampled_from(["凉都烟花爆竹有限公司", "某山律师事务所", "贵州大学（研究院）"])
contents = st.text(_ANY, min_size=1, max_size=120).filter(lambda text: text.strip())


@st.composite
def agencies(draw: st.DrawFn) -> Agency:
    place = draw(places)
    name = place + draw(st.sampled_from(["应急管理局", "人力资源和社会保障局", "人民政府办公室"]))
    return Agency(
        name=name,
        prefix="应急公复",
        office=f"{name}政务公开科",
        address=f"{place}府前路{draw(st.integers(1, 900))}号",
        phone=f"0851-{draw(st.integers(2000000, 8999999))}",
        email="zwgk@gov.example.cn",
        authority=f"{place}人民政府",
        court=f"{place}中级人民法院",
    )


@st.composite
def cases(draw: st.DrawFn, code: str) -> tuple[Facts, dict[str, object]]:
    """Facts and fields for one type of letter; the outcome and its articles are those of the worked case."""
    base = CASES[code].facts
    person = draw(st.booleans())
    first, last = (
        (date(2008, 5, 5), date(2019, 4, 30))
        if types()[code].edition == "492"
        else (date(2019, 5, 15), date(2026, 10, 30))
    )
    received = draw(st.dates(first, last))
    dated = received + timedelta(days=draw(st.integers(0, 60)))
    facts = replace(
        base,
        agency=draw(agencies()),
        applicant=draw(people if person else firms),
        applicant_type="natural_person" if person else "legal_services",
        request_number=f"申〔{received.year}〕{draw(st.integers(1, 999))}号",
        content=draw(contents),
        received=received,
        channel=draw(st.sampled_from(list(CHANNELS))),
        findings=draw(words),
        decision=draw(words),
        number=f"应急公复〔{dated.year}〕{draw(st.integers(1, 99))}号",
        date=dated,
        decided=dated,
    )
    fields = {}
    for mark, field in zip("甲乙丙丁戊己庚辛壬癸", types()[code].fields, strict=False):  # no two texts alike
        value = draw(_value(field.kind, field.choices))
        fields[field.name] = f"{mark}{value}" if field.kind in ("text", "private") else value
    return facts, fields | _fixed(code)


def _value(kind: str, choices: dict[str, str]) -> st.SearchStrategy[object]:
    if kind == "date":
        return st.dates(date(2014, 1, 2), date(2026, 11, 20))
    if kind == "number":
        return st.integers(1, 20)
    if kind == "money":
        return st.decimals(1, 10**6, places=2)
    if kind == "choice":
        return st.sampled_from(list(choices))
    return words


def _fixed(code: str) -> dict[str, object]:
    """Fields that must stay as they are: names of laws, numbers of documents, persons."""
    if code == "extension":
        return {"due": date(2026, 3, 30), "days": 20, "new_due": date(2026, 4, 28)}
    kept = {"party", "law", "earlier_number", "notice_number", "competent", "consultation_number"}
    kept |= {"document_number", "addressee"}
    return {name: value for name, value in CASES[code].fields.items() if name in kept}
