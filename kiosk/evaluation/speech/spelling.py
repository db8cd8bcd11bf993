"""Words that were heard against words that were said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import jiwer

from kiosk.understanding.normalise import number_of, words

__all__ = ["Compared", "compared", "spelled"]

_HESITATIONS: Final = frozenset(("ah", "er", "erm", "hm", "hmm", "mm", "uh", "uhh", "uhm", "um"))
_WRITTEN: Final = {"doctor": "dr", "barbecue": "bbq", "barbeque": "bbq"}
"""Words that recognisers write short or not as they please."""


def spelled(text: str) -> str:
    """The text in one spelling, so that only what was misheard counts as an error.

    Lower case, no accents, punctuation and apostrophes; hyphens part words; numbers are digits
    whether written or spelled ("two", "2", "twenty five"); "&" is "and", "#2" is "number 2",
    "2%" is "2 percent", "ok" is "okay", "gonna" is "going to", "doctor" is "dr"; hesitations ("um")
    are left out, since no order hangs on them and recognisers are trained to.
    """
    out = []
    for word in words(text):
        number = number_of(word)
        spelt = _WRITTEN.get(word.text, word.text) if number is None else str(number)
        if spelt not in _HESITATIONS:
            out.append(spelt)
    return " ".join(out)


@dataclass(frozen=True, slots=True)
class Compared:
    """Errors over many utterances."""

    wer: float
    """Errors by words said: all utterances as one, so that a long one weighs more than a short."""
    confused: Counter[tuple[str, str]]
    """(said, heard) and how often; one of them is empty for words added or lost."""


def compared(pairs: Iterable[tuple[str, str]]) -> Compared:
    """Errors of (said, heard), both as texts."""
    spelt = [(spelled(said), spelled(heard)) for said, heard in pairs]
    if not spelt:
        return Compared(0.0, Counter())
    found = jiwer.process_words([said for said, _ in spelt], [heard for _, heard in spelt])
    replaced, added, lost = jiwer.collect_error_counts(found)
    confused = Counter(dict(replaced))
    confused.update({("", word): n for word, n in added.items()})
    confused.update({(word, ""): n for word, n in lost.items()})
    return Compared(float(found.wer), confused)
