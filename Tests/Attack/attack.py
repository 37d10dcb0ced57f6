#!/usr/bin/env python3
"""Attacks a running service while a convoy is under way, then stops it, kills it, damages its snapshot, has odd terminals connect and
fills its disk.

    attack.py ESCORT SCENARIO FOLDER

Exit status 0 when after every attack the service still answered, its memory stayed bounded, the convoy's verdicts were those its scenario
expects and everything answered was still there after a restart. FOLDER keeps the journals and the logs.
"""

import json
import pathlib
import signal
import socket
import subprocess
import sys
import urllib.parse

import odd_terminals
import snapshots
from running import PATIENCE_SECONDS, Failed, expect, wait
from service import MEBIBYTE, Service, say

MOST_GROWTH_BYTES = 256 * MEBIBYTE
"""What the service may grow while it is attacked: less than the largest thing sent to it at once would be, were it kept twice."""

BAD_FRAMES = {
    "checksum": bytes.fromhex("7e000200000138000000010001ff7e"),
    "length": bytes.fromhex("7e0002000501380000000100013c7e"),
    "escape": bytes.fromhex("7e00020000013800000001007d057e"),
    "overlong": b"\x7e" + b"\x11" * 3000 + b"\x7e",
    "garbage": b"garbage\x7e",
}
"""By the reason for which each is dropped."""


def garbage_to_terminals(service, mebibytes):
    """This much without a delimiter, then delimiters alone and noise: dropped, with no memory kept."""
    noise = bytes((index * 7919 >> 3) & 0xFF for index in range(MEBIBYTE))
    for filling, times in ((b"\x55" * MEBIBYTE, mebibytes), (b"\x7e" * MEBIBYTE, 1), (noise, 1)):
        with socket.create_connection(("127.0.0.1", service.jt808), timeout=PATIENCE_SECONDS) as peer:
            try:
                for _ in range(times):
                    peer.sendall(filling)
            except (ConnectionResetError, BrokenPipeError):
                pass


def bad_frames(service):
    with socket.create_connection(("127.0.0.1", service.jt808), timeout=PATIENCE_SECONDS) as peer:
        for frame in BAD_FRAMES.values():
            peer.sendall(frame)


def bad_requests(service):
    """Each is refused with a clear status, and none is believed."""
    bearer = f"Authorization: Bearer {service.token}\r\n".encode()
    post = b"POST /api/v1/feed HTTP/1.1\r\nHost: x\r\n" + bearer
    declared = service.raw(post + b"Content-Length: 2147483648\r\n\r\n")
    expect(b" 413 " in declared[:40], f"a Content-Length of 2 GiB was answered {declared[:60]!r}")
    for header in (b"Content-Length: -1", b"Content-Length: 1x", b"Transfer-Encoding: chunked\r\nContent-Length: 5"):
        answer = service.raw(post + header + b"\r\n\r\n")
        expect(answer == b"" or b" 400 " in answer[:40], f"{header!r} was answered {answer[:60]!r}")
    for body, status in (
        (b"{", 400), (b'{"type":', 400), (b"[" * 100_000, 400), (b"\xff\xfe\x00", 400), (b'{"type":"position"}', 400),
        (b'{"type":"position","at":"2024-13-45T99:00:00+08:00","vehicle":"v","lat":1,"lon":1}', 400),
        (b'{"type":"position","at":"2024-01-11T09:00:00+08:00","vehicle":"v","lat":1,"lon":1}', 403),
        (b'{"type":"position","at":"2024-01-11T09:00:00+08:00","vehicle":"v","lat":1e999,"lon":1}', 400),
        (b" " * (9 * MEBIBYTE), 413),
    ):  # fmt: skip
        seen, text = service.ask("POST", "/api/v1/feed", body)
        expect(seen == status, f"{body[:60]!r} was answered {seen} instead of {status}: {text[:200]!r}")
        expect(json.loads(text), "a refusal is JSON and says what was wrong")
    for path in ("/api/v1/desk", "/api/v1/vehicles/x/positions", "/api/v1/stream"):
        seen, _ = service.ask("GET", path, headers={"Authorization": "Bearer wrong"})
        expect(seen == 401, f"{path} with a wrong token was answered {seen}")
    for path in ("/../../etc/passwd", "/assets/../../escort", "/assets/%2e%2e/%2e%2e/etc/passwd", "/leaflet/../../../../etc/passwd"):
        answer = service.raw(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        expect(b" 200 " not in answer[:40] and b"root:" not in answer, f"{path} was answered {answer[:80]!r}")


def half_open(service):
    """Connections that say nothing, or only half of a request, hold nobody up."""
    peers = [socket.create_connection(("127.0.0.1", service.jt808)) for _ in range(100)]
    peers += [socket.create_connection(("127.0.0.1", service.http)) for _ in range(100)]
    for peer in peers[100:]:
        peer.sendall(b"POST /api/v1/telemetry HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    return peers


def convoy_under_attack(escort, scenario, folder):
    service = Service(escort, folder, "attacked")
    before = service.resident_bytes()
    player = subprocess.Popen(
        [escort, "simulate", scenario, "--to", f"http://127.0.0.1:{service.http}", "--jt808", f"127.0.0.1:{service.jt808}",
         "--token-file", service.data / "dispatcher.token", "--speed", "240", "--expect"],
        stdout=(folder / "simulate.log").open("wb"), stderr=subprocess.STDOUT)  # fmt: skip
    rounds, peak = 0, before
    peers = half_open(service)
    while player.poll() is None:
        garbage_to_terminals(service, 4 if rounds else 64)
        bad_frames(service)
        bad_requests(service)
        peak = max(peak, service.resident_bytes())
        rounds += 1
    expect(player.returncode == 0, f"the convoy's player ended with status {player.returncode}; see {folder}/simulate.log")
    expect(rounds > 0, "no attack fell within the convoy's time")
    expect(peak - before < MOST_GROWTH_BYTES, f"the service grew by {(peak - before) // MEBIBYTE} MiB")
    figures = service.figures()
    for reason in BAD_FRAMES:
        name = f'escort_drops_total{{reason="{reason}"}}'
        expect(figures.get(name, 0) > 0, f"/metrics tells of no frame dropped for its {reason}")
    expect(figures["escort_answer_seconds_count"] > 100, "/metrics tells of no answers")
    expect(figures['escort_terminal_connections{over="tcp"}'] >= 1, "/metrics tells of no connections")
    expect(service.ask("GET", "/health/live")[0] == 200, "the service says that it is not live")
    wait("the service to be ready", lambda: service.ask("GET", "/health/ready")[0] == 200)
    for peer in peers:
        peer.close()
    say(f"{rounds} rounds of garbage and bad requests during the convoy: its verdicts held, {(peak - before) // MEBIBYTE} MiB grown")
    return service


def positions(service, vehicle):
    window = "from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z"
    status, text = service.ask("GET", f"/api/v1/vehicles/{vehicle}/positions?{window}")
    expect(status == 200, f"the positions of {vehicle} were answered {status}: {text[:200]!r}")
    return text


def stopping(escort, folder, service):
    """SIGTERM ends the service in time though browsers listen to its stream; what it knew is there after the restart."""
    vehicles = [urllib.parse.quote(plate) for plate in ("湘A12345", "湘A67890")]
    known = [positions(service, vehicle) for vehicle in vehicles]
    listeners = half_open(service)
    for _ in range(20):
        peer = socket.create_connection(("127.0.0.1", service.http))
        peer.sendall(f"GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {service.token}\r\n\r\n".encode())
        listeners.append(peer)
    status, took = service.stop()
    expect(status == 0 and took < 10, f"SIGTERM ended the service with status {status} after {took:.1f} s")
    for peer in listeners:
        peer.close()
    service = Service(escort, folder, "attacked")
    expect([positions(service, vehicle) for vehicle in vehicles] == known, "after a restart the positions differ")
    service.stop(signal.SIGKILL)
    service = Service(escort, folder, "attacked")
    expect([positions(service, vehicle) for vehicle in vehicles] == known, "after kill -9 the positions differ")
    service.stop()
    say(f"SIGTERM with 20 open streams and 200 half-open connections took {took:.1f} s; after it, and after kill -9, every position was there")


def person_line(number):
    at = f"2024-01-11T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}+08:00"
    return json.dumps({"type": "person", "at": at, "id": f"P-{number}", "name": "虚构"}, ensure_ascii=False).encode() + b"\n"


def full_disk(escort, folder):
    """When nothing more can be written the service says so instead of accepting, and starts again with all it had accepted."""
    service = Service(escort, folder, "full", most_file_bytes=6 * MEBIBYTE)
    accepted, refused, number = 0, 0, 0
    while refused < 3 and number < 200_000:
        lines = b"".join(person_line(number + index) for index in range(2000))
        status, text = service.ask("POST", "/api/v1/feed", lines)
        number += 2000
        if status == 200:
            accepted += json.loads(text)["accepted"]
        else:
            expect(status in (500, 503, 507), f"with the disk full a feed was answered {status}: {text[:200]!r}")
            refused += 1
    expect(accepted and refused, f"{accepted} accepted, {refused} refused: the disk never filled")
    service.stop()
    service = Service(escort, folder, "full")
    status, text = service.ask("POST", "/api/v1/feed", person_line(1_000_000))
    expect(status == 200, f"with room again a feed was answered {status}: {text[:200]!r}")
    service.stop()
    say(f"with the disk full: {accepted} events accepted before, {refused} requests refused, accepted again once there was room")


def main():
    escort, scenario, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    try:
        service = convoy_under_attack(escort, scenario, folder)
        stopping(escort, folder, service)
        played = ["s06-detour", "s09-uplink-lost", "s10-camera-off", "s02-escort-leaves"]
        snapshots.attack(escort, [pathlib.Path(scenario).with_name(f"{name}.yaml") for name in played], folder)
        odd_terminals.attack(escort, folder)
        full_disk(escort, folder)
    except Failed as failure:
        sys.exit(f"attack: {failure}")


if __name__ == "__main__":
    main()
