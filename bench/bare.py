"""The other side of the comparison: Starlette, one route, bytes out of memory.

`BENCH_ANSWERS` names a file with what the portal answered: {path: [headers, body in base64]}.
"""

import base64
import json
import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def app() -> Starlette:
    told = json.loads(Path(os.environ["BENCH_ANSWERS"]).read_text(encoding="utf-8"))
    answers = {path: (headers, base64.b64decode(body)) for path, (headers, body) in told.items()}

    async def answer(request: Request) -> Response:
        headers, body = answers[request.url.path]
        return Response(body, headers=headers)

    return Starlette(routes=[Route("/{path:path}", answer)])
