"""Weights: the manifest, how they get onto this machine, and the proof that they match.

An engine asks ``require(name)`` and gets paths by role (``model``; ``encoder``, ``decoder``,
``tokens``) only after every file matched the manifest. ``pull(names)`` is the only way in.
"""

from __future__ import annotations

from kiosk.provision.adapters import require_adapter
from kiosk.provision.kinds import check_kind
from kiosk.provision.manifest import Manifest, Purpose, Weight, load
from kiosk.provision.progress import Progress, Silent
from kiosk.provision.pull import Pulled, pull
from kiosk.provision.shelf import Shelf, Standing, require
from kiosk.provision.stamps import State

__all__ = [
    "Manifest",
    "Progress",
    "Pulled",
    "Purpose",
    "Shelf",
    "Silent",
    "Standing",
    "State",
    "Weight",
    "check_kind",
    "load",
    "pull",
    "require",
    "require_adapter",
]
