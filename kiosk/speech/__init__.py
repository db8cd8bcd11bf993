"""Sound in and out: from a microphone or a recording to words, from a reply to sound.

``pipeline.Ears`` listens to a source (``devices.Microphone``, ``pipeline.Recording``) through a
worker that hosts ``recognise.Recogniser``; ``synthesise.Voice`` speaks through one that hosts a
voice of ``voices``. Nothing here finds weights: engines are given paths.
"""
