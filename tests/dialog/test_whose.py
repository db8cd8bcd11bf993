"""A name or a table, as guests say them and as recognisers write them."""

from __future__ import annotations

import pytest

from kiosk.dialog.whose import name_said, table_said


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Anna.", "Anna"),
        ("it's for Anna", "Anna"),
        ("my name's ben o'neill", "Ben O'neill"),
        ("Me llamo José María.", "José María"),
        ("A-N-N-A.", "Anna"),
        ("B. O. B.", "Bob"),
        ("Mary-Jane", "Mary-Jane"),
        ("can i get two cheeseburgers and a coke", ""),
        ("17", ""),
    ],
)
def test_a_name_where_it_is_asked(said: str, name: str) -> None:
    assert name_said(said, asked=True) == name


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("17", "17"),
        ("seventeen", "17"),
        ("table number twenty one", "21"),
        ("one oh seven", "107"),
        ("a hundred and seven", "107"),
        ("two cokes", ""),
        ("five five five one two three four", ""),
        ("table", ""),
    ],
)
def test_a_table_where_it_is_asked(said: str, number: str) -> None:
    assert table_said(said, asked=True) == number


@pytest.mark.parametrize("said", ["Anna", "twelve", "it's for here", "the large one"])
def test_what_nobody_asked_for_is_not_a_name_or_a_table(said: str) -> None:
    assert (name_said(said, asked=False), table_said(said, asked=False)) == ("", "")


def test_who_tells_it_is_not_asked() -> None:
    assert name_said("put it under the name Anna? the name is Anna", asked=False) == "Anna"
    assert table_said("we are at table nine", asked=False) == "9"
