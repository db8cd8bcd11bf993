"""The other counters: what guests order there, and what it costs."""

from __future__ import annotations

import pytest

from kiosk.menu import Menu, find_menu, load_menu
from kiosk.order.notation import format_cart, parse_cart
from kiosk.order.pricing import price


@pytest.mark.parametrize(
    ("menu", "line", "subtotal"),
    [
        # Sizes, milks, pumps, shots, temperature, foam, roast
        ("coffee", "1 latte +medium +iced +oat_milk +espresso_shot", 425 + 60 + 80 + 90),
        ("coffee", "1 latte +small +iced +vanilla*3 +light_ice", 425 + 3 * 30),
        ("coffee", "1 vanilla_latte +small +vanilla*3 -foam", 485 + 2 * 30),
        ("coffee", "1 cappuccino +large +extra_hot +foam=extra", 425 + 110 + 0),
        ("coffee", "1 brewed_coffee +large +dark_roast +oat_milk", 265 + 70 + 80),
        ("coffee", "1 espresso +double +decaf", 275 + 75),
        ("coffee", "1 bagel +everything_bagel +warmed +cream_cheese", 275 + 125),
        # Sizes, crusts, halves, light and extra, drinks by container
        ("pizza", "1 pizza +large +thin_crust +pepperoni +mushroom=extra", 899 + 550 + 175 + 250),
        ("pizza", "1 pizza +medium +pepperoni@left +mushroom@right", 899 + 300 + 88 + 63),
        ("pizza", "1 supreme +small +anchovy -onion -black_olive", 1299 + 175),
        ("pizza", "1 bbq_chicken_pizza +extra_large +well_done +square_cut", 1299 + 800),
        ("pizza", "1 bone_in_wings +12_piece +buffalo +ranch +blue_cheese", 799 + 650 + 75),
        ("pizza", "2 coke +2_liter", 2 * (179 + 220)),
        ("pizza", "1 caesar_salad +full_size +salad_chicken", 549 + 400 + 300),
        # Built to order
        ("taqueria", "1 burrito +carne_asada +black_beans +guacamole", 975 + 100 + 225),
        ("taqueria", "1 burrito_bowl +fajita_veggies -cilantro_lime_rice +no_beans -cheese", 975),
        ("taqueria", "3 taco +al_pastor +salsa_verde +pineapple", 3 * 325),
        ("taqueria", "1 torta +carnitas -pickled_jalapeno", 1025),
        ("taqueria", "1 jarritos +mandarin", 295),
        (
            "taqueria",
            "1 burrito_plate [burrito +grilled_chicken +pinto_beans] [elote] [horchata +large]",
            1450 + 150 + 120,
        ),
        (
            "coffee",
            "1 coffee_and_pastry [latte +medium +oat_milk] [croissant +warmed]",
            575 + 40 + 140 + 80,
        ),
    ],
)
def test_an_order_and_its_price(menu: str, line: str, subtotal: int):
    sold = load_menu(find_menu(menu))
    cart = parse_cart(sold, [line])
    assert format_cart(sold, cart) == [line]
    assert price(sold, cart).subtotal == subtotal


def aliases(menu: Menu, entry: str, option: str | None = None) -> tuple[str, ...]:
    item = menu.items[entry]
    if option is None:
        return item.aliases
    found = item.option(option)
    assert found is not None
    return found.aliases


def test_the_taqueria_understands_spanish():
    menu = load_menu(find_menu("taqueria"))
    assert "pollo" in aliases(menu, "taco", "grilled_chicken")
    assert "frijoles negros" in aliases(menu, "burrito", "black_beans")
    assert "sin hielo" in aliases(menu, "horchata", "no_ice")
    assert "totopos" in aliases(menu, "chips")
    assert "bebida" in menu.categories["Drinks"]


def test_ice_is_a_question_of_iced_drinks_alone():
    latte = load_menu(find_menu("coffee")).items["latte"]
    assert latte.groups["ice"].nested
    iced, hot = latte.option("iced"), latte.option("hot")
    assert iced is not None
    assert hot is not None
    assert (iced.groups, hot.groups) == (("ice",), ())
