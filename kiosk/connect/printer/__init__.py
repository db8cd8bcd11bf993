"""Receipt printers: tickets laid out, written in the printer's letters and codes, sent over a link,
and confirmed by the printer; the same bytes drawn as a picture."""

from kiosk.connect.printer.letters import Letters, pages_of
from kiosk.connect.printer.links import FileLink, Flow, Link, NetworkLink, SerialLink, UsbLink
from kiosk.connect.printer.picture import picture
from kiosk.connect.printer.printer import Acknowledge, Printer, TicketKind
from kiosk.connect.printer.status import Condition

__all__ = [
    "Acknowledge",
    "Condition",
    "FileLink",
    "Flow",
    "Letters",
    "Link",
    "NetworkLink",
    "Printer",
    "SerialLink",
    "TicketKind",
    "UsbLink",
    "pages_of",
    "picture",
]
