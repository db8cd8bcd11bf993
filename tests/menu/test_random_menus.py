"""Whatever stands in a file, it is a menu or a clear complaint, and never anything else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.errors import MenuError
from kiosk.menu import load_menu
from kiosk.menu.check import check_menu
from kiosk.menu.load import read_menu

from .conftest import DINER

# Few ids, so that many references are met and some are not.
OPTIONS = st.sampled_from(["small", "large", "onion", "bacon"])
GROUPS = st.sampled_from(["size", "toppings", "dips"])
ITEMS = st.sampled_from(["burger", "soda", "fries"])
PARTS = st.sampled_from(["morning", "night"])
NAMES = st.sampled_from(["Burger", "Soda", "Large Soda", "Onions", "Café", "麵"])
AMOUNTS = st.sampled_from(["0.00", "0.35", "1", "12.50", "7"])


def some(**keys: st.SearchStrategy[Any]) -> dict[str, st.SearchStrategy[Any]]:
    """Keys that may be left out."""
    return keys


def entry(
    required: dict[str, st.SearchStrategy[Any]], optional: dict[str, st.SearchStrategy[Any]]
) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


def by_id(
    ids: st.SearchStrategy[str], values: st.SearchStrategy[Any]
) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(ids, values, max_size=3)


spoken = some(aliases=st.lists(NAMES, max_size=2), dayparts=st.lists(PARTS, max_size=2))
limits = some(min=st.integers(0, 3), max=st.integers(1, 3), free=st.integers(0, 2))
option = entry({"name": NAMES}, some(price=AMOUNTS, groups=st.lists(GROUPS, max_size=2), **spoken))
group = entry(
    {"name": NAMES, "options": st.dictionaries(OPTIONS, option, min_size=1, max_size=4)},
    some(
        default=st.lists(OPTIONS, max_size=2),
        max_count=st.integers(1, 4),
        free_with=by_id(OPTIONS, st.integers(0, 3)),
        ask=NAMES,
        **limits,
    ),
)
own_group = st.none() | entry(
    {},
    some(
        default=st.lists(OPTIONS, max_size=2),
        options=st.lists(OPTIONS, max_size=3),
        prices=by_id(OPTIONS, AMOUNTS),
        **limits,
    ),
)
item = entry(
    {"name": NAMES, "price": AMOUNTS},
    some(category=NAMES, groups=by_id(GROUPS, own_group), number=st.integers(1, 3), **spoken),
)
filler = ITEMS | st.fixed_dictionaries({"item": ITEMS, "options": st.lists(OPTIONS, max_size=2)})
slot = entry(
    {},
    some(
        items=st.lists(filler, max_size=3),
        item=ITEMS,
        category=NAMES,
        default=ITEMS,
        optional=st.booleans(),
        upcharge=by_id(ITEMS, AMOUNTS),
    ),
)
size = st.none() | entry({}, some(price=AMOUNTS, default=st.booleans()))
combo = entry(
    {
        "name": NAMES,
        "price": AMOUNTS,
        "slots": st.dictionaries(st.sampled_from(["main", "side"]), slot, min_size=1),
    },
    some(sizes=by_id(OPTIONS, size), number=st.integers(1, 3), **spoken),
)
menu = entry(
    {
        "menu": st.just(1),
        "id": st.just("random"),
        "name": NAMES,
        "currency": st.just("USD"),
        "dayparts": st.just({"morning": "05:00-10:30", "night": "22:00-02:00"}),
        "groups": st.fixed_dictionaries({"size": group, "toppings": group, "dips": group}),
        "items": st.fixed_dictionaries({"burger": item, "soda": item, "fries": item}),
    },
    some(combos=by_id(st.sampled_from(["meal", "burger"]), combo)),
)

written_to_one_file = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@written_to_one_file
@given(menu)
def test_a_menu_of_the_right_form_compiles_or_says_why_not(tmp_path: Path, content: dict[str, Any]):
    path = tmp_path / "menu.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    try:
        source = read_menu(path)
    except MenuError as told:
        assert str(told).startswith(f"{path}:")
        return
    for item in source.menu.items.values():
        options = [option for group in item.groups.values() for option in group.options]
        assert len(options) == len(set(options))
        for group in item.groups.values():
            assert set(group.default) <= set(group.options)
            assert group.max is None or group.min <= group.max
    for combo in source.menu.combos.values():
        for slot in combo.slots.values():
            assert slot.choices
            assert slot.default is None or slot.default in slot.choices
    for finding in check_menu(source.file, source.menu):
        line, _ = source.root.find(finding.path)
        assert 1 <= line <= path.read_text().count("\n")


@written_to_one_file
@given(data=st.data())
def test_a_file_edited_with_a_careless_hand(tmp_path: Path, data: st.DataObject):
    text = DINER
    for _ in range(data.draw(st.integers(1, 3), label="slips")):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 20)))
        typed = data.draw(
            st.sampled_from(["", " ", "\t", ":", "{", "]", "&a ", "*a", '"', "0", "é"])
        )
        text = text[:start] + typed + text[end:]
    path = tmp_path / "menu.yaml"
    path.write_text(text)
    _menu_or_complaint(path)


@written_to_one_file
@given(st.binary(max_size=200))
def test_bytes_that_are_no_text(tmp_path: Path, content: bytes):
    path = tmp_path / "menu.yaml"
    path.write_bytes(content)
    with pytest.raises(MenuError):
        load_menu(path)


def _menu_or_complaint(path: Path) -> None:
    try:
        load_menu(path)
    except MenuError as told:
        assert str(told).startswith(str(path))
        assert str(told).isprintable()
