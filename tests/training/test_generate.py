"""Examples to learn from: made by seed, carried out by the engine, said in many ways."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import MenuError, NotationError, UsageError
from kiosk.menu import Item, find_menu
from kiosk.order.edits import Add, Delete, Modify, Quantity, Split, Swap
from kiosk.order.engine import Applied, Order
from kiosk.order.notation import canonical, parse_cart
from kiosk.order.rules import chosen
from kiosk.training.card import DataCard, Leaks, sentences
from kiosk.training.example import Example, dumps, loads
from kiosk.training.generate import Generator
from kiosk.training.menus import OURS, SYNTHETIC, menu_of
from kiosk.training.mine import Miner, verdict
from kiosk.training.saying.dice import Dice
from kiosk.training.saying.dice import Split as Side
from kiosk.training.saying.names import Names
from kiosk.training.saying.options import changes, over, settled
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.said import said
from kiosk.understanding.slm.sheet import sheet_of
from kiosk.understanding.slm.shorthand import write

SOME = 100


def generate(seed: int, count: int, *, start: int = 0, split: Side = "train") -> Iterator[Example]:
    return islice(Generator(seed, split).examples(start), count)


@pytest.fixture(scope="module")
def made() -> list[Example]:
    return list(generate(7, SOME))


def test_every_example_is_carried_out_by_the_engine_and_comes_to_its_order(made: list[Example]):
    for example in made:
        menu = menu_of(example.menu)
        context = example.context()
        order = Order(context.cart)
        for edit in example.edits:
            before = order.cart
            order, (out,) = order.turn(menu, (edit,), context.now)
            assert isinstance(out, Applied) and not out.left_off, example
            assert order.cart != before, example
        assert canonical(menu, order.cart) == canonical(menu, parse_cart(menu, example.want))


def test_only_edits_of_the_order_are_taught(made: list[Example]):
    kinds = {type(edit) for example in made for edit in example.edits}
    assert kinds <= {Add, Modify, Quantity, Swap, Split, Delete}
    assert {Add, Modify, Delete} <= kinds


def test_the_words_are_what_a_recogniser_writes(made: list[Example]):
    for example in made:
        assert example.text == example.text.lower()
        assert example.text == " ".join(example.text.split())
        assert "{" not in example.text and "|" not in example.text and "_" not in example.text


def test_no_two_guests_talk_alike(made: list[Example]):
    said = Counter(example.text for example in made if len(example.text.split()) > 3)
    assert max(said.values()) <= 2


def test_a_third_is_on_our_menus_and_the_rest_on_invented_ones():
    menus = Counter(example.menu.startswith(SYNTHETIC) for example in generate(3, 200))
    assert 0.1 < menus[False] / 200 < 0.6


def test_the_same_seed_says_the_same_whatever_came_before(made: list[Example]):
    assert [dumps(example) for example in generate(7, 40)] == [dumps(e) for e in made[:40]]
    part = generate(7, 10, start=30)
    assert [dumps(example) for example in part] == [dumps(e) for e in made[30:40]]


def test_another_seed_says_something_else(made: list[Example]):
    assert [e.text for e in generate(8, 20)] != [e.text for e in made[:20]]


def test_development_has_menus_of_its_own():
    train = {e.menu for e in generate(5, 80)} - set(OURS)
    dev = {e.menu for e in generate(5, 80, split="dev")} - set(OURS)
    assert train and dev and not train & dev


def test_an_example_is_a_line_of_text_and_back(made: list[Example]):
    for example in made:
        line = dumps(example)
        assert "\n" not in line
        assert loads(line) == example


def test_a_question_that_stands_open_is_kept(made: list[Example]):
    asked = [example for example in made if example.asked is not None]
    assert asked
    for example in asked:
        assert example.context().asked == example.asked


@pytest.mark.parametrize("line", ["", "7", "[]", "{}", '{"menu": "burger"}', "no json"])
def test_a_line_that_is_no_example_is_told_in_one_line(line: str):
    with pytest.raises(UsageError, match="not a training example"):
        loads(line)


@pytest.mark.parametrize(
    ("key", "value"),
    [("menu", 7), ("text", None), ("cart", "1 coke"), ("cart", [1]), ("edits", [None]),
     ("touched", ["1"]), ("asked", 3), ("tags", {}), ("text", "\ud800")],
)  # fmt: skip
def test_a_line_whose_parts_are_something_else_is_no_example(
    made: list[Example], key: str, value: object
):
    line = json.dumps({**json.loads(dumps(made[0])), key: value})
    with pytest.raises(UsageError, match="not a training example"):
        loads(line)


def test_a_question_about_nothing_is_refused(made: list[Example]):
    example = next(e for e in made if e.menu == "burger" or e.cart)
    line = dumps(example).replace('"asked": null', '"asked": "nothing of #1"')
    if line != dumps(example):
        with pytest.raises(NotationError):
            loads(line)


def test_an_invented_menu_is_the_same_each_time_and_has_things_to_order():
    menu_of.cache_clear()
    before = menu_of(f"{SYNTHETIC}11")
    menu_of.cache_clear()
    assert menu_of(f"{SYNTHETIC}11") == before
    assert menu_of(f"{SYNTHETIC}12") != before


@pytest.mark.parametrize("name", ["synthetic:", "synthetic:x", "synthetic:-1", "no such menu"])
def test_a_menu_that_is_not_there(name: str):
    with pytest.raises(MenuError):
        menu_of(name)


@settings(max_examples=25)
@given(st.integers(0, 1 << 30))
def test_invented_menus_can_be_sold_from(seed: int):
    menu = menu_of(f"{SYNTHETIC}{seed}")
    assert 2 <= len(menu.items) <= 25
    for combo in menu.combos.values():
        assert all(slot.choices for slot in combo.slots.values())


def test_a_menu_of_ones_own_takes_the_place_of_the_projects(tmp_path: Path):
    mine = tmp_path / "mine.yaml"
    mine.write_bytes(find_menu("coffee").read_bytes())
    menus = {e.menu for e in islice(Generator(3, menus=(str(mine),)).examples(), 60)}
    assert str(mine) in menus
    assert all(name == str(mine) or name.startswith(SYNTHETIC) for name in menus)


def test_a_menu_without_names_to_order_by_is_told(tmp_path: Path):
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "menu: 1\nid: mine\nname: Mine\ncurrency: USD\n"
        'items: {two: {name: Two, category: Food, price: "1.00"}}\n',
        encoding="utf-8",
    )
    with pytest.raises(UsageError, match="none of its items has a name"):
        list(islice(Generator(3, menus=(str(mine),)).examples(), 60))


def test_a_dish_with_many_single_choices_may_have_more_of_them_than_were_wanted():
    made = [changes(Dice(f"{n}"), _names("taqueria"), _burrito(), many=True) for n in range(400)]
    assert {len(choices) for choices in made} >= {3, 4, 5}


def test_what_the_engine_does_not_do_is_counted_and_rare():
    generator = Generator(9)
    list(islice(generator.examples(), 100))
    assert sum(generator.dropped.values()) <= 5


def test_mining_keeps_what_the_rules_cannot_do(made: list[Example]):
    miner = Miner(1, easy=0.0)
    kept = list(miner.kept(made[:60]))
    assert 0 < len(kept) < 60
    assert all(verdict(example) != "sure" for example in kept)
    assert sum(n for (_, tag), n in miner.seen.items() if not tag) == 60


def test_sentences_for_measuring_are_left_out_and_the_card_says_so(
    made: list[Example], tmp_path: Path
):
    long = [e for e in made if len(e.text.split()) > 8]
    kept_apart = tmp_path / "kept.yaml"
    kept_apart.write_text(f"turns:\n  - guest: {long[0].text.upper()!r}\n", encoding="utf-8")
    (tmp_path / "more.txt").write_text(long[1].text.replace(" ", "  ") + "!\n", encoding="utf-8")
    leaks = Leaks(sentences([tmp_path]))
    rest = list(leaks.without(made))
    assert leaks.found == 2
    assert not {long[0], long[1]} & set(rest)
    card = DataCard(seeds="seed 7", easy=0.2)
    for example in rest:
        card.add(example)
    miner = Miner(1)
    list(miner.kept(islice(made, 20)))
    page = card.page(miner.seen, Counter(), leaks)
    assert "# Training data" in page
    assert f"{len(rest):,} turns" in page
    assert "2 turns were left out" in page


def test_a_place_for_measuring_that_is_not_there(tmp_path: Path):
    with pytest.raises(UsageError, match="no such file"):
        list(sentences([tmp_path / "nowhere"]))


def test_sentences_are_read_beside_recordings_but_not_from_anything(tmp_path: Path):
    (tmp_path / "0001.wav").write_bytes(b"RIFF\xff\xfe")
    (tmp_path / "index.jsonl").write_text('{"said": "two teas", "file": "0001.wav"}\n')
    assert list(sentences([tmp_path])) == ["two teas"]
    page = tmp_path / "page.md"
    page.write_text("two teas\n")
    with pytest.raises(UsageError, match=r"page\.md: sentences are read from \.yaml"):
        list(sentences([page]))


def test_evaluation_files_are_read_whatever_their_form(tmp_path: Path):
    (tmp_path / "lines.json").write_text('{"src": "a large tea"}\n{"src": "two teas"}\n')
    (tmp_path / "pretty.json").write_text('[\n  {"turns": ["a small tea"]}\n]\n')
    (tmp_path / "bad.json").write_text('{"src": ')
    good = [tmp_path / "lines.json", tmp_path / "pretty.json"]
    assert list(sentences(good)) == ["a large tea", "two teas", "a small tea"]
    with pytest.raises(UsageError, match="cannot be read"):
        list(sentences([tmp_path]))


@pytest.fixture(scope="module")
def many() -> list[Example]:
    return list(generate(21, 400))


def test_turns_are_as_long_as_guests_make_them(many: list[Example]):
    words = [len(example.text.split()) for example in many]
    assert 11 <= sum(words) / len(words) <= 18
    assert 0.45 <= sum(bool(example.cart) for example in many) / len(many) <= 0.7
    assert 0.12 <= sum(len(example.cart) > 2 for example in many) / len(many) <= 0.35


def test_many_options_are_said_of_one_dish(many: list[Example]):
    lines = [e.line for example in many for e in example.edits if isinstance(e, Add)]
    assert sum(len(line.choices) > 2 for line in lines) > 0.15 * len(lines)
    assert any(len(line.choices) > 5 for line in lines)


@pytest.mark.parametrize(
    "phenomenon",
    ["trailing", "repair", "apart", "two-lines", "said-again", "put-back", "plain", "late-answer",
     "instead", "split", "by-option", "ordinal", "remark", "all", "meal", "slot", "question"],
)  # fmt: skip
def test_the_ways_of_guests_are_all_there(phenomenon: str, many: list[Example]):
    assert any(phenomenon in example.tags for example in many)


def test_nearly_always_the_words_allow_the_answer(many: list[Example]):
    lost = 0
    for example in many[:100]:
        context, lexicon = example.context(), Lexicon(menu_of(example.menu))
        sheet = sheet_of(lexicon, said(lexicon, example.text, context), context)
        lost += write(sheet, example.edits) is None
    assert lost <= 5


def test_what_was_put_right_in_the_same_breath_is_ordered_as_it_was_put_right():
    turn = next(e for e in generate(22, 500) if {"repair", "quantity"} < set(e.tags) and not e.cart)
    assert all(isinstance(edit, Add) for edit in turn.edits)


@cache
def _names(menu: str) -> Names:
    return Names(Lexicon(menu_of(menu)))


def _burrito() -> Item:
    return menu_of("taqueria").items["burrito"]


@given(st.sampled_from(sorted(OURS)), st.integers(0, 1 << 20), st.integers(0, 40))
def test_what_was_said_later_holds(menu: str, seed: int, which: int):
    dice, names = Dice(f"{seed}"), _names(menu)
    items = list(names.menu.items.values())
    item = items[which % len(items)]
    first = changes(dice, names, item, many=True)
    later = changes(dice, names, item, first)
    after = over(item, first, later)
    assert all(choice in after for choice in later)
    assert len({choice.option for choice in after}) == len(after)
    comes_with = chosen(item, ())
    assert all(c.on or c.option in comes_with for c in settled(item, after))


def test_some_phrases_are_never_said_in_training():
    phrase = "(" + "|".join(f"way {n}" for n in range(60)) + ")"
    train, dev = Dice("x"), Dice("x", "dev")
    known = {train.say(phrase) for _ in range(2000)}
    assert {dev.say(phrase) for _ in range(2000)} - known
