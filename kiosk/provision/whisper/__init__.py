"""Whisper converted for sherpa-onnx: the weights' reader, the graphs' builders, the trial run."""
