"""The port: answers leave at once."""

import asyncio
import socket

from scheduler.serve.running import _listen


def test_answers_do_not_wait_for_an_acknowledgement():
    async def delays():
        seen = asyncio.get_running_loop().create_future()

        async def come(_reader, writer):
            one = writer.get_extra_info("socket")
            seen.set_result(one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listener = _listen("127.0.0.1", 0)
        async with await asyncio.start_server(come, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            at_once = await seen
            writer.close()
        return not at_once

    assert not asyncio.run(delays())
