"""A placed order in Square's form: what its catalogue knows by its ids, the rest in words.

https://developer.squareup.com/docs/orders-api/create-orders
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Final

from kiosk.connect.placed import PlacedChoice, PlacedLine, PlacedOrder
from kiosk.connect.printer.words import for_kitchen
from kiosk.menu.external import External

__all__ = ["KEY", "LONGEST_NOTE", "changed_lines", "new_order", "reference"]

KEY: Final = "kiosk_key"
"""Name in an order's metadata of the key under which it was last written."""
_TOTAL: Final = "kiosk_total"
"""Name in an order's metadata of what the guest was told, in minor units."""
LONGEST_NOTE: Final = 2_000
"""Letters in the note of a line."""
_LONGEST_TICKET: Final = 30
_SERVICE: Final = {"dine_in": "For here", "take_away": "To go", None: None}

Json = dict[str, Any]


def reference(kiosk: str, order: PlacedOrder) -> str:
    """What an order and all that becomes of it are found by: at most 40 letters."""
    return f"{kiosk}-{order.day:%Y%m%d}-{order.number}"


def new_order(order: PlacedOrder, external: External | None, location: str, kiosk: str) -> Json:
    """The order to be made; the same order and ids give the same, to the letter."""
    called = f"{order.number} {order.guest or ''}".strip()[:_LONGEST_TICKET]
    pickup = {"recipient": {"display_name": called}, "schedule_type": "ASAP"}
    note = ", ".join(
        filter(None, (_SERVICE[order.service], order.table and f"table {order.table}"))
    )
    if note:
        pickup["note"] = note
    return {
        "location_id": location,
        "reference_id": reference(kiosk, order),
        "ticket_name": called,
        "taxes": [
            {"uid": f"tax-{n}", "catalog_object_id": tax, "scope": "ORDER"}
            for n, tax in enumerate(external.taxes if external else ())
        ],
        "fulfillments": [
            {"uid": "counter", "type": "PICKUP", "state": "PROPOSED", "pickup_details": pickup}
        ],
        **changed_lines(order, external),
    }


def changed_lines(order: PlacedOrder, external: External | None) -> Json:
    """The part of an order that an amended one replaces. Each writing has line names of its own: an
    update adds lines under new names and changes those under old ones."""
    ours = external if external is not None and external.menu == order.menu else None
    writing = hashlib.sha256(order.key.encode()).hexdigest()[:12]
    return {
        "line_items": [
            {"uid": f"{writing}-{line.ref}"} | _line(line, order.currency, ours)
            for line in order.lines
        ],
        "metadata": {KEY: order.key, _TOTAL: str(order.total)},
    }


def _line(line: PlacedLine, currency: str, external: External | None) -> Json:
    variation = _variation(line, external)
    if variation is None:
        return _in_words(line, currency)
    assert external is not None
    ways = external.variations.get(line.item, {})
    body: Json = {"quantity": str(line.quantity), "catalog_object_id": variation}
    modifiers, said = [], []
    for choice in line.choices:
        if choice.option in ways:
            continue
        known = external.options.get(choice.group, {}).get(choice.option)
        if known is not None:
            modifiers.append({"catalog_object_id": known, "quantity": str(_portions(choice))})
        if known is None or not _plain(choice):
            said.append(for_kitchen(choice))
    if modifiers:
        body["modifiers"] = modifiers
    return body | _note(said)


def _in_words(line: PlacedLine, currency: str) -> Json:
    """What the catalogue does not have: a meal, or what was added to the menu by hand."""
    name = f"{line.size} {line.name}" if line.size else line.name
    said = [for_kitchen(choice) for choice in line.choices]
    for slot in line.slots:
        what = f"{slot.quantity} x {slot.name}" if slot.quantity > 1 else slot.name
        said.append(": ".join(filter(None, (what, ", ".join(map(for_kitchen, slot.choices))))))
    price = {"amount": line.amount // line.quantity, "currency": currency}
    return {"quantity": str(line.quantity), "name": name, "base_price_money": price} | _note(said)


def _variation(line: PlacedLine, external: External | None) -> str | None:
    if external is None or line.slots:
        return None
    ways = external.variations.get(line.item)
    if ways is None:
        return external.items.get(line.item)
    return next((ways[c.option] for c in line.choices if c.on and c.option in ways), None)


def _portions(choice: PlacedChoice) -> int:
    """As priced: "extra" is one more. Of what was taken off there is none, which is Square's own
    way to write it."""
    return choice.count + (choice.qualifier == "extra") if choice.on else 0


def _plain(choice: PlacedChoice) -> bool:
    return choice.on and choice.qualifier is None and choice.portion == "whole"


def _note(said: Iterable[str]) -> Json:
    note = "; ".join(said)
    return {"note": note} if note else {}
