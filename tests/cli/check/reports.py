"""Small reports for the tests of the command: pages with one thing wrong that is worked out by hand."""

from __future__ import annotations

from pathlib import Path

_PAGE = """<!doctype html>
<html><head><title>{title}</title></head><body>
<h1>{title}</h1>
<p>一、总体情况</p>
<p>{text}</p>
<p>本机关全年收到政府信息公开申请12件，均在规定期限内答复。</p>
<p>依托政府网站和政务新媒体做好信息发布工作，政策文件与解读材料同步起草、同步审批、同步发布，方便企业群众查阅。
健全信息发布审核机制，落实先审查后公开的要求，明确专人负责，定期检查栏目更新情况，发现问题及时整改。
严格规范答复文书，加强与申请人的沟通，准确把握公开与不公开的界限，依法保护第三方合法权益。
组织业务培训2次，参加45人次，进一步提高工作人员的能力和水平；主动接受社会监督，认真听取各方面的意见和建议。
下一步将继续完善制度、充实内容、改进服务，不断提高政务公开工作的质量和实效，更好保障人民群众的知情权、参与权。</p>
</body></html>
"""
CLEAN = "全年接收行政许可申请120件，其中现场80件、网上40件。"
WRONG = "全年接收行政许可申请120件，其中现场80件、网上50件。"  # 80 + 50 = 130


def page(agency: str = "测试市应急管理局", year: int = 2024, text: str = CLEAN) -> str:
    """A report without tables."""
    return _PAGE.format(title=f"{agency}{year}年政府信息公开工作年度报告", text=text)


def write(folder: Path, **pages: str) -> list[str]:
    """The pages as NAME.html; their paths in order."""
    paths = [folder / f"{name}.html" for name in pages]
    for path, text in zip(paths, pages.values(), strict=True):
        path.write_text(text, "utf-8")
    return [str(path) for path in paths]
