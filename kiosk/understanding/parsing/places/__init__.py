"""Where words can attach: a line that the utterance opens, one of the cart, a part of one, a slot.

All answer the same questions (what are you, what can you have) and take the same changes; each
turns what it took into edits at the end.
"""

from kiosk.understanding.parsing.places.cart_line import CartLine, PartLine
from kiosk.understanding.parsing.places.new_line import NewLine, new_line
from kiosk.understanding.parsing.places.place import Place
from kiosk.understanding.parsing.places.slot import SlotPlace

__all__ = ["CartLine", "NewLine", "PartLine", "Place", "SlotPlace", "new_line"]
