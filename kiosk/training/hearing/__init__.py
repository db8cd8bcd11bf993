"""Fine-tuning of the recogniser: Whisper learns to hear orders in noise, from made-up speech."""
