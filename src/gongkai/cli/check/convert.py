"""Old Word files (.doc) as text or .docx, by whichever converter the machine has."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PATIENCE = 60  # seconds


def converted(path: Path, data: bytes) -> bytes:
    """The bytes to read: of an old Word file its text or its .docx; everything else as it is.

    Without a converter an old file stays as it is and is refused by name when it is read.
    """
    if not data.startswith(_OLE) or _ENCRYPTED in data:
        return data
    try:
        return _by_antiword(path) or _by_office(path) or data
    except (OSError, subprocess.TimeoutExpired):
        return data


def _by_antiword(path: Path) -> bytes | None:
    program = shutil.which("antiword")
    if program is None:
        return None
    done = subprocess.run(  # noqa: S603 - a fixed program, the file as an argument
        [program, "-m", "UTF-8.txt", "-w", "0", str(path.absolute())],
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    return done.stdout if done.returncode == 0 and done.stdout.strip() else None


def _by_office(path: Path) -> bytes | None:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        # A profile of its own: two LibreOffices with one profile wait for each other.
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(  # noqa: S603
            [
                program,
                profile,
                "--headless",
                "--convert-to",
                "docx",
                "--outdir",
                folder,
                str(path.absolute()),
            ],
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
        return next((file.read_bytes() for file in Path(folder).glob("*.docx")), None)
