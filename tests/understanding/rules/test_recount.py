"""How many there should be: fewer, more, some of several, and pumps by the number."""

from __future__ import annotations

from kiosk.understanding import SURE


def test_what_goes_down_or_up_to_a_number_is_that_many(edits):
    assert edits("knock that down to two", "3 fizz +small") == ["qty #1 2"]
    assert edits("cut the fizz down to one", "3 fizz +small", "1 moonbun") == ["qty #1 1"]
    assert edits("bring the fizz up to large", "1 fizz +small") == ["mod #1 +large"]


def test_a_no_before_a_number_counts_the_line_anew(hear, edits):
    assert edits("no it's three moonbuns", "2 moonbun") == ["qty #1 3"]
    assert edits("i only wanted one moonbun", "2 moonbun") == ["qty #1 1"]
    assert edits("just the one moonbun", "2 moonbun") == ["qty #1 1"]
    assert hear("no it's three moonbuns", "2 moonbun").confidence < SURE


def test_the_only_line_of_a_dish_is_counted_anew_wherever_it_stands(hear, edits):
    there = ("2 fizz +large", "1 moonbun")
    assert edits("actually just one fizz", *there) == ["qty #1 1"]
    assert edits("just one fizz", *there) == ["qty #1 1"]
    assert edits("actually one large fizz", *there) == ["qty #1 1"]
    assert edits("actually one small fizz", *there) == ["add 1 fizz +small"]
    assert edits("no just one moonbun", *there) == ["qty #2 1"]
    assert hear("just one moonbun").confidence >= SURE


def test_so_many_of_each_are_of_every_line(edits):
    assert edits("a moonbun and a small fizz three of each") == [
        "add 3 moonbun",
        "add 3 fizz +small",
    ]
    there = ("1 moonbun", "1 fizz +small")
    for said in ("make it two of each", "make that two of each", "actually two of everything"):
        assert edits(said, *there) == ["qty #1 2", "qty #2 2"]


def test_one_of_several_is_made_something(edits):
    assert edits("make one large", "3 fizz +small") == ["split #1 1 +large"]
    assert edits("toast two of the starwraps", "3 starwrap") == ["split #1 2 +warmed"]


def test_several_are_named_and_then_counted(edits):
    assert edits("moonbuns three", "2 fizz +small") == ["add 3 moonbun"]
    assert edits("moonbuns three no moss") == ["add 3 moonbun -moss"]


def test_numbers_that_make_up_the_whole_are_shares(edits):
    assert edits("two small nettle teas one elder one clove") == [
        "add 1 nettle_tea +small +elder",
        "add 1 nettle_tea +small +clove",
    ]


def test_pumps_go_by_the_number_and_the_line_stays(edits):
    there = "1 nettle_tea +small +elder*3"
    assert edits("take one pump out of that", there) == ["mod #1 +elder*2"]
    assert edits("no make that two pumps", there) == ["mod #1 +elder*2"]
    assert edits("with to pumps of clove", there) == ["mod #1 +clove*2"]


def test_a_number_and_a_correction_count_the_last_line_anew(edits):
    for said in ("two actually", "sorry two", "no wait two"):
        assert edits(said, "1 moonbun") == ["qty #1 2"]


def test_so_many_just_like_it_are_copies(edits):
    assert edits("a moonbun no moss and two just like it but spelt") == [
        "add 1 moonbun -moss",
        "add 2 moonbun -moss +spelt",
    ]
    assert edits("two moonbuns same thing on both no moss") == ["add 2 moonbun -moss"]


def test_a_number_and_not_another_is_how_many_there_are(edits):
    assert edits("i need three not two", "2 moonbun") == ["qty #1 3"]
    assert edits("i said three, not two", "2 moonbun") == ["qty #1 3"]
    assert edits("make that four moonbuns instead of five", "5 moonbun") == ["qty #1 4"]
