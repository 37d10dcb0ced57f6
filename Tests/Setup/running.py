"""What the programs that try a running service share: how they fail, how they wait, and how a service is asked."""

import http.client
import pathlib
import re
import time

PATIENCE_SECONDS = 60
POLL_SECONDS = 0.05


class Failed(Exception):
    """Something did not hold, or could not be measured; the message says what."""


def expect(holds, message):
    if not holds:
        raise Failed(message)


def wait(what, look, patience_seconds=PATIENCE_SECONDS):
    """Polls until `look` gives something true, and returns it."""
    deadline = time.monotonic() + patience_seconds
    while time.monotonic() < deadline:
        seen = look()
        if seen:
            return seen
        time.sleep(POLL_SECONDS)
    raise Failed(f"waited {patience_seconds} s for {what}")


class RunningService:
    """An `escort serve` that runs: whoever starts it sets `process`, `log`, and then `jt808`, `http` and `token`."""

    def check_alive(self):
        words = self.log.read_text(errors="replace")[-2000:]
        expect(self.process.poll() is None, f"the service ended with status {self.process.poll()}:\n{words}")

    def ports(self, begins=0):
        """Where terminals and browsers come in, once the log says so, from this place in it on."""
        self.check_alive()
        text = self.log.read_text()[begins:]
        terminals = re.search(r"port=(\d+).*listening for terminals", text)
        web = re.search(r"listening on 127\.0\.0\.1:(\d+)|port=(\d+).*listening for HTTP", text)
        return terminals and web and (int(terminals[1]), int(web[1] or web[2]))

    def ask(self, method, path, body=None, headers=()):
        self.check_alive()
        connection = http.client.HTTPConnection("127.0.0.1", self.http, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, path, body, {"Authorization": f"Bearer {self.token}", **dict(headers)})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def figures(self):
        """What /metrics tells, by name and labels."""
        status, text = self.ask("GET", "/metrics")
        expect(status == 200, f"/metrics was answered {status}")
        lines = [line.rsplit(" ", 1) for line in text.decode().splitlines() if line and not line.startswith("#")]
        return {name: float(value) for name, value in lines}

    def resident_bytes(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024
