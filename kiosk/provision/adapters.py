"""Adapters: fine-tuning that comes with the project, and the proof that it is what was shipped."""

from __future__ import annotations

from pathlib import Path

from kiosk.errors import ModelError
from kiosk.locations import adapters_dir
from kiosk.provision.kinds import check_kind, digest
from kiosk.provision.manifest import Manifest, load

__all__ = ["require_adapter"]


def require_adapter(base: str, manifest: Manifest | None = None) -> Path | None:
    """The file that fine-tunes the weight ``base``; none where nothing does.

    Without a manifest the project's own tells.

    Raises:
        ModelError: it is missing, or does not match the manifest.
    """
    adapter = (manifest or load()).adapter_of(base)
    if adapter is None:
        return None
    file = adapters_dir() / adapter.file
    way_out = "install the project again"
    try:
        size = file.stat().st_size
    except OSError as bad:
        raise ModelError(f"{file}: cannot be read ({bad.strerror})", hint=way_out) from bad
    if size != adapter.bytes or digest(file) != adapter.sha256:
        raise ModelError(f"{file} does not match the manifest", hint=way_out)
    check_kind(file)
    return file
