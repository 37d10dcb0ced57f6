"""Terminals as they come, and worse: what each does is counted, memory stays bounded, and a witness beside them is answered all along."""

import datetime
import json
import resource
import select
import socket
import ssl
import subprocess
import time
import urllib.parse

from running import PATIENCE_SECONDS, expect, wait
from service import MEBIBYTE, Service, say
from terminal import AUTHENTICATION, BATCH, HEARTBEAT, LOCATION, RESEND_REQUEST, SUCCESS, Terminal, batch, frame, location

FIRST_NUMBER = 13_911_110_000
STALLED_SECONDS = 3
TERMINALS = 12
MOST_GROWTH_BYTES = 192 * MEBIBYTE
CONNECTIONS_AT_ONCE = 10_000
ADDRESSES = 20
"""Loopback has many: no more come from one than the service lets in from one."""
SETTINGS = {"ESCORT_PART_TIMEOUT": "0.2", "ESCORT_MOST_PART_REQUESTS": "1"}


def plate(index):
    return f"湘攻{index:05}"


def provision(service):
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    plan = {
        "type": "transport", "at": "2024-01-10T00:00:00Z", "id": "ODD", "leg": "province-branch", "simulated": True,
        "origin": {"org": "o", "lat": 28.2, "lon": 112.97}, "destination": {"org": "d", "lat": 29.36, "lon": 113.13},
        "plannedDeparture": (now + datetime.timedelta(hours=1)).isoformat(),
        "plannedArrival": (now + datetime.timedelta(hours=5)).isoformat(),
        "vehicles": [{"id": plate(index), "terminal": str(FIRST_NUMBER + index)} for index in range(TERMINALS)],
    }  # fmt: skip
    status, text = service.ask("POST", "/api/v1/feed", json.dumps(plan, ensure_ascii=False).encode())
    expect(status == 200, f"the plan was answered {status}: {text[:200]!r}")


class Witness:
    """A terminal of which nothing may be lost."""

    def __init__(self, service):
        self.service, self.sent = service, 0
        self.terminal = Terminal.over_tcp(service.jt808, FIRST_NUMBER)
        self.terminal.sign_in(plate(0))

    def reports(self, what):
        began = time.monotonic()
        expect(self.terminal.ask(LOCATION, location(self.sent)) == SUCCESS, f"{what}: a good report was refused")
        self.sent += 1
        return time.monotonic() - began

    def check(self):
        path = f"/api/v1/vehicles/{urllib.parse.quote(plate(0))}/positions"
        status, text = self.service.ask("GET", path)
        kept = len(json.loads(text)["positions"])
        expect(status == 200 and kept == self.sent, f"of {self.sent} reports that were answered {kept} are kept")


def count(service, kind):
    return service.figures()[f'escort_ingest_total{{kind="{kind}"}}']


def make_certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=escort", "-keyout", folder / "tls.key", "-out", folder / "tls.pem"],
        check=True, capture_output=True)  # fmt: skip


def every_line(service, _):
    """TCP, TLS and UDP carry the same frames."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    encrypted = Terminal(context.wrap_socket(socket.create_connection(("127.0.0.1", service.port("TLS")))), FIRST_NUMBER + 1)
    datagrams = Terminal.over_udp(service.port("UDP"), FIRST_NUMBER + 2)
    for index, terminal in ((1, encrypted), (2, datagrams)):
        terminal.sign_in(plate(index))
        expect(terminal.ask(LOCATION, location(0)) == SUCCESS, f"{plate(index)} was refused a report")
    for over in ("tcp", "tls", "udp"):
        expect(service.figures()[f'escort_terminal_connections{{over="{over}"}}'] >= 1, f"/metrics tells of no terminal over {over}")
    encrypted.close()


def killing_frame(service, _):
    """An item 0x11 of one byte ends another gateway."""
    terminal = Terminal.over_tcp(service.jt808, FIRST_NUMBER + 3)
    raw = frame(LOCATION, terminal.phone, 0, location(0, bytes([0x11, 1, 1])))
    expect(len(raw) in (46, 47), f"the frame has {len(raw)} bytes")  # one more where a byte of it had to be escaped
    terminal.peer.sendall(raw)
    terminal.result(0)
    terminal.sign_in(plate(3))
    expect(terminal.ask(LOCATION, location(1, bytes([0x11, 1, 1]))) == SUCCESS, "a report with a short item was refused")
    expect(terminal.ask(LOCATION, location(2), before=b"\x01") == SUCCESS, "a report after a byte of garbage was lost")


def parts_out_of_order(service, _):
    """Part 2 before part 1 is whole all the same."""
    terminal = Terminal.over_tcp(service.jt808, FIRST_NUMBER + 4)
    terminal.sign_in(plate(4))
    body = batch([location(0), location(1)])
    terminal.serial = 501
    terminal.send(BATCH, body[40:], part=(2, 2))
    terminal.serial = 500
    first = terminal.send(BATCH, body[:40], part=(2, 1))
    expect(terminal.result(first) == SUCCESS, "a message whose second part came first was refused")


def parts_that_never_come(service, _):
    """Thousands of beginnings are asked for, given up and forgotten; a total beyond all measure is refused."""
    terminal = Terminal.over_tcp(service.jt808, FIRST_NUMBER + 4)
    terminal.sign_in(plate(4))
    before, asked = count(service, "incomplete"), False
    for index in range(3000):
        terminal.serial = 1000 + 4 * index
        terminal.send(BATCH, bytes(900), part=(1000, 1))
    wait("the beginnings to be given up", lambda: count(service, "incomplete") >= before + 3000)
    expect(count(service, "parts-requested") > 0, "missing parts were not asked for")
    while not asked:
        asked = terminal.receive()[0] == RESEND_REQUEST
    malformed = count(service, "malformed")
    for number in (1, 2, 40_000, 65_535):
        expect(terminal.result(terminal.send(BATCH, bytes(900), part=(65_535, number))) == 2, "65,535 parts were not refused")
    for part in ((0, 0), (0, 1), (3, 0), (3, 4)):
        expect(terminal.result(terminal.send(BATCH, bytes(9), part=part)) == 2, f"part {part[1]} of {part[0]} was not refused")
    expect(count(service, "malformed") == malformed + 8, "impossible parts were not counted")


def strange_numbers(service, _):
    """Numbers with nibbles that are no digits belong to nobody."""
    refused = count(service, "registration-refused")
    terminal = Terminal.over_tcp(service.jt808, FIRST_NUMBER)
    for phone in ("abcdefabcdef", "ffffffffffff", "00000000000a", "1391111000f0"):
        terminal.phone = bytes.fromhex(phone)
        terminal.send(0x0100, bytes(37) + b"x")
        expect(terminal.receive()[1][2] != SUCCESS, f"a terminal of the number {phone} was registered")
        expect(terminal.ask(LOCATION, location(0)) != SUCCESS, f"a report of the number {phone} was believed")
    expect(count(service, "registration-refused") == refused + 4, "the refused registrations were not counted")
    terminal.close()


def one_identity_twice(service, _):
    """The newer of two connections with the code takes the place of the older; without the code it takes nothing."""
    first = Terminal.over_tcp(service.jt808, FIRST_NUMBER + 5)
    code = first.sign_in(plate(5))
    thief = Terminal.over_tcp(service.jt808, FIRST_NUMBER + 5)
    expect(thief.ask(AUTHENTICATION, b"0" * 32) != SUCCESS, "a wrong code was let in")
    expect(thief.ask(LOCATION, location(0)) != SUCCESS, "a report without a code was believed")
    expect(first.ask(LOCATION, location(1)) == SUCCESS, "a stranger's try ended the connection of the terminal")
    replaced = count(service, "replaced")
    second = Terminal.over_tcp(service.jt808, FIRST_NUMBER + 5)
    second.sign_in(plate(5), code)
    expect(first.is_closed(), "the older connection stayed open")
    expect(second.ask(LOCATION, location(2)) == SUCCESS, "the newer connection was refused a report")
    expect(count(service, "replaced") == replaced + 1, "the replacement was not counted")
    expect(count(service, "authentication-refused") >= 1, "the wrong code was not counted")


def slow_readers(service, witness):
    """Terminals that send and send and take no answer are not read any more; the others are."""
    terminals = []
    for index in range(6, TERMINALS):
        terminal = Terminal.over_tcp(service.jt808, FIRST_NUMBER + index)
        terminal.sign_in(plate(index))
        terminal.peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        terminal.peer.setblocking(False)
        terminals.append(terminal)
    heartbeats = {terminal.peer: b"".join(frame(HEARTBEAT, terminal.phone, serial) for serial in range(5000)) for terminal in terminals}
    deadline = time.monotonic() + PATIENCE_SECONDS
    last_written = time.monotonic()
    # The kernel of a peer that takes nothing may drop what acknowledges its own data, so that no more of that comes to be read: then nothing
    # can be sent any more, and most of the others tell.
    while (slow := count(service, "slow-readers")) < len(terminals):
        if time.monotonic() - last_written > STALLED_SECONDS and slow * 2 >= len(terminals):
            break
        expect(time.monotonic() < deadline, "terminals that take no answer are read on and on")
        _, writable, _ = select.select([], list(heartbeats), [], 0.2)
        for peer in writable:
            peer.send(heartbeats[peer])
            last_written = time.monotonic()
        witness.reports("slow readers")
    for terminal in terminals:
        terminal.close()


def say_something(peers, witness):
    """What every terminal does; a connection that came when the kernel's queue was full is none before that."""
    longest = 0
    ready, waiting = select.epoll(), {peer.fileno(): peer for peer in peers}
    for descriptor in waiting:
        ready.register(descriptor, select.EPOLLOUT)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while waiting:
        expect(time.monotonic() < deadline, f"{len(waiting)} connections could not be made")
        for descriptor, _ in ready.poll(1, maxevents=1000):
            ready.unregister(descriptor)
            waiting.pop(descriptor).send(b"\x7e")
        longest = max(longest, witness.reports("connections at once"))
    return longest


def connections_at_once(service, witness):
    """Ten thousand connections in about a second, and all of them gone again."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(CONNECTIONS_AT_ONCE, hard - 500)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    connected = count(service, "connected")
    began, peers = time.monotonic(), []
    for index in range(wanted):
        peer = socket.socket()
        peer.setblocking(False)
        peer.bind((f"127.0.1.{1 + index % ADDRESSES}", 0))
        peer.connect_ex(("127.0.0.1", service.jt808))
        peers.append(peer)
    took = time.monotonic() - began
    longest = max(witness.reports("connections at once"), say_something(peers, witness))
    accepted = lambda: count(service, "connected") - connected + count(service, "too-many-connections")
    wait("every connection to be taken", lambda: accepted() >= wanted)
    longest = max(longest, witness.reports("connections at once"))
    for peer in peers:
        peer.close()
    wait("the connections to be gone", lambda: service.figures()['escort_terminal_connections{over="tcp"}'] < 100)
    say(f"{wanted} connections within {took:.1f} s: a report beside them was answered after {longest * 1000:.0f} ms at most")


ODDITIES = (
    every_line, killing_frame, parts_out_of_order, parts_that_never_come, strange_numbers, one_identity_twice, slow_readers,
    connections_at_once,
)  # fmt: skip


def attack(escort, folder):
    make_certificate(folder)
    addresses = {"ESCORT_JT808_TLS": "127.0.0.1:0", "ESCORT_JT808_UDP": "127.0.0.1:0"}
    files = {"ESCORT_TLS_CERTIFICATE": str(folder / "tls.pem"), "ESCORT_TLS_KEY": str(folder / "tls.key")}
    service = Service(escort, folder, "odd", settings=SETTINGS | addresses | files)
    provision(service)
    witness = Witness(service)
    before = service.resident_bytes()
    for oddity in ODDITIES:
        oddity(service, witness)
        witness.reports(oddity.__name__)
    grown = service.resident_bytes() - before
    expect(grown < MOST_GROWTH_BYTES, f"the service grew by {grown // MEBIBYTE} MiB")
    witness.check()
    status, took = service.stop()
    expect(status == 0 and took < 10, f"SIGTERM ended the service with status {status} after {took:.1f} s")
    say(f"odd terminals over TCP, TLS and UDP: {witness.sent} good reports beside them answered and kept, {grown // MEBIBYTE} MiB grown")
