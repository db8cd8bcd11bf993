"""The colours of the counter: calm and dark, one warm accent."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

__all__ = ["COUNTER"]

COUNTER: Final = Theme(
    name="counter",
    dark=True,
    primary="#e9b44c",  # mustard: the house speaks, and what is to be paid
    secondary="#8fc1b5",  # the guest
    accent="#e9b44c",
    success="#8bc98b",
    warning="#f0a45d",  # what is still open
    error="#e5786d",
    foreground="#e7e3da",
    background="#15181c",
    surface="#1c2126",
    panel="#262d34",
    variables={
        "input-cursor-background": "#e9b44c",
        "input-selection-background": "#e9b44c 30%",
        "scrollbar": "#343c45",
        "scrollbar-hover": "#4a545f",
        "scrollbar-active": "#e9b44c",
        "scrollbar-background": "#15181c",
        "scrollbar-background-hover": "#15181c",
        "scrollbar-background-active": "#15181c",
    },
)
