"""One thing sold in several ways at several prices: a group that is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from kiosk.menu.importers.draft import GroupDraft, GroupUse, OptionDraft

__all__ = ["size_group", "size_use"]

_SIZE: Final = re.compile(
    r"\b(x?small|x?large|medium|regular|tall|grande|venti|short|mini|kids?|jumbo|junior|single"
    r"|double|triple|half|full|whole|personal|family|cup|bowl|pint|quart|bottle|glass|pitcher|s|m|l"
    r"|xl|xxl|\d+\s*(oz|ounces?|ml|cl|l|in|inch|inches|cm|pcs?|pieces?|ct))\b|\d+\s*\"",
    re.IGNORECASE,
)


def size_group(names: tuple[str, ...]) -> GroupDraft:
    """The group of the ways called ``names``, the same for every item that comes in these.

    They are sizes where any sounds like one; if not, kinds.
    """
    word = "size" if any(_SIZE.search(name) for name in names) else "kind"
    key = "\n".join((word, *names))
    return GroupDraft(
        key=key,
        name=word.capitalize(),
        options=tuple(OptionDraft(f"{key}\n{name}", name) for name in names),
        min=1,
        max=1,
        called=" ".join((word, *names)),
    )


def size_use(group: GroupDraft, prices: Mapping[str, Decimal]) -> tuple[Decimal, GroupUse]:
    """The price of the cheapest way, and what the others cost more; ``prices`` are by name."""
    least = min(prices.values())
    more = {option.key: prices[option.name] - least for option in group.options}
    return least, GroupUse(group.key, prices=more)
