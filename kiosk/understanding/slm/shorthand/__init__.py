"""Edits as the atoms of one turn's sheet, both ways. The shape is that of :mod:`..walk`."""

from kiosk.understanding.slm.shorthand.reading import read
from kiosk.understanding.slm.shorthand.writing import write

__all__ = ["read", "write"]
