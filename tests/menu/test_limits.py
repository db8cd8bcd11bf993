"""Files that are made to hurt are refused before they cost memory or time."""

from __future__ import annotations

import tracemalloc

from kiosk.menu.source import MAX_BYTES, MAX_DEPTH

from .conftest import Diner


def billion_laughs() -> str:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    for n in range(1, 12):
        again = ", ".join([f"*a{n - 1}"] * 9)
        lines.append(f"a{n}: &a{n} [{again}]")
    return "\n".join(lines)


def test_aliases_that_multiply_are_refused_while_they_are_small(diner: Diner):
    diner.path.write_text(billion_laughs())
    tracemalloc.start()
    complaint = diner.complaint()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "more than 100,000 entries, counting those named again" in complaint
    assert peak < 10 * MAX_BYTES


def test_a_menu_may_name_a_part_once_and_use_it_again(diner: Diner):
    diner.edit("main: {item: burger}", "main: &fixed {item: burger}")
    diner.edit("drink: {item: soda}", "side: *fixed\n      drink: {item: soda}")
    side = diner.menu().combos["burger_meal"].slots["side"]
    assert side.default == "burger"


def test_brackets_without_end_are_refused(diner: Diner):
    for bracket in ("[", "{a: ", "- "):
        diner.path.write_text("menu: " * (bracket != "- ") + bracket * 50_000)
        assert f"more than {MAX_DEPTH} levels deep" in diner.complaint()


def test_a_long_flat_list_is_refused(diner: Diner):
    diner.path.write_text("menu: [" + "1," * 200_000 + "]")
    assert "more than 100,000 entries" in diner.complaint()


def test_a_file_larger_than_any_menu_is_not_read_to_its_end(diner: Diner):
    diner.path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert "larger than 1 MiB" in diner.complaint()
    diner.path.write_bytes(b"#" * MAX_BYTES)
    assert "the file is empty" in diner.complaint()


def test_a_value_as_long_as_the_file_is_not_told_in_full(diner: Diner):
    diner.edit('price: "4.00"', f'price: "{"x" * 100_000}"')
    assert len(diner.complaint()) < 1_000


def test_a_character_that_cannot_be_shown_is_told_by_its_number(diner: Diner):
    diner.edit("menu: 1", "\ue000menu: 1")
    complaint = diner.complaint()
    assert complaint.isprintable()
    assert r'"\ue000menu" is not a key here; did you mean "menu"?' in complaint
