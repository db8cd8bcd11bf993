"""The colours of the house: by day, by night, and in high contrast.

The contrast of text and what carries meaning with what lies behind is at least 4.5 to 1 (WCAG 2.2,
1.4.3), in high contrast 7 to 1; a test holds it.
"""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

__all__ = ["CONTRAST", "DARK", "LIGHT", "THEMES"]


def _beside(*, line: str, edge: str, tile: str, muted: str, primary: str) -> dict[str, str]:
    """Colours that Textual has no name for, and those of fields and scrollbars.

    ``tile`` is what can be touched, ``edge`` its frame; ``line`` separates; ``muted`` is said by
    the way; ``primary`` is the theme's.
    """
    return {
        "line": line,
        "edge": edge,
        "tile": tile,
        "muted": muted,
        "price": primary,
        "input-cursor-background": primary,
        "input-selection-background": f"{primary} 30%",
        "scrollbar": line,
        "scrollbar-hover": line,
        "scrollbar-active": primary,
        "scrollbar-background": tile,
        "scrollbar-background-hover": tile,
        "scrollbar-background-active": tile,
        "scrollbar-corner-color": tile,
    }


DARK: Final = Theme(
    name="dark",
    dark=True,
    primary="#f2b84b",  # mustard: the house speaks, and what leads on
    secondary="#8fd0c0",  # the guest
    accent="#f2b84b",
    success="#8fd694",
    warning="#f5a962",  # what is still open
    error="#f28b82",
    foreground="#f1ede4",
    background="#14181d",
    surface="#1d232a",
    panel="#252c35",
    variables=_beside(
        line="#46515e", edge="#3b4653", tile="#2b333d", muted="#a9b0b8", primary="#f2b84b"
    ),
)
LIGHT: Final = Theme(
    name="light",
    dark=False,
    primary="#a3320b",  # paprika
    secondary="#0b5c53",
    accent="#a3320b",
    success="#1d6b2f",
    warning="#8a4b00",
    error="#a81e1e",
    foreground="#231f1a",
    background="#f4efe6",
    surface="#fbf8f2",
    panel="#e9e1d3",
    variables=_beside(
        line="#c9bfae", edge="#d9cfbf", tile="#ffffff", muted="#625a4f", primary="#a3320b"
    ),
)
CONTRAST: Final = Theme(
    name="contrast",
    dark=True,
    primary="#ffe600",
    secondary="#00ffff",
    accent="#ffe600",
    success="#5dff5d",
    warning="#ffb000",
    error="#ff9d9d",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    variables=_beside(
        line="#ffffff", edge="#ffffff", tile="#000000", muted="#ffffff", primary="#ffe600"
    ),
)
THEMES: Final = (DARK, LIGHT, CONTRAST)
"""In the order in which a key goes through them."""
