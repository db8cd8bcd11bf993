"""Cars at the lane, in sound from the first word to "pull forward"."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.drivethru import Visit
from kiosk.drivethru.guest import Guest, Line
from kiosk.order.notation import format_cart
from kiosk.speech.audio import Audio, lead_in_s
from tests.drivethru.conftest import PATIENT, Box


def cart(visit: Visit) -> list[str]:
    return format_cart(visit.session.menu, visit.session.cart)


def test_a_car_orders_and_pulls_forward(box: Box) -> None:
    lines = ["Can I get two cheeseburgers with no onions?", "That's all.", "Yes, that's right."]
    guest = Guest([box.said(line) for line in lines])
    visit, crew = box.serve(guest, patience=PATIENT)
    assert (visit.session.status, cart(visit)) == ("placed", ["2 cheeseburger -onion"])
    greeting, *_, last = crew.house()
    assert greeting.startswith("You're talking to an automated voice.")
    assert "recorded" not in greeting
    assert last.endswith("Please pull forward.")
    assert crew.alerts == []
    stages = visit.stages
    assert 0 <= stages["greeting"] < stages["first_item"] < stages["total"]


def test_where_the_lane_is_recorded_guests_are_told_first(box: Box) -> None:
    _, crew = box.serve(Guest([box.said("Never mind.")]), recorded=True, patience=PATIENT)
    assert "This conversation is recorded." in crew.house()[0]


def loudness(audio: Audio, begins_s: float, ends_s: float) -> float:
    stretch = audio.samples[round(begins_s * audio.rate) : round(ends_s * audio.rate)]
    return float(np.abs(stretch).max(initial=0))


def last_word_s(audio: Audio) -> float:
    """When its last word is over: a line ends in silence, and the answer may come within that."""
    backwards = Audio(audio.samples[::-1], audio.rate)
    return audio.duration_s - lead_in_s(backwards)


def test_who_talks_over_the_greeting_is_heard_and_the_voice_stops(box: Box) -> None:
    order = box.said("Hi, can I have a large Coke please?", over_s=1.0)
    guest = Guest([order])
    visit, _ = box.serve(guest, patience=PATIENT)
    assert cart(visit) == ["1 coke +large"]
    assert visit.talked_over == 1
    ((began, _),) = guest.said
    done = began + last_word_s(order.sound)
    played = guest.played()
    assert loudness(played, began - 0.5, began) > 0.01
    # Silero takes a while to be sure of the first sound; from then on it is two frames and a block.
    assert loudness(played, began + 0.1 + 0.3, done) == 0


@pytest.mark.parametrize("words", ["Uh-huh.", "Okay.", "Mm-hmm."])
def test_who_only_listens_does_not_stop_the_voice_for_good(box: Box, words: str) -> None:
    lines = [
        box.said("Can I get a cheeseburger with no onions?"),
        box.said("That's all."),
        box.said(words, over_s=1.0),
        box.said("Yes, that's right."),
    ]
    visit, _ = box.serve(Guest(lines), patience=PATIENT)
    assert (visit.session.status, cart(visit)) == ("placed", ["1 cheeseburger -onion"])
    assert visit.talked_over == 0
    read_back = visit.exchanges[1].saying
    assert read_back is not None
    assert (read_back.asked, read_back.cut) == (True, False)


def test_a_read_back_that_was_cut_off_is_read_again(box: Box) -> None:
    lines = [
        box.said("Can I get a cheeseburger with no onions?"),
        box.said("That's all."),
        box.said("Yes please, that is correct, place the order.", over_s=0.8),
        box.said("Yes, that's right."),
    ]
    visit, _ = box.serve(Guest(lines), patience=PATIENT)
    asked = [exchange.turn.reply.asks for exchange in visit.exchanges]
    assert asked == ["anything_else", "confirm", "confirm", None]
    assert visit.session.status == "placed"


def test_a_correction_over_the_read_back_is_taken(box: Box) -> None:
    lines = [
        box.said("Can I get a cheeseburger with no onions?"),
        box.said("That's all."),
        box.said("Actually, make that a double cheeseburger.", over_s=1.0),
        box.said("Yes, that's right."),
    ]
    visit, _ = box.serve(Guest(lines), patience=PATIENT)
    assert cart(visit) == ["1 double_cheeseburger -onion"]
    assert visit.session.status == "placed"


def test_a_silent_guest_is_asked_and_the_order_is_closed(box: Box) -> None:
    order = box.said("Can I get a cheeseburger?")
    leaves = Line(Audio.silence(200, order.sound.rate))
    visit, crew = box.serve(Guest([order, leaves]))
    assert visit.session.status == "abandoned"
    assert sum("still there" in text for text in crew.house()) == 2
    assert box.journals[-1].events[-1].status == "abandoned"
