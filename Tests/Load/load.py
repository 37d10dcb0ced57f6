#!/usr/bin/env python3
"""Plays many convoys at once to a service and holds it to what comes of them.

    load.py ESCORT SCENARIO INTERRUPTED FOLDER [--convoys N] [--speed N]

Exit status 0 when every convoy was judged as its scenario expects, everything that was sent was answered, nothing was refused or sent
again, and the desk could be asked meanwhile; and when convoys of a second scenario, which are interrupted on their way, are left standing
and nothing comes of their silence. FOLDER keeps the logs and the report; the journal is gone afterwards.
"""

import argparse
import http.client
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

from running import PATIENCE_SECONDS, Failed, expect
from service import Service, say

MOST_SECONDS = 300
"""By then the play has ended, however slow the machine."""
MOST_LAG_SECONDS = 2
"""What the requirements allow from when a message is due to its answer (S16)."""
LOOK_SECONDS = 2
INTERRUPTED_CONVOYS = 20
INTERRUPTED_SPEED = 120
BEFORE_INTERRUPTION_SECONDS = 9
"""Eighteen minutes of the scenario: the papers are loaded by then."""
SILENCE_SECONDS = 4
"""Eight minutes of the scenario, in which a convoy that does not stand would be alerted for its silence."""


def sign_in(service):
    """The cookie of somebody at the desk."""
    connection = http.client.HTTPConnection("127.0.0.1", service.http, timeout=PATIENCE_SECONDS)
    password = (service.data / "dispatcher.password").read_text().strip()
    connection.request("POST", "/api/v1/sessions", json.dumps({"account": "dispatcher", "password": password}))
    answer = connection.getresponse()
    answer.read()
    expect(answer.status == 200, f"signing in was answered {answer.status}")
    return answer.getheader("Set-Cookie").partition(";")[0]


def player_of(escort, scenario, service, convoys, speed, *options, **streams):
    """The simulator at work; Ctrl-C ends it though this program may have been started to ignore it."""
    command = [
        escort, "simulate", scenario, "--to", f"http://127.0.0.1:{service.http}", "--jt808", f"127.0.0.1:{service.jt808}",
        "--token-file", service.data / "dispatcher.token", "--convoys", str(convoys), "--speed", str(speed), "--json", *options,
    ]  # fmt: skip
    return subprocess.Popen(command, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL), **streams)


def verdicts(service, transport):
    status, text = service.ask("GET", f"/api/v1/transports/{transport}/verdicts")
    expect(status == 200, f"the verdicts of {transport} were answered {status}")
    return text.decode()


def interrupt(escort, scenario, service):
    """Ctrl-C leaves every convoy standing, and nothing comes of its silence."""
    player = player_of(escort, scenario, service, INTERRUPTED_CONVOYS, INTERRUPTED_SPEED, stdout=subprocess.PIPE)
    try:
        time.sleep(BEFORE_INTERRUPTION_SECONDS)
        expect(player.poll() is None, f"the play to be interrupted ended with status {player.returncode}")
        player.send_signal(signal.SIGINT)
        report, _ = player.communicate(timeout=PATIENCE_SECONDS)
    finally:
        player.kill()
        player.wait()
    expect(player.returncode == 130, f"interrupted, the play ended with status {player.returncode}")
    standing = json.loads(report)["leftStanding"]
    expect(standing == INTERRUPTED_CONVOYS, f"{standing} of {INTERRUPTED_CONVOYS} convoys were left standing")
    time.sleep(SILENCE_SECONDS)
    for number in range(1, INTERRUPTED_CONVOYS + 1):
        found = verdicts(service, f"SIM-S01-{number:04}")
        expect(not found, f"of convoy {number}, which was left standing, came {found}")


def play(escort, scenario, folder, service, options):
    """The report of the play, and how long the desk took to answer meanwhile."""
    desk = {"Cookie": sign_in(service)}
    with (folder / "report.json").open("wb") as report, (folder / "simulate.log").open("wb") as log:
        player = player_of(escort, scenario, service, options.convoys, options.speed, "--expect", stdout=report, stderr=log)
        try:
            deadline = time.monotonic() + MOST_SECONDS
            looks = []
            while player.poll() is None:
                expect(time.monotonic() < deadline, f"the play did not end within {MOST_SECONDS} s")
                began = time.monotonic()
                status, _ = service.ask("GET", "/api/v1/desk", headers=desk)
                expect(status == 200, f"the desk was answered {status}")
                looks.append(time.monotonic() - began)
                time.sleep(LOOK_SECONDS)
        finally:
            player.kill()
            player.wait()
    words = (folder / "simulate.log").read_text(errors="replace")[-2000:]
    expect(player.returncode == 0, f"the play ended with status {player.returncode}:\n{words}")
    return json.loads((folder / "report.json").read_text()), max(looks, default=0)


def judge(report, options):
    """What the service is held to."""
    expect(report["convoys"] == options.convoys and report["brokenOff"] == 0, f"{report['brokenOff']} convoys broke off")
    expect(report["asExpected"] == options.convoys, f"{report['asExpected']} of {options.convoys} convoys were judged as expected")
    for way in ("messages", "batches", "requests"):
        sent, answered = report[way]["sent"], report[way]["answered"]
        expect(sent == answered, f"of {sent} {way} {answered} were answered")
    expect(report["refused"] == 0, f"{report['refused']} were refused")
    expect(report["sentAgain"] == 0, f"{report['sentAgain']} had to be sent again")
    expect(report["reports"] > 100 * options.convoys, f"only {report['reports']} reports were stored")
    lag = (report["messages"]["p99"] + report["lateness"]["p99"]) / 1000
    expect(lag < MOST_LAG_SECONDS, f"a hundredth of the messages were late and waited for their answers for more than {lag:.1f} s")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("escort")
    parser.add_argument("scenario")
    parser.add_argument("interrupted")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--convoys", type=int, default=200)
    parser.add_argument("--speed", type=float, default=30)
    options = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="escort-load-") as data:
            service = Service(options.escort, pathlib.Path(data), "load")
            try:
                report, slowest = play(options.escort, options.scenario, options.folder, service, options)
                judge(report, options)
                interrupt(options.escort, options.interrupted, service)
                status, _ = service.stop()
                expect(status == 0, f"the service ended with status {status}")
            finally:
                service.process.kill()
                service.process.wait()
                (options.folder / "serve.log").write_bytes(service.log.read_bytes())
    except Failed as failure:
        sys.exit(f"load: {failure}")
    lag, late, rate = report["messages"]["p99"], report["lateness"]["p99"], report["reportsPerSecond"]
    say(f"{options.convoys} convoys at once, {rate:.0f} reports a second for {report['seconds']:.0f} s, each judged as expected")
    say(f"99 of 100 messages were sent within {late:.1f} ms and answered within {lag:.1f} ms more")
    say(f"the desk always answered within {slowest * 1000:.0f} ms")
    say(f"{INTERRUPTED_CONVOYS} convoys that were interrupted were left standing, and nothing came of their silence")


if __name__ == "__main__":
    main()
