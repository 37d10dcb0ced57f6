"""Kills a service that writes snapshots again and again while convoys play, then damages what its snapshot rests on."""

import random
import re
import signal
import subprocess
import time

from running import PATIENCE_SECONDS, expect, wait
from service import Service, say

OFTEN = {"ESCORT_SNAPSHOT_INTERVAL": "0.3"}
CONVOYS = 3
MARK_LENGTH = 16
"""What the file of blocks begins with, and is known by."""
DAMAGED_STATUS = 74
"""How the service ends when evidence cannot be read back."""


def transitions(service, transports):
    """What happened to the verdicts of each transport so far."""
    told = {}
    for transport in transports:
        status, text = service.ask("GET", f"/api/v1/transports/{transport}/verdicts?transitions=1")
        expect(status == 200, f"the transitions of {transport} were answered {status}")
        told[transport] = text.decode().splitlines()
    return told


def is_known(service, transport):
    return service.ask("GET", f"/api/v1/transports/{transport}/verdicts")[0] == 200


def expect_continued(before, after, how):
    """Time goes on, so that there may be more; what was told stays as it was told."""
    for transport, lines in before.items():
        seen = after[transport][: len(lines)]
        expect(seen == lines, f"{how} the transitions of {transport} differ: {[line for line in lines if line not in seen][:1]}")


def ready(service):
    wait("the service to be ready", lambda: service.ask("GET", "/health/ready")[0] == 200)
    return service


def killed_under_load(escort, scenarios, folder):
    """Plays convoys, a scenario a round, and kills the service in their midst; returns the transports."""
    generator, transports, told, taken_up = random.Random(7), [], {}, 0
    service = ready(Service(escort, folder, "snapshots", settings=OFTEN))
    for scenario in scenarios:
        name = re.search(r"^\s*id:\s*(\S+)", scenario.read_text(), re.MULTILINE)[1]
        player = subprocess.Popen(
            [escort, "simulate", scenario, "--convoys", str(CONVOYS), "--to", f"http://127.0.0.1:{service.http}",
             "--jt808", f"127.0.0.1:{service.jt808}", "--token-file", service.data / "dispatcher.token", "--speed", "600"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        written = service.figures()["escort_snapshot_position"]
        wait("a snapshot of the convoys", lambda: service.figures()["escort_snapshot_position"] > written + 200)
        transports += [f"{name}-{number:04}" for number in range(1, CONVOYS + 1)]
        wait("the convoys' plans", lambda: all(is_known(service, transport) for transport in transports))
        told = transitions(service, transports)
        time.sleep(generator.uniform(0, 0.5))  # anywhere between two snapshots, or in one
        service.stop(signal.SIGKILL)
        player.kill()
        player.wait()
        service = ready(Service(escort, folder, "snapshots", settings=OFTEN))
        taken_up += service.figures()["escort_snapshot_position"] > 0
        expect_continued(told, transitions(service, transports), "after kill -9")
    expect(taken_up == len(scenarios), f"only {taken_up} of {len(scenarios)} starts took a snapshot up")
    service.stop(signal.SIGKILL)
    return transports, told


def attack(escort, scenarios, folder):
    transports, told = killed_under_load(escort, scenarios, folder)
    data = folder / "snapshots"
    # Nothing that vehicles told lies where the snapshot says.
    blocks = data / "evidence.blocks"
    mark = blocks.read_bytes()[:MARK_LENGTH]
    blocks.write_bytes(mark + b"\xff" * (blocks.stat().st_size - MARK_LENGTH))
    with (folder / "snapshots.log").open("ab") as log:
        status = subprocess.run(
            [escort, "serve", "--data", data, "--http", "127.0.0.1:0", "--jt808", "127.0.0.1:0"],
            stderr=log, timeout=PATIENCE_SECONDS).returncode  # fmt: skip
    expect(status == DAMAGED_STATUS, f"with its evidence damaged the service ended with status {status}")
    expect(not (data / "snapshot").exists(), "a snapshot is kept though its evidence is damaged")
    service = ready(Service(escort, folder, "snapshots", settings=OFTEN))
    anew = transitions(service, transports)
    expect_continued(told, anew, "judged anew")
    service.stop()
    count = sum(len(lines) for lines in anew.values())
    expect(count > len(transports), f"only {count} transitions")
    say(f"killed {len(scenarios)} times between snapshots and started on damaged evidence: {count} transitions are as they were told")
