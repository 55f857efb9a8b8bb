"""A stack of two small parts under the real supervisor: ``python small_stack.py FOLDER``.

``user`` needs ``base``. Each is ready once it has made a file named after it.
"""

import asyncio
import sys
from functools import partial
from pathlib import Path

from loket_stack.components.component import Component
from loket_stack.paths import Paths
from loket_stack.supervisor.supervisor import Supervisor


def part(name: str, run: Path, needs: tuple[str, ...] = ()) -> Component:
    """Describe a part that says it is ready and then waits; it can be attended to once."""
    sign = run / f"{name}.up"
    attended = partial((run / f"{name}.attended").touch, exist_ok=False)

    async def ready() -> bool:
        return await asyncio.to_thread(sign.exists)

    return Component(
        name=name,
        command=("/bin/sh", "-c", f"touch '{sign}'; exec sleep 1000"),
        environment={"PATH": "/usr/bin:/bin"},
        facts={"url": name},
        ready=ready,
        prepare=partial(sign.unlink, missing_ok=True),
        attend=partial(asyncio.to_thread, attended),
        needs=needs,
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    paths = Paths(folder, folder, own=True)
    parts = (part("base", paths.run), part("user", paths.run, needs=("base",)))
    asyncio.run(Supervisor(paths, "none", parts).run())
