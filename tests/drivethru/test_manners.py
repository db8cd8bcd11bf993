"""What words mean when the kiosk speaks."""

from __future__ import annotations

import pytest

from kiosk.drivethru.manners import courtesy, encourages, interrupts


@pytest.mark.parametrize(
    "words", ["Uh-huh.", "Okay", "Yeah, yeah.", "Right.", "Yes, that's right."]
)
def test_who_agrees_listens(words: str) -> None:
    assert encourages(words)


@pytest.mark.parametrize("words", ["", "...", "No.", "Okay, and a coke", "right, no onions"])
def test_who_says_more_does_not(words: str) -> None:
    assert not encourages(words)


def test_who_parts_wants_no_answer() -> None:
    assert courtesy("Okay, thank you so much. Bye!")
    assert not courtesy("thank you, can I add a coke?")


def test_an_echo_of_what_the_kiosk_says_is_no_interruption() -> None:
    assert interrupts("Wait, no pickles")
    assert not interrupts("please wait for your order", said="Please wait for your order.")
