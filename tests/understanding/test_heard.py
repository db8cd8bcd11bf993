"""Which of the texts that a recogniser offers is believed, and how much."""

from __future__ import annotations

from datetime import time

import pytest

from kiosk.menu.availability import Availability
from kiosk.menu.load import find_menu, load_menu
from kiosk.speech.recognise import Alternative, Heard, Word
from kiosk.understanding import Rules
from kiosk.understanding.heard import believed
from kiosk.understanding.reading import Context, Reading


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(load_menu(find_menu("burger")))


@pytest.fixture(scope="module")
def coffee() -> Rules:
    return Rules(load_menu(find_menu("coffee")))


def heard(text: str, *others: str, sure: float = 0.7, **doubtful: float) -> Heard:
    """An utterance, with texts that it may be as well, and words that are less sure than it."""
    words = (Word(word, doubtful.get(word.casefold(), sure)) for word in text.split())
    alternatives = (Alternative(other, -0.7) for other in others)
    return Heard(text, sure, 2.0, 100.0, tuple(words), tuple(alternatives))


def test_what_makes_sense_is_believed_as_far_as_it_was_heard(rules: Rules) -> None:
    said = heard("a large Sprite", "a large spright")
    assert believed(rules, said, Context()) == ("a large Sprite", 0.7)


def test_an_alternative_that_makes_sense_wins_over_nonsense_and_is_doubted(rules: Rules) -> None:
    said = heard("two ham burglars and a grape", "two hamburgers and a Sprite")
    assert believed(rules, said, Context())[0] == "two hamburgers and a Sprite"
    said = heard("a large spite and some flies", "a large Sprite and some fries")
    text, confidence = believed(rules, said, Context())
    assert text == "a large Sprite and some fries"
    assert confidence is not None
    assert confidence < 0.5


@pytest.mark.parametrize(
    "other",
    ["a cheeseburger", "a cheeseburger with onions", "a cheeseburger with pickles"],
)
def test_no_alternative_takes_words_away_or_turns_them_round(rules: Rules, other: str) -> None:
    said = heard("a cheeseburger no onions pig knolls", other)
    assert believed(rules, said, Context())[0] == said.text


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("a barn burger and eliminate, large", "a barn burger and lemonade, large"),
        ("one check in nuggets meal with sprite", "one chicken nugget meal with sprite"),
        ("two hamburgers no pickles and a large spright", None),
    ],
)
def test_words_that_sound_like_a_name_are_that_name_and_are_asked_about(
    rules: Rules, said: str, meant: str | None
) -> None:
    text, confidence = believed(rules, heard(said), Context())
    assert text == (meant or said.replace("spright", "sprite"))
    assert confidence is not None
    assert confidence < 0.5


@pytest.mark.parametrize("chatter", ["what time is it", "my dog is called rex", "brown fox"])
def test_chatter_is_no_order_whatever_it_sounds_like(rules: Rules, chatter: str) -> None:
    assert believed(rules, heard(chatter), Context()) == (chatter, 0.7)


def test_what_about_as_likely_was_said_the_other_way_round_is_asked_about(rules: Rules) -> None:
    said = "a large chocolate shake and a cherry"
    otherwise = Alternative("a large chocolate shake and no cherry", -0.3)
    text, confidence = believed(rules, Heard(said, 0.8, 2.0, 100.0, (), (otherwise,)), Context())
    assert text == said
    assert confidence is not None
    assert confidence < 0.5
    unlikely = Alternative(otherwise.text, -2.0)
    clear = Heard(said, 0.8, 2.0, 100.0, (), (unlikely,))
    assert believed(rules, clear, Context()) == (said, 0.8)


def test_another_order_about_as_likely_is_asked_about(rules: Rules) -> None:
    otherwise = Alternative("two large chocolate shakes", -0.3)
    said = Heard("too large chocolate shakes", 0.8, 2.0, 100.0, (), (otherwise,))
    confidence = believed(rules, said, Context())[1]
    assert confidence is not None
    assert confidence < 0.5


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("a nice vanilla latte, large", True),
        ("an iced vanilla latte, large", False),
        ("a mocha frappe, caramel drizzle, I know whipped cream", True),
        ("now a mocha frappe with caramel drizzle", False),
        ("tea, chocolate chip cookies and a chocolate milk", True),
        ("two chocolate chip cookies and a chocolate milk", False),
    ],
)
def test_what_sounds_the_same_and_what_was_not_counted_is_asked_about(
    coffee: Rules, said: str, asked: bool
) -> None:
    text, confidence = believed(coffee, heard(said, sure=0.95), Context())
    assert text == said
    assert confidence is not None
    assert (confidence < 0.5) == asked


def test_an_everyday_word_that_is_likelier_another_is_asked_about(rules: Rules) -> None:
    assert believed(rules, heard("a large Sprite", sprite=0.4), Context())[1] == 0.4
    spelt = (Word("a", 0.9), Word("large", 0.9), Word("Sprite", 0.4, whole=False))
    unusual = Heard("a large Sprite", 0.7, 2.0, 100.0, spelt)
    assert believed(rules, unusual, Context())[1] == 0.7


@pytest.mark.parametrize(
    ("hour", "sure", "meant"),
    [(8, 0.2, "oatmeal"), (12, 0.2, "oat milk"), (12, 0.9, "oatmeal")],
)
def test_what_is_not_sold_now_and_was_hardly_heard_is_what_sounds_like_it(
    coffee: Rules, hour: int, sure: float, meant: str
) -> None:
    said = heard("a large chai latte, oatmeal", sure=0.9, oatmeal=sure)
    text, confidence = believed(coffee, said, Context(now=Availability(time(hour))))
    assert text == f"a large chai latte, {meant}"
    assert confidence is not None
    assert (confidence < 0.5) == (sure < 0.5)


def test_where_nothing_makes_sense_the_likeliest_sound_stays(rules: Rules) -> None:
    said = heard("brown fox", "round box")
    assert believed(rules, said, Context()) == ("brown fox", 0.7)


@pytest.mark.parametrize("word", ["no", "without", "hold", "Don't"])
def test_a_word_that_turns_the_meaning_is_believed_no_more_than_it_was_heard(
    rules: Rules, word: str
) -> None:
    said = heard(f"a cheeseburger {word} onions", **{word.casefold(): 0.3})
    assert believed(rules, said, Context())[1] == 0.3


def test_a_doubtful_word_that_turns_nothing_is_no_reason_to_ask(rules: Rules) -> None:
    said = heard("can I get a cheeseburger", can=0.3)
    assert believed(rules, said, Context())[1] == 0.7


def test_a_doubtful_word_that_an_order_says_for_nothing_may_have_been_another(
    rules: Rules,
) -> None:
    said = heard("a cheeseburger like lettuce", like=0.3)
    assert believed(rules, said, Context())[1] == 0.3
    assert believed(rules, heard("a cheeseburger like lettuce", like=0.9), Context())[1] == 0.7


@pytest.mark.parametrize("word", ["No", "Don\N{RIGHT SINGLE QUOTATION MARK}t", "no-"])
def test_a_turning_word_is_known_however_it_is_spelt(rules: Rules, word: str) -> None:
    words = (Word("cheeseburger", 0.9), Word(word, 0.3), Word("onions", 0.9))
    said = Heard(f"a cheeseburger {word} onions", 0.9, 2.0, 100.0, words)
    assert believed(rules, said, Context())[1] == 0.3


def test_what_was_heard_without_any_confidence_is_not_believed(rules: Rules) -> None:
    said = heard("a large Sprite", "a large Coke", sure=0.0)
    assert believed(rules, said, Context())[1] == 0.0


def test_a_defect_in_the_rules_leaves_what_was_heard() -> None:
    class Defective(Rules):
        def read_now(self, text: str, context: Context) -> Reading:
            raise AssertionError

    broken = Defective(load_menu(find_menu("burger")))
    said = heard("a large spright", "a large Sprite")
    assert believed(broken, said, Context()) == ("a large spright", 0.7)


def test_typed_words_have_no_confidence(rules: Rules) -> None:
    typed = Heard("a Sprite", None, 0.0, 0.0)
    assert believed(rules, typed, Context()) == ("a Sprite", None)
