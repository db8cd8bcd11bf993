"""A restaurant's folder becomes a menu, a reading becomes a label, and labels are compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import UsageError
from kiosk.evaluation.foodordering.folder import read_folder
from kiosk.evaluation.foodordering.labels import edits_for, hear, label, same_label
from kiosk.evaluation.foodordering.restaurant import Restaurant, build_restaurant
from kiosk.evaluation.foodordering.score import score_folder
from kiosk.evaluation.foodordering.terms import BadTerm, Term, read_terms
from kiosk.order.notation import parse_edit
from tests.evaluation.scripted import Scripted
from tests.evaluation.toast_bar import open_toast_bar


@pytest.fixture
def bar(tmp_path: Path) -> Restaurant:
    return build_restaurant(read_folder(open_toast_bar(tmp_path, {})))


def heard(bar: Restaurant, *edits: str) -> tuple[Term, ...]:
    """The label of what these edits order from an empty cart."""
    return label(bar, hear(bar.menu, [parse_edit(bar.menu, text) for text in edits]))


def said(text: str) -> tuple[Term, ...]:
    return tuple(part for part in read_terms(text) if isinstance(part, Term))


def test_terms_are_equal_in_any_order_and_in_either_writing() -> None:
    assert said("(A (B 1 ) (C x y ) )") == said("(A (C y x ) (B 1 ) )")
    assert said("TOPPING(Or(swiss,SHOT(2)))") == said("(TOPPING (OR (SHOT 2 ) swiss ) )")
    assert said("volume(1 liter)") != said("volume(2 liter)")
    assert same_label(said("(A 1)(B 2)"), said("(B 2)(A 1)"))
    assert not same_label(said("(A 1)(A 1)"), said("(A 1)"))


@pytest.mark.parametrize("text", ["(A 1", "A 1)", "( (A 1) )", "(" * 40])
def test_brackets_must_match(text: str) -> None:
    with pytest.raises(BadTerm):
        read_terms(text)


def test_an_intent_is_an_item_or_its_head_slots_values_are(bar: Restaurant) -> None:
    assert list(bar.menu.items) == [
        "toast_order",
        "olives",
        "roast_nuts",
        "plums",
        "mint",
        "sencha",
    ]
    toast = bar.menu.items["toast_order"]
    assert (toast.name, toast.aliases) == ("toast", ("toasts",))
    assert bar.menu.items["sencha"].category == "tea"
    assert bar.menu.categories["tea"] == ("tea", "teas")


def test_a_size_excludes_the_others_and_a_spread_does_not(bar: Restaurant) -> None:
    groups = bar.menu.items["toast_order"].groups
    assert groups["size"].exclusive
    assert bar.menu.sizes == {"half_slice", "whole_slice"}
    assert not groups["spread"].exclusive
    assert groups["spread"].qualifiers == ("extra", "light")
    assert not bar.menu.items["sencha"].groups["manner"].exclusive


def test_phrases_are_taken_with_and_without_their_optional_words(bar: Restaurant) -> None:
    whole = bar.menu.items["toast_order"].option("whole_slice")
    assert whole is not None
    assert whole.name == "whole slice"
    assert set(whole.aliases) == {"whole", "the big one", "whole sized", "the big one sized"}
    assert bar.menu.items["olives"].aliases == ("bowl of olives",)


def test_a_value_with_more_phrases_than_a_menu_takes_keeps_them_all(tmp_path: Path) -> None:
    path = open_toast_bar(tmp_path, {})
    phrases = [f"leaf number {n}" for n in range(150)]
    lines = "".join(f"{phrase}\tTEA_TYPE(LEAF(green,Or(young,old)))\n" for phrase in phrases)
    (path / "alias" / "tea.txt").write_text(lines)
    bar = build_restaurant(read_folder(path))
    teas = [item for item in bar.menu.items.values() if item.category == "tea"]
    assert sorted(p for tea in teas for p in {tea.name, *tea.aliases}) == sorted(
        [*phrases, *[teas[0].name] * (len(teas) - 1)]
    )
    assert {str(bar.items[tea.id].head) for tea in teas} == {
        "(TEA_TYPE (LEAF (OR old young ) green ) )"
    }


def test_a_side_can_come_with_other_sides(bar: Restaurant) -> None:
    assert same_label(
        heard(bar, "add 1 olives +plums"),
        said("(SIDE_ORDER (SIDE_TYPE plums ) (NUMBER 1 ) (SIDE_TYPE olives ) )"),
    )


def test_what_is_turned_off_is_kept_though_no_cart_shows_it(bar: Restaurant) -> None:
    assert same_label(
        heard(bar, "add 2 toast_order", "mod #1 +half_slice +fig_jam=extra -heather_honey"),
        said(
            "(TOAST_ORDER (NUMBER 2 ) (SIZE half - slice ) (NOT (SPREAD Heather-Honey ) ) "
            "(COMPLEX (QUANTITY extra ) (SPREAD fig_jam ) ) )"
        ),
    )


def test_a_change_of_mind_within_the_turn_counts_as_it_ended(bar: Restaurant) -> None:
    got = heard(
        bar,
        "add 2 toast_order -plum_jam",
        "mod #1 +plum_jam",
        "split #1 1 -fig_jam",
        "add 1 sencha",
        "del #3",
    )
    assert same_label(
        got,
        said(
            "(TOAST_ORDER (NUMBER 1 ) (SPREAD plum_jam ) )"
            "(TOAST_ORDER (NUMBER 1 ) (SPREAD plum_jam ) (NOT (SPREAD fig_jam ) ) )"
        ),
    )


@pytest.mark.parametrize(
    "want",
    [
        "(TOAST_ORDER (NUMBER 1 ) (SPREAD (OR fig_jam plum_jam ) ) )",
        "(TOAST_ORDER (NUMBER 3 ) (NOT (COMPLEX (QUANTITY extra ) (SPREAD plum_jam ) ) ) )",
        "(TEA_ORDER (NUMBER 1 ) (TEA_TYPE mint ) (MANNER iced ) (MANNER (BAGS 2 ) ) )",
        "(TEA_ORDER (NUMBER 1 ) (TEA_TYPE mint ) ) (SIDE_ORDER (NUMBER 1 ) (SIDE_TYPE plums ) )",
    ],
)
def test_every_shape_of_label_survives_the_cart(bar: Restaurant, want: str) -> None:
    edits = edits_for(bar, said(want))
    assert edits is not None
    assert same_label(label(bar, hear(bar.menu, edits)), said(want))


@pytest.mark.parametrize(
    "want",
    [
        "(TOAST_ORDER (NUMBER 1 ) (SPREAD every_spread ) )",
        "(TEA_ORDER (NUMBER 1 ) (TEA_TYPE cocoa ) )",
        "(CAKE_ORDER (NUMBER 1 ) )",
        "(TOAST_ORDER (NUMBER some ) )",
    ],
)
def test_a_label_with_what_no_alias_names_is_out_of_reach(bar: Restaurant, want: str) -> None:
    assert edits_for(bar, said(want)) is None


async def test_a_set_is_scored_by_exact_match_and_by_how_sure_the_rung_was(tmp_path: Path) -> None:
    folder = read_folder(
        open_toast_bar(
            tmp_path,
            {
                "a sencha": "(TEA_ORDER (NUMBER 1 ) (TEA_TYPE sencha ) )",
                "two mint teas": "(TEA_ORDER (TEA_TYPE mint ) (NUMBER 2 ) )",
                "toast with everything": "(TOAST_ORDER (NUMBER 1 ) (SPREAD all_spreads ) )",
            },
        )
    )
    answers = {
        "a sencha": (["add 1 sencha"], 0.99),
        "two mint teas": (["add 1 mint"], 0.97),
        "toast with everything": (["add 1 toast_order"], 0.2),
    }
    score = (await score_folder(folder, lambda menu: Scripted(menu, answers))).report(sure=0.9)

    assert score["name"] == "toast bar"
    assert score["n"] == 3
    assert score["exact_match"] == pytest.approx(1 / 3)
    assert score["in_reach"] == pytest.approx(2 / 3)
    assert score["sure_share"] == pytest.approx(2 / 3)
    assert score["sure_right"] == pytest.approx(1 / 2)
    assert {rung: its["n"] for rung, its in score["rungs"].items()} == {"rules": 3}
    assert score["unread"] == [f"{tmp_path / 'toast bar' / 'alias' / 'spread.txt'}:6"]
    wrong = score["wrong"]
    assert isinstance(wrong, list)
    assert wrong[0] == {
        "line": 2,
        "said": "two mint teas",
        "want": "(TEA_ORDER (NUMBER 2 ) (TEA_TYPE mint ) )",
        "got": "(TEA_ORDER (NUMBER 1 ) (TEA_TYPE mint ) )",
        "differs": [
            "missing (TEA_ORDER (NUMBER 2 ) )",
            "not wanted (TEA_ORDER (NUMBER 1 ) )",
        ],
        "confidence": 0.97,
    }
    bins = score["reliability"]
    assert isinstance(bins, list)
    assert [(b["low"], b["n"], b["right"]) for b in bins] == [
        (0.2, 1, 0),
        (0.95, 1, 0),
        (0.99, 1, 1),
    ]


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("schema.json", "{", "schema.json: not JSON"),
        ("schema.json", '{"intents": []}', "schema.json: intents"),
        ("heads.json", '{"TEA_ORDER": "LEAF"}', "TEA_ORDER has no slot LEAF"),
        ("heads.json", "[]", "heads.json"),
        (
            "schema.json",
            '{"intents": [{"name": "A", "slots": [{"slotName": "B", "path": "a\\u0000b"}]}]}',
            "cannot be read: embedded null",
        ),
        ("dev.json", '{"SRC": "tea"}', "dev.json:1: SRC and EXR"),
        ("dev.json", "1" * 5000, "dev.json:1: not JSON"),
        ("dev.json", '{"SRC": "tea", "EXR": "(A"}', "dev.json:1: EXR"),
    ],
)
def test_a_folder_that_cannot_be_used_is_told_in_one_line(
    tmp_path: Path, file: str, text: str, told: str
) -> None:
    path = open_toast_bar(tmp_path, {})
    (path / file).write_text(text)
    with pytest.raises(UsageError, match=told):
        build_restaurant(read_folder(path))


def test_a_line_ends_where_json_says_so(tmp_path: Path) -> None:
    path = open_toast_bar(tmp_path, {})
    (path / "dev.json").write_text('{"SRC": "iced\u2028tea", "EXR": "(A 1)"}\r\n\n', "utf-8")
    (one,) = read_folder(path).labelled
    assert one.said == "iced\u2028tea"


def test_a_restaurant_that_sells_nothing_is_no_menu(tmp_path: Path) -> None:
    path = open_toast_bar(tmp_path, {})
    (path / "heads.json").write_text('{"TOAST_ORDER": "SPREAD"}')
    for name in ("spread", "side", "tea"):
        (path / "alias" / f"{name}.txt").write_text("")
    (path / "schema.json").write_text(
        '{"intents": [{"name": "TOAST_ORDER", "slots": '
        '[{"slotName": "SPREAD", "path": "alias/spread.txt"}]}]}'
    )
    with pytest.raises(UsageError, match="no menu can be made"):
        build_restaurant(read_folder(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = open_toast_bar(tmp_path, {})
    (path / "alias" / "tea.txt").unlink()
    with pytest.raises(UsageError, match=r"tea\.txt: cannot be read: No such file"):
        read_folder(path)
