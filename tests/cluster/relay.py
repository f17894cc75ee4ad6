"""A relay that can stop forwarding, like a network that has failed, for the scripts in this folder."""
import asyncio
import threading

MAX_READ = 64 * 1024


class Relay:
    """Forwards connections from a free port on 127.0.0.1 to a port there, or to a Unix socket."""

    def __init__(self, target):
        self.target = target
        self.writers = set()
        self.loop = asyncio.new_event_loop()
        self.port = self.forwards = None
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self.call(self.open())

    def call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def interrupt(self):
        """Forwards nothing any more; connections stay open, and new ones get no answer."""
        self.call(self.set_forwarding(False))

    def resume(self, cut=False):
        """Forwards again, first what was under way; with cut, all connections end and that is lost."""
        self.call(self.set_forwarding(True, cut))

    async def open(self):
        self.forwards = asyncio.Event()
        self.forwards.set()
        server = await asyncio.start_server(self.converse, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    async def set_forwarding(self, forwards, cut=False):
        if cut:
            for writer in self.writers:
                writer.transport.abort()
        if forwards:
            self.forwards.set()
        else:
            self.forwards.clear()

    async def converse(self, reader, writer):
        self.writers.add(writer)
        far_writer = None
        try:
            await self.forwards.wait()
            far_reader, far_writer = await (
                asyncio.open_unix_connection(self.target) if isinstance(self.target, str)
                else asyncio.open_connection("127.0.0.1", self.target))
            self.writers.add(far_writer)
            await asyncio.gather(self.forward(reader, far_writer), self.forward(far_reader, writer))
        except OSError:
            pass
        finally:
            for end in (writer, far_writer):
                if end:
                    self.writers.discard(end)
                    end.close()

    async def forward(self, reader, writer):
        while data := await reader.read(MAX_READ):
            await self.forwards.wait()
            writer.write(data)
            await writer.drain()
        await self.forwards.wait()
        writer.close()
