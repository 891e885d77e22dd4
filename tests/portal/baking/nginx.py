"""nginx with the configuration of docs/nginx.conf, for tests and benches, where it is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import REPOSITORY

CONFIGURATION = REPOSITORY / "docs" / "nginx.conf"
AROUND = """{user}
daemon off;
worker_processes 1;
error_log {folder}/error.log;
pid {folder}/nginx.pid;
events {{ worker_connections 256; }}
http {{
    access_log off;
    keepalive_requests 1000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{more}
{configuration}
}}
"""


def program() -> str:
    """The path of nginx (or of GONGKAI_NGINX); empty where there is none."""
    return (
        os.environ.get("GONGKAI_NGINX")
        or shutil.which("nginx")
        or shutil.which("nginx", path="/usr/sbin")
        or ""
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(home: Path, folder: Path, platform: int, more: str = "") -> Iterator[tuple[int, int]]:
    """The port on which nginx serves the site of `home`, and its process; platform: the port of the one behind it."""
    port = free_port()
    text = CONFIGURATION.read_text()
    for old, new in (
        ("127.0.0.1:8000", f"127.0.0.1:{platform}"),
        ("listen 8080", f"listen 127.0.0.1:{port}"),
        ("/srv/gongkai", str(home)),
    ):
        assert old in text
        text = text.replace(old, new)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""  # else its worker could not read a temporary folder
    file.write_text(AROUND.format(user=user, folder=folder, configuration=text, more=more))
    command = [program(), "-p", str(folder), "-e", f"{folder}/error.log", "-c", str(file)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        _wait(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            assert process.stderr
            raise OSError(process.stderr.read().decode())
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise OSError("nginx did not start")
