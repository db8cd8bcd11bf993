"""Square as a destination: an order stands on the till's list, to be paid there or paid already."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, Final, Literal, TypeVar
from uuid import NAMESPACE_URL, uuid5

from pydantic import BaseModel, ValidationError

from kiosk.connect.destination import Refused, Undelivered
from kiosk.connect.placed import PlacedOrder
from kiosk.connect.square.answers import FoundOrder, Locations, Stored
from kiosk.connect.square.api import Account, SquareApi
from kiosk.connect.square.body import KEY, LONGEST_NOTE, changed_lines, new_order, reference
from kiosk.menu.external import External
from kiosk.money import format_money

__all__ = ["Paid", "SquareTill"]

Paid = Literal["counter", "elsewhere"]
"""``counter``: the order waits on the till to be paid. ``elsewhere``: it is booked there as paid by
other means, a card terminal beside the kiosk."""

_PAGE: Final = 500
_PAGES: Final = 40
_OVER: Final = ("COMPLETED", "CANCELED", "FAILED")
"""States of a fulfilment, and of an order, in which nothing can be changed."""
_AROUND: Final = timedelta(days=2)
"""Around an order's day and time: where Square's clock and day may put it."""

Answer = TypeVar("Answer", bound=BaseModel)


class SquareTill:
    """The till of one location.

    An order is delivered when Square has stored it with the total that the guest was told. With
    another total it is stored all the same, for somebody has to make the food, and refused here:
    the crew sees both amounts and puts it right.
    """

    def __init__(
        self, account: Account, *, kiosk: str, external: External | None, paid: Paid = "counter"
    ) -> None:
        """
        Args:
            account: whose till it is.
            kiosk: name of this kiosk: two at one location have two.
            external: what the catalogue calls what is on the menu; without, all is sent in words.
            paid: whether a placed order has been paid.
        """
        self.name = account.name
        self.location = account.location
        self._kiosk = kiosk
        self._external = external
        self._paid = paid
        self._api = SquareApi(account)

    async def deliver(self, key: str, order: PlacedOrder, *, again: bool = False) -> None:
        """See ``Destination``; Square knows the key."""
        if order.kind == "void":
            await self._take_back(key, order)
            return
        if order.kind == "placed":
            stored = await self._made(key, order)
        else:
            stored = await self._amended(key, order)
        if stored.metadata.get(KEY) not in (None, key):
            return  # it has been amended since: what it comes to now is not this order's affair
        self._compare(order, stored)
        if self._paid == "elsewhere" and order.total and not stored.tenders:
            await self._pay(key, order, stored)

    async def look(self) -> str:
        """The name of the location, as Square has it.

        Raises:
            Undelivered: Square cannot be reached.
            Refused: it does not know the token or the location.
        """
        said = await self._api.call("GET", f"/v2/locations/{self.location}")
        there = self._read(Locations, said).location
        return there.business_name or there.name or self.location

    async def catalog(self) -> tuple[str, bytes]:
        """The name of the location, and all pages of the catalogue as one.

        Raises:
            Undelivered, Refused: as :meth:`look`.
        """
        house = await self.look()
        objects: list[Any] = []
        async for page in self._pages("GET", "/v2/catalog/list"):
            objects += page.get("objects") or []
        return house, json.dumps({"objects": objects}).encode()

    async def _made(self, key: str, order: PlacedOrder) -> FoundOrder:
        body = new_order(order, self._external, self.location, self._kiosk)
        self._fits(order, body)
        said = await self._api.call("POST", "/v2/orders", {"idempotency_key": key, "order": body})
        return self._read(Stored, said).order

    async def _amended(self, key: str, order: PlacedOrder) -> FoundOrder:
        standing = await self._find(order)
        if standing.metadata.get(KEY) == key:
            return standing
        self._open(order, standing)
        lines = changed_lines(order, self._external)
        self._fits(order, lines)
        gone = [f"line_items[{line.uid}]" for line in standing.line_items]
        return await self._update(key, standing, lines, fields_to_clear=gone)

    async def _take_back(self, key: str, order: PlacedOrder) -> None:
        standing = await self._find(order)
        if standing.state == "CANCELED":
            return
        self._open(order, standing)
        waiting = [each.uid for each in standing.fulfillments if each.state not in _OVER]
        if waiting:  # an order can be cancelled when nobody is making it any more
            cancelled = [{"uid": uid, "state": "CANCELED"} for uid in waiting]
            standing = await self._update(key, standing, {"fulfillments": cancelled})
        await self._update(key, standing, {"state": "CANCELED"})

    async def _update(
        self, key: str, standing: FoundOrder, change: dict[str, Any], **beside: Any
    ) -> FoundOrder:
        """One change, at the version that it was made up for: tried again at another one, it is
        another request to Square, and has another key there."""
        body = {"location_id": self.location, "version": standing.version, **change}
        said = await self._api.call(
            "PUT",
            f"/v2/orders/{standing.id}",
            {"idempotency_key": f"{key}-{standing.version}", "order": body, **beside},
        )
        return self._read(Stored, said).order

    async def _pay(self, key: str, order: PlacedOrder, stored: FoundOrder) -> None:
        await self._api.call(
            "POST",
            "/v2/payments",
            {
                "idempotency_key": str(uuid5(NAMESPACE_URL, key)),  # 45 letters at most there
                "source_id": "EXTERNAL",
                "external_details": {"type": "OTHER", "source": f"kiosk {self._kiosk}"},
                "amount_money": {"amount": order.total, "currency": order.currency},
                "location_id": self.location,
                "order_id": stored.id,
            },
        )

    async def _find(self, order: PlacedOrder) -> FoundOrder:
        """The order that ``order`` changes: Square searches by time, and we by our reference."""
        ours = reference(self._kiosk, order)
        begins = order.at.replace(year=order.day.year, month=order.day.month, day=order.day.day)
        span = {"start_at": begins - _AROUND, "end_at": order.at + _AROUND}
        when = {name: at.isoformat() for name, at in span.items()}
        query = {
            "filter": {"date_time_filter": {"created_at": when}},
            "sort": {"sort_field": "CREATED_AT", "sort_order": "DESC"},
        }
        body = {"location_ids": [self.location], "query": query, "limit": _PAGE}
        async for page in self._pages("POST", "/v2/orders/search", body):
            for each in page.get("orders") or []:  # others may have any form
                if isinstance(each, dict) and each.get("reference_id") == ours:
                    return self._read(FoundOrder, each)
        said = f"order {order.number} of {order.day} is not on Square"
        raise Refused(f"till {self.name}: {said}", hint="look for it there")

    async def _pages(
        self, method: str, path: str, body: dict[str, Any] | None = None
    ) -> AsyncIterator[dict[str, Any]]:
        """Every page of an answer."""
        cursor: dict[str, str] = {}
        for _ in range(_PAGES):
            if body is None:
                page = dict(await self._api.call(method, path, query=cursor))
            else:
                page = dict(await self._api.call(method, path, body | cursor))
            yield page
            if not isinstance(page.get("cursor"), str) or not page["cursor"]:
                return
            cursor = {"cursor": page["cursor"]}
        raise Undelivered(f"till {self.name}: Square's answer has no end")

    def _open(self, order: PlacedOrder, standing: FoundOrder) -> None:
        """Refuse what Square would: a change to what is paid or closed."""
        if standing.tenders or standing.state in _OVER:
            how = "paid" if standing.tenders else standing.state.lower()
            said = f"order {order.number} is {how} on Square, and cannot be changed from here"
            raise Refused(f"till {self.name}: {said}", hint="change or refund it there")

    def _fits(self, order: PlacedOrder, body: dict[str, Any]) -> None:
        if any(len(line.get("note", "")) > LONGEST_NOTE for line in body["line_items"]):
            said = f"order {order.number} has a line with more changes than a note there holds"
            raise Refused(f"till {self.name}: {said}", hint="enter it there by hand")

    def _compare(self, order: PlacedOrder, stored: FoundOrder) -> None:
        total, tax = stored.total_money, stored.total_tax_money
        if total.currency != order.currency:
            said = f"is in {total.currency} on Square"
        elif total.amount != order.total:
            theirs = format_money(total.amount, order.currency, order.locale)
            told = format_money(order.total, order.currency, order.locale)
            said = f"comes to {theirs} on Square, and the guest was told {told}"
        elif tax.amount != order.tax:
            theirs = format_money(tax.amount, order.currency, order.locale)
            said = f"holds {theirs} of tax on Square, otherwise than here"
        else:
            return
        raise Refused(f"till {self.name}: order {order.number} {said}", hint="put it right there")

    def _read(self, form: type[Answer], said: object) -> Answer:
        try:
            return form.model_validate(said)
        except ValidationError as bad:
            raise Undelivered(f"till {self.name}: Square answers in another form") from bad
