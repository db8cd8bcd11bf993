"""What is told of a car that is gone, and to whom."""

from __future__ import annotations

import json
from datetime import time
from pathlib import Path

import pytest

from kiosk.cli.drivethru_box import account_for
from kiosk.cli.drivethru_show import Shown
from kiosk.dialog import Session, StandingClock
from kiosk.drivethru import Caption, Ordered, Visit
from kiosk.drivethru.deck import Deck
from kiosk.drivethru.keeping import Kept
from kiosk.menu import find_menu, load_menu
from kiosk.speech.audio import SPEECH_RATE, Audio
from kiosk.understanding import Rules


@pytest.fixture
async def car() -> Visit:
    """It has ordered a hamburger."""
    menu = load_menu(find_menu("burger"))
    visit = Visit(Session(menu, Rules(menu), clock=StandingClock(time(12))), 0.0)
    await visit.session.hear("a hamburger")
    return visit


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Of this lane."""
    monkeypatch.setenv("KIOSK_HOME", str(tmp_path))
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


async def test_a_car_whose_sound_and_verdict_cannot_be_kept_is_told_all_the_same(
    car: Visit, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "recordings").write_text("no folder")
    car.ordered = Ordered(("2 hamburgerz",))
    kept = Kept(Deck(Audio.silence(1.0, SPEECH_RATE)))
    shown = Shown(quiet=True)
    account_for(car, name="1", kept=kept, shown=shown, as_json=True, shadow=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["cart"], told["lane"]) == (["1 hamburger"], "1")
    assert told["audio"] == {"in": None, "out": None}
    assert "shadow" not in told
    recording, verdict = told["faults"]
    assert "recordings" in recording
    assert "hamburgerz" in verdict


async def test_a_verdict_is_counted(
    car: Visit, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    car.ordered = Ordered(("2 hamburger",))
    account_for(car, name="1", kept=None, shown=Shown(quiet=True), as_json=True, shadow=True)
    assert json.loads(capsys.readouterr().out)["shadow"] == {"agreed": False}


def test_no_word_of_a_guest_comes_into_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    """The service writes to the system's."""
    shown = Shown(quiet=False, private=True)
    shown.overhear(Caption("1", "guest", "a hamburger for Anna"))
    shown.overhear(Caption("1", "house", "Thanks, Anna."))
    shown.overhear(Caption("1", "crew", "Anna, please pull forward."))
    shown.overhear(Caption("1", "fault", "the microphone is gone"))
    assert capsys.readouterr().out == "Fault  the microphone is gone\n"
