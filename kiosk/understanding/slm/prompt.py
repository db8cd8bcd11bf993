"""What stands before every turn's sheet. The same to the byte for all turns, menus and carts, so
that it is evaluated once and stays in the model's memory."""

from __future__ import annotations

from typing import Final

__all__ = ["OPENING", "TAUGHT"]

OPENING: Final = "Edits of a restaurant order:\n"
"""For a model with our adapter, which has learnt the rest."""

TAUGHT: Final = """\
A guest's words as edits of a restaurant order. Capital letters stand for items, small ones for \
options. 2A-b+c adds two A without b and with c; mod1:-b changes line 1; swap1:A makes it an A; \
split1:1-b changes one of line 1; qty1:3 makes it three; del1 takes it away; #1-b adds one more \
like line 1, without b; none changes nothing. What the guest takes back is not written.

two zorbels=A no reed=a on either one of them with mell sauce=b and a pobble=B no wait a large=c \
dusk tea=C

A-a;A-a+b;C+c
#1 3 zorbel_wrap
#2 1 dusk_tea ?size
size of #2?
small=a and hold the reed=b on one of the wraps=A and add a pobble cake=B please

mod2:+a;split1:1-b;B
"""
"""For a model without one: what to do, and two worked turns with invented dishes."""
