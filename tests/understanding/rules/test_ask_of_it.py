"""What is asked of the dish that was asked about before, and named no more."""

from __future__ import annotations

from kiosk.order.cart import Cart
from kiosk.order.edits import Ask
from kiosk.understanding import Context


def test_what_is_in_it_is_asked_of_the_dish_asked_about_before(rules):
    context = Context(cart=Cart(), about="quince_fizz")
    reading = rules.read_now("has it got milk in it", context)
    assert reading.edits == (Ask("allergens", ("milk", "quince_fizz")),)


def test_what_is_free_of_something_is_asked_of_its_allergens(hear):
    for said in ("is the moonbun gluten free", "is the moonbun wheat free"):
        assert hear(said).edits == (Ask("allergens", ("moonbun", "wheat")),)


def test_a_do_before_a_dish_and_its_verb_asks_and_orders_nothing(edits):
    assert edits("do moonbuns have a lot of calories") == ["ask calories moonbun"]
    assert edits("do moonbuns have milk") == ["ask allergens moonbun milk"]
    assert edits("do two moonbuns") == ["add 2 moonbun"]
