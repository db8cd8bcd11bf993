"""What an order costs: owning the box that understands it, or paying a model elsewhere by token.

All sums are of Decimals in one currency; nothing is rounded before it is shown. What both ways
need (a screen, a microphone, a person who looks after it) is in neither, and so is hearing and
speaking, which the box does and token prices do not pay for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Final

from kiosk.errors import UsageError
from kiosk.evaluation.bench import SPOKEN_TURN

__all__ = ["FIGURES", "Cost", "Figure", "Inputs", "cost", "from_bench"]

_DAYS_A_MONTH: Final = Decimal("30.4375")
_MONTHS_A_YEAR: Final = 12
_MILLION: Final = Decimal(1_000_000)
_SECONDS_AN_HOUR: Final = 3600
_COUNTED: Final = {
    "prompt_tokens": "tokens_prompt",
    "fresh_tokens": "tokens_evaluated",
    "answer_tokens": "tokens_written",
}
"""What the comparison of ``kiosk bench`` counts."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that the cost depends on."""

    default: Decimal
    unit: str
    source: str
    """Where the default is from, in one line."""


FIGURES: Final[Mapping[str, Figure]] = {
    "box_price": Figure(
        Decimal(249), "", "Jetson Orin Nano Super developer kit, NVIDIA's list price, December 2024"
    ),
    "years": Figure(Decimal(5), "years", "assumed: no interest, worth nothing afterwards"),
    "watts": Figure(Decimal(25), "W", "the same kit's highest power mode, NVIDIA; drawn all day"),
    "hours": Figure(Decimal(16), "hours a day", "assumed: 7 in the morning to 11 at night"),
    "kwh_price": Figure(
        Decimal("0.1557"),
        "a kWh",
        "commercial, Middle Atlantic, January to July 2024: US EIA, Electric Power Monthly, 5.6.B",
    ),
    "orders": Figure(Decimal(250), "a day", "assumed: one lane or terminal"),
    "turns": Figure(
        Decimal("3.8"), "an order", "counted: the 273 placed orders of the project's conversations"
    ),
    "turn_seconds": Figure(
        Decimal("0.7"),
        "s a turn",
        "not measured: the budget of a whole spoken turn; kiosk bench --json measures it",
    ),
    "prompt_tokens": Figure(
        Decimal(2159),
        "a turn",
        "counted: the burger menu in the prompt, mean of the 40 turns of kiosk bench --compare",
    ),
    "fresh_tokens": Figure(
        Decimal(38), "a turn", "counted likewise: those of them that the turn before did not have"
    ),
    "answer_tokens": Figure(
        Decimal(32), "a turn", "counted likewise: the whole new order as JSON, where it is right"
    ),
    "input_price": Figure(
        Decimal("0.15"), "a million", "GPT-4o mini, OpenAI's price list, as of May 2026"
    ),
    "cached_price": Figure(
        Decimal("0.075"), "a million", "the same list: tokens of a prompt that it has seen before"
    ),
    "output_price": Figure(Decimal("0.60"), "a million", "the same list"),
    "network_month": Figure(
        Decimal(0), "a month", "assumed: the store has a line; a second one to fall back on is more"
    ),
}
"""By the name of the field of ``Inputs``. Money is US dollars here, and any one currency there."""

_MAY_BE_ZERO: Final = frozenset(
    ("box_price", "watts", "kwh_price", "prompt_tokens", "fresh_tokens", "answer_tokens",
     "input_price", "cached_price", "output_price", "network_month")
)  # fmt: skip

_LEAST: Final = Decimal("1e-9")
_MOST: Final = Decimal("1e12")
"""Of any figure that is not zero: beyond, sums leave the range of a Decimal."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that the cost depends on; ``FIGURES`` says what each is, and its default."""

    box_price: Decimal
    years: Decimal
    watts: Decimal
    hours: Decimal
    kwh_price: Decimal
    orders: Decimal
    turns: Decimal
    turn_seconds: Decimal
    prompt_tokens: Decimal
    fresh_tokens: Decimal
    answer_tokens: Decimal
    input_price: Decimal
    cached_price: Decimal
    output_price: Decimal
    network_month: Decimal

    @classmethod
    def given(cls, figures: Mapping[str, Decimal]) -> Inputs:
        """The figures that are given, and the defaults of the others.

        Raises:
            UsageError: a figure is not finite, is negative, is zero where that means nothing, or is
                not within 1e-9 to 1e12 otherwise.
        """
        chosen = {
            field.name: figures.get(field.name, FIGURES[field.name].default)
            for field in fields(cls)
        }
        for name, value in chosen.items():
            usable = value.is_finite() and (_LEAST <= value <= _MOST or not value)
            if not usable or (not value and name not in _MAY_BE_ZERO):
                raise UsageError(f"{name.replace('_', ' ')}: {value} cannot be used")
        if chosen["fresh_tokens"] > chosen["prompt_tokens"]:
            raise UsageError("fresh tokens: more than the prompt has")
        if chosen["hours"] > 24:
            raise UsageError("hours: a day has 24")
        return cls(**chosen)


@dataclass(frozen=True, slots=True)
class Cost:
    """What follows from the inputs; money in their currency."""

    boxes: int
    """As many as the orders of a day keep busy."""
    orders_an_hour: Decimal
    """The most that one box can take, guests' own time left out."""
    box_month: Decimal
    power_month: Decimal
    own_month: Decimal
    """Of the boxes and their power."""
    own_order: Decimal
    tokens_order: Decimal
    """Price of the tokens of one order."""
    rent_month: Decimal
    """Of the tokens and the line."""
    rent_order: Decimal
    even_orders: Decimal | None
    """Orders a day above which owning costs less; none where it never does."""

    def as_json(self) -> dict[str, Any]:
        """Money and figures as decimal strings, so that nothing is lost."""
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: format(value, "f") if isinstance(value, Decimal) else value
            for name, value in told.items()
        }


def cost(given: Inputs) -> Cost:
    """Both ways, side by side."""
    orders_month = given.orders * _DAYS_A_MONTH
    an_hour = _SECONDS_AN_HOUR / (given.turns * given.turn_seconds)
    boxes = max(1, int((given.orders / (an_hour * given.hours)).to_integral_value("ROUND_CEILING")))
    box_month = boxes * given.box_price / (given.years * _MONTHS_A_YEAR)
    power_month = boxes * given.watts / 1000 * given.hours * _DAYS_A_MONTH * given.kwh_price
    own_month = box_month + power_month
    seen = given.prompt_tokens - given.fresh_tokens
    of_turn = (
        given.fresh_tokens * given.input_price
        + seen * given.cached_price
        + given.answer_tokens * given.output_price
    ) / _MILLION
    tokens_order = given.turns * of_turn
    rent_month = tokens_order * orders_month + given.network_month
    return Cost(
        boxes=boxes,
        orders_an_hour=an_hour,
        box_month=box_month,
        power_month=power_month,
        own_month=own_month,
        own_order=own_month / orders_month,
        tokens_order=tokens_order,
        rent_month=rent_month,
        rent_order=rent_month / orders_month,
        even_orders=_even(own_month / boxes, tokens_order, given.network_month),
    )


def _even(own_month: Decimal, tokens_order: Decimal, network_month: Decimal) -> Decimal | None:
    """Orders a day at which one box and the tokens cost the same."""
    more = own_month - network_month
    if more <= 0:
        return Decimal(0)
    return more / (tokens_order * _DAYS_A_MONTH) if tokens_order else None


def from_bench(report: Mapping[str, Any]) -> dict[str, Decimal]:
    """The figures that a ``kiosk bench --json`` measured.

    Raises:
        UsageError: it is not such a report.
    """
    try:
        found = {}
        for stage in report["stages"]:
            if stage["name"] == SPOKEN_TURN.name:
                found["turn_seconds"] = Decimal(str(stage["ms_p50"])) / 1000
        for one in report.get("compare", ()):
            if one["name"] == "menu-prompt":
                for name, key in _COUNTED.items():
                    found[name] = Decimal(str(one[key]))
    except (KeyError, TypeError, AttributeError, ArithmeticError) as bad:
        raise UsageError("this is not what kiosk bench --json prints") from bad
    return found
