"""A convoy that comes back from where there is no network and sends what it stored, beside terminals that report what happens now."""

import datetime
import json
import select
import threading
import time
import urllib.parse

from running import PATIENCE_SECONDS, expect
from terminal import BATCH, Terminal, batch, frame, location

VEHICLES = 10
REPORTS_OF_A_VEHICLE = 10_000
REPORTS_OF_A_BATCH = 25
"""As many as fit into one frame: 25 of 30 bytes."""
WINDOW = 64
"""Batches of one terminal that wait for their answers."""
SINCE = 4 * 3600
"""The convoy left so many seconds ago and was away most of the time since."""


class Convoy:
    """Its plan, its terminals, and every frame it has to send."""

    def __init__(self, service, first_number):
        self.service, self.first_number = service, first_number
        self.since = int(time.time()) - SINCE
        self.seconds, self.greatest_lag = None, 0
        self.provision()
        self.terminals = [Terminal.over_tcp(service.jt808, first_number + index) for index in range(VEHICLES)]
        for index, terminal in enumerate(self.terminals):
            terminal.sign_in(self.plate(index))
        self.frames = [self.stored(index) for index in range(VEHICLES)]
        self.thread = threading.Thread(target=self.send, daemon=True)

    def plate(self, index):
        return f"测B{index:05}"

    def provision(self):
        def instant(seconds):
            return datetime.datetime.fromtimestamp(self.since + seconds, datetime.timezone.utc).isoformat()

        plan = {
            "type": "transport", "at": instant(-3600), "id": "BACKFILL", "leg": "province-branch", "simulated": True,
            "origin": {"org": "o", "lat": 28.2, "lon": 112.90}, "destination": {"org": "d", "lat": 28.2, "lon": 114.5},
            "plannedDeparture": instant(0), "plannedArrival": instant(SINCE + 3600),
            "route": [[28.2, 112.90], [28.2, 114.5]],
            "vehicles": [{"id": self.plate(index), "terminal": str(self.first_number + index)} for index in range(VEHICLES)],
        }  # fmt: skip
        departed = {"type": "departed", "at": instant(0), "transport": "BACKFILL"}
        for line in (plan, departed):
            status, text = self.service.ask("POST", "/api/v1/feed", json.dumps(line, ensure_ascii=False).encode())
            expect(status == 200, f"the convoy's {line['type']} was answered {status}: {text[:200]!r}")

    def stored(self, index):
        """What one vehicle stored, a report a second, on the road all the time."""
        terminal, frames = self.terminals[index], []
        for begin in range(0, REPORTS_OF_A_VEHICLE, REPORTS_OF_A_BATCH):
            seconds = range(begin, begin + REPORTS_OF_A_BATCH)
            reports = [location(second, since=self.since, longitude=112_970_000 + 100 * second) for second in seconds]
            frames.append(frame(BATCH, terminal.phone, terminal.serial, batch(reports)))
            terminal.serial += 1
        return frames

    def send(self):
        """Sends everything, as fast as it is answered."""
        began = time.monotonic()
        peers = {terminal.peer.fileno(): (terminal.peer, frames, [0, 0]) for terminal, frames in zip(self.terminals, self.frames)}
        waiting = select.poll()
        for descriptor, (peer, _, _) in peers.items():
            peer.setblocking(False)
            waiting.register(descriptor, select.POLLIN)
        for descriptor in peers:
            self.go_on(*peers[descriptor])
        while any(counts[1] < len(frames) for _, frames, counts in peers.values()):
            for descriptor, _ in waiting.poll(PATIENCE_SECONDS * 1000):
                peer, frames, counts = peers[descriptor]
                counts[1] += peer.recv(65536).count(b"\x7e") // 2
                self.go_on(peer, frames, counts)
        self.seconds = time.monotonic() - began

    @staticmethod
    def go_on(peer, frames, counts):
        while counts[0] < len(frames) and counts[0] - counts[1] < WINDOW:
            peer.send(frames[counts[0]])  # far less waits than a socket's buffer takes
            counts[0] += 1

    def look(self):
        """How far the desk is behind, while all this comes in."""
        self.greatest_lag = max(self.greatest_lag, self.service.figures()["escort_desk_lag_entries"])

    def check(self):
        self.thread.join(PATIENCE_SECONDS)
        expect(self.seconds, "the convoy was not answered to the end")
        for index in (0, VEHICLES - 1):
            status, text = self.service.ask("GET", f"/api/v1/vehicles/{urllib.parse.quote(self.plate(index))}/positions")
            kept = len(json.loads(text)["positions"])
            expect(status == 200 and kept == REPORTS_OF_A_VEHICLE, f"of {REPORTS_OF_A_VEHICLE:,} stored reports {kept:,} are kept")
