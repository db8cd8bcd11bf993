"""A native engine lives in a process of its own; whatever happens there costs one call."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, suppress
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio

from kiosk.errors import AudioError, ModelError, WorkerError
from kiosk.workers import Worker
from tests.workers.engines import Counter, Unlucky, WrongWeights


@pytest_asyncio.fixture
async def worker() -> AsyncIterator[Worker]:
    async with Worker("counter", Counter) as running:
        yield running


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    try:
        return "State:\tZ" not in status.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def children() -> set[str]:
    return set(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split())


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 - watches processes, which set no events
            await asyncio.sleep(0.01)


async def test_a_call_runs_in_the_child_and_the_engine_keeps_its_state(worker: Worker) -> None:
    assert await worker.call("count", deadline_s=10) == 1
    assert await worker.call("count", deadline_s=10) == 2
    assert await worker.call("pid", deadline_s=10) == worker.health.pid != os.getpid()


async def test_speech_travels_both_ways_unchanged(worker: Worker) -> None:
    minute = np.random.default_rng(1).standard_normal(60 * 16_000).astype(np.float32)
    doubled = await worker.call("double", minute, deadline_s=10)
    assert doubled.dtype == np.float32
    np.testing.assert_array_equal(doubled, minute * 2)


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6, socket.AF_UNIX])
async def test_the_child_has_no_network(worker: Worker, family: int) -> None:
    assert await worker.call("opens_a_socket", family, deadline_s=10) == "Permission denied"


async def test_what_the_child_starts_has_no_network_either(worker: Worker) -> None:
    said = await worker.call("a_child_opens_a_socket", deadline_s=60)
    assert "Permission denied" in said


async def test_calls_made_at_once_run_one_after_the_other(worker: Worker) -> None:
    counts = await asyncio.gather(*(worker.call("count", deadline_s=10) for _ in range(20)))
    assert counts == list(range(1, 21))


async def test_a_stream_comes_item_by_item(worker: Worker, tmp_path: Path) -> None:
    log = str(tmp_path / "log")
    items = [item async for item in worker.stream("count_to", 3, log, deadline_s=10)]
    assert items == [1, 2, 3]


async def test_a_stream_that_is_closed_stops_the_engine(worker: Worker, tmp_path: Path) -> None:
    log = tmp_path / "log"
    async with aclosing(worker.stream("count_to", 10_000, str(log), deadline_s=10)) as numbers:
        async for number in numbers:
            if number == 2:
                break
    assert await worker.call("count", deadline_s=10) == 1
    assert int(log.read_text()) < 10_000


async def test_a_cancelled_call_does_not_answer_the_next_one(worker: Worker) -> None:
    nap = asyncio.create_task(worker.call("nap", 0.2, deadline_s=10))
    await until(lambda: worker.health.state == "busy")
    nap.cancel()
    with pytest.raises(asyncio.CancelledError):
        await nap
    assert await worker.call("count", deadline_s=10) == 1


async def test_a_library_that_ends_the_process_costs_that_call_only(worker: Worker) -> None:
    with pytest.raises(WorkerError, match="counter: ended with status 255: unknown model type"):
        await worker.call("exit", deadline_s=10)
    assert worker.health.state == "restarting"
    assert await worker.call("count", deadline_s=10) == 1
    assert worker.health.restarts == 1
    assert worker.health.last_error == "ended with status 255: unknown model type"


async def test_a_child_killed_in_mid_call_is_started_again(worker: Worker) -> None:
    nap = asyncio.create_task(worker.call("nap", 60, deadline_s=100))
    await until(lambda: worker.health.state == "busy")
    os.kill(worker.health.pid or 0, signal.SIGKILL)
    with pytest.raises(WorkerError, match="killed by SIGKILL"):
        await nap
    assert await worker.call("count", deadline_s=10) == 1


async def test_a_child_killed_while_idle_is_started_again(worker: Worker) -> None:
    os.kill(worker.health.pid or 0, signal.SIGKILL)
    await until(lambda: worker.health.restarts == 1 and worker.health.state == "ready")
    assert await worker.call("count", deadline_s=10) == 1


async def test_a_call_that_stalls_is_ended_at_its_deadline(worker: Worker) -> None:
    stalled = worker.health.pid or 0
    with pytest.raises(WorkerError, match="nap did not answer in time"):
        await worker.call("nap", 60, deadline_s=0.1)
    assert await worker.call("count", deadline_s=10) == 1
    assert not alive(stalled)


async def test_a_child_that_takes_nothing_in_is_ended_at_the_deadline(worker: Worker) -> None:
    minute = np.zeros(60 * 16_000, np.float32)
    stopped = worker.health.pid or 0
    os.kill(stopped, signal.SIGSTOP)
    async with asyncio.timeout(10):
        with pytest.raises(WorkerError, match="double did not answer in time"):
            await worker.call("double", minute, deadline_s=0.2)
    assert await worker.call("count", deadline_s=10) == 1
    assert not alive(stopped)


async def test_who_leaves_a_call_does_not_wait_for_the_child(worker: Worker) -> None:
    minute = np.zeros(60 * 16_000, np.float32)
    os.kill(worker.health.pid or 0, signal.SIGSTOP)
    call = asyncio.create_task(worker.call("double", minute, deadline_s=100))
    await until(lambda: worker.health.state == "busy")
    call.cancel()
    done, _ = await asyncio.wait([call], timeout=10)
    os.kill(worker.health.pid or 0, signal.SIGCONT)
    assert done
    assert await worker.call("count", deadline_s=10) == 1


async def test_a_stream_is_not_called(worker: Worker, tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match="counter: count_to streams its result"):
        await worker.call("count_to", 3, str(tmp_path / "log"), deadline_s=10)
    assert await worker.call("count", deadline_s=10) == 1


async def test_a_call_that_never_got_its_turn_leaves_the_running_one_alone(worker: Worker) -> None:
    nap = asyncio.create_task(worker.call("nap", 0.5, deadline_s=10))
    await until(lambda: worker.health.state == "busy")
    with pytest.raises(WorkerError, match="still busy"):
        await worker.call("count", deadline_s=0.05)
    assert await nap == "rested"


async def test_our_own_errors_come_through_as_they_are(worker: Worker) -> None:
    with pytest.raises(AudioError, match=r"^order.wav holds no sound$"):
        await worker.call("corrupt_file", deadline_s=10)
    assert worker.health.restarts == 0


async def test_a_library_s_error_becomes_ours_and_names_the_worker(worker: Worker) -> None:
    with pytest.raises(WorkerError, match="counter: bug: IndexError: list index out of range"):
        await worker.call("bug", deadline_s=10)
    with pytest.raises(WorkerError, match="AttributeError"):
        await worker.call("no_such_method", deadline_s=10)


async def test_what_a_library_prints_stays_out_of_stdout(
    worker: Worker, capfd: pytest.CaptureFixture[str]
) -> None:
    await worker.call("print_to_stdout", deadline_s=10)
    assert capfd.readouterr() == ("", "")


async def test_weights_that_cannot_be_loaded_are_reported_at_start() -> None:
    worker = Worker("recogniser", WrongWeights)
    with pytest.raises(ModelError, match="does not match the manifest"):
        await worker.start()
    assert worker.health.state == "failed"
    with pytest.raises(WorkerError, match="recogniser: failed: whisper-base does not match"):
        await worker.call("count", deadline_s=10)


async def test_an_engine_that_always_dies_is_given_up_and_can_be_started_again(
    tmp_path: Path,
) -> None:
    marker = tmp_path / "loaded-before"
    async with Worker("unlucky", Unlucky, str(marker)) as worker:
        os.kill(worker.health.pid or 0, signal.SIGKILL)
        await until(lambda: worker.health.state == "failed")
        assert worker.health.restarts > 1
        marker.unlink()
        await worker.start()
        assert worker.health.state == "ready"


async def test_a_stopped_worker_leaves_no_process_and_refuses() -> None:
    worker = Worker("counter", Counter)
    with pytest.raises(WorkerError, match="not started"):
        await worker.call("count", deadline_s=10)
    await worker.start()
    pid = worker.health.pid or 0
    await worker.stop()
    assert not alive(pid)
    assert worker.health.state == "stopped"
    with pytest.raises(WorkerError, match="counter: stopped"):
        await worker.call("count", deadline_s=10)


PARENT = textwrap.dedent(
    """
    import asyncio
    from kiosk.workers import Worker
    from tests.workers.engines import Counter

    async def main():
        async with Worker("counter", Counter) as worker:
            print(worker.health.pid, flush=True)
            await worker.call("nap", 600, deadline_s=1000)

    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        print("bye")
    """
)


def a_parent_with_a_busy_child() -> tuple[subprocess.Popen[str], int]:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,
    )
    assert parent.stdout is not None
    return parent, int(parent.stdout.readline())


@pytest.mark.parametrize("after_s", [0.0, 0.001, 0.005, 0.02])
async def test_a_start_that_is_cancelled_leaves_nothing_behind(
    after_s: float, capfd: pytest.CaptureFixture[str]
) -> None:
    before = children()
    worker = Worker("counter", Counter)
    starting = asyncio.create_task(worker.start())
    await asyncio.sleep(after_s)
    starting.cancel()
    with suppress(asyncio.CancelledError):  # a quick machine may have started it by now
        await starting
    await worker.stop()
    assert children() <= before
    assert "Unknown child process" not in capfd.readouterr().err


async def test_children_end_when_the_parent_is_killed() -> None:
    parent, child = a_parent_with_a_busy_child()
    with parent:
        assert alive(child)
        parent.kill()
    await until(lambda: not alive(child))


async def test_ctrl_c_ends_everything_without_a_traceback() -> None:
    parent, child = a_parent_with_a_busy_child()
    with parent:
        os.killpg(parent.pid, signal.SIGINT)
        out, err = parent.communicate(timeout=30)
    assert (out, err) == ("bye\n", "")
    assert not alive(child)
