"""The supervisor: one keeper for each part, one state file, one control socket."""

import asyncio
import os
import signal

from loket_stack.parts.part import Part
from loket_stack.paths import Paths
from loket_stack.state import PartState, Process, StackState
from loket_stack.supervisor.control import Request, listen, remove_socket, socket_address
from loket_stack.supervisor.keeper import Keeper
from loket_stack.supervisor.order import stopping_order


class Supervisor:
    """Runs ``parts`` until it gets SIGTERM or SIGINT, then stops them in order."""

    def __init__(self, paths: Paths, broker: str, parts: tuple[Part, ...]) -> None:
        self._paths = paths
        states = {part.name: _unstarted(part) for part in parts}
        self._state = StackState(
            supervisor=Process.of(os.getpid()), broker=broker, control=socket_address(paths.run), parts=states
        )
        self._keepers = {
            part.name: Keeper(part, paths.log / f"{part.name}.log", states[part.name], self._write) for part in parts
        }

    async def run(self) -> None:
        """Run until told to stop."""
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        self._write()
        server = await listen(self._state.control, self._carry_out)
        keeping = [asyncio.create_task(self._keep(keeper)) for keeper in self._keepers.values()]
        await stop.wait()
        server.close()
        await self._stop_all()
        for task in keeping:
            task.cancel()
        remove_socket(self._state.control, self._paths.run)
        StackState.forget(self._paths)

    async def _keep(self, keeper: Keeper) -> None:
        await keeper.keep([self._keepers[name] for name in keeper.part.needs])

    async def _stop_all(self) -> None:
        for wave in stopping_order(keeper.part for keeper in self._keepers.values()):
            await asyncio.gather(*(self._keepers[name].hold() for name in wave))

    async def _carry_out(self, request: Request) -> None:
        keeper = self._keepers[request.part]
        if request.do in ("hold", "restart"):
            await keeper.hold()
        if request.do in ("release", "restart"):
            await keeper.release()

    def _write(self) -> None:
        self._state.write(self._paths)


def _unstarted(part: Part) -> PartState:
    return PartState(facts=dict(part.facts), secure=dict(part.secure) if part.secure else None)
