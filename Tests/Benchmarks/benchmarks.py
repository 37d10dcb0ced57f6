#!/usr/bin/env python3
"""Measures a release build of the service against the figures it was designed for, each beside a reference of the same run.

    benchmarks.py --escort PROGRAM --load PROGRAM --decode PROGRAM --rules PROGRAM [--terminals N] [--seconds N] [NAME...]

NAME is decode, answered, latency, backfill, idle, idle-two, rules or replay; without one all of them are run. --terminals and --seconds make a trial smaller.
Exit status 0 when every target was met, 1 when one was missed or could not be measured, 2 when it was called wrongly.
"""

import argparse
import contextlib
import json
import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from backfill import REPORTS_OF_A_VEHICLE, VEHICLES, Convoy
from feed import write_feed
from idle import idle_costs
from running import PATIENCE_SECONDS, POLL_SECONDS, Failed, expect
from service import ProcessorLog, Service, busy_share, end, prepare_child
from telling import Result, line, microseconds, percentiles, processor, tell

FIRST_NUMBER = 13900000001
WINDOW = 16
REPORTS_PER_SECOND_OF_A_TERMINAL = 5
SYNC_SECONDS = 5
LATENCY_ROUNDS = 5
BACKFILL_SECONDS = 8
SECONDS_BEFORE_BACKFILL = 4
"""From the load's start: its terminals are in by then, and what is measured has begun."""
MOST_SECONDS_OF_A_BENCHMARK = 600

LEAST_ANSWERED_PER_SECOND = 40_000
MOST_LATENCY_TO_SYNC_RATIO = 4
MOST_BACKFILL_RATIO = 4
MOST_BYTES_OF_A_CONNECTION = 16 << 10
DECODE_TARGETS = {28: (5_000_000, 0.7), 124: (1_000_000, None)}
"""By the length of the body: messages a second, and what part of the C loop's rate in the same run."""
LEAST_RULES_PER_SECOND = 1_000_000
MOST_TIMES_SLOWER_LATE = 2
MOST_GROWTH = 1.2
MOST_BYTES_OF_A_VEHICLE = 64 << 10
REPLAYED_EVENTS = 10_000_000
MOST_REPLAY_SECONDS = 30
MOST_REPLAY_GROWTH = 1.2
"""How much longer ten times as many events may take than ten times as long."""
MOST_BUSY_SHARE = 0.1
"""With more than this at work beforehand the rates are too low; and a bare sync waits for a processor, so that its ratio flatters."""
MEMORY_FILE_SYSTEMS = {"tmpfs", "ramfs"}


class Bench:
    """The programs, the sizes and the folder of one run, and what came of it so far."""

    def __init__(self, arguments, folder):
        self.escort, self.load, self.decode, self.rules = arguments.escort, arguments.load, arguments.decode, arguments.rules
        self.seconds = arguments.seconds or 20
        self.terminals = arguments.terminals or 1000
        self.idle_terminals = arguments.terminals or 15_000
        self.folder, self.first_number = folder, FIRST_NUMBER
        self.results, self.disturbed = [], []

    def started(self, name, stack, terminals):
        """A service with its terminals planned, that ends with the stack."""
        service = stack.enter_context(Service(self.escort, self.folder / name))
        service.provision(self.first_number, terminals)
        return service

    def conclude(self, benchmark, figure, target, holds, reference="-", ratio="-"):
        self.results.append(Result(benchmark, figure, target, reference, ratio, holds))
        line("target", f"{target}: {'met' if holds else 'MISSED'}")


def program_output(command, what, limit_seconds):
    """What a program that ends by itself prints."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=prepare_child)  # fmt: skip
    try:
        output, errors = process.communicate(timeout=limit_seconds)
    except subprocess.TimeoutExpired:
        raise Failed(f"{what} did not end within {limit_seconds} s") from None
    finally:
        end(process)
    expect(process.returncode == 0, f"{what} ended with status {process.returncode}: {errors.decode(errors='replace').strip()}")
    return output.decode()


def bare_sync(bench, when):
    """What 4 KiB written and synced cost by themselves, on the service's file system."""
    command = [bench.load, "sync", "--file", bench.folder / "bare-sync", "--seconds", str(SYNC_SECONDS), "--bytes", "4096"]
    sync = json.loads(program_output(command, "the bare sync", SYNC_SECONDS + PATIENCE_SECONDS))
    durations = sync["sync_microseconds"]
    line(f"bare write and sync, {when}", f"{sync['syncs_per_second']:,.0f} a second, " + percentiles(durations))
    return sync


def loaded(bench, service, options, seconds=None, look=lambda: None):
    """Runs the load and returns what it prints, with the processor time the service used in the measured part and its own figures."""
    before = service.figures()
    command = [bench.load, "answered", "--port", str(service.jt808), "--first", str(bench.first_number)]
    command += ["--terminals", str(bench.terminals), "--seconds", str(seconds or bench.seconds), *options]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=prepare_child)  # fmt: skip
    log = ProcessorLog(service.process_id)
    try:
        while process.poll() is None:
            service.check_alive()
            log.look()
            look()
            time.sleep(POLL_SECONDS)
    finally:
        end(process)
    # What it prints is shorter than a pipe's buffer, so it never waited to be read.
    errors = process.stderr.read().decode(errors="replace").strip()
    expect(process.returncode == 0, f"the load ended with status {process.returncode}: {errors}")
    result = json.loads(process.stdout.read())
    result["service_cpu_seconds"] = log.between(result["began_monotonic_seconds"], result["ended_monotonic_seconds"])
    return result, before, service.figures()


def tell_load(result, before, after):
    """Prints what a load did and whether all of it was answered and stored; returns that."""
    grown = {name: value - before.get(name, 0) for name, value in after.items()}
    stored = grown["escort_journal_entries_total"]
    line("time to 0x8001", percentiles(result["latency_microseconds"]))
    line("of it the load's lateness", percentiles(result["lateness_microseconds"]))
    counts = [f"{result[name]:,} {name}" for name in ("sent", "answered", "refused", "unanswered")]
    line("reports", ", ".join(counts))
    for what, name in (("synced commits", "commit"), ("checkpoints", "checkpoint")):
        count, seconds = (grown[f"escort_journal_{name}_seconds_{part}"] for part in ("count", "sum"))
        line(f"journal, {what}", f"{count:,.0f} for {stored:,.0f} entries, {seconds / max(count, 1) * 1e6:,.0f} us each")
    resident = after["process_resident_memory_bytes"] / (1 << 20)
    line("the desk's lag afterwards", f"{after['escort_desk_lag_entries']:,.0f} entries; {resident:,.0f} MiB resident")
    processor("the load", result["cpu_seconds"], result["seconds"])
    processor("the service", result["service_cpu_seconds"], result["seconds"])
    odd = {name: result[name] for name in ("refused", "unanswered", "unmatched", "closed", "broken_frames") if result[name]}
    if odd:
        line("NOT AS IT MUST BE", ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in odd.items()))
    if stored < result["answered"]:
        line("NOT AS IT MUST BE", f"{result['answered'] - stored:,.0f} reports were answered and are not in the journal")
    return not odd and stored >= result["answered"]


def benchmark_decode(bench):
    """Decoding 0x0200 by the codec, beside a loop in C."""
    rows = [json.loads(row) for row in program_output([bench.decode], "the decode benchmark", 300).splitlines() if row.strip()]
    for body_bytes, (least_per_second, least_ratio) in DECODE_TARGETS.items():
        row = next((row for row in rows if re.search(rf"\b{body_bytes}\b", row["name"])), None)
        expect(row, f"the decode benchmark printed nothing of a body of {body_bytes} bytes")
        expect("error" not in row, f"{row['name']}: {row.get('error')}")
        line(row["name"], f"{row['per_second']:,.0f} a second")
        line("a loop in C", f"{row['reference_per_second']:,.0f} a second; the codec has {row['ratio']:.2f} of it")
        target = f"at least {least_per_second:,} a second" + (f" and {least_ratio} of C" if least_ratio else "")
        holds = row["per_second"] >= least_per_second and (least_ratio is None or row["ratio"] >= least_ratio)
        bench.conclude(
            f"decode, {body_bytes} bytes", f"{row['per_second']:,.0f}/s", target, holds, f"{row['reference_per_second']:,.0f}/s in C",
            f"{row['ratio']:.2f}")  # fmt: skip


def benchmark_answered(bench):
    """How many reports a second are stored, synced and answered."""
    with contextlib.ExitStack() as stack:
        service = bench.started("answered", stack, bench.terminals)
        earlier = bare_sync(bench, "before")
        result, before, after = loaded(bench, service, ["--window", str(WINDOW)])
        later = bare_sync(bench, "after")
    line("answered", f"{result['answered_per_second']:,.0f} a second to {bench.terminals:,} terminals with {WINDOW} waiting each")
    is_whole = tell_load(result, before, after)
    syncs_per_second = (earlier["syncs_per_second"] + later["syncs_per_second"]) / 2
    ratio = result["answered_per_second"] / syncs_per_second
    line("for each bare sync", f"{ratio:.1f} reports")
    bench.conclude(
        "answered", f"{result['answered_per_second']:,.0f}/s", f"at least {LEAST_ANSWERED_PER_SECOND:,}/s, all stored and answered",
        is_whole and result["answered_per_second"] >= LEAST_ANSWERED_PER_SECOND, f"{syncs_per_second:,.0f} bare syncs/s",
        f"{ratio:.1f}")  # fmt: skip


def benchmark_latency(bench):
    """How long an answer takes at a steady rate, counted from when the report was due: by the median of rounds, each between two bare
    syncs, since a disk that others use has its bad seconds."""
    with contextlib.ExitStack() as stack:
        service = bench.started("latency", stack, bench.terminals)
        syncs, rounds = [bare_sync(bench, "before")], []
        is_whole = True
        for number in range(1, LATENCY_ROUNDS + 1):
            result, before, after = loaded(
                bench, service, ["--rate", str(REPORTS_PER_SECOND_OF_A_TERMINAL)], seconds=max(bench.seconds // 2, 1))  # fmt: skip
            is_whole = tell_load(result, before, after) and is_whole
            syncs.append(bare_sync(bench, f"after round {number}"))
            reference = sum(sync["sync_microseconds"]["p99"] for sync in syncs[-2:]) / 2
            figure = result["latency_microseconds"]["p99"]
            rounds.append((figure / reference, figure, reference))
            rate = f"{result['answered_per_second']:,.0f}/s answered of {bench.terminals * REPORTS_PER_SECOND_OF_A_TERMINAL:,}/s"
            line(f"round {number}", f"{rate}; p99 {microseconds(figure)} is {figure / reference:.1f} x {microseconds(reference)}")
    ratio, figure, reference = statistics.median_low(rounds)
    bench.conclude(
        "latency", f"p99 {microseconds(figure)}",
        f"p99 at most {MOST_LATENCY_TO_SYNC_RATIO} x that of a bare sync, in the median of {LATENCY_ROUNDS} rounds",
        is_whole and ratio <= MOST_LATENCY_TO_SYNC_RATIO, f"p99 {microseconds(reference)}", f"{ratio:.1f}")  # fmt: skip


def benchmark_backfill(bench):
    """How long live reports wait while a convoy sends what it stored, beside how long they wait when it does not."""
    rate = ["--rate", str(REPORTS_PER_SECOND_OF_A_TERMINAL)]
    with contextlib.ExitStack() as stack:
        service = bench.started("backfill", stack, bench.terminals)
        convoy = Convoy(service, bench.first_number + bench.terminals)
        alone, _, _ = loaded(bench, service, rate, BACKFILL_SECONDS)
        begins = threading.Timer(SECONDS_BEFORE_BACKFILL, convoy.thread.start)
        begins.start()
        beside, before, after = loaded(bench, service, rate, BACKFILL_SECONDS, convoy.look)
        begins.join()
        convoy.check()
    reports = VEHICLES * REPORTS_OF_A_VEHICLE
    line("stored reports", f"{reports:,} of {VEHICLES} vehicles, answered within {convoy.seconds:.1f} s, all kept at their own times")
    line("live, without them", percentiles(alone["latency_microseconds"]))
    is_whole = tell_load(beside, before, after)
    line("the desk's lag meanwhile", f"at most {convoy.greatest_lag:,.0f} entries")
    figure, reference = beside["latency_microseconds"]["p99"], alone["latency_microseconds"]["p99"]
    bench.conclude(
        "backfill", f"live p99 {microseconds(figure)}", f"live p99 at most {MOST_BACKFILL_RATIO} x that without it",
        is_whole and figure <= MOST_BACKFILL_RATIO * reference, f"live p99 {microseconds(reference)}",
        f"{figure / reference:.1f}")  # fmt: skip


def idle(bench, name, services_count):
    """What connections that say nothing cost in memory, and whether every one of them is still heard."""
    costs = idle_costs(bench, name, services_count)
    for index, cost in enumerate(costs):
        cost.tell(f"service {index + 1} of {services_count}")
    most_bytes, answered = max(cost.connection_bytes for cost in costs), sum(cost.answer["answered"] for cost in costs)
    bench.conclude(
        name, f"{most_bytes:,.0f} bytes, {answered:,} answered",
        f"at most {MOST_BYTES_OF_A_CONNECTION:,} bytes a connection, all answered",
        most_bytes <= MOST_BYTES_OF_A_CONNECTION and all(cost.is_whole for cost in costs))  # fmt: skip


def benchmark_rules(bench):
    """Events that are decoded already through all rules on one core, and what a vehicle costs in memory."""
    rows = {row["name"]: row for row in map(json.loads, program_output([bench.rules], "the rules benchmark", 600).splitlines())}
    for name, row in rows.items():
        line(name, ", ".join(f"{field.replace('_', ' ')} {value:,.2f}" for field, value in row.items() if field != "name"))
    reference = f"{rows['a loop in C for silences and stops']['per_second']:,.0f} positions/s in C"
    alone, every = rows["in order, verdicts alone"]["per_second"], rows["in order, every transition"]["per_second"]
    bench.conclude(
        "rules", f"{alone:,.0f}/s", f"at least {LEAST_RULES_PER_SECOND:,} events a second", alone >= LEAST_RULES_PER_SECOND, reference,
        f"{every / alone:.2f} with transitions")  # fmt: skip
    late = rows["one in ten late by up to two hours, verdicts alone"]["times_slower"]
    telling = rows["one in ten late by up to two hours, every transition"]["times_slower"]
    bench.conclude(
        "rules, late", f"{late:.2f} x", f"at most {MOST_TIMES_SLOWER_LATE} x as slow as in order", late <= MOST_TIMES_SLOWER_LATE,
        "in order", f"{telling:.2f} with transitions")  # fmt: skip
    growth = rows["as a trip grows"]["ratio"]
    bench.conclude("rules, growth", f"{growth:.2f} x", f"at most {MOST_GROWTH} x in the last hours of a day", growth <= MOST_GROWTH, "its first")
    kept = rows["memory"]["bytes_per_vehicle"]
    bench.conclude(
        "rules, memory", f"{kept:,.0f} bytes", f"at most {MOST_BYTES_OF_A_VEHICLE:,} bytes a vehicle", kept <= MOST_BYTES_OF_A_VEHICLE)


def benchmark_replay(bench):
    """How long a large feed takes, beside a tenth of it."""
    seconds = {}
    for events in (REPLAYED_EVENTS // 10, REPLAYED_EVENTS):
        feed = bench.folder / "replay.feed.jsonl"
        written = write_feed(feed, events)
        began = time.monotonic()
        verdicts = program_output([bench.escort, "replay", feed], "the replay", 300).count("\n")
        seconds[events] = (time.monotonic() - began) * events / written
        line(f"{written:,} events", f"{seconds[events]:.1f} s, {verdicts:,} verdicts, {feed.stat().st_size / (1 << 20):,.0f} MiB")
        feed.unlink()
    small, large = seconds.values()
    growth = large / (10 * small)
    bench.conclude(
        "replay", f"{large:.1f} s", f"{REPLAYED_EVENTS:,} events within {MOST_REPLAY_SECONDS} s, and linear",
        large <= MOST_REPLAY_SECONDS and growth <= MOST_REPLAY_GROWTH, f"a tenth in {small:.1f} s", f"{growth:.2f}")  # fmt: skip


BENCHMARKS = {
    "decode": benchmark_decode,
    "answered": benchmark_answered,
    "latency": benchmark_latency,
    "backfill": benchmark_backfill,
    "idle": lambda bench: idle(bench, "idle", 1),
    "idle-two": lambda bench: idle(bench, "idle-two", 2),
    "rules": benchmark_rules,
    "replay": benchmark_replay,
}


def run(bench, names):
    """Runs the benchmarks one after the other; one that fails does not keep the others from being made."""
    for name in names:
        print(f"{name}", flush=True)
        signal.alarm(MOST_SECONDS_OF_A_BENCHMARK)
        try:
            busy = busy_share()
            if busy > MOST_BUSY_SHARE:
                line("NOT TO BE RELIED ON", f"other work takes {busy:.0%} of the machine; run this again when nothing else runs")
                bench.disturbed.append(name)
            BENCHMARKS[name](bench)
        except (Failed, OSError, ValueError, KeyError) as failure:
            line("NOT MEASURED", str(failure) or repr(failure))
            bench.results.append(Result(name, "not measured", "-", "-", "-", False))
        finally:
            signal.alarm(0)


def file_system(folder):
    """The type of the file system a folder lies on: of the mount whose path is the longest that holds it."""
    mounts = [entry.split(" ")[1:3] for entry in pathlib.Path("/proc/mounts").read_text().splitlines()]
    holding = [(len(point), kind) for point, kind in mounts if folder.is_relative_to(point)]
    return max(holding)[1] if holding else "unknown"


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for program in ("escort", "load", "decode", "rules"):
        parser.add_argument(f"--{program}", type=pathlib.Path, help=f"the {program} program")
    parser.add_argument("--terminals", type=int, choices=range(1, 15_001), metavar="N", help="so many terminals, for a trial")
    parser.add_argument("--seconds", type=int, choices=range(1, 301), metavar="N", help="load for so long, for a trial")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"there is no benchmark {unknown[0]}; there are {', '.join(BENCHMARKS)}")
    arguments.names = arguments.names or list(BENCHMARKS)
    programs = {"decode": ("decode",), "rules": ("rules",), "replay": ("escort",)}
    needed = {program for name in arguments.names for program in programs.get(name, ("escort", "load"))}
    for program in sorted(needed):
        path = getattr(arguments, program)
        if not path or not os.access(path, os.X_OK):
            parser.error(f"--{program} must name the built program; Tests/Benchmarks/run builds them all")
        setattr(arguments, program, path.resolve())
    return arguments


def on_signal(number, _):
    if number == signal.SIGALRM:
        raise Failed(f"it was not done within {MOST_SECONDS_OF_A_BENCHMARK} s")
    sys.exit(128 + number)


def main():
    arguments = read_arguments()
    for number in (signal.SIGALRM, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
    # Beside the build, so on the disk that holds it: a sync to memory would prove nothing.
    place = pathlib.Path(__file__).resolve().parents[2] / ".build" / "benchmarks"
    place.mkdir(parents=True, exist_ok=True)
    kind = file_system(place)
    if kind in MEMORY_FILE_SYSTEMS:
        sys.exit(f"benchmarks: {place} lies in memory ({kind}), where nothing is ever synced to a disk.")
    try:
        with tempfile.TemporaryDirectory(dir=place, ignore_cleanup_errors=True) as folder:
            bench = Bench(arguments, pathlib.Path(folder))
            run(bench, arguments.names)
            met = tell(bench.results)
            if bench.disturbed:
                print(f"Other work ran beside {', '.join(bench.disturbed)}: neither met nor missed is to be relied on there.")
    except KeyboardInterrupt:
        sys.exit("benchmarks: interrupted; everything that was started has been ended.")
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
