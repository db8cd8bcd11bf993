"""How often a lane in the shadow proposes what the crew takes down: how a store comes to trust it.

Counts alone are kept, and nothing that was said or ordered.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ValidationError

from kiosk.dialog import Session
from kiosk.drivethru.ports import Ordered
from kiosk.errors import NotationError
from kiosk.files import write_whole
from kiosk.order.cart import Cart
from kiosk.order.notation import canonical, parse_cart

__all__ = ["Agreement", "Shadow"]

_NAME: Final = "shadow.json"


class Agreement(BaseModel):
    """All orders so far."""

    orders: int = 0
    agreed: int = 0
    """Of them, those that were proposed exactly as they were ordered."""
    lines: int = 0
    """Portions of the orders as the crew took them down."""
    found: int = 0
    """Of them, those that the lane proposed too."""

    @property
    def share(self) -> float:
        """0 to 1; 1 where there was no order yet."""
        return self.agreed / self.orders if self.orders else 1.0


@dataclass(frozen=True, slots=True)
class Shadow:
    """The counts that a folder keeps."""

    folder: Path

    def so_far(self) -> Agreement:
        """A file that is damaged counts as none."""
        try:
            return Agreement.model_validate_json((self.folder / _NAME).read_bytes())
        except (OSError, ValidationError):
            return Agreement()

    def note(self, session: Session, ordered: Ordered) -> bool:
        """Count one order in; whether what was proposed is what was ordered.

        Raises:
            NotationError: what was ordered is not written in order notation.
            StoreError: the counts cannot be kept.
        """
        lines = ordered.lines
        want = session.cart if lines is None else _cart(session, lines)
        proposed, taken = canonical(session.menu, session.cart), canonical(session.menu, want)
        before = self.so_far()
        now = Agreement(
            orders=before.orders + 1,
            agreed=before.agreed + (proposed == taken),
            lines=before.lines + taken.total(),
            found=before.found + (proposed & taken).total(),
        )
        write_whole(self.folder / _NAME, now.model_dump_json() + "\n")
        return proposed == taken


def _cart(session: Session, lines: tuple[str, ...]) -> Cart:
    try:
        return parse_cart(session.menu, lines)
    except NotationError as bad:
        raise NotationError(f"not an order of this menu: {bad.message}") from bad
