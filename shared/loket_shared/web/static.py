"""Static files: those of the service itself, those that all pages share, and those installed from npm."""

import asyncio
import mimetypes
import posixpath
import re
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from loket_shared.http.content_negotiation import VARIES, Encoding, compressed_well, encoding_for
from loket_shared.service.runtime import Runtime
from loket_shared.web.localization import SHARED_PACKAGE

ADDRESS = "/static"
JOINED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "loket.css": (
            *("fonts/source-sans-3.css", "tokens.css", "utrecht.css", "loket-tokens.css"),
            *("loket-layout.css", "loket-forms.css", "loket-lists.css", "loket-print.css"),
        )
    }
)
"""Files that are sent as one file, so that a page needs one response; by name, in order."""

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
_SHRINKING = frozenset({".css", ".js", ".svg", ".json", ".txt"})
_MARKED = re.compile(r"(.+)\.([0-9a-f]{12})(\.[a-z0-9]+)")
_LINK = re.compile(rb"""url\(\s*(["']?)(?![a-z]+:|[/#])([^"')\s]+)\1\s*\)""")
_CHARSET = re.compile(rb'@charset "[^"]*";')


class StaticFile:
    """One file; ``mark`` is a hash of its content. Each content coding is made once, at its first use."""

    def __init__(self, name: str, content: bytes) -> None:
        self._kind = posixpath.splitext(name)[1]
        self._name = name
        self._content = content
        self._encoded: dict[Encoding, bytes] = {}
        self.mark = sha256(content).hexdigest()[:12]

    @property
    def address(self) -> str:
        """The address of the file with its present content."""
        return f"{ADDRESS}/{self._name.removesuffix(self._kind)}.{self.mark}{self._kind}"

    @cached_property
    def media_type(self) -> str:
        """The media type of the file."""
        return _TYPES.get(self._kind) or mimetypes.guess_type(self._name)[0] or "application/octet-stream"

    @property
    def shrinks(self) -> bool:
        """True if the file is worth compressing; fonts and pictures are compressed already."""
        return self._kind in _SHRINKING

    def encoded(self, encoding: Encoding | None) -> bytes:
        """Return the content in ``encoding``."""
        if encoding is None:
            return self._content
        if encoding not in self._encoded:
            self._encoded[encoding] = compressed_well(self._content, encoding)
        return self._encoded[encoding]


class FoundFile(NamedTuple):
    """A file at an address; ``lasting`` is True if the address names the file's present content."""

    file: StaticFile
    lasting: bool


class StaticFiles:
    """The static files of one service, in memory. They need neither a writable folder nor a build step."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._paths = {
            path.relative_to(folder).as_posix(): path
            for folder in reversed(folders)
            for path in folder.rglob("[!.]*")
            if path.is_file()
        }
        self._read: dict[str, StaticFile] = {}

    def address(self, name: str) -> str:
        """Return the address of the file ``name``; it changes with the file's content."""
        file = self._file(name)
        return file.address if file else f"{ADDRESS}/{name}"

    def find(self, path: str) -> FoundFile | None:
        """Return the file at ``path`` below ``/static``, or None.

        A hash of another release leads to the present file: during a rollout a page and its files may come from two
        processes.
        """
        if marked := _MARKED.fullmatch(path):
            file = self._file(marked[1] + marked[3])
            if file:
                return FoundFile(file, marked[2] == file.mark)
        file = self._file(path)
        return FoundFile(file, False) if file else None

    def _file(self, name: str) -> StaticFile | None:
        if name not in self._read:
            content = self._content(name)
            if content is None:
                return None
            self._read[name] = StaticFile(name, content)
        return self._read[name]

    def _content(self, name: str) -> bytes | None:
        if name in JOINED:
            parts = filter(None, map(self._file, JOINED[name]))
            return b"\n".join(_CHARSET.sub(b"", part.encoded(None)) for part in parts)
        if name not in self._paths:
            return None
        content = self._paths[name].read_bytes()
        return self._with_lasting_links(name, content) if name.endswith(".css") else content

    def _with_lasting_links(self, name: str, content: bytes) -> bytes:
        """Return a style sheet whose links to other files contain the hashes of their content."""

        def address(link: re.Match[bytes]) -> bytes:
            named = posixpath.normpath(posixpath.join(posixpath.dirname(name), link[2].decode()))
            return f'url("{self.address(named)}")'.encode() if named in self._paths else link[0]

        return _LINK.sub(address, content)


def static_folders(runtime: Runtime) -> tuple[Path, ...]:
    """Return the folders of static files; an earlier folder takes precedence."""
    own = [Path(str(files(package).joinpath("static"))) for package in (runtime.definition.package, SHARED_PACKAGE)]
    installed = [runtime.settings.static_dir] if runtime.settings.static_dir else []
    return tuple(folder for folder in [*own, *installed] if folder.is_dir())


_FOREVER = "public, max-age=31536000, immutable"
_BRIEFLY = "public, max-age=300"


class StaticApp:
    """Serves static files; a file whose address names its content is cached forever, any other for five minutes."""

    def __init__(self, static: StaticFiles) -> None:
        self._static = static

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request.

        Raises:
            HTTPException: the file does not exist, or the method is not GET.
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
