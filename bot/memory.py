"""Spares the garbage collector what stays for the life of the process."""

import gc

YOUNG = 10_000  # objects made before the collector looks; a message makes some thousands that soon go


def settle() -> None:
    """Call once the words are read: a quarter of a million objects that stay are looked through no more."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 20)
