"""Names as a voice should say them, where their spelling misleads it."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["Pronunciation"]


class Pronunciation:
    """Puts hints in the place of names."""

    def __init__(self, hints: Mapping[str, str]) -> None:
        """``hints``: the name as it is written → words that sound like it."""
        self._hints = {name.casefold(): hint for name, hint in hints.items()}
        longest_first = sorted(self._hints, key=len, reverse=True)
        names = "|".join(map(re.escape, longest_first))
        self._named = re.compile(rf"(?<!\w)({names})(e?s)?(?!\w)", re.IGNORECASE) if names else None

    def of(self, text: str) -> str:
        """The text with every name that has a hint replaced, in the plural as well."""
        if self._named is None:
            return text
        return self._named.sub(lambda m: self._hints[m[1].casefold()] + (m[2] or ""), text)
