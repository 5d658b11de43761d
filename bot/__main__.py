"""`python -m bot` is `docclerk`."""

from bot.cli import main

if __name__ == "__main__":
    main()
