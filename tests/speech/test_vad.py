"""Silero tells speech from everything else that a microphone hears."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kiosk.errors import ModelError
from kiosk.speech import wav
from kiosk.speech.audio import FRAME, Samples
from kiosk.speech.vad import SileroVad


def noise(kind: str, seconds: float = 4.0) -> Samples:
    length = int(seconds * 16_000) // FRAME * FRAME
    white = np.random.default_rng(2).standard_normal(length)
    time = np.arange(length) / 16_000
    made = {
        "nothing": np.zeros(length),
        "hiss": 0.05 * white,
        "loud hiss": 0.5 * white,
        "rumble": np.cumsum(white) / 500,
        "hum": 0.3 * np.sin(2 * np.pi * 120 * time),
        "beeps": 0.3 * np.sin(2 * np.pi * 1000 * time) * (time % 1 < 0.2),
    }[kind]
    return np.asarray(np.clip(made, -1, 1), np.float32)


KINDS = ["nothing", "hiss", "loud hiss", "rumble", "hum", "beeps"]


@pytest.mark.parametrize("kind", KINDS)
def test_noise_is_no_speech(vad_model: Path, kind: str) -> None:
    assert SileroVad(vad_model).probabilities(noise(kind)).max() < 0.5


def test_speech_is_speech_and_the_room_before_and_after_is_not(
    vad_model: Path, demo_turns: list[Path]
) -> None:
    vad = SileroVad(vad_model)
    for turn in demo_turns:
        vad.reset()
        samples = wav.read(turn).samples
        chances = vad.probabilities(samples[: len(samples) // FRAME * FRAME])
        assert chances.max() > 0.9
        assert chances[:10].max() < 0.5
        assert chances[-15:].max() < 0.35


def test_frames_in_one_go_or_one_by_one_are_judged_alike(
    vad_model: Path, demo_turns: list[Path]
) -> None:
    samples = wav.read(demo_turns[0]).samples[: 50 * FRAME]
    vad = SileroVad(vad_model)
    whole = vad.probabilities(samples)
    vad.reset()
    single = [vad.probabilities(frame)[0] for frame in samples.reshape(-1, FRAME)]
    np.testing.assert_array_equal(whole, single)


def test_a_file_that_is_not_the_network_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "silero_vad.onnx"
    wrong.write_bytes(b"\x08not a network")
    with pytest.raises(ModelError, match=r"silero_vad\.onnx: not a network"):
        SileroVad(wrong)


def test_another_network_is_refused() -> None:
    import hibari

    another = Path(hibari.__file__).parent / "assets" / "hibari.onnx"
    with pytest.raises(ModelError, match="not the Silero voice activity network"):
        SileroVad(another)
