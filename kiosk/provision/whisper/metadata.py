"""The facts that sherpa-onnx 2.0.1 reads from the encoder's metadata, by the names it uses."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.provision.whisper.ct2 import Dimensions
from kiosk.provision.whisper.vocabulary import NO_TIMESTAMPS, Vocabulary

__all__ = ["metadata"]


def metadata(name: str, dimensions: Dimensions, vocabulary: Vocabulary) -> dict[str, str | int]:
    """Sizes, special tokens and the prompt's beginning of one model, ``name`` as in ``base``."""
    start = vocabulary.id("<|startoftranscript|>")
    transcribe = vocabulary.id("<|transcribe|>")
    languages = vocabulary.languages
    # An English model was trained without a language and a task in its prompt.
    prompt = [start, languages["en"], transcribe] if vocabulary.multilingual else [start]
    no_timestamps = vocabulary.id(NO_TIMESTAMPS)
    return {
        "model_type": f"whisper-{name}",
        "version": 1,
        "maintainer": "kiosk",
        "n_mels": dimensions.mels,
        "n_audio_ctx": dimensions.audio_context,
        "n_audio_state": dimensions.state,
        "n_audio_head": dimensions.heads,
        "n_audio_layer": dimensions.encoder_layers,
        "n_vocab": dimensions.vocabulary,
        "n_text_ctx": dimensions.text_context,
        "n_text_state": dimensions.state,
        "n_text_head": dimensions.heads,
        "n_text_layer": dimensions.decoder_layers,
        "sot_sequence": _listed(prompt),
        "all_language_tokens": _listed(languages.values()),
        "all_language_codes": ",".join(languages),
        "sot": start,
        "sot_index": 0,
        "eot": vocabulary.end,
        "blank_id": vocabulary.id("Ġ"),
        "is_multilingual": int(vocabulary.multilingual),
        "no_speech": no_timestamps - 1,  # its name differs between vocabularies, its place does not
        "non_speech_tokens": _listed(one for one in vocabulary.suppressed if one < vocabulary.end),
        "transcribe": transcribe,
        "translate": vocabulary.id("<|translate|>"),
        "sot_prev": vocabulary.id("<|startofprev|>"),
        "sot_lm": vocabulary.id("<|startoflm|>"),
        "no_timestamps": no_timestamps,
    }


def _listed(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))
