"""What menus call the allergens that they have to declare."""

from __future__ import annotations

from typing import Final

__all__ = ["ALLERGENS", "UNITED_STATES"]

UNITED_STATES: Final = (
    "milk", "egg", "fish", "crustacean_shellfish", "tree_nuts", "peanuts", "wheat", "soy", "sesame",
)  # fmt: skip
"""The nine of FALCPA (2004) and the FASTER Act (2021)."""
ALLERGENS: Final = (
    *UNITED_STATES, "gluten", "celery", "mustard", "lupin", "molluscs", "sulphites",
)  # fmt: skip
"""Those, then what Regulation (EU) 1169/2011 adds."""
