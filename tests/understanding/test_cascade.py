"""Which rung decides, told with a second rung that says what the story needs."""

from __future__ import annotations

from typing import cast

import pytest

from kiosk.errors import WorkerError
from kiosk.menu import Menu
from kiosk.order.edits import Act
from kiosk.order.notation import parse_edit
from kiosk.understanding.cascade import AGREED, TRUSTED, Cascade
from kiosk.understanding.reading import Context, Reading, Rung
from kiosk.understanding.rules import LIKELY, SURE, Rules
from kiosk.understanding.slm import LanguageModel, Slm
from kiosk.understanding.slm.exchange import Query, Written

from .turns import at_the_counter, edits


class Scripted:
    """A rung that reads the same whatever is said, and remembers being asked."""

    def __init__(
        self, menu: Menu, *written: str, sureness: float = 0.6, rung: Rung = "slm"
    ) -> None:
        self.asked: list[str] = []
        self._sureness = sureness
        self._rung = rung
        self._edits = tuple(parse_edit(menu, edit) for edit in written)

    async def read(self, text: str, context: Context) -> Reading:
        self.asked.append(text)
        if not self._edits:
            return Reading((Act("none"),), confidence=0.0, rung="none", ms={self._rung: 1.0})
        return Reading(
            self._edits, confidence=self._sureness, rung=self._rung, ms={self._rung: 1.0}
        )


IN_DOUBT = "a ham berger no onions and a large route beer"
"""Two names that are misheard: the rules read them right, and doubt it."""
READ = ["add 1 hamburger -onion", "add 1 root_beer +large"]


async def test_what_the_rules_are_sure_of_goes_at_once(rules: Rules, burger: Menu) -> None:
    second = Scripted(burger, "add 1 coke")
    reading = await Cascade(rules, [second]).read("two cheeseburgers no onions", Context())
    assert reading.rung == "rules"
    assert reading.confidence >= SURE
    assert second.asked == []


async def test_a_defect_in_the_rules_costs_the_turn_and_no_word_reaches_the_log(
    burger: Menu, capsys: pytest.CaptureFixture[str]
) -> None:
    class Defective(Rules):
        def read_now(self, text: str, context: Context) -> Reading:
            raise AssertionError(text)

    reading = await Cascade(Defective(burger)).read("two secret cheeseburgers", Context())
    assert (reading.rung, reading.edits, reading.confidence) == ("none", (), 0.0)
    assert reading.unplaced == ("two", "secret", "cheeseburgers")
    logged = "".join(capsys.readouterr())
    assert "AssertionError" in logged
    assert "secret" not in logged


async def test_a_defect_in_the_rules_costs_no_more_where_a_model_stands_behind_them(
    burger: Menu,
) -> None:
    class Defective(Rules):
        def read_now(self, text: str, context: Context) -> Reading:
            raise AssertionError

    class Late:
        async def write(self, query: Query, *, deadline_s: float) -> Written:
            raise WorkerError("no answer")

    rules = Defective(burger)
    model = Slm(rules, cast(LanguageModel, Late()), deadline_s=1)
    reading = await Cascade(rules, [model]).read("two cheeseburgers", Context())
    assert (reading.rung, reading.edits) == ("none", ())


async def test_two_rungs_that_agree_are_likely_right(rules: Rules, burger: Menu) -> None:
    second = Scripted(burger, *READ)
    alone = rules.read_now(IN_DOUBT, Context())
    reading = await Cascade(rules, [second]).read(IN_DOUBT, Context())
    assert second.asked == [IN_DOUBT]
    assert alone.confidence < LIKELY <= AGREED < SURE
    assert (reading.rung, reading.confidence) == ("slm", AGREED)
    assert reading.edits == alone.edits
    assert set(reading.ms) == {"rules", "slm"}


async def test_where_two_differ_the_larger_model_decides(rules: Rules, burger: Menu) -> None:
    other = ["add 1 hamburger +bacon", "add 1 root_beer +large"]
    small, larger = Scripted(burger, *other), Scripted(burger, *other, rung="slm-large")
    reading = await Cascade(rules, [small, larger]).read(IN_DOUBT, Context())
    assert larger.asked == [IN_DOUBT]
    assert (edits(burger, reading), reading.rung) == (other, "slm-large")
    assert reading.confidence == AGREED


async def test_the_larger_model_is_not_asked_where_the_small_one_agrees(
    rules: Rules, burger: Menu
) -> None:
    larger = Scripted(burger, "add 1 coke")
    await Cascade(rules, [Scripted(burger, *READ), larger]).read(IN_DOUBT, Context())
    assert larger.asked == []


async def test_a_model_that_is_sure_enough_is_believed_alone(rules: Rules, burger: Menu) -> None:
    other = ["add 1 hamburger", "add 1 root_beer +large"]
    small = Scripted(burger, *other, sureness=TRUSTED)
    larger = Scripted(burger, "none", sureness=0.3, rung="slm-large")
    reading = await Cascade(rules, [small, larger]).read(IN_DOUBT, Context())
    assert (edits(burger, reading), reading.rung) == (other, "slm")
    assert reading.confidence == LIKELY


async def test_no_model_orders_a_dish_or_leaves_one_out(rules: Rules, burger: Menu) -> None:
    for other in (READ[1:], [*READ, "add 1 fries"], ["add 2 hamburger -onion", READ[1]]):
        models = [Scripted(burger, *other, sureness=0.99) for _ in range(2)]
        reading = await Cascade(rules, models).read(IN_DOUBT, Context())
        assert (edits(burger, reading), reading.rung) == (READ, "rules")


async def test_what_else_is_said_in_the_breath_is_kept(rules: Rules, burger: Menu) -> None:
    guest = f"{IN_DOUBT} and that's all"
    reading = await Cascade(rules, [Scripted(burger, *READ)]).read(guest, Context())
    assert (edits(burger, reading), reading.rung) == ([*READ, "done"], "slm")


async def test_what_is_likely_right_is_not_put_to_a_model(rules: Rules, burger: Menu) -> None:
    second = Scripted(burger, "add 1 coke")
    reading = await Cascade(rules, [second]).read("a ham berger no onions", Context())
    assert LIKELY <= reading.confidence < SURE
    assert (second.asked, reading.rung) == ([], "rules")


@pytest.mark.parametrize("written", [READ[1:], ["none"], []])
async def test_where_they_differ_or_the_second_is_at_a_loss_the_doubt_stays(
    rules: Rules, burger: Menu, written: list[str]
) -> None:
    alone = rules.read_now(IN_DOUBT, Context())
    reading = await Cascade(rules, [Scripted(burger, *written)]).read(IN_DOUBT, Context())
    assert edits(burger, reading) == READ
    assert (reading.rung, reading.confidence) == ("rules", alone.confidence)
    assert reading.doubts == alone.doubts


@pytest.mark.parametrize(
    "guest",
    [
        "can i have a chicken sandwich",  # which one?
        "can i get a big mac",  # not sold
        "i'm allergic to eggs can i have a hamburger",
        "get me a human this thing is useless",
    ],
)
async def test_a_question_for_the_guest_is_not_put_to_a_model(
    rules: Rules, burger: Menu, guest: str
) -> None:
    second = Scripted(burger, "add 1 hamburger")
    reading = await Cascade(rules, [second]).read(guest, Context())
    assert second.asked == []
    assert reading.edits == rules.read_now(guest, Context()).edits


async def test_a_refusal_that_is_not_accounted_for_stays_unsafe(rules: Rules, burger: Menu) -> None:
    guest = "a hamburger with no"
    alone = rules.read_now(guest, Context())
    assert alone.unsafe
    reading = await Cascade(rules, [Scripted(burger, "add 1 hamburger")]).read(guest, Context())
    assert reading.unsafe
    assert reading.doubts == alone.doubts


async def test_what_was_refused_is_never_added_without_a_question(
    rules: Rules, burger: Menu
) -> None:
    reading = await Cascade(rules).read("no bacon crispy chicken sandwich", Context())
    assert reading.unsafe or edits(burger, reading) == ["add 1 crispy_chicken_sandwich -bacon"]


async def test_without_a_model_the_rules_are_the_ladder(rules: Rules, burger: Menu) -> None:
    context = at_the_counter(burger, "1 cheeseburger")
    assert (await Cascade(rules).read("no onions", context)).rung == "rules"


async def test_a_model_that_is_not_tuned_never_decides_alone(
    rules: Rules, model: LanguageModel
) -> None:
    untuned = Slm(rules, model, deadline_s=120)
    assert (await untuned.read("a cheese berger and a route beer", Context())).confidence == 0.0
    reading = await Cascade(rules, [untuned]).read("a cheese berger and a route beer", Context())
    alone = rules.read_now("a cheese berger and a route beer", Context())
    assert reading.edits == alone.edits
