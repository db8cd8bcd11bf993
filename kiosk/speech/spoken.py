"""Written replies as they are read aloud, for voices whose front end does not know money."""

from __future__ import annotations

import re

__all__ = ["spoken"]

_DOLLARS = re.compile(r"\$(?P<whole>\d[\d,]*)(?:\.(?P<cents>\d\d))?")
_NUMBER_SIGN = re.compile(r"#(?=\d)")


def spoken(text: str) -> str:
    """``"A #2 is $6.99"`` as ``"A number 2 is 6 dollars and 99 cents"``.

    Digits stay: every front end reads whole numbers.
    """
    text = _DOLLARS.sub(_money, text)
    text = _NUMBER_SIGN.sub("number ", text)
    return text.replace("&", "and").replace("%", " percent")


def _money(amount: re.Match[str]) -> str:
    dollars = amount["whole"]  # with its commas: "1204" would be read as a year
    cents = int(amount["cents"] or 0)
    parts = []
    if dollars != "0" or not cents:
        parts.append(f"{dollars} dollar{'' if dollars == '1' else 's'}")
    if cents:
        parts.append(f"{cents} cent{'' if cents == 1 else 's'}")
    return " and ".join(parts)
