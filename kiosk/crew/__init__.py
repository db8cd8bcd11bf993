"""What the crew decides at the kiosk: who may, what is out, what becomes of an order.

Kept in the data folder, where it must outlive the process; without a screen.
"""

from kiosk.crew.deliveries import Condition, Deliveries, Delivery
from kiosk.crew.door import Door, Shut, set_pin
from kiosk.crew.register import Amendment, Register, Sale, SaleState
from kiosk.crew.sold_out import SoldOut
from kiosk.crew.volume import Volume

__all__ = [
    "Amendment",
    "Condition",
    "Deliveries",
    "Delivery",
    "Door",
    "Register",
    "Sale",
    "SaleState",
    "Shut",
    "SoldOut",
    "Volume",
    "set_pin",
]
