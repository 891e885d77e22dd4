"""The DOCX in a real office program."""

import os
import re
import shutil
import subprocess
from collections import Counter

import pytest

from gongkai.letters import compose, write_docx
from gongkai.letters.lint.finding import flat
from gongkai.letters.write.plan import SEAL, texts
from gongkai.paper.pdf import text_of
from tests.letters.cases import CASES

SOFFICE = shutil.which("soffice")


def printed(text):
    """The text of the page without page numbers and the stand-in of the seal."""
    return re.sub(r"—\d+—", "", text.replace(SEAL, ""))


def words(text):
    """Letters and digits in order: marks such as “ and □ come from another font and are read out of order."""
    return re.sub(r"\W", "", text)


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice (soffice) on this machine")
def test_libreoffice_opens_every_docx_and_prints_every_word(tmp_path):
    letters = {code: compose(code, case.facts, case.fields) for code, case in CASES.items()}
    for code, letter in letters.items():
        (tmp_path / f"{code}.docx").write_bytes(write_docx(letter))
    files = [str(tmp_path / f"{code}.docx") for code in letters]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [SOFFICE, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), *files],
        check=True,
        capture_output=True,
        timeout=240,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    for code, letter in letters.items():
        page, sent = printed(text_of((tmp_path / f"{code}.pdf").read_bytes())), flat("".join(texts(letter)))
        assert words(page) == words(sent), code
        assert Counter(page) == Counter(sent), code
