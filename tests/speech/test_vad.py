"""Silero tells speech from everything else that a microphone hears."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kiosk.errors import ModelError
from kiosk.speech import wav
from kiosk.speech.audio import FRAME
from kiosk.speech.vad import SileroVad
from tests.speech.noises import KINDS, noise


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
    with pytest.raises(ModelError, match="another network than it should be"):
        SileroVad(another)
