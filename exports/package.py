"""Word packages as bytes that depend on nothing but what is in them and on the day they were made."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date

_SYSTEM = 0
"""Made on: the same whatever machine writes."""


def zipped(parts: Iterable[tuple[str, bytes]], *, made_on: date, compress: bool = True) -> bytes:
    """A zip file of the (name, content) pairs, in their order.

    Uncompressed, the bytes are the same with every version of the compression library.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, date_time=(made_on.year, made_on.month, made_on.day, 0, 0, 0))
            info.create_system = _SYSTEM
            info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
            archive.writestr(info, content)
    return stream.getvalue()


def rewritten(package: bytes, made_on: date, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """`package` with every part dated `made_on`, and the parts named in `changes` changed."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = ((name, archive.read(name)) for name in archive.namelist())
        return zipped(((n, changes[n](part) if n in changes else part) for n, part in parts), made_on=made_on)
