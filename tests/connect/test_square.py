"""Orders on their way to Square's till, on a local service that holds to Square's stated rules."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.connect import PlacedOrder, Refused, Undelivered
from kiosk.connect.square import Account, SquareTill
from kiosk.connect.square import api as square_api
from kiosk.menu.importers import Imported, import_square

from .conftest import LUNCH
from .square_service import LOCATION, TOKEN, Square

Place = Callable[..., PlacedOrder]
SAMPLES = Path(__file__).resolve().parents[1] / "menu" / "imports"


def imported(name: str) -> Imported:
    data = (SAMPLES / f"{name}.json").read_bytes()
    return import_square(data, name, name="The Barn", location=LOCATION)


@pytest.fixture(scope="module")
def barn() -> Imported:
    return imported("square_burger")


@pytest.fixture
async def square() -> AsyncIterator[Square]:
    catalog = json.loads((SAMPLES / "square_burger.json").read_text())
    async with Square(catalog, LUNCH).serving() as service:
        yield service


def till(square: Square, menu: Imported | None, token: str = TOKEN, **more: Any) -> SquareTill:
    account = Account("counter", LOCATION, token, square.url)
    external = menu.external if menu else None
    return SquareTill(account, kiosk=more.pop("kiosk", "till1"), external=external, **more)


@pytest.fixture
def order(place: Place, barn: Imported) -> PlacedOrder:
    lines = ("2 house_burger +well_done +bacon -onions", "1 soda +large")
    return place(*lines, menu=barn.menu, guest="Zoë")


async def test_an_order_stands_on_square_as_its_catalogue_has_it(
    square: Square, barn: Imported, order: PlacedOrder
) -> None:
    await till(square, barn).deliver(order.key, order)
    (stored,) = square.orders.values()
    burger, soda = stored["line_items"]
    assert (burger["quantity"], burger["catalog_object_id"]) == ("2", "VAR-BURGER")
    assert {m["catalog_object_id"]: m["quantity"] for m in burger["modifiers"]} == {
        "MOD-WELL": "1",
        "MOD-BACON": "1",
        "MOD-ONION": "0",
    }
    assert burger["note"] == "NO ONIONS"
    assert soda["catalog_object_id"] == "VAR-SODA-L"
    assert stored["ticket_name"] == "42 Zoë"
    assert stored["metadata"] == {"kiosk_key": order.key, "kiosk_total": str(order.total)}
    assert stored["total_money"]["amount"] == order.total == round(1.0825 * (2 * 1074 + 299))


async def test_the_same_order_again_is_the_same_order(
    square: Square, barn: Imported, order: PlacedOrder
) -> None:
    square.faults = [{"done": True}]
    with pytest.raises(Undelivered, match="cannot be reached"):
        await till(square, barn).deliver(order.key, order)
    await till(square, barn).deliver(order.key, order)
    assert len(square.orders) == 1


async def test_another_order_under_the_same_key_is_put_aside(
    square: Square, barn: Imported, order: PlacedOrder, place: Place
) -> None:
    await till(square, barn).deliver(order.key, order)
    other = place("1 soda +small", menu=barn.menu, key=order.key)
    with pytest.raises(Refused, match="used with another request"):
        await till(square, barn).deliver(order.key, other)


HTML = "<html>Please log in to Hotel WiFi</html>"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"status": 500}, "Square fails (500, INTERNAL_SERVER_ERROR)"),
        ({"status": 503, "body": HTML}, "Square fails (503)"),
        ({"status": 429, "code": "RATE_LIMITED"}, "too many requests"),
        ({"status": 409, "code": "CONFLICT"}, "Square fails (409, CONFLICT)"),
        ({"status": 403, "body": HTML}, "not Square answers (403)"),
        ({"status": 200, "body": HTML}, "not Square answers (200)"),
        ({"status": 302, "headers": {"Location": "http://127.0.0.1:1/"}, "body": ""}, "(302)"),
        ({"status": 200, "body": "[" * 100_000}, "not Square answers"),
        ({"status": 200, "body": '{"order": {"id": 7}}'}, "in another form"),
        ({"status": 200, "body": b"\xff\x00"}, "not Square answers"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
async def test_whatever_goes_wrong_it_is_tried_again(
    square: Square, barn: Imported, order: PlacedOrder, fault: dict[str, Any], said: str
) -> None:
    square.faults = [fault]
    with pytest.raises(Undelivered) as told:
        await till(square, barn).deliver(order.key, order)
    assert said in str(told.value)
    assert str(told.value).startswith("till counter: ")
    assert "\n" not in str(told.value)
    await till(square, barn).deliver(order.key, order)
    assert len(square.orders) == 1


async def test_square_is_left_alone_for_as_long_as_it_asks(
    square: Square, barn: Imported, order: PlacedOrder
) -> None:
    square.faults = [{"status": 429, "code": "RATE_LIMITED", "headers": {"Retry-After": "300"}}]
    counter = till(square, barn)
    for said in ("too many requests", "asked for rest"):
        with pytest.raises(Undelivered, match=said):
            await counter.deliver(order.key, order)
    assert len(square.asked) == 1


async def test_silence_and_a_flood_end(
    square: Square, barn: Imported, order: PlacedOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(square_api, "_REQUEST_S", 0.2)
    square.faults = [{"slow": True}]
    with pytest.raises(Undelivered, match="silent"):
        await till(square, barn).deliver(order.key, order)
    monkeypatch.setattr(square_api, "_REQUEST_S", 30.0)
    monkeypatch.setattr(square_api, "_MAX_ANSWER", 1000)
    square.faults = [{"status": 200, "body": b" " * 2000}]
    with pytest.raises(Undelivered, match="answers more than"):
        await till(square, barn).deliver(order.key, order)


async def test_nobody_there(barn: Imported, order: PlacedOrder) -> None:
    nobody = SquareTill(
        Account("counter", LOCATION, TOKEN, "http://127.0.0.1:1"), kiosk="t", external=barn.external
    )
    with pytest.raises(Undelivered, match="cannot be reached"):
        await nobody.deliver(order.key, order)


async def test_a_token_that_is_not_accepted_names_the_way_out(
    square: Square, barn: Imported, order: PlacedOrder
) -> None:
    with pytest.raises(Refused, match=r"access token .*put a new one in the settings"):
        await till(square, barn, token="old").deliver(order.key, order)  # noqa: S106 - as above
    assert "old" not in repr(Account("counter", LOCATION, "old"))


async def test_what_the_catalogue_does_not_have_goes_in_words_and_to_the_cent(
    square: Square, barn: Imported, place: Place
) -> None:
    order = place(
        "1 cheeseburger_meal [cheeseburger -pickle] [fries +large] [sprite +large]",
        "2 coke +large",
    )
    await till(square, barn).deliver(order.key, order)  # its ids are of another menu
    meal, coke = next(iter(square.orders.values()))["line_items"]
    assert meal["name"] == "Large Cheeseburger Meal"
    assert meal["note"] == "Cheeseburger: NO PICKLES; Fries: LARGE; Sprite: LARGE"
    assert coke["base_price_money"]["amount"] * 2 == order.lines[1].amount


async def test_a_cent_of_difference_is_flagged_and_the_food_is_made(
    square: Square, barn: Imported, order: PlacedOrder
) -> None:
    off = order.model_copy(update={"tax": order.tax + 1, "total": order.total + 1})
    with pytest.raises(Refused, match=r"comes to \$26.49 on Square, .* told \$26.50"):
        await till(square, barn).deliver(off.key, off)
    assert len(square.orders) == 1


def amended(place: Place, barn: Imported, *lines: str, kind: str = "amended") -> PlacedOrder:
    return place(*lines, menu=barn.menu, kind=kind, key=f"barn-2026-05-01-42-{kind}")


async def test_an_amended_order_replaces_what_stands_there(
    square: Square, barn: Imported, order: PlacedOrder, place: Place
) -> None:
    counter = till(square, barn)
    await counter.deliver(order.key, order)
    for number in range(1, 5):  # others of that day: the search has more than one page
        other = place("1 soda +small", menu=barn.menu, key=f"other-{number}", number=number)
        await counter.deliver(other.key, other)
    change = amended(place, barn, "1 house_burger +medium")
    square.faults = [{}, {}, {}, {"status": 500, "done": True}]
    with pytest.raises(Undelivered):
        await till(square, barn).deliver(change.key, change)
    await till(square, barn).deliver(change.key, change)
    (stored,) = (o for o in square.orders.values() if o["ticket_name"] == "42 Zoë")
    (line,) = stored["line_items"]
    assert (line["quantity"], line["catalog_object_id"]) == ("1", "VAR-BURGER")
    assert stored["total_money"]["amount"] == change.total
    assert stored["version"] == 2
    await counter.deliver(order.key, order)  # sent again by hand: it is the amended one's turn now
    assert stored["total_money"]["amount"] == change.total


async def test_an_order_taken_back_is_cancelled_also_when_it_was_half_done(
    square: Square, barn: Imported, order: PlacedOrder, place: Place
) -> None:
    await till(square, barn).deliver(order.key, order)
    void = amended(place, barn, "1 soda +small", kind="void")
    square.faults = [{}, {"status": 500, "done": True}]
    with pytest.raises(Undelivered):
        await till(square, barn).deliver(void.key, void)
    for _ in range(2):
        await till(square, barn).deliver(void.key, void)
    (stored,) = square.orders.values()
    assert stored["state"] == "CANCELED"


async def test_who_writes_at_the_same_time_is_not_overwritten(
    square: Square, barn: Imported, order: PlacedOrder, place: Place
) -> None:
    await till(square, barn).deliver(order.key, order)
    change = amended(place, barn, "1 soda +small")
    square.faults = [{}, {"status": 409, "code": "VERSION_MISMATCH"}]
    with pytest.raises(Undelivered, match="VERSION_MISMATCH"):
        await till(square, barn).deliver(change.key, change)
    await till(square, barn).deliver(change.key, change)


@pytest.mark.parametrize("kind", ["amended", "void"])
async def test_what_is_paid_or_not_there_is_for_a_person(
    square: Square, barn: Imported, order: PlacedOrder, place: Place, kind: str
) -> None:
    change = amended(place, barn, "1 soda +small", kind=kind)
    with pytest.raises(Refused, match="42 of 2026-05-01 is not on Square"):
        await till(square, barn).deliver(change.key, change)
    await till(square, barn, paid="elsewhere").deliver(order.key, order)
    with pytest.raises(Refused, match="is paid on Square"):
        await till(square, barn).deliver(change.key, change)
    with pytest.raises(Refused, match="is not on Square"):
        await till(square, barn, kiosk="till2").deliver(change.key, change)


async def test_an_order_paid_elsewhere_is_booked_as_paid_once(
    square: Square, barn: Imported, order: PlacedOrder
) -> None:
    square.faults = [{}, {"done": True}]
    counter = till(square, barn, paid="elsewhere")
    with pytest.raises(Undelivered):
        await counter.deliver(order.key, order)
    await counter.deliver(order.key, order)
    (payment,) = square.payments
    assert payment["amount_money"] == {"amount": order.total, "currency": "USD"}


async def test_a_yesterdays_order_placed_before_midnight_is_found(
    square: Square, barn: Imported, place: Place
) -> None:
    late = place("1 soda +small", menu=barn.menu, at=LUNCH + timedelta(hours=13))
    square.now = late.at
    await till(square, barn).deliver(late.key, late)
    void = late.model_copy(update={"kind": "void", "key": "v", "at": late.at + timedelta(hours=1)})
    await till(square, barn).deliver(void.key, void)
    assert next(iter(square.orders.values()))["state"] == "CANCELED"


async def test_the_catalogue_comes_whole_and_makes_the_same_menu(
    square: Square, barn: Imported
) -> None:
    house, data = await till(square, barn).catalog()
    asked = import_square(data, "Square", name=house, location=LOCATION)
    assert (asked.text, asked.external, asked.notes) == (barn.text, barn.external, barn.notes)
    assert [path for _, path in square.asked].count("/v2/catalog/list") > 3


async def test_many_at_once_are_each_there_once(
    square: Square, barn: Imported, place: Place
) -> None:
    counter = till(square, barn)
    orders = [place("1 soda +small", menu=barn.menu, key=f"k{n}", number=n) for n in range(1, 21)]
    await asyncio.gather(*(counter.deliver(o.key, o) for o in [*orders, *orders]))
    assert len(square.orders) == 20
