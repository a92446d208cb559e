"""The entry point: `granska`.

`granska REGISTER` is the everyday start, so it opens the screen without loading click. Every other command
line goes through :mod:`tui.commands.root`.
"""

import gc
import sys

from tui.start import register_from_arguments, show


def main() -> None:
    """Show the register that the arguments name, or run the command line."""
    gc.disable()  # until the first paint: what is made stays, and collecting meanwhile costs a tenth of the start
    path = register_from_arguments(sys.argv[1:])
    if path is None:
        from tui.commands.root import run  # noqa: PLC0415 - click, which the screen does without

        run()
    else:
        sys.exit(show(path))


if __name__ == "__main__":
    main()
