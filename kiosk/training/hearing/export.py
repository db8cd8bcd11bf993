"""What a recogniser has learnt as a file that its conversion merges, and the card beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kiosk.errors import StoreError
from kiosk.files import settle, written_whole
from kiosk.speech.audio import SPEECH_RATE
from kiosk.training.course import Tuned
from kiosk.training.hearing.base import Base
from kiosk.training.hearing.network import Adapters
from kiosk.training.hearing.recordings import Recording
from kiosk.training.hearing.tune import Recipe

__all__ = ["write_adapter", "write_card"]


def write_adapter(adapter: Adapters, file: Path) -> None:
    """Write the adapters as NumPy's ``.npz``: float16 ``<matrix>.a`` (rank, in) and ``<matrix>.b``
    (out, rank) for each matrix of the base by its CTranslate2 name, to which ``b @ a`` is added.

    Raises:
        StoreError: the disk is full, or the place cannot be written.
    """
    arrays = {name: tensor.numpy().astype(np.float16) for name, tensor in adapter.state().items()}
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("wb") as opened:
            np.savez(opened, allow_pickle=False, **arrays)
        settle(part)
        part.replace(file)
    except OSError as bad:
        part.unlink(missing_ok=True)
        raise StoreError(f"{file}: cannot be written ({bad.strerror or bad})") from bad


def write_card(
    file: Path, base: Base, recipe: Recipe, train: Sequence[Recording], tuned: Tuned
) -> None:
    """Write what an adapter is, in Markdown.

    Raises:
        StoreError: it cannot be written.
    """
    hours = sum(recording.samples for recording in train) / SPEECH_RATE / 3600
    voices = Counter(recording.voice for recording in train)
    measured = tuned.measured
    rows = [
        f"# Adapter of {base.name}",
        "",
        f"LoRA adapter for {base.name} (SHA-256 of the base's model.bin: `{base.sha256}`): hears "
        "orders in noise. It is merged when the recogniser is converted.",
        "",
        "## Data",
        f"{len(train):,} sentences, {hours:.1f} hours, said by synthetic voices: no guest said any "
        "of them. Each is heard in another noise, place and loudness whenever it is learnt from.",
        "",
        "| voice | sentences |",
        "|---|---|",
        *(f"| {voice} | {n:,} |" for voice, n in voices.most_common()),
        "",
        "## Recipe",
        f"`kiosk train speech-set`, `kiosk train hearing`: LoRA of rank {recipe.rank} on all "
        f"matrices of encoder and decoder, highest rate {recipe.rate:g}, seed {recipe.seed}; "
        f"{tuned.step:,} steps, {tuned.tokens:,} tokens of words, {tuned.seconds / 3600:.1f} hours "
        "of computing.",
        "",
        "## Scores",
        f"On {measured.turns} sentences that were kept apart, in noise, each token given the right "
        f"ones before it: loss {measured.loss:.4f}, tokens {measured.tokens:.1%}, whole sentences "
        f"{measured.exact:.1%}.",
        "",
        "## Licence",
        f"{base.licence}, as its base.",
    ]
    with written_whole(file) as page:
        page.write("\n".join(rows) + "\n")
