"""Where a placed order goes, and the two ways in which it does not get there."""

from __future__ import annotations

from typing import Protocol

from kiosk.connect.placed import PlacedOrder
from kiosk.errors import DeliveryError

__all__ = ["Destination", "Refused", "Undelivered"]


class Undelivered(DeliveryError):  # noqa: N818 - an outcome that the outbox lives with
    """Not there yet, or nobody can tell: the same order, with the same key, is to be tried again.

    The message is what the crew has to do ("printer kitchen: out of paper").
    """

    def __init__(self, message: str, *, perhaps: bool = False) -> None:
        """``perhaps``: it may have got there all the same, where nobody can tell by its key."""
        super().__init__(message)
        self.perhaps = perhaps


class Refused(DeliveryError):  # noqa: N818 - as above
    """This order will never be taken there as it is: trying again is in vain until a person has
    looked at it."""


class Destination(Protocol):
    """A printer, the kitchen's displays, a till."""

    @property
    def name(self) -> str:
        """Its name in the configuration; what the crew calls it."""
        ...

    async def deliver(self, key: str, order: PlacedOrder, *, again: bool = False) -> None:
        """Hand ``order`` over; returns when the other side has it.

        The same ``key`` may come again, also after a success that was not noted: a destination that
        can tell does nothing the second time, one that cannot (paper) marks what it prints twice.

        Args:
            key: the same at every attempt.
            order: what was placed, or became of it since.
            again: it may have got there before: an attempt ended like that, or was cut off.

        Raises:
            Undelivered: try again later.
            Refused: do not.
        """
        ...
