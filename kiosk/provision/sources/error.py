"""The fault of one source; the next one is tried."""

from __future__ import annotations

from kiosk.errors import ModelError

__all__ = ["SourceError"]


class SourceError(ModelError):
    """A source that gave nothing, or not all; the message is the reason in one clause."""
