"""Utterances are cut out of a stream of frames: whole first words, no clicks, no noise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.audio import FRAME, Samples
from kiosk.speech.segment import Segmenter, Utterance
from kiosk.speech.turns import Pause, Silence, TurnEnd

FRAME_S = 0.032


def sound(frames: int, level: float = 0.1) -> Samples:
    """Frames that carry their own number in their first sample."""
    samples = np.full((frames, FRAME), level, np.float32)
    samples[:, 0] = np.arange(frames) / 10_000
    return samples.ravel()


def numbers(utterance: Utterance) -> list[int]:
    return [round(first * 10_000) for first in utterance.audio.samples[::FRAME].tolist()]


def cut(probabilities: str, *, silence: float = 0.5, level: float = 0.1) -> list[Utterance]:
    """What comes out for frames of speech (#), perhaps (+) and silence (.)."""
    segmenter = Segmenter()
    ended = feed(segmenter, sound(len(probabilities), level), probabilities, Silence(silence))
    return [*ended, *segmenter.finish()]


def feed(
    segmenter: Segmenter, samples: Samples, probabilities: str, end: TurnEnd
) -> list[Utterance]:
    """What ends in these frames, by the rule ``end``."""
    ended: list[Utterance] = []
    for frame, kind in zip(samples.reshape(-1, FRAME), probabilities, strict=True):
        segmenter.take(frame, {"#": 0.9, "+": 0.4, ".": 0.01}[kind])
        pause = Pause(segmenter.silence_s, segmenter.speech_s, "normal", None)
        if segmenter.full or (pause.silence_s and end.over(pause)):
            ended += segmenter.finish()
    return ended


def test_an_utterance_has_the_sound_before_and_after_its_speech() -> None:
    (only,) = cut("." * 40 + "#" * 20 + "." * 40)
    assert numbers(only) == list(range(40 - 15, 60 + 10))
    assert only.start_s == pytest.approx(40 * FRAME_S)
    assert only.end_s == pytest.approx(60 * FRAME_S)
    assert only.waited_s == pytest.approx(0.5, abs=FRAME_S)


def test_a_pause_shorter_than_the_silence_does_not_cut_an_order_in_two() -> None:
    assert len(cut("#" * 20 + "." * 10 + "#" * 20 + "." * 40)) == 1
    assert len(cut("#" * 20 + "." * 20 + "#" * 20 + "." * 40)) == 2


def test_the_second_utterance_does_not_begin_with_the_end_of_the_first() -> None:
    first, second = cut("#" * 20 + "." * 17 + "#" * 20 + "." * 40)
    assert numbers(first)[-1] < numbers(second)[0]


def test_a_soft_syllable_is_part_of_the_word_but_does_not_begin_one() -> None:
    (only,) = cut("+" * 30 + "#" * 10 + "+" * 10 + "#" * 10 + "." * 40)
    assert only.start_s == pytest.approx(30 * FRAME_S)
    assert only.end_s == pytest.approx(60 * FRAME_S)


def test_the_end_of_the_source_ends_the_utterance() -> None:
    (only,) = cut("." * 20 + "#" * 20)
    assert only.waited_s == 0


def test_a_click_is_no_utterance() -> None:
    assert cut("." * 20 + "##" + "." * 40) == []


def test_somebody_far_away_is_not_talking_to_us() -> None:
    assert cut("." * 20 + "#" * 20 + "." * 40, level=0.001) == []


def test_a_speech_without_end_is_cut_to_what_the_recogniser_takes() -> None:
    first, second = cut("#" * 1000)
    assert first.audio.duration_s == pytest.approx(28)
    assert numbers(first) + numbers(second) == list(range(1000))


def test_after_a_reset_the_old_speech_is_forgotten_and_time_goes_on() -> None:
    segmenter = Segmenter()
    feed(segmenter, sound(30), "#" * 30, Silence())
    assert segmenter.speaking
    segmenter.reset()
    assert not segmenter.speaking
    feed(segmenter, sound(30), "#" * 30, Silence())
    (only,) = segmenter.finish()
    assert only.start_s == pytest.approx(30 * FRAME_S)
    assert only.audio.duration_s == pytest.approx(30 * FRAME_S)


@given(frames=st.lists(st.sampled_from("#+."), max_size=300).map("".join))
def test_speech_and_silence_are_told_apart_to_the_frame(frames: str) -> None:
    segmenter = Segmenter()
    for number, kind in enumerate(frames):
        feed(segmenter, sound(1), kind, Silence(0.5))
        if not segmenter.speaking:
            assert segmenter.silence_s == segmenter.speech_s == 0
            continue
        assert (segmenter.silence_s == 0) == (kind != ".")
        whole = segmenter.speech_s + segmenter.silence_s
        assert whole <= (number + 1) * FRAME_S + 1e-9
        assert segmenter.silence_s < 0.5
