"""A terminal that speaks JT/T 808-2013 over whatever socket it is given, and can speak it badly."""

import socket
import struct
import time

from running import PATIENCE_SECONDS, expect

REGISTRATION, AUTHENTICATION, HEARTBEAT, LOCATION, BATCH = 0x0100, 0x0102, 0x0002, 0x0200, 0x0704
GENERAL_REPLY, REGISTRATION_REPLY, RESEND_REQUEST = 0x8001, 0x8100, 0x8003
SUCCESS = 0
BACKFILL = 1


def checksum(content):
    result = 0
    for byte in content:
        result ^= byte
    return result


def framed(content):
    content += bytes([checksum(content)])
    return b"\x7e" + content.replace(b"\x7d", b"\x7d\x01").replace(b"\x7e", b"\x7d\x02") + b"\x7e"


def frame(message, phone, serial, body=b"", part=None):
    """A frame; `phone` is six bytes of BCD, `part` its total and number."""
    properties = len(body) | (0x2000 if part else 0)
    return framed(struct.pack(">HH6sH", message, properties, phone, serial & 0xFFFF) + (struct.pack(">HH", *part) if part else b"") + body)


def location(second, items=b"", since=1_704_934_800, longitude=112_970_000):
    """A report's body: on the road at this second after an instant, 2024-01-11 09:00 in GMT+8 unless another one is given."""
    at = time.strftime("%y%m%d%H%M%S", time.gmtime(since + 8 * 3600 + second))
    return struct.pack(">IIIIHHH6s", 0, 3, 28_200_000, longitude, 50, 600, 90, bytes.fromhex(at)) + items


def batch(reports):
    """The body of a batch of reports that were stored while there was no network."""
    return struct.pack(">HB", len(reports), BACKFILL) + b"".join(struct.pack(">H", len(report)) + report for report in reports)


class Terminal:
    """One end of a connection, or of an exchange of datagrams."""

    def __init__(self, peer, number):
        peer.settimeout(PATIENCE_SECONDS)
        self.peer, self.phone, self.serial, self.received = peer, bytes.fromhex(f"{number:012}"), 0, b""

    @classmethod
    def over_tcp(cls, port, number, source=None):
        return cls(socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS, (source, 0) if source else None), number)

    @classmethod
    def over_udp(cls, port, number):
        peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        peer.connect(("127.0.0.1", port))
        return cls(peer, number)

    def send(self, message, body=b"", part=None, before=b""):
        """Sends a frame and returns its serial number."""
        serial = self.serial
        self.serial = (serial + 1) & 0xFFFF
        self.peer.sendall(before + frame(message, self.phone, serial, body, part))
        return serial

    def receive(self):
        """The next frame: its message and body."""
        while True:
            content, found, rest = self.received.partition(b"\x7e")
            if found and content:
                self.received = rest
                content = content.replace(b"\x7d\x02", b"\x7e").replace(b"\x7d\x01", b"\x7d")
                return struct.unpack(">H", content[:2])[0], content[12:-1]
            if found:
                self.received = rest
                continue
            more = self.peer.recv(65536)
            if not more:
                raise ConnectionResetError("the service closed the connection")
            self.received = content + more

    def result(self, serial):
        """What the message of this serial number was answered; other frames are passed over."""
        while True:
            message, body = self.receive()
            if message == GENERAL_REPLY and struct.unpack(">H", body[:2])[0] == serial:
                return body[4]

    def ask(self, message, body=b"", **how):
        return self.result(self.send(message, body, **how))

    def register(self, plate):
        """Registers and returns the code to authenticate with."""
        self.send(REGISTRATION, struct.pack(">HH5s20s7sB", 43, 100, b"maker", b"model", b"0000001", 1) + plate.encode("gbk"))
        while True:
            message, body = self.receive()
            if message == REGISTRATION_REPLY:
                expect(body[2] == SUCCESS, f"the registration of {plate} was answered {body[2]}")
                return body[3:]

    def sign_in(self, plate, code=None):
        code = code or self.register(plate)
        expect(self.ask(AUTHENTICATION, code) == SUCCESS, f"{plate} was not let in with the code it was given")
        return code

    def is_closed(self):
        """Whether the service closes the connection, whatever it says before."""
        try:
            while self.peer.recv(65536):
                pass
        except socket.timeout:
            return False
        except ConnectionResetError:
            pass
        return True

    def close(self):
        self.peer.close()
