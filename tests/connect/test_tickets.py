"""What stands on paper: every deviation whole and seen, in letters that the printer has."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.connect import PlacedOrder
from kiosk.connect.printer import FileLink, Letters, Printer, picture
from kiosk.connect.printer.codes import ticket_bytes
from kiosk.connect.printer.letters import pages_of
from kiosk.connect.printer.page import Row, Style, wrapped
from kiosk.connect.printer.reading import Printed, read_codes
from kiosk.errors import UsageError

from .printers import PAGES

Place = Callable[..., PlacedOrder]
LETTERS = Letters(PAGES)


def printed(order: PlacedOrder, ticket: str = "kitchen", columns: int = 42) -> list[Printed]:
    printer = Printer(
        "p", lambda: FileLink("", 1.0), letters=LETTERS, ticket=ticket, columns=columns
    )
    return read_codes(printer.ticket(order), PAGES).rows


def words(rows: list[Printed]) -> str:
    return " ".join(" ".join(row.text for row in rows).split())


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_the_kitchen_reads_every_deviation_in_reverse_what_is_off_first(
    place: Place, columns: int
) -> None:
    order = place("2 cheeseburger -onion +bacon=extra +jalapeno=on_the_side")
    rows = printed(order, columns=columns)
    told = " ".join(" ".join(row.reversed for row in rows).split())
    assert told == "NO ONIONS EXTRA BACON JALAPENOS ON THE SIDE"
    assert all(len(row.text) * 2 <= columns for row in rows if row.reversed)
    assert "2 CHEESEBURGER" in words(rows)


def test_a_meal_on_the_kitchens_ticket(place: Place) -> None:
    rows = printed(
        place("1 cheeseburger_meal [cheeseburger -pickle] [fries +large] [sprite +large]")
    )
    text = words(rows)
    assert "1 LARGE CHEESEBURGER MEAL CHEESEBURGER NO PICKLES LARGE FRIES LARGE SPRITE" in text
    assert [row.reversed.strip() for row in rows if row.reversed] == ["NO PICKLES"]


@pytest.mark.parametrize(
    ("kind", "told"), [("void", "VOID - DO NOT MAKE"), ("amended", "CHANGED - REPLACES THE FIRST")]
)
def test_what_is_taken_back_says_so_first_and_in_reverse(
    place: Place, kind: str, told: str
) -> None:
    rows = printed(place("1 coke +large", kind=kind))
    first = [row.reversed for row in rows if row.reversed]
    assert " ".join(" ".join(first).split()) == told


def test_a_receipt_adds_up_in_the_guests_currency(place: Place) -> None:
    order = place("2 cheeseburger -onion", "1 coke +large", guest="Zoë")
    rows = [row.text for row in printed(order, "receipt")]
    assert rows[0].strip() == "Burger Barn"
    assert (order.subtotal, order.tax, order.total) == (1037, 86, 1123)
    assert [row.split() for row in rows if "otal" in row or row.startswith("Tax")] == [
        ["Subtotal", "$10.37"],
        ["Tax", "$0.86"],
        ["Total", "$11.23"],
    ]
    assert any("Zoë" in row for row in rows)
    assert all(len(row) <= 42 for row in rows)


NAMES = st.text(min_size=1, max_size=60).filter(lambda name: name.strip())


@given(name=NAMES, columns=st.sampled_from([32, 42, 48]))
def test_a_name_in_any_script_is_spelled_and_never_a_question_mark(name: str, columns: int) -> None:
    spelled = LETTERS.spell(name)
    assert spelled.count("?") <= name.count("?") + sum(not c.isascii() for c in name)
    assert LETTERS.has(spelled)
    assert LETTERS.spell(spelled) == spelled
    rows = wrapped(spelled, columns, Style(wide=True, tall=True, reverse=True))
    back = read_codes(ticket_bytes(rows, LETTERS, "default"), PAGES)
    assert "".join(row.text for row in back.rows).replace(" ", "") == spelled.replace(" ", "")
    assert back.cuts == 1


@given(
    option=st.text("ABCDEFGH -", min_size=1, max_size=70).filter(lambda text: text.split()),
    columns=st.integers(8, 60),
    wide=st.booleans(),
    hang=st.integers(0, 2),
)
def test_rows_hold_every_word_whole_where_it_fits(
    option: str, columns: int, wide: bool, hang: int
) -> None:
    style = Style(wide=wide)
    rows = wrapped(f"NO {option}", columns, style, hang=hang)
    room = style.fits(columns)
    assert all(row.indent + len(row.text) <= room for row in rows)
    assert "".join(row.text for row in rows).replace(" ", "") == f"NO{option}".replace(" ", "")
    if len(option.split(maxsplit=1)[0]) + 3 <= room - hang:
        assert rows[0].text != "NO"
        for row in rows:
            assert set(row.text.split()) <= {"NO", *option.split()} or any(
                len(word) > room - hang for word in option.split()
            )


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Café de Olla", "Café de Olla"),
        ("Jalape\u00f1o\u2019s", "Jalape\u00f1o's"),
        ("宫保鸡丁", "~GongBaoJiDing"),
        ("Чай чёрный", "~Chay ~chernyy"),
        ("a\x1b@\x1dV\x00b", "a @ V b"),
        ("\ue000", "~[U+E000]"),
    ],
)
def test_what_a_name_looks_like_on_paper(name: str, spelled: str) -> None:
    assert LETTERS.spell(name) == spelled


def test_a_printer_with_cyrillic_letters_needs_no_others() -> None:
    letters = Letters(pages_of("default", ["CP437", "CP866"]))
    assert letters.spell("Кофе") == "Кофе"
    rows = read_codes(
        ticket_bytes([Row("Кофе é")], letters, "default"), {0: "cp437", 17: "cp866"}
    ).rows
    assert rows[0].text == "Кофе é"


@pytest.mark.parametrize(("profile", "page"), [("TM-T99", "CP437"), ("simple", "CP858")])
def test_a_profile_or_page_that_is_not_known_is_told(profile: str, page: str) -> None:
    with pytest.raises(UsageError, match="profile"):
        pages_of(profile, [page])


def test_the_picture_shows_white_on_black_where_the_paper_does(place: Place) -> None:
    def black(order: PlacedOrder) -> float:
        printer = Printer("p", lambda: FileLink("", 1.0), letters=LETTERS)
        drawn = picture(printer.ticket(order), PAGES, 42)
        assert drawn.width == 42 * 12 + 2 * 16
        dark = drawn.histogram()[:128]
        return sum(dark) / (drawn.width * drawn.height)

    assert black(place("1 cheeseburger -onion")) > black(place("1 cheeseburger")) + 0.01
