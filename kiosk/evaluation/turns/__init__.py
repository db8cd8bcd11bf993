"""Hard turns as a yardstick: one utterance each, the cart before it and the cart that it wants."""
