"""granian in front of an application, for the benches."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import sleep


@contextmanager
def granian(
    application: str, *, workers: int = 1, folder: Path | None = None, more: Mapping[str, str] | None = None
) -> Iterator[tuple[int, int]]:
    """The port of a server with this WSGI application, and its process. folder: where its module lies; more: of its
    environment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    command += ["--workers", str(workers), "--blocking-threads", "2", "--log-level", "error", application]
    paths = [str(folder), *sys.path] if folder else sys.path
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)} | dict(more or {})
    server = subprocess.Popen(
        [str(Path(sys.executable).parent / command[0]), *command[1:]], env=environment, cwd=folder
    )
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            sleep(0.1)
        yield port, server.pid
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
