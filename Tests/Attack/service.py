"""The service under attack: started on a folder of its own, asked, stopped."""

import os
import re
import resource
import signal
import socket
import subprocess
import time

from running import PATIENCE_SECONDS, RunningService, wait

MEBIBYTE = 1 << 20


class Service(RunningService):
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

    def port(self, over):
        """Where terminals come in over TLS or UDP."""
        return int(re.search(rf"port=(\d+).*listening for terminals over {over}", self.log.read_text())[1])

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
