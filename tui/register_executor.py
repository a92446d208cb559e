"""Executor of jobs on a register, for the screen, whose own thread never touches the database.

A job is a function of an open register. It runs in one of three lanes: one writes, one reads and one counts, each a
thread with an open register of its own. Its result comes back as a message to the application, which delivers it on
its own loop.

* Writes run in the order of submission, are never dropped, and finish before the program ends.
* Reads have a name. A newer read of the same name replaces older ones: a queued one is skipped, a running one is
  interrupted, a result that comes too late is dropped.
* A read whose cost grows with the register is `slow`: it runs in the lane that counts, and the others do not wait for
  it. A write interrupts it, and it runs again after the write.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from textual.message import Message
from textual.message_pump import MessagePump

from storage.errors import GranskaError, RegisterChanged, RegisterReadOnly
from storage.file_guard import FileGuard, FileNumber
from storage.register import Register, open_for_screen, open_register

T = TypeVar("T")
Job = Callable[[Register], T]
Then = Callable[[T], None]
Failed = Callable[[BaseException], None]


class JobDone(Message, bubble=False):
    """Message: a job is done, and the application is to deliver its result."""

    def __init__(self, deliver: Callable[[], None]) -> None:
        super().__init__()
        self.deliver = deliver


class _Lane:
    """Thread with an open register of its own, which runs jobs in order."""

    def __init__(
        self,
        name: str,
        open_in_thread: Callable[[], Register],
        same_file: Callable[[FileGuard], bool],
        *,
        large: bool = False,
    ) -> None:
        """Start no thread and open no register before the first job.

        Args:
            name: name of the thread.
            open_in_thread: opens the register.
            same_file: returns True when the file opened is the one that the other lanes have open.
            large: True when its jobs read most of the file; SQLite's memory is then released after each.
        """
        self._large = large
        self._same_file = same_file
        self._guard: FileGuard | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._open = open_in_thread
        self._register: Register | None = None
        self._running: str | None = None
        """Name of the running job, if it has one."""
        self._write: Future[Any] | None = None
        self._yielded = False
        """True when the running job was interrupted for a write, and is to run again."""
        self._lock = Lock()

    def submit(self, job: Job[T], name: str | None = None) -> Future[T]:
        return self._thread.submit(self._run, job, name)

    def interrupt(self, name: str | None = None) -> None:
        """Interrupt the running job if it has that name, or any name for None."""
        with self._lock:
            running = self._running is not None and name in {None, self._running}
            if running and self._register is not None:
                self._register.interrupt()

    def yield_to(self, write: Future[Any]) -> None:
        """Interrupt the running job, which the write would have to wait for, and run it again after the write."""
        with self._lock:
            self._write = write
            if self._running is not None and self._register is not None:
                self._yielded = True
                self._register.interrupt()

    def close(self) -> None:
        """Finish what is queued, close the register in its own thread and end the thread."""
        self._thread.submit(self._close_register)
        self._thread.shutdown(wait=True)

    def _run(self, job: Job[T], name: str | None) -> T:
        register = self._guarded_register()
        with self._lock:
            self._running = name
        try:
            return self._run_until_done(job, register)
        finally:
            with self._lock:
                self._running = None
            if self._large:
                register.give_back_memory()
            if self._guard is not None and not register.readonly:
                with suppress(GranskaError):  # the next job raises it again
                    self._guard.written()

    def _run_until_done(self, job: Job[T], register: Register) -> T:
        while True:
            with self._lock:
                write, self._yielded = self._write, False
            if write is not None and not write.done():
                wait([write])
                continue
            try:
                return job(register)
            except GranskaError:
                if not self._yielded:
                    raise

    def _guarded_register(self) -> Register:
        """Return the open register; open it at the first job.

        Raises:
            GranskaError: it cannot be opened, or its file was removed or replaced.
        """
        if self._register is None:
            opened = self._open()
            try:
                guard = FileGuard(opened)
                if not self._same_file(guard):
                    raise RegisterChanged(opened.path)
            except GranskaError:
                opened.close()
                raise
            self._register, self._guard = opened, guard
        elif self._guard is not None:
            self._guard.assure(writing=not self._register.readonly)
        return self._register

    def _close_register(self) -> None:
        if self._register is not None:
            self._register.close()


class RegisterExecutor:
    """Lanes that write, read and count in one register, and a thread for jobs that need no register."""

    def __init__(
        self,
        path: Path,
        home: MessagePump,
        failed: Failed,
        *,
        who: str | None = None,
        past: Callable[[], Register] | None = None,
        catch_up: Job[object] | None = None,
    ) -> None:
        """Open nothing before the first job.

        Args:
            path: the register.
            home: the application, which receives the results as messages.
            failed: called with every error of a job that has no `failed` of its own.
            who: name of the user in the history.
            past: opens the register as it was at some moment, read-only; all jobs then run in one lane.
            catch_up: stores, after the first action, what an older version did not.
        """
        self.path = path
        self._home = home
        self._failed = failed
        self._catch_up = catch_up
        self._file: FileNumber | None = None
        self.warned: Failed = failed
        """Called with errors that stop nothing, such as a backup that failed."""
        if past is not None:
            self._writer = self._reader = self._counter = _Lane("past", past, self._same_file)
        else:
            self._writer = _Lane("writer", partial(self._open_to_write, who), self._same_file)
            self._reader = _Lane("reader", partial(open_register, path), self._same_file)
            self._counter = _Lane("counter", partial(open_register, path), self._same_file, large=True)
        self._outside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="outside")
        self._numbers = count(1)
        self._newest: dict[str, int] = {}
        self._pending = 0
        self._awaited = 0
        """Number of pending jobs that keys wait for."""
        self._lock = Lock()
        self._closed = False
        self.failures = 0
        """Number of failed jobs so far, reads excepted."""

    @property
    def idle(self) -> bool:
        """Return True when every job is done and its result delivered."""
        return self._pending == 0

    @property
    def keys_wait(self) -> bool:
        """Return True while a pending job is to open a dialog or show another record: keys wait for it."""
        return self._awaited > 0

    def write(self, job: Job[T], then: Then[T], *, failed: Failed | None = None, keys_wait: bool = False) -> None:
        """Run `job` with the writable register and pass its result to `then`.

        A read-only register fails with :class:`RegisterLocked`, which names the holder, or :class:`RegisterReadOnly`.
        With `keys_wait`, `then` opens a dialog or shows another record, and keys wait for it.
        """
        written = self._writer.submit(partial(_writing, job))
        self._counter.yield_to(written)
        self._send(written, then, partial(self._fail, failed), keys_wait=keys_wait)

    def query_writer(self, job: Job[T], then: Then[T]) -> None:
        """Run `job` with the register that writes, to learn if it is writable, and who holds it if not."""
        self._send(self._writer.submit(job), then, self._failed)

    def back_up(self) -> None:
        """Make the backup of the day now, so that the first write of the day does not wait for it."""
        self._send(self._writer.submit(Register.back_up_today), lambda _done: None, partial(self._fail, None))

    def ask(
        self,
        name: str,
        job: Job[T],
        then: Then[T],
        *,
        failed: Failed | None = None,
        ignore: type[GranskaError] | None = None,
        unread: Callable[[], None] | None = None,
        keys_wait: bool = False,
        slow: bool = False,
    ) -> None:
        """Run `job` in a lane that reads, unless a newer read of the same name replaces it.

        Args:
            name: name of the read; always `slow`, or never.
            job: reads the register.
            then: called with the result.
            failed: called with an error, in place of the executor's own.
            ignore: error that is not shown, such as that of a record which is about to leave the list.
            unread: called before an error is shown, so that the rows are loaded again.
            keys_wait: `then` opens a dialog or shows another record: keys wait for it.
            slow: run it in the lane that counts.
        """
        lane = self._counter if slow else self._reader
        number = next(self._numbers)
        self._newest[name] = number
        lane.interrupt(name)

        def is_newest() -> bool:
            return self._newest.get(name) == number

        def unless_newer(register: Register) -> tuple[T] | tuple[()]:
            return (job(register),) if is_newest() else ()

        def deliver(result: tuple[T] | tuple[()]) -> None:
            if result and is_newest():
                then(result[0])

        def fail(error: BaseException) -> None:
            if is_newest():
                if unread is not None:
                    unread()
                if ignore is None or not isinstance(error, ignore):
                    (failed or self._failed)(error)

        self._send(lane.submit(unless_newer, name), deliver, fail, keys_wait=keys_wait)

    def forget(self, name: str) -> None:
        """Cancel the read of that name."""
        self._newest[name] = next(self._numbers)
        for lane in (self._reader, self._counter):
            lane.interrupt(name)

    def run_outside(
        self, job: Callable[[], T], then: Then[T], *, failed: Failed | None = None, keys_wait: bool = False
    ) -> None:
        """Run a slow job that needs no register, such as writing a document, in a thread of its own."""
        self._send(self._outside.submit(job), then, partial(self._fail, failed), keys_wait=keys_wait)

    def close(self) -> None:
        """Finish the queued jobs and end the threads. Blocks: call it from a thread or when the loop is done."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self._outside.shutdown(wait=True)
        self._writer.close()
        self._counter.interrupt()
        for lane in {self._reader, self._counter} - {self._writer}:
            lane.close()

    def _open_to_write(self, who: str | None) -> Register:
        register = open_for_screen(self.path, who=who)
        register.warn = self._warn
        register.catch_up = self._catch_up
        return register

    def _warn(self, error: BaseException) -> None:
        """Deliver a warning on the loop; called in the thread that writes."""
        self._home.post_message(JobDone(lambda: self.warned(error)))

    def _same_file(self, guard: FileGuard) -> bool:
        """Return True when a lane opened the file that the first one did; called in the lane's thread."""
        with self._lock:
            self._file = self._file or guard.file
            return self._file == guard.file

    def _send(self, future: Future[T], then: Then[T], failed: Failed, *, keys_wait: bool = False) -> None:
        self._pending += 1
        self._awaited += keys_wait
        future.add_done_callback(lambda done: self._post(done, then, failed, keys_wait))

    def _post(self, done: Future[Any], then: Then[Any], failed: Failed, keys_wait: bool) -> None:  # noqa: FBT001
        """Send the message that a job is done; called in its thread."""
        self._home.post_message(JobDone(partial(self._deliver, done, then, failed, keys_wait)))

    def _deliver(self, done: Future[Any], then: Then[Any], failed: Failed, keys_wait: bool) -> None:  # noqa: FBT001
        """Pass the result or the error on; called on the loop."""
        self._pending -= 1
        self._awaited -= keys_wait
        if self._closed:
            return
        error = done.exception()
        if error is None:
            then(done.result())
        else:
            failed(error)

    def _fail(self, failed: Failed | None, error: BaseException) -> None:
        """Count a failed job and pass its error on."""
        self.failures += 1
        (failed or self._failed)(error)


def _writing(job: Job[T], register: Register) -> T:
    if register.readonly:
        raise register.holder or RegisterReadOnly(register.path)
    return job(register)
