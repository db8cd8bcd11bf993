"""What guests say when they order, phenomenon by phenomenon, and what it comes to."""

from __future__ import annotations

import pytest

from kiosk.order.notation import format_edit, parse_cart
from kiosk.order.rules import Open
from kiosk.understanding import SURE, Asked, Context

SIZE_OF_TWO = Asked("open", Open(1, None, "group", "size", ("small", "large"), "fizz"))


def story(*told: tuple[str, list[str]]) -> pytest.MarkDecorator:
    """Sentences, each with the edits that it comes to."""
    return pytest.mark.parametrize(("said", "means"), told, ids=[said for said, _ in told])


@story(
    ("two moonbuns and a large fizz", ["add 2 moonbun", "add 1 fizz +large"]),
    ("uh can i get a moonbun please", ["add 1 moonbun"]),
    ("a number two with a fizz", ["add 1 moonbun_meal [fizz]"]),
    ("dos moonbun por favor", ["add 2 moonbun"]),
    ("a large with plums and dill", ["add 1 flatpie +large +plum +dill"]),
)
def test_dishes_with_and_without_a_name(edits, said, means):
    assert edits(said) == means


@story(
    ("a syrup nettle tea with clove syrup", ["add 1 nettle_tea +clove"]),
    ("a curd starwrap with smoked curd", ["add 1 starwrap +smoked_curd"]),
    ("a dill moonbun with radishes", ["add 1 moonbun +dill +radish"]),
)
def test_a_kind_said_before_the_name_gives_way_to_the_option_told_after_it(edits, said, means):
    assert edits(said) == means


@story(
    (
        "moonbun with dill and radishes and a starwrap",
        ["add 1 moonbun +dill +radish", "add 1 starwrap"],
    ),
    ("a moonbun no plums moss or curd", ["add 1 moonbun -plum -moss -smoked_curd"]),
    (
        "a moonbun and a starwrap no plums or dill on either",
        ["add 1 moonbun -plum -dill", "add 1 starwrap -plum -dill"],
    ),
    ("a moonbun no extra curd", ["add 1 moonbun +smoked_curd"]),
    ("a moonbun hold the moss and add dill", ["add 1 moonbun -moss +dill"]),
)
def test_how_far_a_list_and_its_no_reach(edits, said, means):
    assert edits(said) == means


@story(
    (
        "a moonbun with extra dill and light moss and curd on the side",
        ["add 1 moonbun +dill=extra +moss=light +smoked_curd=on_the_side"],
    ),
    (
        "a small nettle tea with two pumps of clove syrup",
        ["add 1 nettle_tea +small +clove*2"],
    ),
    ("a moonbun with only dill", ["add 1 moonbun -plum -moss -smoked_curd +dill"]),
    ("a plain moonbun", ["add 1 moonbun -plum -moss -smoked_curd"]),
    ("a moonbun with everything but moss", ["add 1 moonbun -moss"]),
    ("a moonbun on spelt instead of rye", ["add 1 moonbun +spelt"]),
    ("a small flatpie half plums half dill", ["add 1 flatpie +small +plum@left +dill@right"]),
    (
        "a large flatpie with dill on the left half and moss on the right half",
        ["add 1 flatpie +large +dill@left +moss@right"],
    ),
)
def test_amounts_sweeps_and_halves(edits, said, means):
    assert edits(said) == means


@story(
    (
        "two moonbuns one with dill and one without moss",
        ["add 1 moonbun -moss", "add 1 moonbun +dill"],
    ),
    (
        "three moonbuns two with dill and one plain",
        ["add 1 moonbun -plum -moss -smoked_curd", "add 2 moonbun +dill"],
    ),
    ("three small flatpies all with moss", ["add 3 flatpie +small +moss"]),
    (
        "two number twos one with a fizz and one with nettle tea",
        ["add 1 moonbun_meal [nettle_tea]", "add 1 moonbun_meal [fizz]"],
    ),
    (
        "a number two with cloud puffs and a large fizz",
        ["add 1 moonbun_meal [cloud_puffs] [fizz +large]"],
    ),
)
def test_quantities_shared_out_and_meals_filled(edits, said, means):
    assert sorted(edits(said)) == sorted(means)


@story(
    ("a small fizz no wait make it a quince fizz", ["add 1 quince_fizz +small"]),
    ("a moonbun with dill i mean radishes", ["add 1 moonbun +radish"]),
    ("two moonbuns sorry three moonbuns", ["add 3 moonbun"]),
    ("a moonbun actually a starwrap", ["add 1 starwrap"]),
)
def test_corrections_in_the_same_breath(edits, said, means):
    assert edits(said) == means


@story(
    ("no plums on that", ["mod #1 -plum"]),
    ("make it a starwrap", ["swap #1 starwrap"]),
    ("make one of them a starwrap", ["split #1 1 starwrap"]),
    ("change the fizz to a quince fizz", ["swap #2 quince_fizz"]),
    ("make that a meal", ["swap #1 moonbun_meal"]),
    ("take off the fizz", ["del #2"]),
    ("the fizz should be large", ["mod #2 +large"]),
    ("another one", ["qty #1 3"]),
    ("never mind", ["undo"]),
)
def test_what_words_point_at_in_the_order(edits, said, means):
    assert edits(said, "2 moonbun", "1 fizz +small", touched=(1,)) == means


def test_a_bare_answer_goes_where_the_question_came_from(edits):
    size = Asked("open", Open(2, None, "group", "size", ("small", "large"), "fizz"))
    assert edits("large please", "1 flatpie ?size", "1 fizz ?size", asked=size) == ["mod #2 +large"]


def test_a_part_of_a_name_is_enough_where_it_was_offered(edits):
    which = Asked("which", options=("fizz", "quince_fizz"))
    assert edits("the quince one", asked=which) == ["add 1 quince_fizz"]
    assert edits("the second one", asked=which) == ["add 1 quince_fizz"]


def test_one_of_what_was_asked_about_can_be_ordered(edits):
    assert edits("i'll take two", about="starwrap") == ["add 2 starwrap"]


def test_several_intents_in_one_breath(edits):
    said = "can i get a moonbun how much is the fizz and that's all"
    assert edits(said) == ["add 1 moonbun", "ask price fizz", "done"]


@story(
    ("what's in the moonbun", ["ask contents moonbun"]),
    ("is there dill on the starwrap", ["ask contents dill starwrap"]),
    ("what's my total", ["ask total"]),
    ("can i talk to a person", ["person"]),
    ("yes", ["yes"]),
    ("no it's fine", ["no"]),
    ("for here", ["serve dine_in"]),
    ("start over", ["clear"]),
)
def test_questions_and_acts(edits, said, means):
    assert edits(said) == means


def test_chatter_enters_nothing_and_is_owned_up_to(hear, edits):
    reading = hear("my neighbour bought a kayak")
    assert edits("my neighbour bought a kayak") == ["none"]
    assert "kayak" in reading.unplaced
    assert reading.confidence < SURE


@pytest.mark.parametrize("said", ["a large nettel tea", "a large netl tee"])
def test_names_that_are_misspelt_or_misheard_are_taken_but_not_surely(hear, edits, said):
    assert edits(said) == ["add 1 nettle_tea +large"]
    assert hear(said).confidence < SURE


def test_another_dish_of_that_name_is_offered_not_entered(hear, edits):
    said = "two golden moonbuns with dill"
    assert edits(said) == ["none"]
    (doubt,) = hear(said).doubts
    assert (doubt.kind, doubt.options) == ("unknown_dish", ("moonbun",))
    assert doubt.line is not None
    assert doubt.line.quantity == 2
    assert [choice.option for choice in doubt.line.choices] == ["dill"]


def test_a_no_that_nothing_uses_makes_the_turn_unsafe(hear):
    reading = hear("a moonbun without snails")
    assert reading.unsafe
    assert reading.unplaced == ("snails",)
    assert [doubt.kind for doubt in reading.doubts] == ["unused_negation"]


def test_an_option_that_the_dish_cannot_have_is_asked_about(hear):
    (doubt,) = hear("a small fizz with plums").doubts
    assert (doubt.kind, doubt.options) == ("not_on_item", ("plum", "fizz"))


def test_a_category_is_a_question_with_its_dishes(hear):
    (doubt,) = hear("i want a drink").doubts
    assert (doubt.kind, doubt.options) == ("ambiguous", ("fizz", "quince_fizz", "nettle_tea"))


@pytest.mark.parametrize(
    "said", ["i have a milk allergy", "im allergic to milk", "a moonbun i cant have milk"]
)
def test_an_allergy_is_never_handled_silently(hear, said):
    reading = hear(said)
    assert reading.unsafe
    assert ("allergy", ("milk",)) in [(doubt.kind, doubt.options) for doubt in reading.doubts]


def test_an_allergy_to_what_is_sold_orders_none_of_it(hear, edits):
    for said in ("i have a radish allergy", "we have a severe plum and radish allergy"):
        assert edits(said) == ["none"]
        assert [doubt.kind for doubt in hear(said).doubts] == ["allergy"]


def test_the_same_answer_twice_is_one_answer(edits):
    assert edits("yes that's right") == ["yes"]


def test_the_same_unknown_dish_twice_is_asked_about_once(hear):
    reading = hear("a golden moonbun with dill and a golden moonbun")
    assert {doubt.kind for doubt in reading.doubts} == {"unknown_dish"}


@story(
    ("a large fizz no small", ["add 1 fizz +small"]),
    ("two large fizzes and one small", ["add 2 fizz +large", "add 1 fizz +small"]),
    ("a small fizz and another large fizz", ["add 1 fizz +small", "add 1 fizz +large"]),
    ("two dozen moonbuns", ["add 24 moonbun"]),
    ("half a dozen of the moonbuns", ["add 6 moonbun"]),
    ("no. 2 w/ a fizz", ["add 1 moonbun_meal [fizz]"]),
    ("combo number two with a fizz", ["add 1 moonbun_meal [fizz]"]),
    ("a number two with a fizz and cloud puffs", ["add 1 moonbun_meal [cloud_puffs] [fizz]"]),
    (
        "a number two and a moonbun, the two with a large fizz",
        ["add 1 moonbun_meal [fizz +large]", "add 1 moonbun"],
    ),
    (
        "two moonbuns no plums on the first extra moss on the second",
        ["add 1 moonbun -plum", "add 1 moonbun +moss=extra"],
    ),
    (
        "two number twos both with a fizz, one with no plums",
        ["add 1 moonbun_meal -plum [fizz]", "add 1 moonbun_meal [fizz]"],
    ),
    (
        "a moonbun no plums and a starwrap extra dill, both on spelt",
        ["add 1 moonbun -plum +spelt", "add 1 starwrap +dill=extra +spelt"],
    ),
    ("a moonbun with dill instead of plums and moss", ["add 1 moonbun +dill -plum -moss"]),
    ("a moonbun instead of moss dill", ["add 1 moonbun -moss +dill"]),
    ("a moonbun but instead of moss can i get dill", ["add 1 moonbun -moss +dill"]),
    ("a moonbun hold everything except the moss", ["add 1 moonbun -plum -smoked_curd +moss"]),
    ("a moonbun and a fizz and on the moonbun no moss", ["add 1 moonbun -moss", "add 1 fizz"]),
)
def test_breathless_orders(edits, said, means):
    assert edits(said) == means


@story(
    ("two more", ["qty #1 4"]),
    ("one less", ["qty #1 1"]),
    ("i want three of those", ["qty #1 3"]),
    ("one with dill", ["split #1 1 +dill"]),
    ("the moonbun with no moss", ["mod #1 -moss"]),
    ("the large with elder syrup", ["mod #2 +elder"]),
    ("no small", ["mod #2 +small"]),
    ("the same but on spelt", ["add 1 moonbun +spelt"]),
    ("no moss on anything", ["mod #1 -moss"]),
    ("is that a large", ["ask cart large"]),
)
def test_short_words_about_the_order(edits, said, means):
    assert edits(said, "2 moonbun", "1 nettle_tea +large", touched=(1,)) == means


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("a double moonbun", "double moonbun"),
        ("golden moonbun", "golden moonbun"),
        ("the bun festival", "bun festival"),
        ("do you have golden moonbuns", "golden moonbuns"),
    ],
)
def test_a_word_more_makes_another_dish(hear, edits, said, words):
    assert edits(said) == ["none"]
    (doubt,) = hear(said).doubts
    assert (doubt.kind, doubt.words) == ("unknown_dish", words)


@story(
    ("swap the fizz for a moonbun", ["none"]),
    ("how filling is the moonbun", ["ask contents moonbun"]),
    ("a moonbun, and that comes with dill?", ["add 1 moonbun", "ask contents dill"]),
    ("what was the total", ["ask total"]),
)
def test_nothing_enters_that_was_not_ordered(edits, said, means):
    assert edits(said) == means


def test_the_same_is_asked_of_another_dish(rules, menu):
    context = Context(topic="calories")
    (ask,) = rules.read_now("and the starwrap", context).edits
    assert format_edit(menu, ask) == "ask calories starwrap"


def test_an_option_that_was_asked_about_is_had_with_that(edits):
    assert edits("a small nettle tea with that", about="elder") == [
        "add 1 nettle_tea +small +elder"
    ]


def test_what_points_at_nothing_is_owned_up_to(hear):
    assert hear("the third one", "1 moonbun").unplaced == ("the third one",)


@story(
    ("large and small", ["split #1 1 +large", "mod #1 +small"]),
    ("one large one small", ["split #1 1 +large", "mod #1 +small"]),
)
def test_one_each_of_two(edits, said, means):
    assert sorted(edits(said, "2 fizz", touched=(1,), asked=SIZE_OF_TWO)) == sorted(means)


def test_either_of_two_is_asked_about(hear):
    (doubt,) = hear("large or small", "1 fizz", asked=SIZE_OF_TWO).doubts
    assert (doubt.kind, doubt.options) == ("ambiguous", ("large", "small"))


@story(
    (
        "three large flatpies with plums, dill on two of them",
        ["add 1 flatpie +large +plum", "add 2 flatpie +large +plum +dill"],
    ),
    (
        "a large flatpie, plums on the left, and on the right dill and moss",
        ["add 1 flatpie +large +plum@left +dill@right +moss@right"],
    ),
    (
        "a large with plums and another large with dill",
        ["add 1 flatpie +large +plum", "add 1 flatpie +large +dill"],
    ),
)
def test_what_is_said_of_some_stays_with_them(edits, said, means):
    assert sorted(edits(said)) == sorted(means)


def test_an_extra_pump_is_one_more_whatever_was_counted_before_it(edits):
    said = "one small nettle tea extra pump of clove syrup"
    assert edits(said) == ["add 1 nettle_tea +small +clove"]


def test_pumps_of_what_is_there(edits):
    assert edits("three pumps", "1 nettle_tea +small +clove", touched=(1,)) == ["mod #1 +clove*3"]


@pytest.mark.parametrize("second", ["one with dill", "the other with dill"])
def test_one_and_the_other_of_a_deal_that_holds_two_alike(edits, second):
    said = f"a pair of pies one with plums and {second}"
    assert edits(said) == ["add 1 pair_of_pies [flatpie +plum] [flatpie +dill]"]


@story(
    ("toast it", ["mod #1 +warmed"]),
    ("toast one of them", ["split #1 1 +warmed"]),
    ("don't toast the starwraps", ["mod #1 -warmed"]),
    ("could you warm the starwraps", ["mod #1 +warmed"]),
)
def test_a_verb_brings_its_option_about_on_what_is_there(rules, menu, said, means):
    context = Context(parse_cart(menu, ("2 starwrap",)), touched=(1,))
    assert [format_edit(menu, edit) for edit in rules.read_now(said, context).edits] == means


def test_the_other_is_the_one_of_which_nothing_like_it_was_said(edits):
    cart = ("1 starwrap +warmed", "1 starwrap")
    assert edits("don't toast the other starwrap", *cart, touched=(1, 2)) == ["mod #2 -warmed"]


@story(
    ("a fizz, a small one", ["add 1 fizz +small"]),
    ("a fizz a large one and a moonbun", ["add 1 fizz +large", "add 1 moonbun"]),
    ("a large fizz and a small one", ["add 1 fizz +large", "add 1 fizz +small"]),
)
def test_what_a_line_still_needs_may_be_told_as_one(edits, said, means):
    assert edits(said) == means


@story(
    ("the cheapest", ["ask cheapest"]),
    ("can i get the cheapest bun please", ["ask cheapest Buns"]),
    ("surprise me", ["ask suggestion"]),
    ("i don't know what to get", ["ask suggestion"]),
)
def test_guests_who_cannot_decide_ask(edits, said, means):
    assert edits(said) == means


@story(
    ("a plain hearthcake", ["add 1 hearthcake -moss -dill"]),
    ("a plain cake with moss", ["add 1 hearthcake -dill"]),
    ("a dill hearthcake plain", ["add 1 hearthcake +dill -moss"]),
)
def test_plain_leaves_what_the_dish_is_named_for(edits, said, means):
    assert edits(said) == means


@story(
    ("two moonbuns one for me one for my kid his plain and mine with dill",
        ["add 1 moonbun -plum -moss -smoked_curd", "add 1 moonbun +dill"]),
    ("gimme a fuckin moonbun and hurry up", ["add 1 moonbun"]),
    ("just do the starwrap", ["add 1 starwrap"]),
)  # fmt: skip
def test_guests_in_a_hurry_and_with_a_family(hear, edits, said, means):
    assert edits(said) == means
    assert not hear(said).unplaced


@story(
    (
        "three small flatpies one dill one moss and one half plums half dill",
        ["add 1 flatpie +small +dill", "add 1 flatpie +small +moss",
         "add 1 flatpie +small +plum@left +dill@right"],
    ),
    (
        "a small flatpie one half plums one half dill",
        ["add 1 flatpie +small +plum@left +dill@right"],
    ),
)  # fmt: skip
def test_halves_of_one_of_several(edits, said, means):
    assert edits(said) == means


def test_a_correction_does_not_make_a_dish_of_what_the_last_one_cannot_have(edits, hear):
    assert edits("i said elder syrup", "1 moonbun") == ["none"]
    assert hear("i said elder syrup", "1 moonbun").doubts


def test_to_cut_a_dish_is_not_to_take_it_away(edits):
    assert "del #1" not in edits("can you cut the flatpie in half", "1 flatpie +small")


def test_the_one_of_a_kind_that_is_there_is_not_another(edits):
    cart = ("1 quince_fizz", "1 moonbun")
    assert edits("the quince one large", *cart) == ["mod #1 +large"]


def test_what_a_meal_holds_is_told_in_a_list_right_after_it(hear, edits):
    assert edits("a number two cloud puffs and a fizz") == [
        "add 1 moonbun_meal [cloud_puffs] [fizz]"
    ]
    assert hear("a number two cloud puffs").confidence < SURE
