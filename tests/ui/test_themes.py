"""What is written can be read: contrast as WCAG 2.2 measures it (1.4.3, 1.4.6)."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from kiosk.ui.themes import THEMES

BEHIND = ("background", "surface", "panel", "tile")
WRITTEN = ("foreground", "muted", "primary", "secondary", "success", "warning", "error")


def contrast(one: str, other: str) -> float:
    """Of two colours: 1 for the same, 21 for black on white."""
    lights = sorted(luminance(Color.parse(colour)) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: Color) -> float:
    """Relative, 0..1."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_everything_written_stands_out(theme: Theme) -> None:
    colours = {**vars(theme), **theme.variables}
    least = 7.0 if theme.name == "contrast" else 4.5
    for behind in BEHIND:
        for written in WRITTEN:
            assert contrast(colours[written], colours[behind]) >= least, (written, behind)
    assert contrast(colours["background"], colours["primary"]) >= least  # what leads on
