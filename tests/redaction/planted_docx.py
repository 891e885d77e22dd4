"""DOCX files with a secret in one place each; built with python-docx and bare XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

KEPT = ("关于安全生产检查情况的通报", "检查发现问题十二项，均已整改完毕。", "合计金额三千元")
W = nsdecls("w")

MARKED: dict[str, Callable[[DocxDocument, str], None]] = {}
UNSEEN: dict[str, Callable[[DocxDocument, str], None]] = {}
IN_PACKAGE: dict[str, tuple[str, Callable[[str], bytes]]] = {}


def docx(secret: str, plant: str) -> bytes:
    """A document of three kept sentences and the secret in that place."""
    document = Document()
    document.add_heading(KEPT[0], level=1)
    document.add_paragraph(KEPT[1])
    {**MARKED, **UNSEEN}.get(plant, lambda document, secret: None)(document, secret)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = KEPT[2], "备注栏目"
    out = io.BytesIO()
    document.save(out)
    return _with_part(out.getvalue(), *IN_PACKAGE[plant], secret) if plant in IN_PACKAGE else out.getvalue()


def _with_part(data: bytes, name: str, make: Callable[[str], bytes], secret: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member, old.read(member))
        new.writestr(name, make(secret))
    return out.getvalue()


def _paragraph(document: DocxDocument, inside: str) -> None:
    document.element.body.insert(2, parse_xml(f"<w:p {W}>{inside}</w:p>"))


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def exif_picture(secret: str) -> bytes:
    """A JPEG whose EXIF holds the secret."""
    picture = Image.new("RGB", (60, 40), (200, 220, 240))
    exif = Image.Exif()
    exif[0x010E] = secret if secret.isascii() else secret.encode()
    exif[0x9C9D] = secret.encode("utf-16-le")
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def plain(document: DocxDocument, secret: str) -> None:
    document.add_paragraph(f"举报人{secret}反映，经查属实。")


def split(document: DocxDocument, secret: str) -> None:
    paragraph = document.add_paragraph("联系人：")
    for at, char in enumerate(secret):
        paragraph.add_run(char).bold = bool(at % 2)


def cell(document: DocxDocument, secret: str) -> None:
    document.add_table(1, 1).cell(0, 0).text = f"姓名{secret}"


def header(document: DocxDocument, secret: str) -> None:
    document.sections[0].header.paragraphs[0].text = f"报送{secret}阅"


def footer(document: DocxDocument, secret: str) -> None:
    document.sections[0].footer.paragraphs[0].text = f"抄送{secret}"


def inserted(document: DocxDocument, secret: str) -> None:
    _paragraph(document, f'<w:ins w:id="1" w:author="某">{_run("负责人" + secret)}</w:ins>')


def text_box(document: DocxDocument, secret: str) -> None:
    box = f"<w:txbxContent><w:p>{_run(secret)}</w:p></w:txbxContent>"
    shape = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{box}</v:textbox></v:shape>'
    _paragraph(document, f"<w:r><w:pict>{shape}</w:pict></w:r>")


def in_content_control(document: DocxDocument, secret: str) -> None:
    _paragraph(document, f"<w:sdt><w:sdtContent>{_run('经办' + secret)}</w:sdtContent></w:sdt>")


def in_link(document: DocxDocument, secret: str) -> None:
    _paragraph(document, f'<w:hyperlink w:anchor="x">{_run("详见" + secret)}</w:hyperlink>')


def wide(document: DocxDocument, secret: str) -> None:
    document.add_paragraph(
        "备注：" + " ".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in secret)
    )


MARKED |= {
    "plain": plain,
    "split": split,
    "cell": cell,
    "header": header,
    "footer": footer,
    "inserted": inserted,
    "text box": text_box,
    "content control": in_content_control,
    "link": in_link,
    "wide and spaced": wide,
}


def deleted(document: DocxDocument, secret: str) -> None:
    gone = f"<w:r><w:delText>{secret}</w:delText></w:r>"
    _paragraph(document, f'<w:del w:id="1" w:author="某">{gone}</w:del>')


def moved_away(document: DocxDocument, secret: str) -> None:
    _paragraph(document, f'<w:moveFrom w:id="1" w:author="某">{_run(secret)}</w:moveFrom>')


def vanished(document: DocxDocument, secret: str) -> None:
    _paragraph(document, _run(secret, "<w:vanish/>"))


def white(document: DocxDocument, secret: str) -> None:
    _paragraph(document, _run(secret, '<w:color w:val="FFFFFF"/>'))


def nearly_white(document: DocxDocument, secret: str) -> None:
    _paragraph(document, _run(secret, '<w:color w:val="F2F2F2"/>'))


def black_on_black(document: DocxDocument, secret: str) -> None:
    _paragraph(document, _run(secret, '<w:color w:val="000000"/><w:highlight w:val="black"/>'))


def tiny(document: DocxDocument, secret: str) -> None:
    _paragraph(document, _run(secret, '<w:sz w:val="2"/>'))


def hidden_by_style(document: DocxDocument, secret: str) -> None:
    style = f'<w:style {W} w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
    document.styles.element.append(parse_xml(style))
    _paragraph(document, _run(secret, '<w:rStyle w:val="Gone"/>'))


def author(document: DocxDocument, secret: str) -> None:
    document.core_properties.author = secret


def title(document: DocxDocument, secret: str) -> None:
    document.core_properties.title = f"关于{secret}的材料"


def instruction(document: DocxDocument, secret: str) -> None:
    parts = ("<w:fldChar w:fldCharType='begin'/>", f'<w:instrText>DOCPROPERTY "{secret}"</w:instrText>')
    end = ("<w:fldChar w:fldCharType='separate'/>", "<w:t>属性</w:t>", "<w:fldChar w:fldCharType='end'/>")
    _paragraph(document, "".join(f"<w:r>{part}</w:r>" for part in parts + end))


def link_target(document: DocxDocument, secret: str) -> None:
    document.part.relate_to(
        f"https://example.invalid/{secret}",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )


def picture(document: DocxDocument, secret: str) -> None:
    document.add_picture(io.BytesIO(exif_picture(secret)))


def alternative_text(document: DocxDocument, secret: str) -> None:
    document.add_picture(io.BytesIO(exif_picture("普通照片")))
    document.element.body.xpath(".//wp:docPr")[0].set("descr", secret)


def hidden_row(document: DocxDocument, secret: str) -> None:
    row = f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{_run(secret)}</w:p></w:tc></w:tr>"
    document.element.body.insert(2, parse_xml(f"<w:tbl {W}>{row}</w:tbl>"))


UNSEEN |= {
    "deleted": deleted,
    "moved away": moved_away,
    "vanished": vanished,
    "white": white,
    "nearly white": nearly_white,
    "black on black": black_on_black,
    "tiny": tiny,
    "hidden by style": hidden_by_style,
    "author": author,
    "title": title,
    "field instruction": instruction,
    "link target": link_target,
    "picture exif": picture,
    "alternative text": alternative_text,
    "hidden row": hidden_row,
}


def _comments(secret: str) -> bytes:
    inside = f'<w:comment w:id="0" w:author="某"><w:p>{_run(secret)}</w:p></w:comment>'
    return f"<w:comments {W}>{inside}</w:comments>".encode()


def _custom(secret: str) -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    return f'<Properties xmlns="{space}"><property name="来源"><lpwstr>{secret}</lpwstr></property></Properties>'.encode()


IN_PACKAGE |= {
    "comment": ("word/comments.xml", _comments),
    "custom property": ("docProps/custom.xml", _custom),
    "custom xml": ("customXml/item9.xml", lambda secret: f"<data>{secret}</data>".encode("utf-16")),
    "embedded object": (
        "word/embeddings/oleObject1.bin",
        lambda secret: b"\0" * 99 + secret.encode("utf-16-le"),
    ),
    "embedded text": ("word/embeddings/a.txt", lambda secret: secret.encode("gb18030")),
    "macro": ("word/vbaProject.bin", lambda secret: b"\1\2" + secret.encode()),
    "thumbnail": ("docProps/thumbnail.jpeg", exif_picture),
}
