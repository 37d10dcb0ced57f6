"""What a benchmark prints: its lines, and the table at the end."""

import dataclasses
import os


@dataclasses.dataclass
class Result:
    """One line of the table at the end."""

    benchmark: str
    figure: str
    target: str
    reference: str
    ratio: str
    holds: bool


def line(name, text):
    print(f"  {name:<28} {text}", flush=True)


def microseconds(value):
    return f"{value:,.0f} us"


def processor(name, used_seconds, elapsed_seconds):
    cores = os.cpu_count() or 1
    share = used_seconds / elapsed_seconds / cores
    line(f"CPU of {name}", f"{used_seconds:.2f} s in {elapsed_seconds:.1f} s, {share:.0%} of {cores} cores")


def percentiles(durations):
    return ", ".join(f"{name} {microseconds(durations[name])}" for name in ("p50", "p90", "p99", "max"))


def tell(results):
    """The table, and whether every target was met."""
    heads = Result("benchmark", "figure", "target", "reference", "ratio", True)
    rows = [(*dataclasses.astuple(heads)[:-1], "verdict")]
    rows += [(*dataclasses.astuple(result)[:-1], "met" if result.holds else "MISSED") for result in results]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    print()
    for row in rows:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip())
    missed = [result.benchmark for result in results if not result.holds]
    print(f"\nMissed: {', '.join(missed)}." if missed else "\nEvery target was met.", flush=True)
    return not missed
