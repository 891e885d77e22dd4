"""A baked page served by nginx with docs/nginx.conf, against the same bytes as a hand-written file of the plainest nginx.

Both send the same headers; the hand-written page is the `index.html` of a folder as well. Measured by what nginx's worker computes for a request (its processor time), so that the client does not count. Needs
nginx, or its path in GONGKAI_NGINX. For comparison the platform's own server, with the same page, and a stock Wagtail
page of the same text (extra `bench`), both under granian.
"""

from __future__ import annotations

import os
import socket
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.bench import stock_wagtail
from tests.bench.serving import granian
from tests.portal.baking import nginx

GOAL = {"ratio": 0.95, "by_wagtail": 100}
TEXT = "政府信息公开" * 500
REQUESTS, BATCH, ROUNDS = 20_000, 50, 5
PLAIN = """    server {{
        listen 127.0.0.1:{port};
        root {folder};
        types {{ text/html html; }}
        gzip_static on;
        gzip_vary on;
        charset utf-8;
        {headers}
    }}"""


def bench() -> dict[str, Any]:
    """One line of `make bench`: requests for each second of nginx's processor time, baked and hand-written."""
    if not nginx.program():
        return {"name": "static", "holds": None, "skipped": "no nginx (or GONGKAI_NGINX)"}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        public = home / "site/releases/1/public/a/x/items/7"
        public.mkdir(parents=True)
        (home / "site/current").symlink_to("releases/1")
        (home / "plain/page").mkdir(parents=True)
        page = f"<!doctype html>{TEXT}".encode()
        for file in (public / "index.html", home / "plain/page/index.html"):
            file.write_bytes(page)
            file.with_name(f"{file.name}.gz").write_bytes(page[:3000])
        port = nginx.free_port()
        told = [
            line
            for line in nginx.CONFIGURATION.read_text().splitlines()
            if " always;" in line and "$" not in line
        ]
        told.append('add_header Cache-Control "public, max-age=0, must-revalidate" always;')
        more = PLAIN.format(port=port, folder=home / "plain", headers="\n".join(told))
        with nginx.running(home, home / "nginx", nginx.free_port(), more) as (ours_port, master):
            worker = _children(master)[0]
            rates = [
                (_rate(ours_port, "/a/x/items/7/", [worker]), _rate(port, "/page/", [worker]))
                for _ in range(ROUNDS)
            ]
        own, wagtail = _own(home), _wagtail(home / "wagtail")
    ours, plain = max(one for one, _ in rates), max(other for _, other in rates)
    return {
        "name": "static",
        "ours": round(ours),
        "reference": round(plain),
        "unit": "requests/s of nginx's processor time",
        "ratio": round(ours / plain, 3),
        "goal": GOAL,
        "holds": ours / plain >= GOAL["ratio"] and (wagtail is None or ours >= GOAL["by_wagtail"] * wagtail),
        "own_server": round(own),
        "wagtail": wagtail and round(wagtail, 1),
        "by_wagtail": wagtail and round(ours / wagtail),
    }


def _own(home: Path) -> float:
    """The same page from `gongkai.server.baked` under granian, in the same unit."""
    (home / "served.py").write_text(
        "from pathlib import Path\nfrom gongkai.server.baked import Baked\n"
        f"application = Baked(None, Path({str(home / 'site')!r}), [])"
    )
    with granian("served:application", folder=home) as (port, process):
        return _rate(port, "/a/x/items/7/", _children(process))


def _wagtail(folder: Path) -> float | None:
    """A stock Wagtail page of the same text, in the same unit; None without the extra `bench`."""
    if find_spec("wagtail") is None:
        return None
    folder.mkdir()
    with stock_wagtail.serving(folder, "政府信息公开", f"<p>{TEXT}</p>") as (port, process):
        return _rate(port, "/", _children(process), requests=500)


def _rate(port: int, path: str, processes: list[int], requests: int = REQUESTS) -> float:
    """Requests for each second that these processes computed."""
    request = f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    before = sum(_computed(pid) for pid in processes)
    with socket.create_connection(("127.0.0.1", port)) as line, line.makefile("rb") as answers:
        for _ in range(requests // BATCH):
            line.sendall(request * BATCH)
            for _ in range(BATCH):
                _read(answers)
    return requests / (sum(_computed(pid) for pid in processes) - before)


def _read(answers: Any) -> None:
    status, length = answers.readline(), 0
    assert b" 200 " in status, status
    while (line := answers.readline()) != b"\r\n":
        if line[:15].lower() == b"content-length:":
            length = int(line[15:])
    assert len(answers.read(length)) == length > 0


def _computed(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    for _ in range(100):
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if found:
            return [int(one) for one in found]
        time.sleep(0.05)
    raise OSError("the server has no worker")
