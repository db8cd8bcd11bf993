"""What is said in an utterance: Whisper on onnxruntime, with a search of our own behind it.

``tokens``, ``mel`` and ``whisper`` are the model; ``hotwords`` draws it to names that are likely;
``search`` finds the likeliest texts; ``recogniser`` is the engine that a worker hosts.
"""

from kiosk.speech.recognise.heard import Alternative, Heard, Word
from kiosk.speech.recognise.recogniser import Recogniser, words
from kiosk.speech.recognise.whisper import WhisperFiles

__all__ = ["Alternative", "Heard", "Recogniser", "WhisperFiles", "Word", "words"]
