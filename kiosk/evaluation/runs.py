"""Runs that take too long to be repeated with every report: what each printed is kept in a file
beside the results page, and shown on it.

::

    make chaos ORDERS=500 | kiosk eval keep chaos
    kiosk eval speech DIR --json | kiosk eval keep speech

The page has a table for each that is there: a row for each figure, and one more table for a list of
objects, with their keys as columns; a list within one of these stands in the file alone. So do the
failures of spoken orders, whose words may be other people's: the page has how many of each kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from kiosk.errors import UsageError
from kiosk.evaluation.figures import BRACKETS, as_share
from kiosk.evaluation.kinds import SPEECH_KIND_COLUMNS, speech_kind_rows
from kiosk.evaluation.markdown import table

__all__ = ["RUNS", "Run", "keep", "long_runs", "redraw"]

RUNS: Final[Mapping[str, str]] = {
    "chaos": "Orders while everything breaks",
    "fuzz": "What strangers write, mangled",
    "soak": "Cars at the lane, one after the other",
    "speech": "Spoken orders in noise",
    "stress": "Spoken orders in noise, by voices of the old kinds: a stress test",
    "pauses": "When a guest is done",
    "noise": "A lane where nobody orders",
    "dialogs": "Guests who talk over the kiosk",
    "journal": "The journal beside its disk",
}
"""What can be kept, and its heading."""
_HEADING: Final = "## Long runs"
_BEFORE: Final = "## Failures"
"""The part of the page that follows."""
_SPOKEN: Final = frozenset({"speech", "stress"})
"""Runs of ``kiosk eval speech``."""
_SHARES: Final = frozenset({"exact_match", "oracle"})
"""Keys of a share of the ``n`` beside it."""


class Run(BaseModel):
    """One file: what was measured, of what, where and when."""

    model_config = ConfigDict(extra="forbid")

    command: str
    """As it was typed; empty where nobody said."""
    commit: str
    machine: str
    at: AwareDatetime
    """When it was kept."""
    printed: dict[str, Any]
    """The JSON object that it printed."""


def keep(docs: Path, name: str, run: Run) -> Path:
    """Keep ``run`` in the place of the last one of that name, and show it on the page.

    Raises:
        UsageError: it is none of ``RUNS``, or the files cannot be read and written.
    """
    if name not in RUNS:
        raise UsageError(f'no run is called "{name}"', hint=f"one of: {', '.join(RUNS)}")
    file = _file(docs, name)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(run.model_dump_json(indent=1) + "\n", "utf-8")
    except OSError as bad:
        raise UsageError(f"{file}: cannot be written: {bad.strerror}") from bad
    redraw(docs)
    return file


def redraw(docs: Path) -> None:
    """Write the long runs of the results page anew, and nothing else of it.

    Raises:
        UsageError: the page or a file cannot be read or written.
    """
    page = docs / "RESULTS.md"
    try:
        lines = page.read_text("utf-8").splitlines()
        before = lines.index(_BEFORE) if _BEFORE in lines else len(lines)
        begin = lines.index(_HEADING) if _HEADING in lines else before
        lines[begin:before] = long_runs(docs)
        page.write_text("\n".join(lines) + "\n", "utf-8")
    except OSError as bad:
        raise UsageError(f"{page}: {bad.strerror}") from bad


def long_runs(docs: Path) -> Iterator[str]:
    """Lines of the results page; none where nothing is kept.

    Raises:
        UsageError: a file cannot be read.
    """
    kept = [
        (name, title, file) for name, title in RUNS.items() if (file := _file(docs, name)).exists()
    ]
    if kept:
        yield _HEADING
        yield ""
    for name, title, file in kept:
        run = _read(file)
        yield f"### {title}"
        yield ""
        yield f"`{run.command}`, {run.at:%Y-%m-%d}, at {run.commit}, on {run.machine}."
        yield ""
        if name in _SPOKEN:
            yield from _tables({key: run.printed[key] for key in run.printed if key != "failed"})
            yield from _speech_kinds(run.printed)
        else:
            yield from _tables(run.printed)


def _speech_kinds(printed: Mapping[str, Any]) -> Iterator[str]:
    if rows := list(speech_kind_rows(printed)):
        yield "What goes wrong, by kind:"
        yield ""
        yield from table(SPEECH_KIND_COLUMNS, rows)
        yield ""


def _tables(printed: Mapping[str, Any]) -> Iterator[str]:
    lists = {key: value for key, value in printed.items() if _is_table(value)}
    figures = [(_words(key), _cell(value)) for key, value in printed.items() if key not in lists]
    if figures:
        yield from table(("figure", "value"), figures)
        yield ""
    for key, rows in lists.items():
        columns = list(dict.fromkeys(c for row in rows for c in row if not _is_table(row[c])))
        yield f"{_words(key).capitalize()}:"
        yield ""
        yield from table(
            [_words(column) for column in columns],
            ([_in_row(row, column) for column in columns] for row in rows),
        )
        yield ""
        if "n" in columns and not _SHARES.isdisjoint(columns):
            yield BRACKETS
            yield ""


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _in_row(row: Mapping[str, Any], column: str) -> str:
    match row.get(column), row.get("n"):
        case ((int() | float() as share), int(n)) if (
            column in _SHARES and 0 <= share <= 1 and n > 0
        ):
            return as_share(share, n)
        case value, _:
            return _cell(value)


def _words(key: str) -> str:
    return key.replace("_", " ")


def _cell(value: Any) -> str:
    """A value in one cell; of what holds others, each."""
    if isinstance(value, Mapping):
        return ", ".join(f"{_words(key)} {_cell(inner)}" for key, inner in value.items()) or "none"
    if isinstance(value, list):
        return "; ".join(map(_cell, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    return "-" if value is None else str(value).replace("|", "\\|")


def _read(file: Path) -> Run:
    try:
        return Run.model_validate_json(file.read_bytes())
    except OSError as bad:
        raise UsageError(f"{file}: {bad.strerror}") from bad
    except ValidationError as bad:
        raise UsageError(f"{file}: {bad.errors()[0]['msg']}", hint="keep it again") from bad


def _file(docs: Path, name: str) -> Path:
    return docs / "results" / "runs" / f"{name}.json"
