"""The annual report as a document: its forms, its figures, reading, auditing, counting and writing it.

from gongkai.reports import audit, read
findings = audit(read(data, "年报.html"))
"""

# Bound here, after their packages of the same name, so that the names stay functions.
from gongkai.reports.audit import audit
from gongkai.reports.read import read

__all__ = ["audit", "read"]
