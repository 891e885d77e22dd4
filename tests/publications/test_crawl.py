"""Taking over an old site: what stands there becomes rows and files; elsewhere nobody looks."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from gongkai.apps.publications import actions
from gongkai.apps.publications.importing.crawl.fence import is_private
from gongkai.apps.publications.importing.crawl.profile import Profile, Start, load
from gongkai.apps.publications.importing.crawl.recognise import page_of, turns_of
from gongkai.apps.publications.importing.folder import folder_rows
from gongkai.apps.publications.models import Attachment, Item
from gongkai.law.refusals import Refused

pytestmark = pytest.mark.sqlite  # a crawl writes files, and knows no database

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


class OldSite:
    """Fifty items on five pages of a list; a GBK page, a page without a date, a broken one, a duplicate, a trap."""

    def __init__(self):
        self.pages: dict[str, tuple[int, str, bytes]] = {}
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append(self.path)
                status, kind, body = site.pages.get(self.path, (404, "text/html", b"no"))
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", body.decode())
                    body = b""
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.fill()

    def put(self, path, text, status=200, kind="text/html; charset=utf-8", encoding="utf-8"):
        self.pages[path] = (status, kind, text if isinstance(text, bytes) else text.encode(encoding))

    def item(self, number, extra=""):
        return (
            f'<html><head><meta name="ArticleTitle" content="第{number}号公告">'
            f'<meta name="PubDate" content="2019-03-{number % 28 + 1:02d} 09:00"><meta name="ColumnName" content="通知公告">'
            f'<meta name="ContentSource" content="局办公室"></head><body><h1>第{number}号公告</h1>'
            f'<div id="zoom"><p>测应急〔2019〕{number}号</p><p>这是第{number}号公告的正文。</p>{extra}</div></body></html>'
        )

    def fill(self):
        self.put("/robots.txt", "User-agent: *\nDisallow: /secret/\n", kind="text/plain")
        for page in range(5):
            links = "".join(
                f'<li><a href="/x/{n}.html">第{n}号公告</a></li>' for n in range(page * 10, page * 10 + 10)
            )
            turn = f'<a href="/list_{page + 1}.html">下一页</a>' if page < 4 else ""
            self.put(f"/list_{page}.html", f'<ul class="list">{links}</ul>{turn}')
        for number in range(50):
            self.put(f"/x/{number}.html", self.item(number))
        beside = '<p><img src="/img/a.png" alt="示意图"></p><p><a href="清单.csv">清单</a></p><script>alert(1)</script>'
        self.put("/x/1.html", self.item(1, beside))
        self.put("/img/a.png", PNG, kind="image/png")
        self.put("/x/%E6%B8%85%E5%8D%95.csv", "序号\n1\n", kind="text/csv")
        gbk = self.item(2).replace("<head>", '<head><meta charset="gb2312">')
        self.put("/x/2.html", gbk, kind="text/html", encoding="gb18030")
        self.put(
            "/x/3.html",
            '<html><h1>没有日期</h1><div id="zoom"><p>这一页没有写日期，也没有标签。</p></div></html>',
        )
        self.put("/x/4.html", "broken", status=500)
        self.put("/x/5.html", self.item(6).replace("/x/6", "/x/5"))
        self.put("/x/7.html", "http://169.254.169.254/latest/meta-data/", status=302)
        self.put("/x/8.html", "/x/9.html", status=302)
        extra = '<li><a href="/secret/1.html">秘密的一条信息</a></li><li><a href="http://localhost:1/y.html">别处的一条</a></li>'
        page = self.pages["/list_4.html"][2].decode()
        self.put("/list_4.html", page.replace("</ul>", extra + "</ul>"))


@pytest.fixture
def old_site():
    site = OldSite()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def profile(old_site, tmp_path):
    path = tmp_path / "site.toml"
    path.write_text(
        f'[site]\nhost = "127.0.0.1"\nchannels = "市应急局网站"\ndelay = 0.0\n'
        f'[[lists]]\nurl = "{old_site.url}/list_0.html"\n[list]\nitems = "ul.list a"\n'
        '[columns]\n"通知公告" = "notices"\n'
    )
    return path


def run(profile, out, *options):
    command = "from gongkai.cli import app; app()"
    return subprocess.run(
        [sys.executable, "-c", command, "import-history", "crawl", str(profile), str(out), *options],
        capture_output=True,
        text=True,
        timeout=240,
        env={**os.environ, "GONGKAI_HOME": str(out.parent / "home")},
    )


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.long
def test_an_old_site_becomes_an_import_folder_that_can_be_submitted(
    old_site, profile, tmp_path, clerk, columns, website, reviewers
):
    out = tmp_path / "out"
    told = run(profile, out, "--allow-private")
    assert told.returncode == 0, told.stderr
    rows = {row["原网址"].rpartition("/")[2]: row for row in read(out / "rows.csv")}
    # fifty, less 3 (no date), 4 (broken), 7 (leads elsewhere); of 5 and 6, of 8 and 9, one each
    assert len(rows) == 45
    gbk = rows["2.html"]
    assert (gbk["标题"], gbk["原发布日期"], gbk["文号"]) == ("第2号公告", "2019-03-03", "测应急〔2019〕2号")
    why = {row["网址"].removeprefix(old_site.url): row["原因"] for row in read(out / "report.csv")}
    assert why["/x/3.html"] == "未能识别日期、栏目"
    assert why["/x/4.html"] == "网站答复500"
    assert why["/x/7.html"] == "不在本站或者指向内部网络"
    assert why["/secret/1.html"] == "robots.txt不允许采集"
    assert why["http://localhost:1/y.html"] == "不在本站或者指向内部网络"
    assert sorted(why.values()).count("与另一页标题、日期、正文相同，未重复采集") == 1
    assert "/secret/1.html" not in old_site.asked
    before = len(old_site.asked)
    again = run(profile, out, "--allow-private")
    assert again.returncode == 0
    assert len(read(out / "rows.csv")) == 45
    assert not [path for path in old_site.asked[before:] if path in {"/x/0.html", "/x/1.html", "/x/49.html"}]
    batch = actions.submit_history(
        clerk, clerk.agency, reason="旧网站关停", source="原网站", rows=folder_rows(out)
    )
    actions.import_history(reviewers[3], batch)
    item = Item.objects.get(title="第1号公告")
    assert "<script" not in item.body_html
    assert 'alt="示意图"' in item.body_html
    assert 'src="pictures/' in item.body_html
    assert Attachment.objects.get(item=item).name == "清单.csv"
    assert Item.objects.filter(imported=batch).count() == 45


@pytest.mark.long
def test_a_torn_line_of_a_killed_crawl_is_cut_off_and_its_page_fetched_again(old_site, profile, tmp_path):
    out = tmp_path / "out"
    run(profile, out, "--allow-private")
    whole = (out / "rows.csv").read_bytes().splitlines(keepends=True)
    (out / "rows.csv").write_bytes(b"".join(whole[:-1]) + whole[-1][:30])
    marks = (out / "contents.txt").read_text().splitlines(keepends=True)
    (out / "contents.txt").write_text("".join(marks[:-1]))
    run(profile, out, "--allow-private")
    assert sorted((out / "rows.csv").read_bytes().splitlines()) == sorted(line.rstrip() for line in whole)


def test_an_address_inside_the_house_is_not_crawled_unless_that_is_said(old_site, profile, tmp_path):
    out = tmp_path / "out"
    told = run(profile, out)
    assert told.returncode == 0
    assert read(out / "rows.csv") == []
    assert old_site.asked == []


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("169.254.169.254", True),
        ("::1", True),
        ("fd00::1", True),
        ("localhost", True),
        ("8.8.8.8", False),
        ("www.ceshi.gov.cn", False),
    ],
)
def test_which_addresses_lie_inside_the_house(host, private):
    assert is_private(host) is private


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("not = [toml", "读不了站点说明文件"),
        ('[site]\nhost = "a.cn"\n', "须写明"),
        (
            '[site]\nhost = "a.cn"\n[[lists]]\nurl = "http://b.cn/"\n',
            "不在本站（a.cn），只能采集本机关自己的旧站",
        ),
        ('[site]\nhost = "a.cn"\nwait = 1\n[[lists]]\nurl = "http://a.cn/"\n', "不认识“wait”"),
    ],
)
def test_a_profile_that_is_wrong_says_what(tmp_path, text, sentence):
    path = tmp_path / "site.toml"
    path.write_text(text)
    with pytest.raises(Refused, match=sentence):
        load(path)


SITE = Profile(host="a.cn", starts=(Start("http://a.cn/"),))


def test_a_page_without_meta_tags_is_read_by_habit():
    page = page_of(
        "<title>关于安全检查的通知-市应急局</title><body><span>发布时间：2018年5月7日</span>"
        "<div><p>各有关单位：</p><p>请于五月底前完成安全检查。</p></div></body>",
        "http://a.cn/1.html",
        SITE,
        "notices",
    )
    assert (page.row["title"], page.row["date"], page.lacking) == ("关于安全检查的通知", "2018-05-07", [])
    assert "请于五月底前" in page.html


def test_lists_that_count_their_pages_in_a_script_are_turned():
    text = '<script>createPageHTML(4, 0, "index", "html");</script>'
    assert turns_of(text, "http://a.cn/tz/index.html", SITE) == [
        "http://a.cn/tz/index_1.html",
        "http://a.cn/tz/index_2.html",
        "http://a.cn/tz/index_3.html",
    ]
