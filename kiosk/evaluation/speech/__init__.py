"""Spoken orders as a yardstick: recordings and their carts, in noise, through a guest's pipeline.

``index`` reads a folder of recordings, ``conditions`` and ``noise`` say what a microphone would
have heard of them, ``hearing`` plays them to a conversation, ``score`` sums up. ``texts`` and
``render`` make such a folder out of written orders and the voices that a machine has.
"""
