"""What goes over the wire, as JSON Schema: for whoever builds a display or a back office."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel

from kiosk.connect.mqtt.notices import HealthNotice, MenuNotice, SoldOutNotice
from kiosk.connect.placed import PlacedOrder

__all__ = ["schemas"]

_MODELS: Final[dict[str, type[BaseModel]]] = {
    "order": PlacedOrder,
    "sold_out": SoldOutNotice,
    "menu": MenuNotice,
    "health": HealthNotice,
}


def schemas() -> dict[str, dict[str, Any]]:
    """By the name of the topic that carries it."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {
        name: dialect | model.model_json_schema(mode="serialization")
        for name, model in _MODELS.items()
    }
