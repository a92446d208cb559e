"""Text that another copy brought with it, uncleaned as only a foreign program writes it."""

import html
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

from storage import recommendations
from storage.check import check
from storage.merge import merge
from storage.register import open_register
from tests.test_tui.driving import press, screen_on, screen_text

RAW = "[/]\x1b[2J[red]Rå\x07 \u202etext\u202c & <b>\r\n\x85{{ x }}\x00"
SHOWN = "[/][2J[red]Rå text & <b>"


async def test_hostile_text_from_a_merged_copy_is_shown_and_exported_literally(
    granska: Any, practice: Path, tmp_path: Path
) -> None:
    peer = Path(shutil.copy(practice, tmp_path / "kopia.db"))
    with open_register(peer, write=True) as register:
        one = recommendations.recommendations(register)[0]
        with register.recording("foreign") as action:
            action.put("recommendation", one.id, {"text": RAW, "theme": RAW, "number": RAW})
            action.put("audit", one.recommendation.audit or "", {"title": RAW, "short_title": RAW})
    with open_register(practice, write=True) as register:
        assert merge(register, peer).actions == 1
        assert check(register).differences == ()
    for command in (("list", "recommendations"), ("show", one.id), ("history",), ("list", "audits")):
        for form in ((), ("--json",)):
            done = granska(*command, *form)
            assert done.code == 0, done.err
            assert not set(done.out + done.err) & set("\x1b\x07\x00\x85\u202e\u202c")
    assert SHOWN in granska("show", one.id).out
    out = tmp_path / "ut"
    for document in (("report",), ("missiv", "--audit", str(one.recommendation.audit))):
        done = granska("export", *document, "--out", out)
        assert done.code == 0, done.err
    for path in out.iterdir():
        with zipfile.ZipFile(path) as file:
            written = re.sub("<[^>]+>", "", file.read("word/document.xml").decode())
        assert html.unescape(written).count(SHOWN)
    async with screen_on(practice, (200, 50)) as pilot:
        await press(pilot, "home", "down", "up")
        assert "[/][2J[red]Rå text" in screen_text(pilot)
        assert "\x1b" not in screen_text(pilot)
