"""Restaurant ordering by voice and touch, whole on one machine."""

import os

# How often a second the screen looks whether it is to be drawn; Textual reads it when it is
# imported. A touch that opens something waits for that two or three times.
os.environ.setdefault("TEXTUAL_FPS", "120")
