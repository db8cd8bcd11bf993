"""The kiosk in a browser: a page of ours around textual-serve."""

from kiosk.ui.web.server import KioskServer

__all__ = ["KioskServer"]
