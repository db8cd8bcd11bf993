"""The store's MQTT 5 broker: orders to the kitchen's displays, what is sold out from kiosk to
kiosk, what is sold, and who is there."""

from kiosk.connect.mqtt.broker import Address, Broker
from kiosk.connect.mqtt.notices import HealthNotice, MenuNotice, SoldOutNotice, menu_notice
from kiosk.connect.mqtt.orders import OrderTopic
from kiosk.connect.mqtt.selling import MenuTopic
from kiosk.connect.mqtt.sharing import SharedSoldOut

__all__ = [
    "Address",
    "Broker",
    "HealthNotice",
    "MenuNotice",
    "MenuTopic",
    "OrderTopic",
    "SharedSoldOut",
    "SoldOutNotice",
    "menu_notice",
]
