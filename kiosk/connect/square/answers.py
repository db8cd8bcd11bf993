"""What Square says of an order, as far as it is read."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Amount", "FoundOrder", "Fulfillment", "LineItem", "Locations", "Stored"]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Amount(_Answer):
    """Money in minor units; Square leaves a zero out."""

    amount: int = 0
    currency: str


class LineItem(_Answer):
    """A line, by the name that it has within the order."""

    uid: str


class Fulfillment(_Answer):
    """Making it and handing it over."""

    uid: str
    state: str = "PROPOSED"


class FoundOrder(_Answer):
    """An order as it stands there."""

    id: str
    version: int = 1
    state: str = "OPEN"
    metadata: dict[str, str | None] = Field(default_factory=dict)
    line_items: list[LineItem] = Field(default_factory=list)
    fulfillments: list[Fulfillment] = Field(default_factory=list)
    tenders: list[dict[str, Any]] = Field(default_factory=list)
    """What was paid."""
    total_money: Amount
    total_tax_money: Amount


class Stored(_Answer):
    """The answer to an order that was made or changed."""

    order: FoundOrder


class Location(_Answer):
    """One store of an account."""

    name: str | None = None
    business_name: str | None = None


class Locations(_Answer):
    """The answer to a question for one location."""

    location: Location
