"""Nothing that a place sounds like, and nothing that the kiosk says itself, becomes an order."""

from __future__ import annotations

import json

import numpy as np
import pytest
from numpy.random import Generator

from kiosk.cli import evaluate_noise, run_command
from kiosk.evaluation.speech.disturbances import DISTURBANCES
from kiosk.speech.audio import SPEECH_RATE, Samples
from kiosk.speech.voices.hibari import HibariVoice


def test_a_car_whose_guest_says_nothing_has_no_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(evaluate_noise, "DISTURBANCES", {"music": DISTURBANCES["music"]})
    assert run_command(["eval", "noise", "--minutes", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(row["kind"], row["own_voice"]) for row in told["kinds"]] == [
        ("music", "cancelled"),
        ("music", "kept apart"),
    ]
    assert (told["minutes"], told["texts"], told["edits"]) == (1, 0, 0)
    assert told["faults"] == []


def test_what_is_an_order_is_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = HibariVoice(1).speak("Two cheeseburgers, please.").at(SPEECH_RATE).samples

    def order(length: int, _chance: Generator) -> Samples:
        """Once the greeting is over."""
        return np.pad(said, (length - len(said) - SPEECH_RATE * 2, SPEECH_RATE * 2))

    monkeypatch.setattr(evaluate_noise, "DISTURBANCES", {"an order": order})
    assert run_command(["eval", "noise", "--minutes", "0.6"]) == 1
    told = capsys.readouterr().out
    assert "an order: Two cheeseburgers" in told.replace("2 cheese", "Two cheese")
