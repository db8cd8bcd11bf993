"""Reports as rows of a table: the same on the terminal and on the results page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from kiosk.evaluation.bench.compare import Measured
from kiosk.evaluation.figures import as_ms, as_percent, as_share

__all__ = [
    "CONTENDER_COLUMNS", "MODEL_COLUMNS", "RUNG_COLUMNS", "SET_COLUMNS", "SPEECH_COLUMNS",
    "TURN_COLUMNS", "contender_rows", "conversation_rows", "model_rows", "rung_rows", "set_row",
    "speech_rows", "turn_rows",
]  # fmt: skip

SET_COLUMNS: Final = (
    "set", "n", "exact match", "in reach", "sure", "right if sure", "median", "95th", "compile",
)  # fmt: skip


def set_row(report: Mapping[str, Any]) -> tuple[str, ...]:
    """One set of labelled orders, in the order of ``SET_COLUMNS``."""
    return (
        report["name"],
        str(report["n"]),
        as_share(report["exact_match"], report["n"]),
        as_percent(report["in_reach"]),
        as_percent(report["sure_share"]),
        as_share(report["sure_right"], _sure(report["n"], report["sure_share"])),
        as_ms(report["ms_p50"]),
        as_ms(report["ms_p95"]),
        as_ms(report["compile_ms"]),
    )


def _sure(n: int, share: float) -> int:
    """How many of ``n`` were sure."""
    return round(n * share)


def conversation_rows(report: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Each figure of the conversations: what it is, and its value."""
    held_out = report["held_out"]
    return (
        ("scenarios", str(report["n"])),
        ("final cart and outcome", as_share(report["final"], report["n"])),
        (f"of {held_out['n']} held out", as_share(held_out["final"], held_out["n"])),
        ("silent errors in those", str(held_out["silent_errors"])),
        ("stated turns", as_percent(report["turns"])),
        ("option changes, recall", as_percent(report["modifier_recall"])),
        ("option changes, precision", as_percent(report["modifier_precision"])),
        ("silent errors", str(report["silent_errors"])),
        ("questions per order", f"{report['questions_per_order']:.2f}"),
        ("time per turn, median", as_ms(report["ms_p50"])),
        ("time per turn, 95th percentile", as_ms(report["ms_p95"])),
    )


TURN_COLUMNS: Final = (
    "turns", "n", "exact", "best", "sure", "right if sure", "silent errors", "median", "95th",
)  # fmt: skip


def turn_rows(report: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """All single turns, those that are hard for the rules, and those of each tag.

    Tags have no intervals: most are of few turns, and a column of wide brackets hides the figures.
    """
    for name, part in (("all", report), ("hard", report["hard"])):
        n = part["n"]
        yield (
            name,
            str(n),
            as_share(part["exact"], n),
            as_percent(part["best"]),
            as_percent(part["sure"]),
            as_share(part["right_when_sure"], _sure(n, part["sure"])),
            str(part["silent_errors"]),
            as_ms(part["ms_p50"]),
            as_ms(part["ms_p95"]),
        )
    for tag, part in report["tags"].items():
        rates = (part[key] for key in ("exact", "best", "sure", "right_when_sure"))
        yield tag, str(part["n"]), *map(as_percent, rates), str(part["silent_errors"]), "", ""


MODEL_COLUMNS: Final = (
    "rung", "n", "as it came", "tuned", "errors left", "median", "95th",
)  # fmt: skip


def model_rows(report: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[tuple[str, ...]]:
    """Each language model by itself: right as it came and tuned, and the share of errors left."""
    for rung, came_and_tuned in report.items():
        came, tuned = came_and_tuned["came"], came_and_tuned["tuned"]
        wrong = 1 - came["exact"]
        left = as_percent((1 - tuned["exact"]) / wrong) if wrong else ""
        times = (as_ms(tuned[key]) for key in ("ms_p50", "ms_p95"))
        exact = (as_share(one["exact"], one["n"]) for one in (came, tuned))
        yield rung, str(tuned["n"]), *exact, left, *times


SPEECH_COLUMNS: Final = (
    "condition", "n", "word errors", "exact match", "oracle", "silent errors", "asked", "median",
    "95th",
)  # fmt: skip


def speech_rows(report: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Spoken orders by condition, and below each the voices where there are several."""
    for part in report["conditions"]:
        yield _spoken(part["condition"], part, as_share(part["exact_match"], part["n"]))
        if len(part["voices"]) > 1:
            for one in part["voices"]:
                yield _spoken(f"  {one['voice']}", one, as_percent(one["exact_match"]))


def _spoken(name: str, part: Mapping[str, Any], exact: str) -> tuple[str, ...]:
    rates = as_percent(part["wer"]), exact, as_percent(part["oracle"])
    times = (f"{part[key]:.0f} ms" for key in ("ms_p50", "ms_p95"))
    silent, asked = str(part["silent_errors"]), as_percent(part["asked"])
    return name, str(part["n"]), *rates, silent, asked, *times


RUNG_COLUMNS: Final = ("of", "decided by", "turns", "share", "right", "median")


def rung_rows(name: str, report: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """What each rung of a ladder decided in a report of turns, orders or conversations."""
    turns = sum(its["n"] for its in report["rungs"].values())
    for rung, its in sorted(report["rungs"].items(), key=lambda one: -one[1]["n"]):
        share, right = as_percent(its["n"] / turns), as_share(its["right"], its["n"])
        yield name, rung, str(its["n"]), share, right, as_ms(its["ms_p50"])


CONTENDER_COLUMNS: Final = (
    "on the same turns", "n", "exact", "simple", "hard", "silent", "median", "95th", "read",
    "written", "",
)  # fmt: skip


def contender_rows(measured: Iterable[Measured]) -> Iterator[tuple[str, ...]]:
    """Ours and what others would do, on the same turns; read and written are tokens of a turn."""
    for one in measured:
        told = one.as_json()
        yield (
            one.name,
            str(told["n"]),
            as_share(told["exact"], told["n"]),
            *(as_percent(told[key]) for key in ("exact_simple", "exact_hard")),
            str(told["silent_errors"]),
            as_ms(told["ms_p50"]),
            as_ms(told["ms_p95"]),
            f"{told['tokens_evaluated']:g}",
            f"{told['tokens_written']:g}",
            one.what,
        )
