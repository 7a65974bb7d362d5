"""Built front-end files: their hashed addresses, and how they are served."""

import json
import mimetypes
from functools import lru_cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from app.web.privacy import Privacy

ROOT = Path(__file__).parents[2]
DIST = ROOT / "static" / "dist"
PREFIX = "/static/dist"

_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
_HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}
_TYPES = {".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


class AssetsMissingError(RuntimeError):
    """The front end was not built, or not since a file was added."""


@lru_cache(maxsize=1)
def _read(path: Path, _mtime: int) -> dict[str, str]:
    manifest: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def manifest(dist: Path = DIST) -> dict[str, str]:
    """Names as written in templates -> names with their hash; read again after a build.

    Raises AssetsMissingError where no build has run.
    """
    path = dist / "manifest.json"
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise AssetsMissingError(
            f"{path} is missing: build the front end with `npm ci && npm run build`."
        ) from None


def asset(name: str, dist: Path = DIST) -> str:
    """The address of a built file, for example `portal.css` or `img/favicon.svg`.

    Raises AssetsMissingError for a name the build does not know.
    """
    try:
        return f"{PREFIX}/{manifest(dist)[name]}"
    except KeyError:
        raise AssetsMissingError(
            f"The front-end build knows no file {name!r}: run `npm run build`."
        ) from None


def accepted_codings(header: str) -> set[str]:
    """The content codings a client takes; one with `q=0` is refused."""
    accepted = set()
    for part in header.lower().split(","):
        coding, _, weight = part.partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            accepted.add(coding.strip())
    return accepted


class BuiltFiles:
    """ASGI app for `/static/dist`: files of the manifest only, packed as the client takes them."""

    tags = (Privacy.public,)

    def __init__(self, dist: Path = DIST) -> None:
        self._dist = dist

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if request.method != "GET":
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        name = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/")
        await self._answer(name, request)(scope, receive, send)

    def _answer(self, name: str, request: Request) -> Response:
        if name not in manifest(self._dist).values():
            raise HTTPException(404)
        file = self._dist / name
        guessed = _TYPES.get(file.suffix) or mimetypes.guess_type(name)[0]
        accepted = accepted_codings(request.headers.get("accept-encoding", ""))
        for coding, ending in _ENCODINGS:
            packed = file.with_name(file.name + ending)
            if coding in accepted and packed.is_file():
                headers = _HEADERS | {"Content-Encoding": coding}
                return FileResponse(packed, headers=headers, media_type=guessed)
        return FileResponse(file, headers=_HEADERS, media_type=guessed)
