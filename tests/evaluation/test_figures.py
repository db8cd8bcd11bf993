"""How sure a share of so many is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.evaluation.figures import as_share, interval

COUNTS = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
"""How many were right, of how many."""


@given(COUNTS)
def test_an_interval_holds_its_share_and_nothing_that_is_no_share(counts: tuple[int, int]) -> None:
    right, n = counts
    low, high = interval(right / n, n)
    assert 0 <= low <= right / n <= high <= 1
    assert low < high, "even where all were right, another may be wrong"


@given(COUNTS, st.integers(2, 20))
def test_the_more_were_counted_the_narrower_it_is(counts: tuple[int, int], times: int) -> None:
    right, n = counts
    few, many = interval(right / n, n), interval(right / n, times * n)
    assert many[1] - many[0] < few[1] - few[0]


@given(COUNTS)
def test_right_and_wrong_are_two_sides_of_it(counts: tuple[int, int]) -> None:
    right, n = counts
    low, high = interval(right / n, n)
    assert interval((n - right) / n, n) == pytest.approx((1 - high, 1 - low), abs=1e-9)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [  # R. G. Newcombe, "Two-sided confidence intervals …", Statistics in Medicine 17 (1998), 861
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_it_is_what_is_printed_elsewhere(right: int, n: int, low: float, high: float) -> None:
    assert interval(right / n, n) == pytest.approx((low, high), abs=5e-5)


def test_of_nothing_nothing_is_known() -> None:
    assert interval(1.0, 0) == (0.0, 1.0)
    assert as_share(1.0, 0) == "100.0 %"
    assert as_share(0.5, 10) == "50.0 % (23.7\N{EN DASH}76.3)"
