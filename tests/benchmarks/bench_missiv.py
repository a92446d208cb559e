"""How long letters take against the least that could be done: string building and a zip file of the same parts.

Run `python -m tests.benchmarks.bench_missiv`. The time of a letter has to stay level as they grow in number, and as
their tables grow.
"""

import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path

from exports.letter_templates.render import LetterTemplate, check_printed, part_texts
from exports.letter_templates.shipped import MISSIV
from exports.letters.context import missiv_context
from exports.letters.file import write_letter
from exports.letters.parts import MissivContext
from exports.writing import zipped
from storage.domain.material import LetterMaterial
from storage.domain.records import replace
from tests.benchmarks.bench_report import comment, milliseconds
from tests.test_exports.missiv_material import full_letter, letter_audit, plain, recipient

TODAY = date(2026, 11, 22)


def material_of(recipients: int, rows: int) -> LetterMaterial:
    """A letter to so many bodies, with so many recommendations of 400 characters to all of them."""
    audit = letter_audit(*(plain(str(n), comment(n)) for n in range(1, rows + 1)), purpose=comment(0))
    bodies = tuple(recipient(f"Nämnd {n:03}", demand=comment(n)) for n in range(recipients))
    return replace(full_letter(), audits=(audit,), recipients=bodies)


def least(rows: Sequence[str], others: Mapping[str, bytes]) -> bytes:
    """The rows' text in table markup, packed with the other parts of the template, and nothing else."""
    cell = '<w:tc><w:tcPr><w:tcW w:w="3300" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>'
    drawn = "".join(f"<w:tr>{cell}<w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:tc></w:tr>" for text in rows)
    return zipped([*others.items(), ("word/document.xml", drawn.encode())], made_on=TODAY)


def other_parts() -> dict[str, bytes]:
    """What a letter has besides its body."""
    with zipfile.ZipFile(MISSIV) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "word/document.xml"}


def main() -> None:
    """Print a line for each number of letters, and for each size of table."""
    print("letters  rows   context      filled      written     strings + zip   filled / least   (ms a letter)")
    others = other_parts()
    for letters, rows in ((1, 5), (20, 5), (200, 5), (20, 50), (20, 500)):
        material = material_of(letters, rows)
        ids: list[str] = [each.body.id for each in material.recipients]
        table = [f"{n}) {comment(n)}" for n in range(rows)]

        def decided(material: LetterMaterial = material, ids: list[str] = ids) -> object:
            return [missiv_context(material, today=TODAY, recipient=body) for body in ids]

        contexts = [missiv_context(material, today=TODAY, recipient=body) for body in ids]

        def filled(contexts: list[MissivContext] = contexts) -> None:
            template = LetterTemplate(MISSIV.read_bytes())
            for context in contexts:
                rendered = template.fill(context.data(), title="T", author="A", made_on=TODAY)
                check_printed(part_texts(rendered.data, rendered.printed), rendered.printed)

        def written(material: LetterMaterial = material) -> None:
            with tempfile.TemporaryDirectory() as folder:
                write_letter(material, Path(folder), today=TODAY, each=True)

        def bare(table: list[str] = table, letters: int = letters) -> object:
            return [least(table, others) for _ in range(letters)]

        times = [milliseconds(work, 3) / letters for work in (decided, filled, written, bare)]
        figures = "   ".join(f"{time:9.2f}" for time in times)
        print(f"{letters:7}{rows:6}   {figures}   {times[1] / times[3]:8.1f}")


if __name__ == "__main__":
    main()
