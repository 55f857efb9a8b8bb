"""Style sheets, fonts and scripts: those installed from npm, those all pages share, those of the service itself."""

from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from loket_shared.ops.runtime import Runtime
from loket_shared.web.translations import SHARED

ADDRESS = "/static"
_FOREVER = "public, max-age=31536000, immutable"
_BRIEFLY = "public, max-age=300"


class _Files(StaticFiles):
    """Files whose address names their content may be kept for good; others for a few minutes."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with the file at ``path``."""
        answer = await super().get_response(path, scope)
        answer.headers["Cache-Control"] = _FOREVER if scope["query_string"].startswith(b"v=") else _BRIEFLY
        return answer


def static_folders(runtime: Runtime) -> tuple[Path, ...]:
    """Return where static files are looked for, in this order."""
    own = [Path(str(files(package).joinpath("static"))) for package in (runtime.definition.package, SHARED)]
    installed = [runtime.settings.static_dir] if runtime.settings.static_dir else []
    return tuple(folder for folder in [*own, *installed] if folder.is_dir())


def mount_static(app: FastAPI, runtime: Runtime) -> None:
    """Serve the static files of ``runtime`` under ``/static``."""
    served = _Files()
    served.all_directories = list(static_folders(runtime))
    app.mount(ADDRESS, served)


class StaticAddresses:
    """Gives each file an address that changes with its content."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders
        self._known: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        """Return the address of the file ``name``."""
        if name not in self._known:
            file = next((folder / name for folder in self._folders if (folder / name).is_file()), None)
            mark = f"?v={sha256(file.read_bytes()).hexdigest()[:12]}" if file else ""
            self._known[name] = f"{ADDRESS}/{name}{mark}"
        return self._known[name]
