"""A service under measurement: started on a folder of its own, provisioned with terminals, looked at, stopped."""

import bisect
import ctypes
import datetime
import json
import os
import pathlib
import resource
import signal
import subprocess
import time

from running import RunningService, expect, wait

VEHICLES_OF_A_TRANSPORT = 50
TRANSPORTS_OF_A_REQUEST = 50
"""A request then has 2,500 vehicles in about 300 KB, well below the service's bound of 8 MiB."""
MOST_CONNECTIONS = 15_000
DESCRIPTORS_BESIDE_CONNECTIONS = 200
SETTLED_SECONDS = 3
SETTLED_BYTES = 1 << 20
"""Memory has settled when it moved by no more than this in that time: 70 bytes for each of 15,000 connections."""
BUSY_LOOK_SECONDS = 1
DEATH_SIGNAL_OPTION = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def prepare_child():
    """As many descriptors as are allowed, and an end with this program however that ends."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    ctypes.CDLL(None).prctl(DEATH_SIGNAL_OPTION, signal.SIGKILL)


def end(process):
    """Ends a child that was started here: politely first."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        process.send_signal(how)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            continue


def processor_seconds(process_id):
    """What a process has used so far, its own and the kernel's for it."""
    fields = pathlib.Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def busy_share():
    """What part of the machine's processors is at work over a second, while nothing of ours is."""

    def look():
        ticks = [int(text) for text in pathlib.Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
        return sum(ticks), ticks[3] + ticks[4]  # all, and those of them that were idle or waited for a disk

    all_before, idle_before = look()
    time.sleep(BUSY_LOOK_SECONDS)
    all_after, idle_after = look()
    return 1 - (idle_after - idle_before) / max(all_after - all_before, 1)


class ProcessorLog:
    """What a process had used at which time, so that it can be told for the measured part of a run afterwards."""

    def __init__(self, process_id):
        self.process_id, self.times, self.used = process_id, [], []

    def look(self):
        try:
            used = processor_seconds(self.process_id)
        except FileNotFoundError:
            return
        self.times.append(time.monotonic())
        self.used.append(used)

    def at(self, moment):
        expect(self.times, "the process was gone before it could be looked at")
        after = min(bisect.bisect_left(self.times, moment), len(self.times) - 1)
        before = max(after - 1, 0)
        width = self.times[after] - self.times[before]
        share = min(max((moment - self.times[before]) / width, 0), 1) if width else 0
        return self.used[before] + share * (self.used[after] - self.used[before])

    def between(self, began, ended):
        return self.at(ended) - self.at(began)


class Service(RunningService):
    """One `escort serve` with its data folder and its log."""

    def __init__(self, escort, folder):
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        needed = MOST_CONNECTIONS + DESCRIPTORS_BESIDE_CONNECTIONS
        expect(hard >= needed, f"a process may have {hard} descriptors here and the service needs {needed}; raise `ulimit -Hn`")
        folder.mkdir()
        self.data, self.log = folder / "data", folder / "service.log"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ESCORT_")}
        environment |= {"ESCORT_MOST_CONNECTIONS": str(MOST_CONNECTIONS), "ESCORT_MOST_CONNECTIONS_PER_ADDRESS": "2000"}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [escort, "serve", "--data", self.data, "--http", "127.0.0.1:0", "--jt808", "127.0.0.1:0"],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log, env=environment,
                preexec_fn=prepare_child)  # fmt: skip
        try:
            self.jt808, self.http = wait("the service to listen", self.ports)
            self.token = (self.data / "dispatcher.token").read_text().strip()
        except BaseException:
            end(self.process)
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self.process)

    @property
    def process_id(self):
        return self.process.pid

    def settled_bytes(self):
        """Resident memory once it has stopped moving."""
        readings = []

        def look():
            self.check_alive()
            readings.append((time.monotonic(), self.resident_bytes()))
            recent = [size for moment, size in readings if moment >= readings[-1][0] - SETTLED_SECONDS]
            long_enough = readings[-1][0] - readings[0][0] >= SETTLED_SECONDS
            return recent[-1] if long_enough and max(recent) - min(recent) <= SETTLED_BYTES else None

        return wait("the service's memory to settle", look)

    def provision(self, first_number, terminals):
        """Plans simulated transports whose vehicles have one terminal each, and waits until the service has taken them in."""
        lines = transport_lines(first_number, terminals)
        for begin in range(0, len(lines), TRANSPORTS_OF_A_REQUEST):
            status, text = self.ask("POST", "/api/v1/feed", b"".join(lines[begin : begin + TRANSPORTS_OF_A_REQUEST]))
            expect(status == 200, f"the plans were answered {status}: {text[:200]!r}")
        wait("the service to be ready", lambda: self.ask("GET", "/health/ready")[0] == 200)


def transport_lines(first_number, terminals):
    """Plans that leave in an hour, from where the terminals stand; so nothing is judged but the reports themselves."""
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)

    def instant(hours):
        return (now + datetime.timedelta(hours=hours)).isoformat()

    lines = []
    for begin in range(0, terminals, VEHICLES_OF_A_TRANSPORT):
        indices = range(begin, min(begin + VEHICLES_OF_A_TRANSPORT, terminals))
        vehicles = [
            {"id": f"测A{index:05}", "terminal": str(first_number + index), "cameras": [], "crew": []} for index in indices
        ]
        plan = {
            "type": "transport", "at": instant(0), "id": f"BENCHMARK-{begin:05}", "leg": "province-branch", "simulated": True,
            "origin": {"org": "benchmark-origin", "lat": 28.19, "lon": 112.97, "radius": 5000},
            "destination": {"org": "benchmark-destination", "lat": 29.36, "lon": 113.13, "radius": 500},
            "plannedDeparture": instant(1), "plannedArrival": instant(5), "vehicles": vehicles,
        }  # fmt: skip
        lines.append(json.dumps(plan, ensure_ascii=False).encode() + b"\n")
    return lines
