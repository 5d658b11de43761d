"""What can be broken in the world below the store: the disk, a lock, a file, a lease."""


class Trouble(OSError):
    """The store cannot do it just now: nothing was stored, and it is nobody's message that is at fault."""


class Full(Trouble):
    """The disk has no room left: nothing was stored, and it works again as soon as there is room."""


class Busy(Trouble):
    """Another process held the database for too long: nothing was stored, try again."""


class Newer(RuntimeError):
    """The database was written by a newer docclerk: this one must not touch it."""


class Gone(LookupError):
    """A file is not in the store of files."""


class Unreachable(Trouble):
    """The database, or the place where files are, does not answer or refuses us: try again later."""


class Damaged(RuntimeError):
    """A file is there, but its bytes no longer hash to its name."""


class LeaseLost(RuntimeError):
    """Somebody else has taken over this message: what was prepared for it must not be committed."""
