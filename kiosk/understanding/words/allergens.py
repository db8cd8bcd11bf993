"""The nine major allergens (US FDA list) by what guests call them."""

from __future__ import annotations

from typing import Final

__all__ = ["ALLERGENS"]

ALLERGENS: Final[dict[str, str]] = {
    "peanut": "peanut", "nut": "tree_nut", "tree nut": "tree_nut", "almond": "tree_nut",
    "cashew": "tree_nut", "walnut": "tree_nut", "pecan": "tree_nut", "milk": "milk",
    "dairy": "milk", "lactose": "milk", "cheese": "milk", "egg": "egg", "wheat": "wheat",
    "gluten": "wheat", "soy": "soy", "soybean": "soy", "fish": "fish", "shellfish": "shellfish",
    "shrimp": "shellfish", "sesame": "sesame", "celiac": "wheat", "coeliac": "wheat",
}  # fmt: skip
"""Stems of a word for an allergen → the id that menus use for it."""
