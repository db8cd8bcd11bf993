"""Two minutes of cars, one after the other: ``make soak`` is the long version."""

from __future__ import annotations

import pytest
from soak import GROWTH, soak


@pytest.mark.slow
def test_two_minutes_of_cars_lose_no_order_and_no_memory() -> None:
    soaked = soak(2)
    assert soaked.stuck == 0
    assert soaked.kept == soaked.with_something
    assert soaked.growth <= GROWTH
    assert soaked.cars >= 5
