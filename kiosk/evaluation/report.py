"""The results page: every figure, where it was measured, and every failure.

Utterances of data sets that are not ours are named by file and line, never copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.errors import UsageError
from kiosk.evaluation.bench import Report as Bench
from kiosk.evaluation.bench.compare import Measured as Contender
from kiosk.evaluation.chart import exact_match_chart, reliability_chart
from kiosk.evaluation.figures import BRACKETS, Bin, as_ms, as_percent
from kiosk.evaluation.kinds import kind_columns, kind_rows
from kiosk.evaluation.markdown import table
from kiosk.evaluation.rows import (
    CONTENDER_COLUMNS,
    MODEL_COLUMNS,
    RUNG_COLUMNS,
    SET_COLUMNS,
    TURN_COLUMNS,
    contender_rows,
    conversation_rows,
    model_rows,
    rung_rows,
    set_row,
    turn_rows,
)
from kiosk.evaluation.runs import redraw
from kiosk.evaluation.scenarios.file import HELD_OUT

__all__ = ["Measured", "Results", "write_results"]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one rung came to."""

    sets: Sequence[Mapping[str, Any]]
    """Reports of folders."""
    scenarios: Mapping[str, Any] | None
    """Report of the conversations; none where none were played."""
    turns: Mapping[str, Any] | None = None
    """Report of the hard single turns; none where none were read."""


@dataclass(frozen=True, slots=True)
class Results:
    """All figures of one run."""

    rungs: Mapping[str, Measured]
    commit: str
    """What was measured, and whether the tree differed from it."""
    machine: str
    at: datetime
    """With its time zone."""
    bench: Bench | None = None
    """Times and memory of the machine; none where they were not measured."""
    models: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None
    """Of each tuned language model by itself, reports of turns: as it came and tuned."""
    contenders: Sequence[Contender] = ()
    """Ours and what an integrator would do instead; none where they were not measured."""


def write_results(docs: Path, results: Results) -> Path:
    """Write ``RESULTS.md`` and its pictures below ``docs``, with the long runs that are kept there.

    Raises:
        UsageError: the folder cannot be written to, or a run not be read.
    """
    page = docs / "RESULTS.md"
    pictures = docs / "results"
    scores = {
        name: {one["name"]: one["exact_match"] for one in rung.sets}
        for name, rung in results.rungs.items()
        if rung.sets
    }
    try:
        pictures.mkdir(parents=True, exist_ok=True)
        if scores:
            (pictures / "exact_match.svg").write_text(exact_match_chart(scores), "utf-8")
        for name, rung in results.rungs.items():
            if rung.sets:
                curves = {one["name"]: [Bin(**b) for b in one["reliability"]] for one in rung.sets}
                picture = pictures / f"reliability_{name}.svg"
                picture.write_text(reliability_chart(curves), "utf-8")
        page.write_text("\n".join(_page(results)) + "\n", "utf-8")
    except OSError as bad:
        raise UsageError(f"{bad.filename or docs}: cannot be written: {bad.strerror}") from bad
    redraw(docs)
    return page


def _page(results: Results) -> Iterator[str]:
    yield "# Results"
    yield ""
    yield "Written by `kiosk eval report`; do not edit."
    yield ""
    yield f"- measured: {results.at:%Y-%m-%d %H:%M %Z}"
    yield f"- commit: {results.commit}"
    yield f"- machine: {results.machine}"
    if results.bench is not None:
        yield from _bench(results.bench)
    if results.models:
        yield from _models(results.models)
    if results.contenders:
        yield from _contenders(results.contenders)
    for name, rung in results.rungs.items():
        yield ""
        yield f"## Rung: {name}"
        if rung.turns is not None:
            yield from _turns(rung.turns)
        if rung.sets:
            yield from _sets(name, rung.sets)
        if rung.scenarios is not None:
            yield from _scenarios(rung.scenarios)
        yield from _decided(rung)
    yield from _kinds(results.rungs)
    yield from _failures(results)


def _bench(bench: Bench) -> Iterator[str]:
    yield ""
    yield "## Time and memory"
    yield ""
    yield from table(
        ("stage", "n", "median", "95th percentile", "budget"),
        (
            (
                stage.budget.name,
                str(len(stage.ms)),
                as_ms(stage.p50),
                as_ms(stage.p95),
                f"{stage.budget.p50_ms:g} / {stage.budget.p95_ms:g} ms",
            )
            for stage in bench.stages
        ),
    )
    yield ""
    if bench.memory_mb is not None:
        yield f"- memory of all processes: {bench.memory_mb:.0f} MB of {bench.memory_budget_mb}"
    yield (
        f"- cold start to the first sound of the greeting: {bench.cold_start_s:.1f} s of "
        f"{bench.cold_start_budget_s:g}"
    )
    yield f"- load of the machine when it began: {bench.load:.1f}, which ought to be near 0"
    for fault in bench.faults:
        yield f"- {fault}"


def _contenders(contenders: Sequence[Contender]) -> Iterator[str]:
    yield ""
    yield "## Beside the whole menu in a prompt"
    yield ""
    yield from table(CONTENDER_COLUMNS, contender_rows(contenders))
    yield ""
    yield BRACKETS
    yield "All have the same base model and the machine to themselves. Read and written are tokens"
    yield "of the language models a turn, on average."


def _models(models: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[str]:
    yield ""
    yield "## Language models by themselves, on turns that the rules are unsure of"
    yield ""
    yield from table(MODEL_COLUMNS, model_rows(models))
    yield ""
    yield BRACKETS
    yield "As it came, a model is told the notation and shown two worked turns. Either way it may"
    yield "write only what the words allow. The turns are some of those written to be hard."


def _sets(rung: str, sets: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield ""
    yield "### Single orders: unordered exact match"
    yield ""
    yield "![exact match](results/exact_match.svg)"
    yield ""
    yield from table(SET_COLUMNS, map(set_row, sets))
    yield ""
    yield BRACKETS
    yield "“In reach” is the share of labels that a menu made of the folder can express at all; the"
    yield "rest are counted as wrong."
    yield ""
    yield f"![reliability](results/reliability_{rung}.svg)"


def _turns(report: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield "### Single turns of conversations, written by hand to be hard"
    yield ""
    yield from table(TURN_COLUMNS, turn_rows(report))
    yield ""
    yield BRACKETS
    yield "“Hard” are those that the rules alone are unsure of or get wrong."


def _scenarios(report: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield "### Conversations"
    yield ""
    yield from table(("figure", "value"), conversation_rows(report))
    yield ""
    yield BRACKETS
    yield ""
    yield from table(
        ("tag", "n", "final"),
        ((tag, str(one["n"]), as_percent(one["final"])) for tag, one in report["tags"].items()),
    )


def _decided(measured: Measured) -> Iterator[str]:
    reports = {one["name"]: one for one in measured.sets}
    reports |= {"hard turns": measured.turns} if measured.turns else {}
    reports |= {"conversations": measured.scenarios} if measured.scenarios else {}
    if all(len(report["rungs"]) == 1 for report in reports.values()):
        return
    yield ""
    yield "### Who decided"
    yield ""
    rows = (row for name, report in reports.items() for row in rung_rows(name, report))
    yield from table(RUNG_COLUMNS, rows)
    yield ""
    yield BRACKETS
    yield "Of conversations, a turn is right where all that its scenario states of it holds."


def _kinds(rungs: Mapping[str, Measured]) -> Iterator[str]:
    of = rungs.values()
    rows = list(
        kind_rows(
            [one.turns for one in of], [one.sets for one in of], [one.scenarios for one in of]
        )
    )
    if not rows:
        return
    yield ""
    yield "## What goes wrong, by kind"
    yield ""
    yield from table(kind_columns(list(rungs)), rows)
    yield ""
    yield "Turns and conversations by tag, the most failures first; what has several tags counts"
    yield "under each. Orders by how they differ from their label; some of them are also such as no"
    yield "menu can say, or as the kiosk was sure of. An idea is a guess at what helps next."


def _failures(results: Results) -> Iterator[str]:
    yield ""
    yield "## Failures"
    for name, rung in results.rungs.items():
        if rung.turns is not None:
            yield from _wrong_turns(name, rung.turns)
        for one in rung.sets:
            yield ""
            yield f"### {name}: {one['name']}, {len(one['wrong'])} of {one['n']}"
            yield ""
            yield "By line of its `dev.json`."
            yield ""
            for wrong in one["wrong"]:
                differs = "; ".join(f"`{text}`" for text in wrong["differs"])
                yield f"- line {wrong['line']} (confidence {wrong['confidence']:.2f}): {differs}"
        if rung.scenarios is not None:
            failed = rung.scenarios["failed"]
            yield ""
            yield f"### {name}: conversations, {len(failed)} of {rung.scenarios['n']}"
            for one in failed:
                yield from _failed(one)


def _wrong_turns(name: str, report: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield f"### {name}: single turns, {len(report['wrong'])} of {report['n']}"
    yield ""
    for wrong in report["wrong"]:
        carts = " → ".join(f"`{'; '.join(wrong[cart]) or 'empty'}`" for cart in ("cart", "got"))
        surely = "**sure**, " if wrong["sure"] else ""
        want = "; ".join(wrong["want"]) or "empty"
        yield f"- {wrong['where']}: “{wrong['guest']}”: {surely}{carts}, wanted `{want}`"


def _failed(one: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield f"**{one['menu']}: {one['name']}**" + ("" if one["final"] else ", wrong at the end")
    yield ""
    if HELD_OUT in one["tags"]:
        silent = f", {len(one['silent'])} silent" if one["silent"] else ""
        yield f"- held out, so that whoever mends does not read it{silent}"
        return
    for turn in one["turns"]:
        yield f"- “{turn['guest']}” → “{turn['reply']}” `{'; '.join(turn['cart']) or 'empty'}`"
    for why in one["why"]:
        yield f"- **{why}**"
    for difference in one["silent"]:
        yield f"- **silent: {difference}**"
