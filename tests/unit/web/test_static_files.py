"""Style sheets and scripts, ours and those installed: small on the wire, and kept as long as they are right."""

import gzip
import re
from pathlib import Path

import brotli
import httpx
import pytest

from loket_shared.web.static import JOINED, StaticFiles

FOREVER = "public, max-age=31536000, immutable"
ALL = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.mark.asyncio
async def test_files_of_all_pages_and_installed_ones_are_served(visitor: httpx.AsyncClient) -> None:
    for name, kind in (("loket-layout.css", "text/css"), ("icon.svg", "image/svg+xml"), ("htmx.js", "javascript")):
        answer = await visitor.get(f"/static/{name}")
        assert answer.status_code == 200
        assert kind in answer.headers["content-type"]


@pytest.mark.asyncio
async def test_a_page_names_files_by_their_content(visitor: httpx.AsyncClient) -> None:
    page = (await visitor.get("/")).text
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    kept = [address for address in addresses if re.search(r"\.[0-9a-f]{12}\.[a-z0-9]+$", address)]
    assert {re.sub(r"\.[0-9a-f]{12}", "", address) for address in kept} >= {
        *("/static/loket.css", "/static/htmx.js", "/static/loket.js", "/static/icon.svg")
    }
    for address in kept:
        assert (await visitor.get(address)).headers["cache-control"] == FOREVER


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["loket-layout.css", "loket-layout.0123456789ab.css"])
async def test_what_names_no_content_or_that_of_another_release_is_not_kept(
    visitor: httpx.AsyncClient, name: str
) -> None:
    answer = await visitor.get(f"/static/{name}")
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert ".loket-header" in answer.text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("wanted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("GZIP;q=0.1", "gzip"),
        ("identity, gzip;q=0.5", None),
        ("br;q=0, gzip;q=0", None),
        ("deflate", None),
        ("br;q=often", None),
        ("", None),
    ],
)
async def test_a_file_comes_in_the_coding_that_is_wanted_most(
    visitor: httpx.AsyncClient, wanted: str, coding: str | None
) -> None:
    answer = await visitor.get("/static/loket-layout.css", headers={"Accept-Encoding": wanted})
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert ".loket-header" in answer.text


@pytest.mark.asyncio
async def test_what_is_sent_is_the_file_in_that_coding(visitor: httpx.AsyncClient) -> None:
    plain = (await visitor.get("/static/loket-layout.css", headers={"Accept-Encoding": ""})).content
    for coding, decoded in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        async with visitor.stream("GET", "/static/loket-layout.css", headers={"Accept-Encoding": coding}) as answer:
            raw = b"".join([piece async for piece in answer.aiter_raw()])
        assert decoded(raw) == plain
        assert len(raw) < len(plain) / 2


@pytest.mark.asyncio
async def test_a_browser_that_has_the_file_is_told_so(visitor: httpx.AsyncClient) -> None:
    first = await visitor.get("/static/loket-layout.css", headers=ALL)
    again = await visitor.get("/static/loket-layout.css", headers=ALL | {"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = {"Accept-Encoding": "gzip", "If-None-Match": first.headers["etag"]}
    assert (await visitor.get("/static/loket-layout.css", headers=other)).status_code == 200


@pytest.mark.asyncio
async def test_head_tells_the_same_and_nothing_is_taken(visitor: httpx.AsyncClient) -> None:
    got, head = [await visitor.request(method, "/static/icon.svg", headers=ALL) for method in ("GET", "HEAD")]
    assert (head.headers, head.content) == (got.headers, b"")
    assert (await visitor.post("/static/icon.svg")).status_code in (403, 405)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "name",
    ["nothing.css", "../pages.py", "%2e%2e/pages.py", "..%2fpages.py", "", "nothing.0123456789ab.css", ".hidden"],
)
async def test_nothing_else_is(visitor: httpx.AsyncClient, tmp_path: Path, name: str) -> None:
    (tmp_path / "static" / ".hidden").write_text("nobody's business")
    assert (await visitor.get(f"/static/{name}")).status_code == 404


def test_a_style_sheet_names_its_files_by_their_content(tmp_path: Path) -> None:
    (tmp_path / "fonts" / "files").mkdir(parents=True)
    (tmp_path / "fonts" / "files" / "a.woff2").write_bytes(b"font")
    others = "url(data:x,y) url(https://far.example/x.woff2) url(#within) url(gone.png)"
    (tmp_path / "fonts" / "all.css").write_text(f"url(./files/a.woff2) url('../mark.svg') {others}")
    (tmp_path / "mark.svg").write_text("<svg/>")
    static = StaticFiles((tmp_path,))
    found = static.find("fonts/all.css")
    assert found
    told = found.file.encoded(None).decode()
    assert static.address("fonts/files/a.woff2") in told
    assert static.address("mark.svg") in told
    assert told.endswith(others)
    before = static.address("fonts/all.css")
    (tmp_path / "fonts" / "files" / "a.woff2").write_bytes(b"another font")
    assert StaticFiles((tmp_path,)).address("fonts/all.css") != before


def test_files_that_are_sent_as_one_keep_their_order(tmp_path: Path) -> None:
    names = JOINED["loket.css"]
    for number, name in enumerate(names):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f'@charset "UTF-8";.rule-{number} {{}}')
    found = StaticFiles((tmp_path,)).find("loket.css")
    assert found
    assert re.findall(r"rule-\d", found.file.encoded(None).decode()) == [f"rule-{each}" for each in range(len(names))]
    assert b"@charset" not in found.file.encoded(None)


def test_a_file_of_the_service_goes_before_one_of_all(tmp_path: Path) -> None:
    for folder in ("own", "shared"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.css").write_text(folder)
    found = StaticFiles((tmp_path / "own", tmp_path / "shared")).find("a.css")
    assert found
    assert found.file.encoded(None) == b"own"
