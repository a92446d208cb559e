"""The entry point: `granska`.

`granska REGISTER` is what is started every morning: it goes past the command line's own library, which takes as long
to load as the register does. All else that can be said on a command line goes through it.
"""

import gc
import sys

from tui.start import register_from_arguments, show


def main() -> None:
    """Show the register named, or leave it to the command line."""
    gc.disable()  # until the screen is loaded, which stays: looking for what could go costs a tenth of the start
    path = register_from_arguments(sys.argv[1:])
    if path is None:
        gc.enable()
        from tui.commands.root import run  # noqa: PLC0415 - its library is not for the screen to wait for

        run()
        return
    from tui.commands.output import report_fault  # noqa: PLC0415 - the same fault handling, without the library

    sys.excepthook = report_fault
    sys.exit(show(path))


if __name__ == "__main__":
    main()
