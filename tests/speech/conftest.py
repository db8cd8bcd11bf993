"""Weights come from the project's own provisioning: without ``make setup`` these tests fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.locations import checkout
from kiosk.provision import require
from kiosk.speech.recognise import WhisperFiles


@pytest.fixture(scope="session")
def vad_model() -> Path:
    return require("silero-vad")["model"]


@pytest.fixture(scope="session")
def whisper() -> WhisperFiles:
    files = require("whisper-base")
    return WhisperFiles(files["encoder"], files["decoder"], files["tokens"])


@pytest.fixture(scope="session")
def demo_turns() -> list[Path]:
    """Four recordings of a guest; what is said in them is in ``demo/README.md``."""
    return sorted((checkout() / "demo" / "audio").glob("turn*.wav"))
