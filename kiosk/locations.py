"""Every path the kiosk uses, in one place.

``KIOSK_HOME`` moves data and cache below one folder (tests, a USB stick, a read-only root);
``KIOSK_MODELS`` says where weights stand that came with a release.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

__all__ = [
    "adapters_dir",
    "cache_dir",
    "checkout",
    "data_dir",
    "manifest_file",
    "menus_dir",
    "models_dir",
]


def _below(kind: str, default: str) -> Path:
    home = os.environ.get("KIOSK_HOME")
    return Path(home) / kind if home else Path(default)


def checkout() -> Path:
    """The folder that holds ``menus/`` and ``models/`` (the repository, or the installed data)."""
    repository = Path(__file__).resolve().parent.parent
    if (repository / "models" / "manifest.toml").is_file():
        return repository
    return Path(sys.prefix) / "share" / "kiosk"


def data_dir() -> Path:
    """What must survive: the journal, the settings, what the crew has set, and kept recordings."""
    return _below("data", platformdirs.user_data_dir("kiosk"))


def cache_dir() -> Path:
    """What can be made again: downloads, converted weights, spoken phrases."""
    return _below("cache", platformdirs.user_cache_dir("kiosk"))


def models_dir() -> Path:
    """Weights that matched the manifest."""
    released = os.environ.get("KIOSK_MODELS")
    return Path(released) if released else cache_dir() / "models"


def manifest_file() -> Path:
    """The list of weights that may be loaded."""
    return checkout() / "models" / "manifest.toml"


def adapters_dir() -> Path:
    """Fine-tuning that comes with the project."""
    return checkout() / "models" / "adapters"


def menus_dir() -> Path:
    """Menus that come with the project."""
    return checkout() / "menus"
