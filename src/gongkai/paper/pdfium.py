"""The one lock of pdfium, which knows no threads: whoever opens a PDF with it holds this until the file is closed."""

from __future__ import annotations

import threading

PDFIUM = threading.RLock()
