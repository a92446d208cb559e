"""The door to the register: everything the screen reads or writes goes through here.

One thread writes, one reads and one counts, each with a register of its own opened in it; the screen's own thread
never touches the database. A job is a function of an open register. Its outcome comes back as a message to the
application, which delivers it on its own loop.

* Writes are done in the order given, never dropped, and finished before the program ends.
* Reads have a name. A newer question of the same name takes the place of older ones: a queued one is skipped, one
  under way is interrupted, an answer that comes too late is thrown away.
* A read that grows with the register is asked as `slow`: it is then done beside the others, which do not wait for it.
  It gives way to what is to be written, and is done again after that.
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
    """A job is done; the application delivers its outcome."""

    def __init__(self, deliver: Callable[[], None]) -> None:
        super().__init__()
        self.deliver = deliver


class _Lane:
    """A thread with its own open register, doing jobs in order."""

    def __init__(
        self,
        name: str,
        open_in_thread: Callable[[], Register],
        same_file: Callable[[FileGuard], bool],
        *,
        large: bool = False,
    ) -> None:
        """A thread.

        Args:
            name: what it is called.
            open_in_thread: opens its register, at the first job.
            same_file: whether what was opened is the file that the other lanes have open.
            large: whether its jobs read most of the file; what they leave in memory is given back.
        """
        self._large = large
        self._same_file = same_file
        self._standing: FileGuard | None = None
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._open = open_in_thread
        self._register: Register | None = None
        self._doing: str | None = None
        self._first: Future[Any] | None = None
        self._given_way = False
        self._lock = Lock()

    def submit(self, job: Job[T], name: str | None = None) -> Future[T]:
        return self._executor.submit(self._run, job, name)

    def interrupt(self, name: str | None = None) -> None:
        """Stop the job of that name, or any job for None, if it is under way."""
        with self._lock:
            doing = self._doing is not None and name in {None, self._doing}
            if doing and self._register is not None:
                self._register.interrupt()

    def give_way(self, first: Future[Any]) -> None:
        """Stop what is being read until `first` is done, which would have to wait for it, and then do it again."""
        with self._lock:
            self._first = first
            if self._doing is not None and self._register is not None:
                self._given_way = True
                self._register.interrupt()

    def close(self) -> None:
        """Finish what is queued, close the register in its own thread and end the thread."""
        self._executor.submit(self._close_register)
        self._executor.shutdown(wait=True)

    def _run(self, job: Job[T], name: str | None) -> T:
        register = self._in_place()
        with self._lock:
            self._doing = name
        try:
            return self._to_the_end(job, register)
        finally:
            with self._lock:
                self._doing = None
            if self._large:
                register.give_back_memory()
            if self._standing is not None and not register.readonly:
                with suppress(GranskaError):  # the next job tells of it
                    self._standing.written()

    def _to_the_end(self, job: Job[T], register: Register) -> T:
        while True:
            with self._lock:
                first, self._given_way = self._first, False
            if first is not None and not first.done():
                wait([first])
                continue
            try:
                return job(register)
            except GranskaError:
                if not self._given_way:
                    raise

    def _in_place(self) -> Register:
        """The open register, when its file still is where it was.

        Raises:
            GranskaError: it cannot be opened, or it is another file than before.
        """
        if self._register is None:
            opened = self._open()
            try:
                standing = FileGuard(opened)
                if not self._same_file(standing):
                    raise RegisterChanged(opened.path)
            except GranskaError:
                opened.close()
                raise
            self._register, self._standing = opened, standing
        elif self._standing is not None:
            self._standing.assure(writing=not self._register.readonly)
        return self._register

    def _close_register(self) -> None:
        if self._register is not None:
            self._register.close()


class RegisterExecutor:
    """The writer, the readers and the errands of one open register."""

    def __init__(
        self,
        path: Path,
        home: MessagePump,
        failed: Failed,
        *,
        who: str | None = None,
        past: Callable[[], Register] | None = None,
    ) -> None:
        """Nothing is opened before the first job.

        Args:
            path: the register.
            home: who gets the outcomes as messages.
            failed: told of every error that a job's own `failed` does not take.
            who: the name that the history gives what is written.
            past: opens the register as it was, to be read only; one thread then does everything.
        """
        self.path = path
        self._home = home
        self._failed = failed
        self._file: FileNumber | None = None
        self.warned: Failed = failed
        """Told of what stops nothing."""
        if past is not None:
            self._writer = self._reader = self._counter = _Lane("past", past, self._same_file)
        else:
            self._writer = _Lane("writer", partial(self._to_write, who), self._same_file)
            self._reader = _Lane("reader", partial(open_register, path), self._same_file)
            self._counter = _Lane("counter", partial(open_register, path), self._same_file, large=True)
        self._errands = ThreadPoolExecutor(max_workers=1, thread_name_prefix="errand")
        self._numbers = count(1)
        self._newest: dict[str, int] = {}
        self._pending = 0
        self._waited_for = 0
        """How many jobs under way keys are to wait for."""
        self._lock = Lock()
        self._closed = False
        self.failures = 0
        """How many writes and errands have failed so far."""

    @property
    def idle(self) -> bool:
        """Whether everything asked for has been done and delivered."""
        return self._pending == 0

    @property
    def keys_wait(self) -> bool:
        """Whether keys are to wait for what is under way, because it opens a dialog or leads to another record."""
        return self._waited_for > 0

    def write(self, job: Job[T], then: Then[T], *, failed: Failed | None = None, keys_wait: bool = False) -> None:
        """Do `job` with the writable register and hand its result to `then`.

        A register opened read-only fails with who holds it, or with :class:`RegisterReadOnly`. With `keys_wait` the
        result opens a dialog, or leads to another record, so that keys wait for it.
        """
        written = self._writer.submit(partial(_writing, job))
        self._counter.give_way(written)
        self._send(written, then, partial(self._fail, failed), keys_wait=keys_wait)

    def ask_writer(self, job: Job[T], then: Then[T]) -> None:
        """Ask the writer's register about itself: whether it may be written to, and who holds it if not."""
        self._send(self._writer.submit(job), then, self._failed)

    def back_up(self) -> None:
        """Make the day's backup now, so that the first write of the day does not have to wait for it."""
        self._send(self._writer.submit(Register.back_up_today), _nothing, partial(self._fail, None))

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
        """Do `job` with the reader's register, unless a newer question of the same name comes first.

        Args:
            name: of the question; one name is always asked in the same way.
            job: reads the register.
            then: takes the answer.
            failed: takes an error, instead of the one that takes them all.
            ignore: an error that is no news, such as that of a record which is on its way out of the list.
            unread: called before any error is taken, so that what was not read is asked for again.
            keys_wait: the answer opens a dialog, or leads to another record: keys wait for it.
            slow: read beside the others, which then do not wait for it.
        """
        lane = self._counter if slow else self._reader
        number = next(self._numbers)
        self._newest[name] = number
        lane.interrupt(name)

        def still_wanted() -> bool:
            return self._newest.get(name) == number

        def unless_newer(register: Register) -> tuple[T] | tuple[()]:
            return (job(register),) if still_wanted() else ()

        def deliver(answer: tuple[T] | tuple[()]) -> None:
            if answer and still_wanted():
                then(answer[0])

        def refuse(error: BaseException) -> None:
            if still_wanted():
                if unread is not None:
                    unread()
                if ignore is None or not isinstance(error, ignore):
                    (failed or self._failed)(error)

        self._send(lane.submit(unless_newer, name), deliver, refuse, keys_wait=keys_wait)

    def forget(self, name: str) -> None:
        """No longer want the answer to the question of that name."""
        self._newest[name] = next(self._numbers)
        for lane in (self._reader, self._counter):
            lane.interrupt(name)

    def errand(
        self, job: Callable[[], T], then: Then[T], *, failed: Failed | None = None, keys_wait: bool = False
    ) -> None:
        """Do something slow that needs no register, such as writing a document; keys may wait for it."""
        self._send(self._errands.submit(job), then, partial(self._fail, failed), keys_wait=keys_wait)

    def close(self) -> None:
        """Finish what is queued and end the threads. Blocks: call it from a thread or when the loop is done."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self._errands.shutdown(wait=True)
        self._writer.close()
        self._counter.interrupt()
        for lane in {self._reader, self._counter} - {self._writer}:
            lane.close()

    def _to_write(self, who: str | None) -> Register:
        register = open_for_screen(self.path, who=who)
        register.warn = self._warn
        return register

    def _warn(self, error: BaseException) -> None:
        """Called in the writer's thread."""
        self._home.post_message(JobDone(lambda: self.warned(error)))

    def _same_file(self, standing: FileGuard) -> bool:
        """Whether a lane has opened the file that the first one did. Called in the lane's thread."""
        with self._lock:
            self._file = self._file or standing.file
            return self._file == standing.file

    def _send(self, future: Future[T], then: Then[T], failed: Failed, *, keys_wait: bool = False) -> None:
        self._pending += 1
        self._waited_for += keys_wait
        future.add_done_callback(lambda done: self._post(done, then, failed, keys_wait))

    def _post(self, done: Future[Any], then: Then[Any], failed: Failed, keys_wait: bool) -> None:  # noqa: FBT001
        """Called in the job's thread."""
        self._home.post_message(JobDone(partial(self._deliver, done, then, failed, keys_wait)))

    def _deliver(self, done: Future[Any], then: Then[Any], failed: Failed, keys_wait: bool) -> None:  # noqa: FBT001
        """Called on the loop."""
        self._pending -= 1
        self._waited_for -= keys_wait
        if self._closed:
            return
        error = done.exception()
        if error is None:
            then(done.result())
        else:
            failed(error)

    def _fail(self, failed: Failed | None, error: BaseException) -> None:
        """What was to be done is not done: count it, and tell of it."""
        self.failures += 1
        (failed or self._failed)(error)


def _nothing(_done: object) -> None:
    """What is done with a result that nobody asked for."""


def _writing(job: Job[T], register: Register) -> T:
    if register.readonly:
        raise register.holder or RegisterReadOnly(register.path)
    return job(register)
