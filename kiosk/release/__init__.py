"""Releases: a bundle becomes a release beside the others, and takes over when no order is open.

A bundle is one file with all that a machine without a network needs (``manifest``, ``bundle``).
Each is installed into a folder of its own (``install``); which one runs is a symbolic link
(``folder``), switched when the new one has shown that it takes an order (``trial``, ``update``).

This room is also run by a bare Python out of the wheel in a bundle, before anything is installed:
only the standard library may be imported here.
"""
