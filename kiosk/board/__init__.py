"""What the order confirmation board shows, and how it gets from one process to another.

The process that takes an order shows each change on a ``Board``; the process that draws it follows
a ``Feed``. Here both are a file on one machine; a broker between machines would be another pair.
"""

from kiosk.board.file import FileBoard, FileFeed
from kiosk.board.view import Board, Feed, OnBoard, Seen, View, view_of, welcome

__all__ = [
    "Board",
    "Feed",
    "FileBoard",
    "FileFeed",
    "OnBoard",
    "Seen",
    "View",
    "view_of",
    "welcome",
]
