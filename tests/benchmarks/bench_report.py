"""How long a report takes against the least that could be done: string building and a zip file.

Run `python -m tests.benchmarks.bench_report`. A file is decided, drawn, forced to the disk and read back; the ratio is
that of deciding and drawing, and has to stay level as the report grows.
"""

import io
import random
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from html import escape
from pathlib import Path

from exports.report.context import report_context
from exports.report.drawing import report_bytes
from exports.report.file import write_report
from storage.domain.material import FollowupMaterial
from tests.test_exports.material import LEVELS, audit_material, followup_material, judged

TODAY = date(2021, 3, 1)
WORDS = (
    "förvaltningen", "har", "redovisat", "nya", "rutiner", "samt", "genomförda", "kontroller", "för", "nämnden",
    "under", "året", "enligt", "plan",
)  # fmt: skip
PER_AUDIT = 12


def comment(seed: int) -> str:
    """About 400 characters, different for every seed: what repeats itself is packed too easily."""
    chooser = random.Random(seed)
    return " ".join(chooser.choice(WORDS) for _ in range(55))


def material_of(count: int) -> FollowupMaterial:
    """A follow-up of `count` recommendations, twelve to an audit, with comments of 400 characters."""
    audits = [
        audit_material(
            *(
                judged(str(n), LEVELS[n % 3], audit=f"a{at}", position=n, comment=comment(at + n))
                for n in range(1, 1 + min(PER_AUDIT, count - at))
            ),
            title=f"Granskning {at // PER_AUDIT + 1}",
        )
        for at in range(0, count, PER_AUDIT)
    ]
    return followup_material(*audits)


def least(rows: Sequence[tuple[str, str, str]]) -> bytes:
    """The rows' text in table markup in a zip file, and nothing else."""
    cell = '<w:tc><w:tcPr><w:tcW w:w="3300" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>'
    drawn = "".join(
        f"<w:tr>{''.join(f'{cell}<w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:tc>' for text in row)}</w:tr>"
        for row in rows
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", drawn)
    return stream.getvalue()


def milliseconds(work: Callable[[], object], times: int) -> float:
    """The shortest of `times` runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken) * 1000


def main() -> None:
    """Print a line for each size."""
    print("recommendations    context    drawn     file   per recommendation   strings + zip   ratio")
    for count in (37, 370, 3_700):
        material = material_of(count)
        context = report_context(material, today=TODAY)
        rows = [(f"{n}) Ta fram en rutin", "Åtgärdad", comment(n)) for n in range(count)]
        times = 9 if count < 1000 else 5
        decided = milliseconds(partial(report_context, material, today=TODAY), times)
        drawn = milliseconds(partial(report_bytes, context, made_on=TODAY), times)
        with tempfile.TemporaryDirectory() as folder:
            whole = milliseconds(partial(write_report, material, Path(folder), today=TODAY), times)
        bare = milliseconds(partial(least, rows), times)
        print(
            f"{count:15}{decided:8.0f} ms{drawn:6.0f} ms{whole:6.0f} ms{whole / count * 1000:18.0f} µs"
            f"{bare:13.0f} ms{(decided + drawn) / bare:8.1f}"
        )


if __name__ == "__main__":
    main()
