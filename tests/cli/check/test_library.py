"""The page about the library is true: it runs as it is printed."""

import doctest
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[3] / "docs" / "library.md"


def test_the_page_about_the_library_runs_as_printed():
    failures, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tried > 8
    assert failures == 0


def test_read_and_audit_stay_functions_whatever_is_imported_first():
    code = "import gongkai.reports.read.pdf, gongkai.reports.audit.rules; from gongkai.reports import audit, read; print(read(b'').reason, audit(read(b'')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["empty", "[]"]


def test_the_library_starts_without_pdf_and_workbook_packages():
    code = "import sys; from gongkai.reports import audit, read; print([n for n in ('pdfplumber', 'openpyxl', 'django', 'daft', 'rich') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
