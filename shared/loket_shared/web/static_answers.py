"""Sending style sheets, fonts and scripts."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from loket_shared.http.encodings import VARIES, encoding_for
from loket_shared.web.static import StaticFiles

_FOREVER = "public, max-age=31536000, immutable"
_BRIEFLY = "public, max-age=300"


class StaticAnswers:
    """Files whose address names their content are kept for good; others for a few minutes."""

    def __init__(self, static: StaticFiles) -> None:
        self._static = static

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request.

        Raises:
            HTTPException: nothing stands there, or something is sent to it.
        """
        request = Request(scope)
        if request.method != "GET":
            raise HTTPException(405)
        answer = await self._answer(request, scope["path"].removeprefix(f"{scope['root_path']}/"))
        await answer(scope, receive, send)

    async def _answer(self, request: Request, path: str) -> Response:
        found = self._static.find(path)
        if found is None:
            raise HTTPException(404)
        file = found.file
        encoding = encoding_for(request.headers.get("Accept-Encoding", "")) if file.shrinks else None
        tag = f'"{file.mark}{f"-{encoding}" if encoding else ""}"'
        headers = {"Cache-Control": _FOREVER if found.lasting else _BRIEFLY, "ETag": tag}
        if file.shrinks:
            headers |= VARIES
        if tag in map(str.strip, request.headers.get("If-None-Match", "").split(",")):
            return Response(status_code=304, headers=headers)
        if encoding:
            headers["Content-Encoding"] = encoding
        return Response(await asyncio.to_thread(file.encoded, encoding), headers=headers, media_type=file.media_type)
