"""What becomes of good input in careless and in wicked hands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from hypothesis import strategies as st

__all__ = ["mangled", "reshaped"]

_BYTES: Final = (b"", b"\x00", b"\xff", b"\xff\xff\xff\xff", b"\x80\x00\x00\x00", b"\n", b'"')
_MOST_SLIPS: Final = 6
_ODD: Final[tuple[Any, ...]] = (
    None,
    True,
    -1,
    0,
    2**63,
    1.5,
    "",
    " ",
    "0",
    "NO",
    "\u202e\u0000\ufeff",
    "x" * 5_000,
    "🍔\u0301",
    [],
    {},
    [[]],
    {"": {}},
    {"@id": "#menu"},
)


@st.composite
def mangled(draw: st.DrawFn, good: bytes, tokens: Sequence[bytes] = ()) -> bytes:
    """``good`` with pieces cut out, written over, doubled and moved."""
    data = good
    for _ in range(draw(st.integers(1, _MOST_SLIPS))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 40)))
        put = draw(
            st.sampled_from((*_BYTES, *tokens))
            | st.binary(max_size=8)
            | st.just(data[start:end] * 2)
        )
        data = data[:start] + put + data[end:]
    return data


@st.composite
def reshaped(draw: st.DrawFn, good: Any) -> bytes:
    """JSON whose values are otherwise than anybody would have them, some in the wrong place."""
    value = _copy(good)
    for _ in range(draw(st.integers(1, _MOST_SLIPS))):
        places = list(_places(value))
        if not places:
            break
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        what = draw(st.sampled_from(("odd", "gone", "moved", "again")))
        if what == "odd":
            holder[key] = _copy(draw(st.sampled_from(_ODD) | st.integers() | st.text(max_size=20)))
        elif what == "gone":
            del holder[key]
        elif what == "moved":
            other, there = places[draw(st.integers(0, len(places) - 1))]
            holder[key] = _copy(other[there])
        elif isinstance(holder, list):
            holder += [_copy(holder[key])] * draw(st.integers(1, 20))
    return json.dumps(value).encode()


def _copy(value: Any) -> Any:
    """As what is put in once may be reshaped next, and the examples after it begin anew."""
    return json.loads(json.dumps(value))


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every holder and key of the tree."""
    out: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict | list):
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            out += [(node, key) for key in keys]
            waiting += [node[key] for key in keys]
    return out
