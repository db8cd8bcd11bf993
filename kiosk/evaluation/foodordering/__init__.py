"""The food-ordering yardstick: a restaurant's folder as a menu, and its labels as carts.

A folder holds ``schema.json`` (intents and their slots), ``alias/`` (phrases and their values),
``heads.json`` (which slot names the item) and ``dev.json`` (utterances and bracketed labels).
Nothing in this package depends on which restaurant it is.
"""
