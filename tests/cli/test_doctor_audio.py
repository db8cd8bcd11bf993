"""``kiosk doctor --audio`` tells how the kiosk's voice comes back, and what to set a lane to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kiosk.cli import run_command
from kiosk.speech import wav
from kiosk.speech.audio import SPEECH_RATE, Audio, Samples
from kiosk.speech.voices import HibariVoice
from tests.drivethru.test_echo import DELAY_S, room

KIOSK = Path(sys.executable).with_name("kiosk")
NO_CARDS = "pcm.!default { type hw card 9 }"


@pytest.fixture(scope="module")
def voice() -> Audio:
    """Seven seconds of the kiosk, after one of silence."""
    said = HibariVoice(1).speak(
        "Two cheeseburgers with no onions, a large root beer, and medium fries. "
        "Your total is eleven dollars and forty cents. Please pull forward."
    )
    return Audio.join([Audio.silence(1.0, said.rate), said, Audio.silence(0.5, said.rate)])


def hiss(length: int, level: float) -> Samples:
    return np.asarray(level * np.random.default_rng(1).standard_normal(length), np.float32)


def checked(
    folder: Path, capsys: pytest.CaptureFixture[str], voice: Audio, heard: Samples
) -> dict[str, object]:
    wav.write(folder / "played.wav", voice)
    wav.write(folder / "heard.wav", Audio(heard, SPEECH_RATE))
    files = ["--played", str(folder / "played.wav"), "--heard", str(folder / "heard.wav")]
    assert run_command(["doctor", "--audio", *files, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_an_echo_is_found_and_measured_and_the_canceller_takes_it_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], voice: Audio
) -> None:
    echo = np.convolve(voice.at(SPEECH_RATE).samples, room())
    check = checked(tmp_path, capsys, voice, echo + hiss(len(echo), 1e-3))
    assert check["echo"] == "cancel"
    assert check["delay_ms"] == pytest.approx(DELAY_S * 1000, abs=5)
    assert check["noise_db"] == pytest.approx(-60, abs=1)
    assert check["echo_db"] > -40
    assert check["reduction_db"] > 15
    assert not check["clipped"]


def test_a_device_that_takes_its_echo_out_is_left_to_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], voice: Audio
) -> None:
    length = len(voice.at(SPEECH_RATE).samples)
    check = checked(tmp_path, capsys, voice, hiss(length, 1e-3))
    assert (check["echo"], check["delay_ms"], check["reduction_db"]) == ("device", None, None)


def test_what_is_overdriven_cannot_be_taken_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], voice: Audio
) -> None:
    echo = np.convolve(voice.at(SPEECH_RATE).samples, room())
    check = checked(tmp_path, capsys, voice, np.clip(20 * echo, -1, 1).astype(np.float32))
    assert (check["echo"], check["clipped"]) == ("half_duplex", True)


def refused(*options: str, **settings: str) -> str:
    """The one line that a check that cannot be made ends with."""
    done = subprocess.run(
        [KIOSK, "doctor", "--audio", *options],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stdout == ""
    return [line for line in done.stderr.splitlines() if not line.startswith("ALSA")][-1]


def test_without_devices_one_line_says_so(tmp_path: Path) -> None:
    (tmp_path / "asound.conf").write_text(NO_CARDS)
    assert "no speaker" in refused(ALSA_CONFIG_PATH=str(tmp_path / "asound.conf"))


def test_files_that_cannot_be_compared_are_refused_in_a_line(tmp_path: Path, voice: Audio) -> None:
    short = tmp_path / "short.wav"
    wav.write(short, Audio.silence(1.0, SPEECH_RATE))
    assert "two sides" in refused("--played", str(short))
    assert "too little" in refused("--played", str(short), "--heard", str(short))
    assert "no such" in refused("--played", str(short), "--heard", str(tmp_path / "none.wav"))
    begins = tmp_path / "begins.wav"
    wav.write(begins, Audio(voice.samples[voice.rate * 3 // 2 :], voice.rate))
    assert "at once" in refused("--played", str(begins), "--heard", str(begins))
