"""Square as a kiosk meets it, on this machine: the rules that its documentation states, enforced.

Requests are held against the types of Square's own library; whatever those do not know is refused.
Prices come from the catalogue that it was given, and tax is rounded half to even, as Square says
that it does. What the documentation does not say is not here either, so that a kiosk works with
this service is no proof that it works with Square.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from copy import deepcopy
from datetime import datetime
from fractions import Fraction
from typing import Any

from aiohttp import web
from pydantic import BaseModel, ValidationError
from square.types.create_payment_response import CreatePaymentResponse
from square.types.order import Order

TOKEN = "EAAAl-barn-secret"  # noqa: S105 - of a till that is not there
LOCATION = "LOC-MAIN"

Json = dict[str, Any]
Fault = Callable[[web.Request], "web.StreamResponse | None"]


class StatedError(Exception):
    """An error as Square states it."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.body = {
            "errors": [{"category": "INVALID_REQUEST_ERROR", "code": code, "detail": detail}]
        }


def refused(detail: str, code: str = "BAD_REQUEST", status: int = 400) -> StatedError:
    return StatedError(status, code, detail)


class Square:
    """One account with one location."""

    def __init__(self, catalog: Json, now: datetime) -> None:
        self.objects = [*catalog.get("related_objects", []), *catalog["objects"]]
        self.now = now
        self.orders: dict[str, Json] = {}
        self.payments: list[Json] = []
        self.asked: list[tuple[str, str]] = []
        """Method and path of every request, those that were refused too."""
        self.faults: list[Json] = []
        """What goes wrong with the next requests, one each; see ``_troubled``."""
        self.url = ""
        self.page = 2
        self.released = asyncio.Event()
        """Ends what is slow."""
        self._answers: dict[str, tuple[str, str]] = {}
        """Idempotency key → the request that it came with, and the order's id."""
        self._prices = {}
        self._taxes = {}
        for each in self.objects:
            parts = each.get("item_data", {}).get("variations", [])
            parts = parts + each.get("modifier_list_data", {}).get("modifiers", [])
            for part in parts:
                self._prices[part["id"]] = part
            if each["type"] == "TAX":
                self._taxes[each["id"]] = each["tax_data"]

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Square]:
        app = web.Application(middlewares=[self._troubled])
        app.router.add_post("/v2/orders", self._create)
        app.router.add_post("/v2/orders/search", self._search)
        app.router.add_put("/v2/orders/{id}", self._update)
        app.router.add_post("/v2/payments", self._pay)
        app.router.add_get("/v2/catalog/list", self._catalog)
        app.router.add_get("/v2/locations/{id}", self._location)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            self.released.set()
            await runner.cleanup()

    @web.middleware
    async def _troubled(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.asked.append((request.method, request.path))
        fault = self.faults.pop(0) if self.faults else {}
        if fault.get("slow"):
            await self.released.wait()
        if "status" in fault and not fault.get("done"):
            return self._fails(fault)
        try:
            self._authorised(request)
            answer: web.StreamResponse = await handler(request)
        except StatedError as error:
            return web.json_response(error.body, status=error.status)
        if fault.get("done"):  # what was asked is done, and the answer is lost
            if "status" in fault:
                return self._fails(fault)
            assert request.transport is not None
            request.transport.abort()
        return answer

    def _fails(self, fault: Json) -> web.Response:
        body = fault.get("body")
        if body is None:
            code = fault.get("code", "INTERNAL_SERVER_ERROR")
            body = json.dumps({"errors": [{"category": "API_ERROR", "code": code}]})
        return web.Response(
            status=fault["status"],
            body=body if isinstance(body, bytes) else body.encode(),
            headers=fault.get("headers"),
        )

    def _authorised(self, request: web.Request) -> None:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            raise refused("This request could not be authorized.", "UNAUTHORIZED", 401)
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", request.headers.get("Square-Version", "")):
            raise refused("Square-Version is missing or no date.", "INVALID_SQUARE_VERSION_FORMAT")

    async def _create(self, request: web.Request) -> web.Response:
        body = await _asked(request, "idempotency_key", "order")
        if (known := self._known(body)) is not None:
            return web.json_response({"order": known})
        given = _typed(body["order"])
        self._here(given)
        order = given | {
            "id": f"ORDER-{len(self.orders) + 1}",
            "version": 1,
            "state": "OPEN",
            "created_at": self.now.isoformat(),
        }
        self._store(body, order)
        return web.json_response({"order": order})

    async def _update(self, request: web.Request) -> web.Response:
        body = await _asked(request, "idempotency_key", "order", "fields_to_clear")
        standing = self.orders.get(request.match_info["id"])
        if standing is None:
            raise refused("No such order.", "NOT_FOUND", 404)
        if self._known(body) is not None:
            return web.json_response({"order": standing})
        change = _typed(body["order"])
        self._here(change)
        if standing["state"] != "OPEN":
            raise refused(f"An order that is {standing['state']} cannot be updated.")
        if change.pop("version", None) != standing["version"]:
            raise refused("The order has another version.", "VERSION_MISMATCH", 409)
        order = deepcopy(standing)
        for path in body.get("fields_to_clear", []):
            _clear(order, path)
        for name in ("line_items", "fulfillments", "taxes"):
            order[name] = _merged(order.get(name, []), change.pop(name, []))
        order["metadata"] = order.get("metadata", {}) | change.pop("metadata", {})
        order |= change | {"version": standing["version"] + 1}
        if order["state"] == "CANCELED":
            if order.get("tenders"):
                raise refused("A paid order cannot be canceled.")
            if any(each["state"] != "CANCELED" for each in order["fulfillments"]):
                raise refused("All fulfillments must be canceled before the order is.")
        self._store(body, order)
        return web.json_response({"order": order})

    def _known(self, body: Json) -> Json | None:
        """The order that this key has made; the same key may not come with another request."""
        if not 1 <= len(body["idempotency_key"]) <= 192:
            raise refused("idempotency_key has 1 to 192 characters.")
        said, order = self._answers.get(body["idempotency_key"], (None, ""))
        if said is None:
            return None
        if said != json.dumps(body, sort_keys=True):
            detail = "The idempotency key was used with another request."
            raise refused(detail, "IDEMPOTENCY_KEY_REUSED")
        return self.orders[order]

    def _store(self, body: Json, order: Json) -> None:
        self._price(order)
        _limits(order)
        Order.model_validate(order)
        self.orders[order["id"]] = order
        self._answers[body["idempotency_key"]] = (json.dumps(body, sort_keys=True), order["id"])

    def _here(self, order: Json) -> None:
        if order["location_id"] != LOCATION:
            raise refused("The location is not this account's.", "FORBIDDEN", 403)

    def _price(self, order: Json) -> None:
        currency, subtotal = "USD", 0
        for line in order["line_items"]:
            each, currency = self._each(line)
            for modifier in line.get("modifiers", []):
                price, _ = self._each(modifier)
                each += price * int(modifier.get("quantity", "1"))
            subtotal += each * int(line["quantity"])
        tax = added = 0
        for applied in order.get("taxes", []):
            catalog = self._taxes.get(applied["catalog_object_id"])
            if catalog is None:
                raise refused("No such tax.", "NOT_FOUND", 404)
            rate = Fraction(catalog["percentage"]) / 100
            if catalog["inclusion_type"] == "INCLUSIVE":
                tax += round(subtotal * rate / (1 + rate))  # round() is half to even
            else:
                added += round(subtotal * rate)
        order["total_money"] = {"amount": subtotal + added, "currency": currency}
        order["total_tax_money"] = {"amount": tax + added, "currency": currency}

    def _each(self, part: Json) -> tuple[int, str]:
        given = part.get("base_price_money")
        if "catalog_object_id" not in part:
            if given is None or not part.get("name"):
                raise refused("What is not in the catalog needs a name and a base price.")
            return given["amount"], given["currency"]
        found = self._prices.get(part["catalog_object_id"])
        if found is None:
            detail = f"Catalog object `{part['catalog_object_id']}` not found."
            raise refused(detail, "NOT_FOUND", 404)
        data = found.get("item_variation_data") or found["modifier_data"]
        money = data.get("price_money") or {"amount": 0, "currency": "USD"}
        for here in data.get("location_overrides", []):
            if here["location_id"] == LOCATION:
                money = here.get("price_money", money)
        return money["amount"], money["currency"]

    async def _search(self, request: web.Request) -> web.Response:
        body = await _asked(request, "location_ids", "query", "limit", "cursor")
        if body["location_ids"] != [LOCATION] or not 1 <= body["limit"] <= 1000:
            raise refused("location_ids and limit are what they must be.")
        span = body["query"]["filter"]["date_time_filter"]["created_at"]
        first, last = (datetime.fromisoformat(span[name]) for name in ("start_at", "end_at"))
        within = [
            order
            for order in reversed(self.orders.values())
            if first <= datetime.fromisoformat(order["created_at"]) <= last
        ]
        start = int(body.get("cursor", "0"))
        answer: Json = {"orders": within[start : start + self.page]}
        if within[start + self.page :]:
            answer["cursor"] = str(start + self.page)
        return web.json_response(answer if answer["orders"] else {})

    async def _pay(self, request: web.Request) -> web.Response:
        known = ("idempotency_key", "source_id", "external_details", "amount_money")
        body = await _asked(request, *known, "location_id", "order_id")
        if len(body["idempotency_key"]) > 45:
            raise refused("idempotency_key has 45 characters at most.")
        order = self.orders[body["order_id"]]
        if body not in self.payments:
            if order.get("tenders") or body["amount_money"] != order["total_money"]:
                raise refused("The amount is not what is due.")
            order["tenders"] = [{"type": "OTHER", "amount_money": body["amount_money"]}]
            order["version"] += 1
            self.payments.append(body)
        payment = {"id": "PAY-1", "order_id": order["id"], "source_type": "EXTERNAL"}
        CreatePaymentResponse.model_validate({"payment": payment})
        return web.json_response({"payment": payment})

    async def _catalog(self, request: web.Request) -> web.Response:
        start = int(request.query.get("cursor", "0"))
        answer: Json = {"objects": self.objects[start : start + self.page]}
        if self.objects[start + self.page :]:
            answer["cursor"] = str(start + self.page)
        return web.json_response(answer)

    async def _location(self, request: web.Request) -> web.Response:
        if request.match_info["id"] != LOCATION:
            raise refused("No such location.", "NOT_FOUND", 404)
        return web.json_response({"location": {"id": LOCATION, "business_name": "The Barn"}})


async def _asked(request: web.Request, *known: str) -> Json:
    body: Json = await request.json()
    if unknown := body.keys() - set(known):
        raise refused(f"Unknown fields: {sorted(unknown)}")
    return body


def _typed(order: Json) -> Json:
    """The order, held against the types of Square's library; they let pass what they do not know,
    and this does not."""
    try:
        _known_only(Order.model_validate(order))
    except ValidationError as wrong:
        raise refused(f"Not an order: {wrong.errors()[0]}") from wrong
    return deepcopy(order)


def _known_only(part: object) -> None:
    if isinstance(part, BaseModel):
        if part.model_extra:
            raise refused(f"{type(part).__name__} has no {sorted(part.model_extra)}")
        for name in type(part).model_fields:
            _known_only(getattr(part, name))
    elif isinstance(part, list):
        for each in part:
            _known_only(each)


def _limits(order: Json) -> None:
    """Longest texts, names that are given once, at most one fulfillment."""
    lines = order["line_items"]
    metadata = order.get("metadata", {})
    held = [
        len(order.get("reference_id", "")) <= 40,
        len(order.get("ticket_name", "")) <= 30,
        len(order.get("fulfillments", [])) <= 1,
        1 <= len(lines) <= 500,
        len({line["uid"] for line in lines}) == len(lines),
        all(len(line["uid"]) <= 60 for line in lines),
        all(len(line.get("name", "")) <= 512 for line in lines),
        all(len(line.get("note", "")) <= 2000 for line in lines),
        all(re.fullmatch(r"[1-9]\d{0,11}", line["quantity"]) for line in lines),
        len(metadata) <= 10,
        all(re.fullmatch(r"[a-zA-Z0-9_-]{1,60}", key) for key in metadata),
        all(len(value) <= 255 for value in metadata.values()),
    ]
    if not all(held):
        raise refused(f"A limit of an order is passed, number {held.index(False)}.")


def _clear(order: Json, path: str) -> None:
    name, uid = re.fullmatch(r"(\w+)(?:\[([^\]]+)\])?", path).groups()  # type: ignore[union-attr]
    left = [] if uid is None else [each for each in order[name] if each["uid"] != uid]
    if uid is not None and len(left) == len(order[name]):
        raise refused(f"{path} is not there.")
    order[name] = left


def _merged(standing: list[Json], change: list[Json]) -> list[Json]:
    by_uid = {each["uid"]: each for each in standing}
    for each in change:
        by_uid[each["uid"]] = by_uid.get(each["uid"], {}) | each
    return list(by_uid.values())
