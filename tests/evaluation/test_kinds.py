"""Failures by kind: what there is most of stands first, with what to try next."""

from __future__ import annotations

from typing import Any

from kiosk.evaluation.kinds import IDEAS, kind_columns, kind_rows


def turns(tags: dict[str, int], n: int = 10, silent: int = 0) -> dict[str, Any]:
    """A report in which so many turns of each tag are wrong, of ``n``."""
    return {
        "n": n,
        "silent_errors": silent,
        "tags": {tag: {"n": n} for tag in tags},
        "wrong": [{"tags": [tag]} for tag, wrong in tags.items() for _ in range(wrong)],
    }


def test_the_last_rung_says_what_comes_first() -> None:
    rules, ladder = turns({"split": 5, "swap": 1, "half": 2}), turns({"split": 1, "swap": 3})
    rows = list(kind_rows([rules, ladder], [[], []], [None, None]))
    assert rows == [
        ("turns", "swap", "1 of 10", "3 of 10", IDEAS["swap"]),
        ("turns", "split", "5 of 10", "1 of 10", IDEAS["split"]),
        ("turns", "half", "2 of 10", "", ""),
    ]
    assert kind_columns(["rules", "cascade"]) == ("of", "kind", "rules", "cascade", "next idea")


def test_a_kind_of_which_nothing_fails_is_not_listed() -> None:
    assert list(kind_rows([turns({"split": 0})], [[]], [None])) == []


def test_orders_that_are_sure_and_wrong_come_first() -> None:
    rows = list(kind_rows([turns({"split": 1}, silent=1)], [[]], [None]))
    assert [row[1:3] for row in rows] == [("sure and wrong", "1 of 10"), ("split", "1 of 10")]


def test_labelled_orders_are_parted_by_how_they_differ() -> None:
    one = {
        "n": 50,
        "in_reach": 0.98,
        "sure_share": 0.8,
        "sure_right": 0.975,
        "wrong": [
            {"differs": ["missing (A )"]},
            {"differs": ["missing (A )", "missing (B )"]},
            {"differs": ["missing (A )", "not wanted (B )"]},
            {"differs": ["not wanted (B )"]},
        ],
    }
    (rows,) = [list(kind_rows([None], [[one, one]], [None]))]
    assert {row[1]: row[2] for row in rows} == {
        "left out": "4 of 100",
        "something else": "2 of 100",
        "too much": "2 of 100",
        "no menu can say it": "2 of 100",
        "sure and wrong": "2 of 100",
    }


def test_conversations_count_under_each_tag_but_held_out() -> None:
    played = {
        "tags": {"misheard": {"n": 4}, "held_out": {"n": 9}, "plain": {"n": 3}},
        "failed": [{"tags": ["misheard", "held_out"]}, {"tags": ["plain", "misheard"]}],
    }
    rows = list(kind_rows([None], [[]], [played]))
    assert [row[:3] for row in rows] == [
        ("conversations", "misheard", "2 of 4"),
        ("conversations", "plain", "1 of 3"),
    ]
