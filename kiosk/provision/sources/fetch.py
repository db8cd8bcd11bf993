"""Sends a fetch to the kind of source that can do it."""

from __future__ import annotations

from kiosk.provision.manifest import HubSource, PackageSource, Source, UrlSource
from kiosk.provision.partial import Partial
from kiosk.provision.sources import hub, package, url

__all__ = ["fetch"]


def fetch(source: Source, partial: Partial, wheels: package.Wheels) -> None:
    """Append what is missing from ``partial``.

    Raises:
        SourceError: the source is unreachable, refuses, stalls or ends too early; what was
            received so far stays.
    """
    match source:
        case HubSource():
            hub.fetch(source, partial)
        case UrlSource():
            url.fetch(source.url, partial)
        case PackageSource():
            package.fetch(source, partial, wheels)
