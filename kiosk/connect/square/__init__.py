"""Square: placed orders pushed to a location's till, and its catalogue asked for."""

from kiosk.connect.square.api import Account, SquareApi
from kiosk.connect.square.till import SquareTill

__all__ = ["Account", "SquareApi", "SquareTill"]
