"""Restaurant ordering by voice and touch, whole on one machine."""

import os

# How often a second the screen looks whether it is to be drawn; Textual reads it when it is
# imported. A touch that opens something waits for that two or three times.
os.environ.setdefault("TEXTUAL_FPS", "120")

# ONNX Runtime would keep notes of its use, under a number of this machine, and knows an address of
# its maker to send them to. It reads this when it is imported. Whatever else the machine says, a
# kiosk tells nobody.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
