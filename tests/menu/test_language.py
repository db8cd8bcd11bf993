"""A menu in another language: other names, the same dishes at the same prices."""

from __future__ import annotations

from pathlib import Path

from kiosk.locations import menus_dir
from kiosk.menu import load_menu
from kiosk.menu.language import in_language, languages, unnamed
from kiosk.order.notation import format_cart, parse_cart
from kiosk.order.pricing import price


def test_a_menu_that_has_the_language_is_shown_in_it_whole() -> None:
    menu = load_menu(menus_dir() / "taqueria.yaml")
    shown = in_language(menu, "es")
    assert languages(menu) == {"es"}
    assert unnamed(menu, "es") == ()
    assert list(shown.categories)[:3] == ["Platos", "A su gusto", "Tacos"]
    chips, burrito = shown.items["chips"], shown.items["burrito"]
    assert (chips.name, chips.category) == ("Totopos", "Guarniciones")
    assert (
        burrito.description
        == "Su relleno con arroz, frijoles, pico de gallo y queso en una tortilla."
    )
    assert burrito.groups["filling"].name == "Relleno"
    assert burrito.groups["toppings"].options["tomato"].name == "Jitomate"
    assert shown.combos["burrito_plate"].slots["drink"].name == "Bebida"


def test_a_cart_of_one_is_a_cart_of_the_other() -> None:
    menu = load_menu(menus_dir() / "taqueria.yaml")
    shown = in_language(menu, "es")
    cart = parse_cart(menu, ["2 taco +carnitas -onion", "1 chips +chips_queso"])
    assert format_cart(shown, cart) == format_cart(menu, cart)
    assert price(shown, cart) == price(menu, cart)


def test_a_language_counts_wherever_the_menu_has_a_name_in_it(tmp_path: Path) -> None:
    path = tmp_path / "burger.yaml"
    text = (menus_dir() / "burger.yaml").read_text()
    path.write_text(
        text.replace("    name: Nugget Meal\n", "    name: Nugget Meal\n    names: {es: Combo}\n")
    )
    menu = load_menu(path)
    assert languages(menu) == {"es"}
    assert in_language(menu, "es").combos["nugget_meal"].name == "Combo"


def test_a_menu_without_the_language_is_what_it_is() -> None:
    menu = load_menu(menus_dir() / "burger.yaml")
    assert in_language(menu, "es") is menu
    assert languages(menu) == frozenset()
