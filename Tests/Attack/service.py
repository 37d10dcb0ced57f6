"""The service under attack: started on a folder of its own, asked, stopped."""

import http.client
import os
import pathlib
import re
import resource
import signal
import socket
import subprocess
import time

MEBIBYTE = 1 << 20
PATIENCE_SECONDS = 60
POLL_SECONDS = 0.05


class Failed(Exception):
    """Something did not hold; the message says what."""


def expect(holds, message):
    if not holds:
        raise Failed(message)


def wait(what, look):
    """Polls until `look` gives something true, and returns it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        seen = look()
        if seen:
            return seen
        time.sleep(POLL_SECONDS)
    raise Failed(f"waited {PATIENCE_SECONDS} s for {what}")


class Service:
    """One `escort serve` with its data folder and its log."""

    def __init__(self, escort, folder, name, most_file_bytes=None, settings=()):
        self.data = folder / name
        self.log = folder / f"{name}.log"

        def limit():
            # What a shell gives; the service raises it itself.
            resource.setrlimit(resource.RLIMIT_NOFILE, (1024, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
            if most_file_bytes:
                # A file that cannot grow further stands for a full disk: the write fails instead of the process.
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (most_file_bytes, most_file_bytes))

        begins = self.log.stat().st_size if self.log.exists() else 0
        self.process = subprocess.Popen(
            [escort, "serve", "--data", self.data, "--http", "127.0.0.1:0", "--jt808", "127.0.0.1:0"],
            stdout=subprocess.DEVNULL, stderr=self.log.open("ab"), preexec_fn=limit, env=os.environ | dict(settings))  # fmt: skip
        ports = wait("the service to listen", lambda: self.ports(begins))
        self.jt808, self.http = ports
        self.token = (self.data / "dispatcher.token").read_text().strip()

    def ports(self, begins):
        expect(self.process.poll() is None, f"the service ended with status {self.process.poll()}; see {self.log}")
        text = self.log.read_text()[begins:]
        terminals = re.search(r"port=(\d+).*listening for terminals", text)
        web = re.search(r"listening on 127\.0\.0\.1:(\d+)|port=(\d+).*listening for HTTP", text)
        return terminals and web and (int(terminals[1]), int(web[1] or web[2]))

    def port(self, over):
        """Where terminals come in over TLS or UDP."""
        return int(re.search(rf"port=(\d+).*listening for terminals over {over}", self.log.read_text())[1])

    def resident(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024

    def ask(self, method, path, body=None, headers=()):
        connection = http.client.HTTPConnection("127.0.0.1", self.http, timeout=PATIENCE_SECONDS)
        headers = {"Authorization": f"Bearer {self.token}", **dict(headers)}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        status, text = answer.status, answer.read()
        connection.close()
        return status, text

    def figures(self):
        """What /metrics tells, by name and labels."""
        status, text = self.ask("GET", "/metrics")
        expect(status == 200, f"/metrics was answered {status}")
        lines = [line.rsplit(" ", 1) for line in text.decode().splitlines() if not line.startswith("#")]
        return {name: float(value) for name, value in lines}

    def raw(self, head, body=b"", to_http=True):
        """What comes back, and whether the other side closed, when exactly these bytes are sent."""
        with socket.create_connection(("127.0.0.1", self.http if to_http else self.jt808), timeout=PATIENCE_SECONDS) as peer:
            try:
                peer.sendall(head)
                if body:
                    peer.sendall(body)
                if not to_http:
                    peer.shutdown(socket.SHUT_WR)
                return peer.recv(65536)
            except (ConnectionResetError, BrokenPipeError):
                return b""

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        began = time.monotonic()
        status = self.process.wait(timeout=PATIENCE_SECONDS)
        return status, time.monotonic() - began


def say(message):
    print(f"[{time.monotonic() - STARTED:5.1f} s] {message}", flush=True)


STARTED = time.monotonic()
