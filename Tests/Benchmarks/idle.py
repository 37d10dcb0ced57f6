"""Connections that say nothing: what they cost a service in memory, and whether each is still heard."""

import contextlib
import dataclasses
import json
import select
import subprocess

from running import PATIENCE_SECONDS, Failed, expect, wait
from service import ProcessorLog, end, prepare_child
from telling import line, processor

MOST_SECONDS_TO_ENTER = 300
MOST_SECONDS_CONNECTED = 600
"""Past this the load ends by itself; the whole benchmark has no longer."""


class IdleLoad:
    """A load whose terminals are connected and say nothing until they are told to send one heartbeat each."""

    def __init__(self, program, service, first_number, terminals):
        self.service = service
        self.process = subprocess.Popen(
            [program, "idle", "--port", str(service.jt808), "--first", str(first_number), "--terminals", str(terminals),
             "--seconds", str(MOST_SECONDS_CONNECTED)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=prepare_child)  # fmt: skip

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self.process)

    def hear(self, what, limit_seconds):
        """The next line it prints, as it is one JSON object."""
        readable, _, _ = select.select([self.process.stdout], [], [], limit_seconds)
        self.service.check_alive()
        expect(readable, f"waited {limit_seconds} s for {what}")
        text = self.process.stdout.readline()
        if not text:
            raise Failed(f"the load ended before {what}: {self.process.stderr.read().decode(errors='replace').strip()}")
        return json.loads(text)

    def send_heartbeats(self):
        self.process.stdin.write(b"heartbeats\n")
        self.process.stdin.flush()

    def finish(self):
        self.process.stdin.close()
        wait("the load to end", lambda: self.process.poll() is not None)


@dataclasses.dataclass
class IdleCost:
    """What one service's idle connections cost it, and what they were answered."""

    ready: dict
    answer: dict
    before_bytes: int
    connected_bytes: int
    end_bytes: int
    descriptors: float
    logs: tuple
    terminals: int

    @property
    def connection_bytes(self):
        return (self.connected_bytes - self.before_bytes) / self.terminals

    @property
    def is_whole(self):
        return self.answer["answered"] == self.terminals and self.answer["closed"] == 0

    def tell(self, title):
        sizes = [f"{size / (1 << 20):,.1f} MiB" for size in (self.before_bytes, self.connected_bytes, self.end_bytes)]
        line(title, f"{self.ready['ready']:,} terminals in after {self.ready['seconds']:.1f} s, {self.descriptors:,.0f} descriptors more")
        line("resident memory", f"{sizes[0]} before, {sizes[1]} with them, {sizes[2]} after the heartbeats")
        line("growth a connection", f"{self.connection_bytes:,.0f} bytes")
        wait_milliseconds = self.answer["longest_wait_microseconds"] / 1e3
        line("heartbeats", f"{self.answer['answered']:,} of {self.terminals:,} answered, the last after {wait_milliseconds:,.0f} ms")
        if self.answer["closed"]:
            line("NOT AS IT MUST BE", f"{self.answer['closed']:,} connections were closed")
        for log, who in zip(self.logs, ("the load", "the service")):
            processor(who, log.used[-1] - log.used[0], log.times[-1] - log.times[0])


def idle_costs(bench, name, services_count):
    """Connects the terminals of every service, lets the memory settle, and has each connection send a heartbeat at once."""
    terminals = bench.idle_terminals
    with contextlib.ExitStack() as stack:
        services = [bench.started(f"{name}-{index}", stack, terminals) for index in range(services_count)]
        before = [service.settled_bytes() for service in services]
        descriptors = [service.figures()["process_open_fds"] for service in services]
        loads = [stack.enter_context(IdleLoad(bench.load, service, bench.first_number, terminals)) for service in services]
        logs = [(ProcessorLog(load.process.pid), ProcessorLog(load.service.process_id)) for load in loads]
        every_log = [log for pair in logs for log in pair]
        for log in every_log:
            log.look()
        ready = [load.hear("every terminal to be in", MOST_SECONDS_TO_ENTER) for load in loads]
        connected = [service.settled_bytes() for service in services]
        opened = [service.figures()["process_open_fds"] - used for service, used in zip(services, descriptors)]
        for load in loads:
            load.send_heartbeats()
        answers = [load.hear("every heartbeat to be answered", PATIENCE_SECONDS) for load in loads]
        at_the_end = [service.settled_bytes() for service in services]
        for log in every_log:
            log.look()
        for load in loads:
            load.finish()
    return [
        IdleCost(*values, terminals) for values in zip(ready, answers, before, connected, at_the_end, opened, logs, strict=True)
    ]  # fmt: skip
