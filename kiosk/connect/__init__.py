"""Where orders go when they are placed: printers, the kitchen's displays, the till.

Each destination is a small class behind one protocol; what keeps an order until it has arrived
stands elsewhere.
"""

from kiosk.connect.destination import Destination, Refused, Undelivered
from kiosk.connect.placed import PlacedOrder, Ticket, placed_order

__all__ = ["Destination", "PlacedOrder", "Refused", "Ticket", "Undelivered", "placed_order"]
