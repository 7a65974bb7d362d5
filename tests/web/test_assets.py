"""Built files are served packed, unchangeable and by their manifest names only."""

import gzip
import json
from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from app.web import assets
from tests.support.each import each

STYLE = b"body{color:black}" * 20


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    (tmp_path / "img").mkdir()
    (tmp_path / "portal-1a.css").write_bytes(STYLE)
    (tmp_path / "portal-1a.css.br").write_bytes(brotli.compress(STYLE))
    (tmp_path / "portal-1a.css.gz").write_bytes(gzip.compress(STYLE))
    (tmp_path / "img" / "haus-2b.webp").write_bytes(b"RIFF")
    (tmp_path / "secret.txt").write_text("not in the manifest")
    names = {"portal.css": "portal-1a.css", "img/haus.webp": "img/haus-2b.webp"}
    (tmp_path / "manifest.json").write_text(json.dumps(names))
    return tmp_path


@pytest.fixture
def client(dist: Path) -> TestClient:
    return TestClient(Starlette(routes=[Mount("/static/dist", assets.BuiltFiles(dist))]))


@each(
    ("accept", "coding"),
    [("br, gzip", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None)],
)
def test_the_best_packing_the_client_takes(
    client: TestClient, accept: str, coding: str | None
) -> None:
    answer = client.get("/static/dist/portal-1a.css", headers={"accept-encoding": accept})
    assert answer.status_code == 200
    assert answer.content == STYLE
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["content-type"].startswith("text/css")


def test_files_are_kept_for_a_year_and_never_sniffed(client: TestClient) -> None:
    headers = client.get("/static/dist/img/haus-2b.webp").headers
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["vary"] == "Accept-Encoding"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-type"] == "image/webp"


@each("name", ["secret.txt", "manifest.json", "portal-1a.css.br", "../secret.txt", "%2e%2e/x", ""])
def test_what_the_manifest_does_not_name_does_not_exist(client: TestClient, name: str) -> None:
    assert client.get(f"/static/dist/{name}").status_code == 404


def test_files_can_only_be_read(client: TestClient) -> None:
    assert client.post("/static/dist/portal-1a.css").status_code == 405


def test_a_missing_build_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(assets.AssetsMissingError, match="npm run build"):
        assets.manifest(tmp_path)


def test_a_new_build_is_seen_without_a_restart(dist: Path) -> None:
    assert assets.manifest(dist)["portal.css"] == "portal-1a.css"
    (dist / "manifest.json.new").write_text('{"portal.css": "portal-9z.css"}')
    (dist / "manifest.json.new").replace(dist / "manifest.json")
    assert assets.manifest(dist)["portal.css"] == "portal-9z.css"


def test_an_unknown_name_is_refused(dist: Path) -> None:
    assert assets.asset("portal.css", dist) == "/static/dist/portal-1a.css"
    with pytest.raises(assets.AssetsMissingError, match=r"img/fehlt\.svg"):
        assets.asset("img/fehlt.svg", dist)
