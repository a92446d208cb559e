"""README says how many keys the tasks of a day take; here each is done with exactly those."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from storage.domain.scale import NOT_IMPLEMENTED, PARTIAL
from tests.test_tui.driving import Keys, current, press, row_count, screen_on, screen_text, stored, toasts, write

README = Path(__file__).parents[2] / "README.md"
ROW = re.compile(r"^\| (?P<task>[^|]+) \|[^|]+\| (?P<keys>\d+)[^|]*\|$")


class Counted:
    """Does tasks, and holds each to its number of keys in README."""

    def __init__(self, pilot: Keys) -> None:
        self._pilot = pilot
        table = README.read_text(encoding="utf-8").partition("### Antal tangenttryckningar")[2].partition("\n#")[0]
        self.left = {row["task"]: int(row["keys"]) for line in table.splitlines() if (row := ROW.match(line))}

    async def do(self, task: str, *keys: str, text: str = "", texts: Mapping[int, str] | None = None) -> None:
        """Do a task; what is typed in it, after so many keys, is not counted: `text` is typed after the first."""
        assert self.left.pop(task) == len(keys), task
        for number, key in enumerate(keys, 1):
            await press(self._pilot, key)
            await write(self._pilot, (texts or {1: text}).get(number, ""))


async def test_the_tasks_of_a_day_take_as_many_keys_as_readme_says(
    practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.letters.documents.user_documents_path", lambda: tmp_path)
    async with screen_on(practice) as pilot:
        counted, first = Counted(pilot), current(pilot)
        await counted.do("Bedöma raden", "3")
        assert stored(practice, first.id).means == NOT_IMPLEMENTED
        await counted.do("Kommentera raden", "c", "ctrl+s", text=" Mer sedan.")
        assert (stored(practice, first.id).comment or "").endswith("Mer sedan.")
        await counted.do("Ångra", "u")
        assert stored(practice, first.id).comment == first.comment

        await press(pilot, "down")
        fresh = current(pilot).id
        await counted.do("Skriva vidare på förra uppföljningens kommentar", "c", "f4", "ctrl+s")
        assert "larmtelefon" in screen_text(pilot)
        assert stored(practice, fresh).open_comment

        await counted.do("Bedöma tre rader på en gång", "space", "space", "space", "2", "ctrl+s")
        assert stored(practice, fresh).means == PARTIAL
        assert "3 rekommendationer" in toasts(pilot)
        await counted.do("Söka, och gå till träffarna", "slash", "enter", text="lösen")
        assert row_count(pilot) == 1
        await counted.do("Visa alla igen", "escape")
        assert row_count(pilot) > 1
        await counted.do("Gå till ett nummer", "g", "enter", text="4")
        assert current(pilot).recommendation.number == "4"

        rows = row_count(pilot)
        task, again = "Lägga till en rekommendation, och nästa", "… och nästa, med nästa nummer"
        await counted.do(task, "n", "enter", "enter", "ctrl+n", texts={1: "7", 3: "Följ upp"})
        await write(pilot, "Följ upp igen")
        await counted.do(again, "ctrl+n")
        await press(pilot, "escape")
        assert row_count(pilot) == rows + 2
        await counted.do("Lägga till en åtgärd till rekommendationen", "t", "n", "ctrl+s", texts={2: "Utbilda"})
        await press(pilot, "escape")
        await counted.do("Skriva vad förvaltningen har redovisat", "k", "ctrl+s", text="Alla är utbildade.")
        assert "Alla är utbildade." in screen_text(pilot)
        await counted.do("Lägga till ett organ", "O", "n", "ctrl+s", texts={2: "Arkivnämnden"})
        await press(pilot, "d", *"fel", "enter", "escape")
        await counted.do("Ta tillbaka en borttagen post", "R", "enter")
        assert "Här" not in screen_text(pilot)
        await press(pilot, "escape")

        await counted.do("Skriva granskningens missiv", "m", "ctrl+s", "ctrl+s")
        assert list(tmp_path.glob("Missiv *.docx"))
        await press(pilot, "escape")
        await counted.do("Skriva rapporten", "r", "ctrl+s", "ctrl+s")
        assert list(tmp_path.glob("Uppföljningsrapport *.docx"))
        await press(pilot, "escape")
        await counted.do("Avsluta", "q")
        assert not counted.left
