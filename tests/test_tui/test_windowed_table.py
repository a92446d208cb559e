"""A hundred thousand rows: only those shown are asked for, and the cursor keeps to its record."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown
from textual.geometry import Region
from textual.pilot import Pilot

from tui.kit.drawing import TEXT_STYLES, Cell, Column
from tui.kit.row_window import Listing
from tui.kit.windowed_table import Receive, Unread, WindowedTable
from tui.styles.themes import DARK

MANY = 100_000


@dataclass(frozen=True)
class Row:
    id: str
    text: str


class Host(App[None]):
    """A table of made-up rows, which counts what it is asked for."""

    CSS_PATH = "../../tui/styles/app.tcss"
    COMPONENT_CLASSES: ClassVar[set[str]] = {*TEXT_STYLES}

    def __init__(self, listing: Listing) -> None:
        super().__init__()
        self.listing = listing
        self.asked: list[Sequence[int]] = []
        self.told: list[str | None] = []
        self.marks: list[tuple[str, ...]] = []
        self.suffix = ""
        columns = (Column("Text", self._cell),)
        self.table: WindowedTable[Row] = WindowedTable(columns, self._fetch, empty="inget")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DARK.variables

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.focus()
        self.table.show(self.listing)

    def on_windowed_table_row_highlighted(self, event: "WindowedTable.RowHighlighted") -> None:
        self.told.append(event.record_id)

    def on_windowed_table_marks_changed(self, event: "WindowedTable.MarksChanged") -> None:
        self.marks.append(event.ids)

    def _cell(self, row: Row) -> Cell:
        return Cell(row.text)

    def _fetch(self, rids: Sequence[int], receive: Receive[Row], _unread: Unread) -> None:
        self.asked.append(rids)
        rows: Mapping[int, Row] = {rid: Row(f"id{rid}", f"rad {rid}{self.suffix}") for rid in rids}
        self.call_later(receive, rows)


def everything() -> Listing:
    return Listing(array("q", range(1, MANY + 1)))


def shown(host: Host) -> list[str]:
    """The table's lines, without header."""
    return [host.table.render_line(y).text.strip(" ▐▌") for y in range(1, host.table.content_size.height)]


async def press(pilot: "Pilot[Any]", *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_only_blocks_around_what_is_shown_are_read() -> None:
    host = Host(everything())
    async with host.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert sum(map(len, host.asked)) == 64
        await press(pilot, "end")
        assert sum(map(len, host.asked)) <= 3 * 64
        assert shown(host)[-1] == f"rad {MANY}"


async def test_a_cursor_move_repaints_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    host = Host(everything())
    async with host.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        painted: list[tuple[Region, ...]] = []
        refresh = host.table.refresh

        def note(*regions: Region, **options: Any) -> Any:
            painted.append(regions)
            return refresh(*regions, **options)

        monkeypatch.setattr(host.table, "refresh", note)
        await press(pilot, "down")
        assert [len(regions) for regions in painted] == [2]
        assert all(region.height == 1 for regions in painted for region in regions)


async def test_the_cursor_is_told_once_by_id() -> None:
    host = Host(everything())
    async with host.run_test(size=(40, 20)) as pilot:
        await press(pilot, "down", "down", "pagedown")
        assert host.told == ["id1", "id2", "id3", "id21"]


async def test_another_order_keeps_the_cursor_on_its_record() -> None:
    host = Host(everything())
    async with host.run_test(size=(40, 20)) as pilot:
        await press(pilot, *["down"] * 5)
        host.table.show(Listing(array("q", range(MANY, 0, -1))))
        await pilot.pause()
        assert host.told[-1] == "id6"
        assert "rad 6" in shown(host)


async def test_heads_are_drawn_and_passed_over() -> None:
    host = Host(Listing(array("q", [-1, 1, 2, -2, 3]), ("Först", "Sedan")))
    async with host.run_test(size=(40, 20)) as pilot:
        await press(pilot, "down", "down")
        assert shown(host)[:5] == ["Först", "rad 1", "rad 2", "Sedan", "rad 3"]
        assert host.told == ["id1", "id2", "id3"]
        await press(pilot, "up", "home")
        assert host.told[-2:] == ["id2", "id1"]


async def test_a_record_that_was_read_again_is_drawn_anew() -> None:
    host = Host(everything())
    async with host.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        host.suffix = " ändrad"
        host.table.reload({"id2"})
        await pilot.pause()
        assert shown(host)[:3] == ["rad 1", "rad 2 ändrad", "rad 3"]
        assert host.asked[-1] == [2]


async def test_marks_are_told_by_id_and_cleared_together() -> None:
    host = Host(everything())
    async with host.run_test(size=(40, 20)) as pilot:
        await press(pilot, "space", "space", "up", "space")
        host.table.clear_marks()
        await pilot.pause()
        assert host.marks == [("id1",), ("id1", "id2"), ("id1",), ()]


async def test_the_wheel_scrolls_and_the_cursor_stays_in_sight() -> None:
    host = Host(everything())
    async with host.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        host.table.post_message(MouseScrollDown(host.table, 1, 1, 0, 0, 0, shift=False, meta=False, ctrl=False))
        await pilot.pause()
        assert shown(host)[0] == "rad 4"
        assert host.told[-1] == "id4"


async def test_an_empty_list_says_so_and_takes_every_key() -> None:
    host = Host(Listing())
    async with host.run_test(size=(40, 20)) as pilot:
        await press(pilot, "down", "up", "pagedown", "end", "home", "space", "enter")
        assert shown(host)[0] == "inget"
