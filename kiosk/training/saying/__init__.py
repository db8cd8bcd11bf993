"""The parser run backwards: how guests say the edits of an order."""
