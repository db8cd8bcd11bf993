"""``kiosk doctor --audio`` tells how the kiosk's voice comes back, and what to set a lane to."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

import numpy as np
import pytest

from kiosk.cli import doctor_audio, run_command
from kiosk.errors import AudioError
from kiosk.speech import wav
from kiosk.speech.audio import SPEECH_RATE, Audio, Samples
from kiosk.speech.echoing import DELAY_S, box_in_a_wall
from kiosk.speech.soundcheck import SoundCheck
from kiosk.speech.voices import HibariVoice

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
    echo = np.convolve(voice.at(SPEECH_RATE).samples, box_in_a_wall())
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
    echo = np.convolve(voice.at(SPEECH_RATE).samples, box_in_a_wall())
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


class Deaf:
    """A microphone that is unplugged, or gives nothing."""

    name, rate = "deaf", SPEECH_RATE

    def __init__(self, *, gone: bool) -> None:
        self.gone = gone

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def blocks(self) -> AsyncIterator[Samples]:
        if self.gone:
            raise AudioError("the microphone deaf is gone")
        await asyncio.Event().wait()
        yield hiss(1, 0.0)


class Plays(Deaf):
    """A speaker."""

    monitor: Callable[[Samples, int], None]

    async def play(self, chunks: AsyncIterator[Audio]) -> None:
        async for chunk in chunks:
            self.monitor(chunk.samples, chunk.rate)


class Says:
    """A voice."""

    async def say(self, _: str) -> AsyncIterator[Audio]:
        yield Audio.silence(0.1, SPEECH_RATE)


@asynccontextmanager
async def ready(*_: object) -> AsyncIterator[Says]:
    yield Says()


@pytest.mark.parametrize(
    ("gone", "told"), [(True, "the microphone deaf is gone"), (False, "gives no sound")]
)
def test_a_microphone_that_hears_nothing_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], gone: bool, told: str
) -> None:
    monkeypatch.setattr(doctor_audio, "open_voice", ready)
    monkeypatch.setattr(doctor_audio, "Microphone", lambda _: Deaf(gone=gone))
    monkeypatch.setattr(doctor_audio, "Speaker", lambda _: Plays(gone=gone))
    monkeypatch.setattr(doctor_audio, "_ROOM_S", 0.1)
    assert run_command(["doctor", "--audio"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line
    assert "Error" not in line


def test_an_echo_that_the_canceller_makes_stronger_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    worse = SoundCheck(-60.0, -30.0, clipped=False, delay_ms=40.0, reduction_db=-2.0)
    monkeypatch.setattr(doctor_audio, "sound_check", lambda *_: worse)
    monkeypatch.setattr(doctor_audio.wav, "read", lambda _: None)
    assert run_command(["doctor", "--audio", "--played", "a.wav", "--heard", "b.wav"]) == 0
    told = capsys.readouterr().out
    assert "room        60 dB below full scale" in told
    assert "echo        30 dB, after 40 ms, -2 dB less by WebRTC" in told


def test_files_that_cannot_be_compared_are_refused_in_a_line(tmp_path: Path, voice: Audio) -> None:
    short = tmp_path / "short.wav"
    wav.write(short, Audio.silence(1.0, SPEECH_RATE))
    assert "two sides" in refused("--played", str(short))
    assert run_command(["doctor", "--played", str(short)]) == 2
    assert "too little" in refused("--played", str(short), "--heard", str(short))
    assert "no such" in refused("--played", str(short), "--heard", str(tmp_path / "none.wav"))
    begins = tmp_path / "begins.wav"
    wav.write(begins, Audio(voice.samples[voice.rate * 3 // 2 :], voice.rate))
    assert "at once" in refused("--played", str(begins), "--heard", str(begins))
