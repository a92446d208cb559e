"""The executor of a register: order, replaced reads, errors, and nothing lost at the end."""

import asyncio
import threading
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from textual.app import App

from storage import recommendations
from storage.errors import RegisterMissing
from storage.register import Register
from tui.register_executor import JobDone, RegisterExecutor


class Home(App[None]):
    """Application that delivers the results."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.errors: list[BaseException] = []
        self.executor = RegisterExecutor(path, self, self.errors.append)

    def on_job_done(self, event: JobDone) -> None:
        event.deliver()


@pytest.fixture
async def home(practice: Path) -> AsyncIterator[Home]:
    app = Home(practice)
    async with app.run_test():
        yield app
        app.executor.close()


async def rest(home: Home) -> None:
    for _ in range(500):
        await asyncio.sleep(0.01)
        if home.executor.idle:
            return
    raise AssertionError("the executor never came to rest")


async def test_a_newer_read_replaces_older_ones_of_its_name(home: Home) -> None:
    gate = threading.Event()
    done: list[str] = []
    answers: list[str] = []

    def slow(_register: Register) -> str:
        done.append("slow")
        gate.wait(5)
        return "slow"

    def skipped(_register: Register) -> str:
        done.append("skipped")
        return "skipped"

    home.executor.ask("same", slow, answers.append)
    home.executor.ask("same", skipped, answers.append)
    home.executor.ask("other", lambda _register: "other", answers.append)
    home.executor.ask("same", lambda _register: "newest", answers.append)
    gate.set()
    await rest(home)
    assert answers == ["other", "newest"]
    assert "skipped" not in done


async def test_writes_run_in_order_and_none_is_dropped(home: Home) -> None:
    written: list[int] = []
    for number in range(50):
        home.executor.write(partial(_number, number), written.append)
    await rest(home)
    assert written == list(range(50))


async def test_reads_and_writes_have_threads_of_their_own(home: Home) -> None:
    threads: list[int] = []
    home.executor.write(lambda _register: threading.get_ident(), threads.append)
    home.executor.ask("thread", lambda _register: threading.get_ident(), threads.append)
    await rest(home)
    assert len({*threads, threading.get_ident()}) == 3


async def test_a_read_cannot_write(home: Home) -> None:
    readonly: list[bool] = []
    home.executor.ask("readonly", lambda register: register.readonly, readonly.append)
    await rest(home)
    assert readonly == [True]


async def test_an_error_comes_back_on_the_loop_to_whoever_takes_it(home: Home) -> None:
    def fails(register: Register) -> None:
        raise RegisterMissing(register.path)

    own: list[BaseException] = []
    home.executor.write(fails, lambda _result: None)
    home.executor.ask("own", fails, lambda _result: None, failed=own.append)
    await rest(home)
    assert [type(error) for error in [*home.errors, *own]] == [RegisterMissing, RegisterMissing]
    assert home.executor.failures == 1  # what was to be read keeps nobody from leaving


async def test_a_slow_read_yields_to_a_write_and_runs_again(home: Home) -> None:
    begun = threading.Event()
    done: list[str] = []

    def counts(register: Register) -> None:
        again = begun.is_set()
        begun.set()
        with register.reading() as connection:
            connection.execute(_LONG if not again else "SELECT 1").fetchall()

    home.executor.ask("slow", counts, lambda _answer: done.append("counted"), slow=True)
    begun.wait(5)
    await asyncio.sleep(0.05)  # now it reads
    home.executor.write(lambda _register: None, lambda _result: done.append("written"))
    await rest(home)
    assert done == ["written", "counted"]
    assert home.errors == []


_LONG = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 500000000) SELECT count(*) FROM n"


async def test_closing_finishes_the_writes_that_were_submitted(home: Home) -> None:
    done: list[int] = []
    for number in range(20):
        home.executor.write(partial(_note, done, number), lambda _result: None)
    home.executor.close()
    assert done == list(range(20))


async def test_a_result_is_that_of_the_register(home: Home) -> None:
    totals: list[int] = []
    home.executor.ask("total", lambda register: recommendations.counts(register).total, totals.append)
    await rest(home)
    assert totals == [44]


def _number(number: int, _register: Register) -> int:
    return number


def _note(done: list[int], number: int, _register: Register) -> None:
    done.append(number)
