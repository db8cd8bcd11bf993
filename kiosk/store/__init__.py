"""What must survive: every order from its first turn on, and what has yet to be delivered."""

from kiosk.store.days import StoreDay
from kiosk.store.journal import OrderJournal
from kiosk.store.orders import Kept, OrderState
from kiosk.store.outbox import Outbox, Pace
from kiosk.store.parcels import Queue
from kiosk.store.shelter import ShelteredStore
from kiosk.store.store import OFFERED_S, Store, Unfinished

__all__ = [
    "OFFERED_S",
    "Kept",
    "OrderJournal",
    "OrderState",
    "Outbox",
    "Pace",
    "Queue",
    "ShelteredStore",
    "Store",
    "StoreDay",
    "Unfinished",
]
