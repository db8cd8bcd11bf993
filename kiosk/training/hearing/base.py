"""A recogniser as it is fine-tuned: the weights that its conversion draws, and its tokens."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.errors import ModelError
from kiosk.provision import Shelf
from kiosk.provision.whisper import ct2, vocabulary
from kiosk.provision.whisper.ct2 import Arrays
from kiosk.provision.whisper.vocabulary import NO_TIMESTAMPS, Vocabulary
from kiosk.speech.recognise.tokens import Tokens

__all__ = ["Base", "Steering", "read_base"]


@dataclass(frozen=True, slots=True)
class Steering:
    """The tokens that steer a decoder, by id."""

    prompt: tuple[int, ...]
    """What stands before the first word: start, language and task where there are many, and that
    no times are written."""
    no_speech: int
    """What comes after the start where nobody speaks."""
    end: int

    @classmethod
    def of(cls, words: Vocabulary) -> Steering:
        """Those of a vocabulary, for English.

        Raises:
            ModelError: one is missing.
        """
        start, no_times = words.id("<|startoftranscript|>"), words.id(NO_TIMESTAMPS)
        task: tuple[int, ...] = ()
        if words.multilingual:
            task = (words.languages["en"], words.id("<|transcribe|>"))
        # Its name differs between vocabularies, its place before the last does not.
        return cls((start, *task, no_times), no_times - 1, words.end)


@dataclass(frozen=True, slots=True)
class Base:
    """One Whisper model."""

    name: str
    """As in the manifest."""
    sha256: str
    """Of its ``model.bin``."""
    licence: str
    arrays: Arrays
    tokens: Tokens
    steering: Steering


def read_base(name: str) -> Base:
    """The weight ``name`` of this machine.

    Raises:
        UsageError: no such weight in the manifest.
        ModelError: it is not here, does not match the manifest, or is no Whisper.
    """
    shelf = Shelf()
    weight = shelf.manifest.weight(name)
    if weight.recipe != "whisper":
        raise ModelError(f"{name} is not a Whisper model", hint="see: kiosk models list")
    tokens = Tokens(shelf.require(name)["tokens"])
    sources = {source.role: source.path for source in shelf.sources(weight)}
    words = vocabulary.read(sources["vocabulary"], sources["config"])
    return Base(
        name=name,
        sha256=next(file.sha256 for file in weight.files if file.role == "model"),
        licence=weight.licence,
        arrays=ct2.read(sources["model"]),
        tokens=tokens,
        steering=Steering.of(words),
    )
