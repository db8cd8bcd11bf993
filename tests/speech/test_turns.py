"""When a guest is done: by what was said, and by how long they are silent."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.provision import require
from kiosk.speech import wav
from kiosk.speech.audio import SPEECH_RATE, Audio
from kiosk.speech.expected import Extent, Patience
from kiosk.speech.recognise.smart_turn import SmartTurn
from kiosk.speech.turns import Pause, Silence, Understood

EXTENTS: list[Extent] = ["settled", "whole", "open", "unfinished"]


def ends_after_s(
    end: Understood | Silence,
    extent: Extent | None,
    patience: Patience = "normal",
    finished: float | None = None,
) -> float:
    """The silence after which a turn is over, to a hundredth of a second."""
    return next(
        hundredths / 100
        for hundredths in range(1000)
        if end.over(Pause(hundredths / 100, 1.5, patience, extent, finished))
    )


def test_an_answer_is_taken_at_once_and_a_beginning_is_waited_for() -> None:
    waits = [ends_after_s(Understood(), extent) for extent in EXTENTS]
    assert waits == sorted(waits)
    assert waits[0] < 0.35
    assert waits[-1] > 1.0


def test_an_order_that_is_whole_is_taken_soon_where_the_voice_is_done_too() -> None:
    by_voice = [ends_after_s(Understood(), "whole", finished=it) for it in (None, 0.5, 0.97)]
    assert by_voice[0] == by_voice[1] > 2 * by_voice[2]


def test_words_that_lead_on_are_waited_for_however_the_voice_sounds() -> None:
    assert ends_after_s(Understood(), "unfinished", finished=1.0) > 1.0


def test_who_has_much_to_say_may_draw_breath() -> None:
    soon, late = (ends_after_s(Understood(), "whole", it, 0.97) for it in ("normal", "long"))
    assert late > 2 * soon


def test_words_that_are_not_known_yet_are_waited_for_less_after_a_yes_or_no_question() -> None:
    assert ends_after_s(Understood(), None, "short") < ends_after_s(Understood(), None, "long")


@pytest.mark.parametrize("extent", EXTENTS)
def test_the_pace_stretches_every_wait(extent: Extent) -> None:
    slow, quick = Understood(pace=2.0), Understood(pace=0.5)
    assert ends_after_s(slow, extent) == pytest.approx(4 * ends_after_s(quick, extent), abs=0.03)


def test_a_fixed_silence_asks_for_nothing_else() -> None:
    assert {ends_after_s(Silence(0.6), extent) for extent in EXTENTS} == {0.6}


@given(
    st.floats(0, 5),
    st.floats(0, 5),
    st.sampled_from([*EXTENTS, None]),
    st.sampled_from(["short", "normal", "long"]),
    st.none() | st.floats(0, 1),
)
def test_who_is_done_stays_done(
    silence_s: float,
    more_s: float,
    extent: Extent | None,
    patience: Patience,
    finished: float | None,
) -> None:
    if Understood().over(Pause(silence_s, 1.0, patience, extent, finished)):
        assert Understood().over(Pause(silence_s + more_s, 1.0, patience, extent, finished))


@given(
    st.sampled_from(EXTENTS),
    st.sampled_from(["short", "normal", "long"]),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_a_voice_that_is_more_surely_done_is_never_waited_for_longer(
    extent: Extent, patience: Patience, one: float, other: float
) -> None:
    less, more = sorted((one, other))
    ends = [ends_after_s(Understood(), extent, patience, it) for it in (less, more)]
    assert ends[1] <= ends[0]


def test_a_sentence_sounds_more_finished_at_its_end_than_in_its_middle(
    demo_turns: list[Path],
) -> None:
    network = SmartTurn(require("smart-turn")["model"])
    whole = wav.read(demo_turns[0]).at(SPEECH_RATE).samples
    loud = np.flatnonzero(np.abs(whole) > 0.02)
    said = whole[: loud[-1] + SPEECH_RATE // 16]
    middle = loud[len(loud) // 2]
    assert network.finished(said) > 0.5 > network.finished(said[:middle])


@pytest.mark.parametrize("seconds", [0.03, 1.0, 12.0])
def test_silence_and_sound_of_any_length_are_judged(seconds: float) -> None:
    network = SmartTurn(require("smart-turn")["model"])
    assert 0 <= network.finished(Audio.silence(seconds, SPEECH_RATE).samples) <= 1
