"""A restaurant brings the menu that it has: from Square, from Toast, from its own web page."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from kiosk.errors import MenuError
from kiosk.menu.importers import Imported, import_schemaorg, import_square, import_toast
from kiosk.menu.model import Group

SAMPLES = Path(__file__).with_name("imports")


def square(name: str, location: str | None = "LOC-MAIN") -> Imported:
    data = (SAMPLES / f"{name}.json").read_bytes()
    return import_square(data, name, name="The Barn", location=location)


@pytest.fixture(scope="module")
def burgers() -> Imported:
    return square("square_burger")


@pytest.fixture(scope="module")
def coffee() -> Imported:
    return square("square_coffee", location=None)


@pytest.fixture(scope="module")
def pizza() -> Imported:
    data = (SAMPLES / "toast_pizza.json").read_bytes()
    return import_toast(data, "toast_pizza.json", name="Slices")


@pytest.fixture(scope="module")
def diner() -> Imported:
    return import_schemaorg((SAMPLES / "diner.html").read_bytes(), "diner.html")


def prices(group: Group) -> dict[str, int]:
    return {option.id: option.price for option in group.options.values()}


def test_square_variations_are_sizes_and_modifier_lists_are_groups(burgers: Imported) -> None:
    menu = burgers.menu
    assert (menu.id, menu.currency, str(menu.tax.rate)) == ("the_barn", "USD", "8.25")
    assert list(menu.items) == ["house_burger", "veggie_burger", "soda"]
    burger, soda = menu.items["house_burger"], menu.items["soda"]
    assert (burger.price, burger.category) == (899, "Burgers")
    done, toppings = burger.groups.values()
    assert (done.min, done.max, done.ask) == (1, 1, "How done?")
    assert (toppings.min, toppings.max, toppings.default) == (0, 4, ("onions", "pickles"))
    assert prices(toppings) == {"onions": 0, "pickles": 0, "bacon": 175, "avocado": 200}
    assert menu.items["veggie_burger"].groups["toppings"].default == ("onions",)
    (size,) = soda.groups.values()
    assert (soda.price, prices(size), size.min) == (199, {"small": 0, "large": 100}, 1)
    assert {"small", "large"} <= menu.sizes


def test_what_a_menu_of_ours_cannot_hold_is_told_line_by_line(burgers: Imported) -> None:
    assert sorted(burgers.notes) == [
        "1 of type DISCOUNT: not imported",
        "Catch of the Day: has no price of its own here, left out",
        "Catch of the Day: is priced at the till, left out",
        "Gift Card: is GIFT_CARD, which a kiosk does not sell, left out",
        "House Burger: Name on the flag takes a text from the guest, which a kiosk does not take",
        "Toppings, Avocado: sold out now; mark it on the crew's screen",
        "Veggie Burger: sold out now; mark it on the crew's screen",
        "items deleted, or not sold at this location: 1",
    ]


def test_without_a_location_no_locations_prices_count() -> None:
    made = square("square_burger", location=None)
    assert made.menu.items["house_burger"].groups["toppings"].options["bacon"].price == 150
    assert "some prices or sold-out marks are a location's: name a --location" in made.notes


def test_a_coffee_shop_in_pounds_with_tax_in_its_prices(coffee: Imported) -> None:
    menu = coffee.menu
    assert (menu.currency, menu.tax.inclusive, str(menu.tax.rate)) == ("GBP", True, "20")
    latte = menu.items["latte"]
    size, milk, syrups, brand = latte.groups.values()
    assert (latte.price, prices(size)) == (420, {"12_oz": 0, "16_oz": 60, "20_oz": 110})
    assert prices(menu.items["mocha"].groups[size.id])["20_oz"] == 130
    assert (milk.min, milk.max, milk.default) == (1, 1, ("whole",))
    assert (syrups.max, syrups.max_count, syrups.default) == (4, 4, ())
    assert menu.items["mocha"].groups["syrups"].max == 2
    assert brand.nested
    assert milk.options["oat"].groups == ("oat_brand",)
    assert "Syrups, Cream: on by default at a charge there; here it is offered" in coffee.notes
    assert "Beans (Loose): is sold by weight or measure, left out" in coffee.notes
    assert "Beans: is taxed otherwise than most; here all have one rate" in coffee.notes


def test_square_finds_its_things_again(burgers: Imported, coffee: Imported) -> None:
    assert burgers.external is not None
    assert burgers.external.items["house_burger"] == "VAR-BURGER"
    assert burgers.external.variations == {"soda": {"small": "VAR-SODA-S", "large": "VAR-SODA-L"}}
    assert burgers.external.options["toppings"]["bacon"] == "MOD-BACON"
    assert burgers.external.taxes == ("TAX-SALES",)
    assert coffee.external is not None
    assert coffee.external.options["oat_brand"] == {
        "barista": "MB-BARISTA",
        "organic": "MB-ORGANIC",
    }


@pytest.mark.parametrize("name", ["square_burger", "square_coffee"])
def test_ids_are_the_same_in_whatever_order_the_catalogue_comes(name: str) -> None:
    catalog = json.loads((SAMPLES / f"{name}.json").read_text())
    straight = import_square(json.dumps(catalog).encode(), name, name="The Barn")
    for seed in range(5):
        random.Random(seed).shuffle(catalog["objects"])  # noqa: S311 - no secret
        shuffled = import_square(json.dumps(catalog).encode(), name, name="The Barn")
        assert shuffled.external == straight.external


def item(key: str, name: str, *lists: str, price: int = 100) -> dict[str, Any]:
    money = {"amount": price, "currency": "USD"}
    variation = {"name": "Regular", "pricing_type": "FIXED_PRICING", "price_money": money}
    return {
        "type": "ITEM",
        "id": key,
        "item_data": {
            "name": name,
            "modifier_list_info": [{"modifier_list_id": each, "enabled": True} for each in lists],
            "variations": [
                {"type": "ITEM_VARIATION", "id": f"V{key}", "item_variation_data": variation}
            ],
        },
    }


def modifiers(key: str, name: str, *options: str, **more: Any) -> dict[str, Any]:
    held = [
        {"type": "MODIFIER", "id": f"{key}-{n}", "modifier_data": {"name": option}}
        for n, option in enumerate(options)
    ]
    data = {"name": name, "modifiers": held, **more}
    return {"type": "MODIFIER_LIST", "id": key, "modifier_list_data": data}


def catalog(*objects: dict[str, Any]) -> Imported:
    data = json.dumps({"objects": objects}).encode()
    return import_square(data, "catalog.json", name="Test")


def test_two_things_of_one_name_and_one_option_in_two_lists() -> None:
    made = catalog(
        item("A", "Coffee", "L1", "L2"),
        item("B", "Coffee"),
        modifiers("L1", "Sauce", "None", "Mayo"),
        modifiers("L2", "Cheese", "None", "Brie"),
    )
    first, second = made.menu.items
    assert first == "coffee"
    assert second.startswith("coffee_")
    sauce, cheese = made.menu.items["coffee"].groups.values()
    assert list(sauce.options) == ["none_sauce", "mayo"]
    assert list(cheese.options) == ["none_cheese", "brie"]


def test_names_in_other_scripts_emoji_and_none_at_all() -> None:
    made = catalog(
        item("A", "Café au lait ☕"), item("B", "麻婆豆腐"), item("C", "🍔"), item("D", "")
    )
    assert list(made.menu.items) == ["cafe_au_lait_coffee", "mapodoufu", "hamburger", "d"]
    assert {each.name for each in made.menu.items.values()} == {
        "Café au lait ☕",
        "麻婆豆腐",
        "🍔",
        "D",
    }


def test_limits_that_cannot_be_met_are_brought_within_reach() -> None:
    made = catalog(
        item("A", "Plate", "L1", "L2", "L3"),
        modifiers("L1", "Sides", "Rice", "Beans", min_selected_modifiers=3),
        modifiers("L2", "Dips", "Salsa", min_selected_modifiers=2, allow_quantities=True),
        modifiers("L3", "Empty"),
    )
    sides, dips = made.menu.items["plate"].groups.values()
    assert (sides.min, dips.min, dips.max_count) == (2, 2, 10)
    assert "Sides: asks for 3 choices there; here for 2" in made.notes
    assert "Empty: has nothing to choose here, left out" in made.notes


def test_lists_that_open_each_other_end() -> None:
    lists = [modifiers(f"L{n}", f"List {n}", "Yes", "No") for n in range(3)]
    for n, each in enumerate(lists):
        first = each["modifier_list_data"]["modifiers"][0]["modifier_data"]
        first["child_modifier_list_ids"] = [f"L{(n + 1) % 3}", "NOT-THERE"]
    made = catalog(item("A", "Riddle", "L0"), *lists)
    assert len(made.menu.items["riddle"].groups) == 3
    assert "Yes: its modifier list NOT-THERE is not there" in made.notes


def test_toast_sizes_pre_modifiers_halves_and_prices_by_the_count(pizza: Imported) -> None:
    menu = pizza.menu
    cheese = menu.items["cheese_pizza"]
    size, toppings = cheese.groups.values()
    assert (cheese.price, prices(size), size.min, size.max) == (
        1100,
        {"small": 0, "large": 550},
        1,
        1,
    )
    assert set(toppings.qualifiers) == {"extra", "light"}
    assert toppings.portions
    assert toppings.default == ("basil",)
    extras = menu.items["chopped_salad"].groups["extras"]
    assert (extras.free, set(prices(extras).values())) == (2, {75})
    assert extras.options["side_dressing"].groups == ("dressing",)
    assert menu.items["slice"].price == 350
    assert menu.items["chopped_salad"].category == "Big Salads"
    fillings = menu.items["stromboli"].groups["fillings"]
    assert (fillings.default, fillings.max_count) == ((), 3)
    assert pizza.external is not None
    assert pizza.external.options["toppings"]["pepperoni"] == "mo-pepperoni"
    assert sorted(pizza.notes) == [
        "Fillings, Ham: on by default at a charge there; here it is offered",
        "Lager: is alcohol, and a kiosk checks no age",
        "Late Night: is not served at all hours: give its items dayparts in the file",
        "Market Salad: is priced at the till, left out",
        "Secret Salad: is shown nowhere, left out",
        "Slice: costs otherwise at certain hours; here 3.5 at all hours",
        "Toppings: LITE is charged otherwise there",
        'Toppings: the pre-modifier "BURNT" is not imported',
        "the menus name taxes and no rates: set tax.rate in the file",
    ]


def test_a_web_page_that_describes_its_menu(diner: Imported) -> None:
    menu = diner.menu
    assert (menu.name, menu.id) == ("Rosie's Diner", "rosies_diner")
    assert [(i.id, i.price, i.category) for i in menu.items.values()] == [
        ("meatloaf", 1250, "Plates"),
        ("garden_plate", 975, "Plates"),
        ("iced_tea", 200, "Drinks"),
    ]
    meatloaf = menu.items["meatloaf"]
    assert (meatloaf.calories, meatloaf.description) == (640, "With gravy & peas.")
    assert prices(meatloaf.groups["sides"]) == {"mash": 300, "slaw": 0}
    assert menu.items["garden_plate"].vegetarian
    (size,) = menu.items["iced_tea"].groups.values()
    assert prices(size) == {"small": 0, "large": 75}
    assert diner.external is None
    assert sorted(diner.notes) == [
        "Lobster: has no price, left out",
        "Slaw: has no price where it is added; here it is 0",
        "a page says nothing of tax: set tax.rate in the file",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[]", "Input should be"),
        (b'{"objects": 7}', "objects: Input should be a valid list"),
        (b'{"objects": []}', "nothing in this catalogue can be sold"),
        (b'{"objects": [{"type": "ITEM"}]}', "objects.0.id: Field required"),
        (b'{"objects": [NaN]}', "NaN is not a number"),
        (b"[" * 100_000, "levels deep"),
        (b'{"a":' * 61 + b"1" + b"}" * 61, "more than 60 levels deep"),
        (b"[" + b"1," * 500_001 + b"1]", "more than 500,000 values"),
        (b" " * (16 << 20) + b"{}", "larger than 16 MiB"),
        (b'{"objects": ' + b"9" * 5000 + b"}", "not JSON"),
    ],
    ids=range(12),
)
def test_what_is_no_catalogue_is_told_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(MenuError) as told:
        import_square(data, "catalog.json", name="Test")
    assert str(told.value).startswith("catalog.json: ")
    assert said in str(told.value)
    assert str(told.value).isprintable()


def test_a_price_without_end_costs_no_memory() -> None:
    menus = {
        "menus": [
            {
                "menuGroups": [
                    {
                        "menuItems": [
                            {
                                "guid": "a",
                                "name": "Odd",
                                "pricingStrategy": "BASE_PRICE",
                                "price": 1,
                            },
                            {
                                "guid": "b",
                                "name": "Even",
                                "pricingStrategy": "BASE_PRICE",
                                "price": 2,
                            },
                        ]
                    }
                ]
            }
        ]
    }
    text = json.dumps(menus).replace('"price": 1}', '"price": 1e999999999}')
    made = import_toast(text.encode(), "menus.json", name="Test")
    assert list(made.menu.items) == ["even"]


def test_a_page_that_no_parser_can_read() -> None:
    with pytest.raises(MenuError, match=r"page.html: a web page that cannot be read"):
        import_schemaorg(b"<![[[[DOCTYPE html><html></html>", "page.html")


def test_a_page_without_linked_data() -> None:
    with pytest.raises(MenuError, match="no JSON-LD in it"):
        import_schemaorg(b"<html><body>Menu</body></html>", "page.html")
    with pytest.raises(MenuError, match="no MenuItem with a price"):
        import_schemaorg(b'{"@type": "Recipe"}', "page.json")
