"""When a guest is done: by what was said, and by how long they are silent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.expected import Extent, Patience
from kiosk.speech.turns import Pause, Silence, Understood

EXTENTS: list[Extent] = ["settled", "whole", "open", "unfinished"]


def ends_after_s(
    end: Understood | Silence, extent: Extent | None, patience: Patience = "normal"
) -> float:
    """The silence after which a turn is over, to a hundredth of a second."""
    return next(
        hundredths / 100
        for hundredths in range(1000)
        if end.over(Pause(hundredths / 100, 1.5, patience, extent))
    )


def test_an_answer_is_taken_at_once_and_a_beginning_is_waited_for() -> None:
    waits = [ends_after_s(Understood(), extent) for extent in EXTENTS]
    assert waits == sorted(waits)
    assert waits[0] < 0.3
    assert waits[-1] > 1.0


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
)
def test_who_is_done_stays_done(
    silence_s: float, more_s: float, extent: Extent | None, patience: Patience
) -> None:
    if Understood().over(Pause(silence_s, 1.0, patience, extent)):
        assert Understood().over(Pause(silence_s + more_s, 1.0, patience, extent))
