"""Conversations as a yardstick: written in YAML, played against the session that guests use."""
