"""Money: integer minor units with a currency, never a float."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final

from babel.numbers import format_currency, get_currency_precision

__all__ = ["format_money", "minor_units", "scale"]

_HALF: Final = Fraction(1, 2)


def minor_units(amount: Decimal, currency: str) -> int:
    """``Decimal("6.99")`` USD → ``699``.

    Raises:
        ValueError: the amount is finer than the currency's smallest coin.
    """
    scaled = amount.scaleb(get_currency_precision(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{amount} is finer than the smallest coin of {currency}")
    return int(scaled)


def scale(amount: int, factor: Fraction) -> int:
    """``amount`` times ``factor``, rounded half up to whole minor units.

    Fractions, because a Decimal cannot hold a third: 1/1.2 cut off after 28 digits turns the
    half of 3 / 1.2 into less than a half, and the cent is lost.
    """
    return floor(amount * factor + _HALF)


def format_money(amount: int, currency: str, locale: str = "en-US") -> str:
    """``699`` USD → ``$6.99`` as ``locale`` (a BCP 47 tag) writes it."""
    precision = get_currency_precision(currency)
    return format_currency(
        Decimal(amount).scaleb(-precision), currency, locale=locale.replace("-", "_")
    )
