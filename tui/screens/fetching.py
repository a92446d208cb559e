"""How a table asks for its records."""

from collections.abc import Callable, Mapping, Sequence

from tui.widgets.row_store import R
from tui.widgets.windowed_table import Fetch, Receive
from tui.work import Job, Work


def fetching(work: Work, name: str, rows: Callable[[Sequence[int]], Job[Mapping[int, R]]]) -> Fetch[R]:
    """How a table asks for records by row number."""

    def ask(rids: Sequence[int], receive: Receive[R]) -> None:
        work.ask(f"{name} from {rids[0]}", rows(rids), receive)

    return ask
