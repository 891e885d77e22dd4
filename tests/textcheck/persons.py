"""Personal data for the tests, made by their published rules and by nothing of the package; all of it is invented."""

from __future__ import annotations

from random import Random

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NAMES = (
    "王小明",
    "李建国",
    "张丽",
    "刘海燕",
    "陈志强",
    "杨芳",
    "赵敏",
    "黄勇",
    "周玉兰",
    "吴磊",
    "徐静",
    "孙浩",
    "马小红",
    "朱文博",
)
_STREETS = ("人民路", "建设街", "解放路", "花园路", "滨河大道")


def identity_number(random: Random, *, male: bool | None = None) -> str:
    """An 18-digit number of a made-up person born between 1950 and 2005."""
    region = random.choice(("110105", "520201", "510722", "320802", "350128"))
    born = f"{random.randint(1950, 2005)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    last = random.randrange(1, 999)
    if male is not None:
        last = last // 2 * 2 + (1 if male else 0)
    body = f"{region}{born}{last:03}"
    rest = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[rest]


def card(random: Random) -> str:
    """A 19-digit card number whose last digit is right by Luhn's rule."""
    body = "62" + "".join(str(random.randrange(10)) for _ in range(16))
    doubled = [int(d) * 2 if place % 2 == 0 else int(d) for place, d in enumerate(reversed(body))]
    return body + str(-sum(d - 9 if d > 9 else d for d in doubled) % 10)


def phone(random: Random) -> str:
    """A mobile phone number."""
    return f"1{random.choice('3578')}{random.randrange(10)}{random.randrange(10**8):08}"


def sentence(kind: str, random: Random) -> str:
    """A sentence with one piece of personal data of the kind (without its prefix), marked by ⟦⟧."""
    name = random.choice(_NAMES)
    match kind:
        case "identity_number":
            number = identity_number(random)
            shown = random.choice((number, f"{number[:6]} {number[6:14]} {number[14:]}"))
            return random.choice((f"其身份证号码为⟦{shown}⟧。", f"登记证件号⟦{shown}⟧，予以发放。"))
        case "bank_card":
            number = card(random)
            shown = random.choice((number, " ".join(number[at : at + 4] for at in range(0, 19, 4))))
            return f"补助打入账号⟦{shown}⟧。"
        case "mobile_phone":
            number = phone(random)
            shown = random.choice(
                (
                    number,
                    f"{number[:3]}-{number[3:7]}-{number[7:]}",
                    f"{number[:3]} {number[3:7]} {number[7:]}",
                )
            )
            return random.choice((f"本人电话⟦{shown}⟧。", f"请致电⟦{shown}⟧联系取件。"))
        case "plate":
            letters = "ABCDEFGH"
            tail = "".join(random.choice("0123456789") for _ in range(5))
            return f"车辆⟦{random.choice('京贵川苏闽')}{random.choice(letters)}{random.choice(('', '·'))}{tail}⟧违停。"
        case "passport":
            return f"持护照（号码⟦E{random.randrange(10**8):08}⟧）入境。"
        case "email":
            return f"本人邮箱⟦{random.choice('abcxyz')}{random.randrange(10**6)}@{random.choice(('qq', '163', '126'))}.com⟧。"
        case "address":
            place = f"钟山区{random.choice(_STREETS)}{random.randint(1, 300)}号{random.randint(1, 9)}栋{random.randint(1, 3)}单元{random.randint(101, 909)}室"
            return random.choice((f"住址：⟦{place}⟧。", f"现住⟦{place}⟧，无业。", f"户籍所在地为⟦{place}⟧。"))
        case "name":
            role = random.choice(("当事人", "申请人：", "被处罚人", "举报人", "姓名：", "投诉人"))
            return f"{role}⟦{name}⟧，{random.choice(('男', '女'))}，从事零售。"
        case _:
            raise ValueError(kind)


KINDS = ("identity_number", "bank_card", "mobile_phone", "plate", "passport", "email", "address", "name")
