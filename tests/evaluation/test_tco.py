"""What an order costs: a box of one's own beside a model that is paid by the token."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cli import run_command
from kiosk.evaluation.tco import FIGURES, Inputs, cost, from_bench

ROUND = {
    "box_price": 600,
    "years": 5,
    "watts": 100,
    "hours": 10,
    "kwh_price": "0.20",
    "orders": 400,
    "turns": 4,
    "turn_seconds": 1,
    "prompt_tokens": 2000,
    "fresh_tokens": 500,
    "answer_tokens": 100,
    "input_price": 1,
    "cached_price": "0.10",
    "output_price": 2,
    "network_month": 30,
}
"""Figures that can be summed up in the head."""


def figures(**other: object) -> dict[str, Decimal]:
    return {name: Decimal(str(value)) for name, value in (ROUND | other).items()}


def typed(**other: object) -> list[str]:
    return [
        part
        for name, value in (ROUND | other).items()
        for part in (f"--{name.replace('_', '-')}", str(value))
    ]


def test_owning_is_the_box_written_off_and_its_power() -> None:
    found = cost(Inputs.given(figures()))
    assert found.box_month == 10
    assert found.power_month == Decimal("6.0875")  # a kWh a day at 0.20, 30.4375 days
    assert found.own_month == Decimal("16.0875")
    assert found.own_order == Decimal("16.0875") / (400 * Decimal("30.4375"))


def test_by_the_token_what_was_seen_before_is_cheaper_and_the_line_is_on_top() -> None:
    found = cost(Inputs.given(figures()))
    assert found.tokens_order == Decimal("0.0034")  # four of 500 + 150 + 200 millionths
    assert found.rent_month == Decimal("0.0034") * 400 * Decimal("30.4375") + 30


def test_a_box_takes_as_many_orders_as_it_has_seconds_and_then_there_are_two() -> None:
    assert cost(Inputs.given(figures())).orders_an_hour == 900
    assert cost(Inputs.given(figures(orders=9000))).boxes == 1
    two = cost(Inputs.given(figures(orders=9001)))
    assert two.boxes == 2
    assert two.own_month == 2 * Decimal("16.0875")


def test_where_both_cost_the_same_is_told() -> None:
    found = cost(Inputs.given(figures(network_month=0)))
    assert found.even_orders is not None
    same = cost(Inputs.given(figures(network_month=0, orders=found.even_orders)))
    assert same.own_month == pytest.approx(same.rent_month)
    assert cost(Inputs.given(figures())).even_orders == 0, "the line alone is dearer"
    free = {"input_price": 0, "cached_price": 0, "output_price": 0, "network_month": 0}
    assert cost(Inputs.given(figures(**free))).even_orders is None


@given(
    st.fixed_dictionaries(
        {name: st.decimals(min_value="0.01", max_value=20, places=2) for name in ROUND}
    )
)
def test_nothing_is_lost_between_the_month_and_the_order(drawn: dict[str, Decimal]) -> None:
    drawn["prompt_tokens"] += drawn["fresh_tokens"]
    found = cost(Inputs.given(drawn))
    month = drawn["orders"] * Decimal("30.4375")
    assert found.own_order * month == pytest.approx(found.own_month)
    assert found.rent_order * month == pytest.approx(found.rent_month)
    assert found.boxes * found.orders_an_hour * drawn["hours"] >= drawn["orders"] * Decimal(
        "0.999999"
    )


def test_every_default_says_where_it_is_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["tco", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["inputs"].keys() == FIGURES.keys() == ROUND.keys()
    for name, figure in told["inputs"].items():
        assert Decimal(figure["value"]) == FIGURES[name].default
        assert figure["source"]
        assert "\n" not in figure["source"]
    assert Decimal(told["cost"]["own_order"]) > 0


def test_for_people_it_is_two_tables_and_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["tco", *typed(network_month=0)]) == 0
    out = capsys.readouterr().out
    assert "given" in out
    assert "16.09" in out
    assert "Owning costs less from 155 orders a day on" in out


def test_what_was_measured_stands_before_the_defaults_and_behind_what_is_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "bench.json"
    report.write_text(
        json.dumps(
            {
                "stages": [
                    {"name": "rules, one utterance", "ms_p50": 1.5},
                    {"name": "end of speech to first audible sample", "ms_p50": 640.25},
                ],
                "compare": [
                    {
                        "name": "menu-prompt",
                        "tokens_prompt": 2100.5,
                        "tokens_evaluated": 40,
                        "tokens_written": 35,
                    }
                ],
            }
        )
    )
    assert run_command(["tco", "--json", "--bench", str(report), "--answer-tokens", "50"]) == 0
    inputs = json.loads(capsys.readouterr().out)["inputs"]
    assert inputs["turn_seconds"]["value"] == "0.64025"
    assert inputs["prompt_tokens"]["value"] == "2100.5"
    assert inputs["turn_seconds"]["source"].startswith("measured")
    assert inputs["answer_tokens"] == {"value": "50", "unit": "a turn", "source": "given"}
    assert from_bench({"stages": []}) == {}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--orders", "many"], "many is not a number"),
        (["--orders", "0"], "orders: 0 cannot be used"),
        (["--watts", "-5"], "watts: -5 cannot be used"),
        (["--years", "nan"], "years: NaN cannot be used"),
        (["--orders", "1e999999"], "orders: 1E+999999 cannot be used"),
        (["--turn-seconds", "1e-999999"], "turn seconds: 1E-999999 cannot be used"),
        (["--hours", "25"], "hours: a day has 24"),
        (["--fresh-tokens", "5000"], "fresh tokens: more than the prompt has"),
        (["--bench", "nowhere.json"], "nowhere.json: cannot be read"),
    ],
)
def test_figures_that_mean_nothing_end_in_one_line(
    arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["tco", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert why in line


@pytest.mark.parametrize("text", ["", "[]", '{"stages": 1}', '{"stages": [{}]}', "{}"])
def test_a_file_that_is_no_report_of_the_bench_is_told_so(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "bench.json"
    report.write_text(text)
    assert run_command(["tco", "--bench", str(report)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "kiosk: " in line
