"""Batches made in processes of their own, so that training does not wait for them."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing.connection import Connection

from datelens.errors import DataError
from datelens.keras import BATCH_WORKER
from datelens.keras.batches import Batch, Chunks, batches_from


def background_batches(chunks: Chunks, step: int = 0, workers: int = 1) -> Iterator[Batch]:
    """The batches of `batches_from`, in the same order, made by other processes.

    Chunk k comes from worker k modulo the number of workers. A worker writes its next chunk into a pipe and waits
    there until it is read, so each is one chunk ahead. The processes end with the iterator, and when this process dies.

    Args:
        chunks: what to make; must be picklable.
        step: the first batch.
        workers: number of processes; 0 makes the batches here.

    Raises:
        DataError: a worker died. What a worker raises is raised here.
    """
    if workers == 0:
        yield from batches_from(chunks, step)
        return
    context = multiprocessing.get_context("spawn")  # a fork would copy the locks of the backend's threads
    chunk, skipped = divmod(step, chunks.batches)
    pipes: list[Connection] = []
    with ExitStack() as stack:
        for number in range(workers):
            reader, writer = context.Pipe(duplex=False)
            arguments = (writer, chunks, chunk + number, workers)
            process = context.Process(target=_work, args=arguments, name=BATCH_WORKER, daemon=True)
            process.start()
            writer.close()
            stack.callback(process.join)
            stack.callback(process.terminate)
            stack.callback(reader.close)
            pipes.append(reader)
        number = 0
        while True:
            try:
                made = pipes[number % workers].recv()
            except EOFError as error:
                raise DataError(
                    "a process that makes batches died; `workers = 0` makes them here and shows why."
                ) from error
            if isinstance(made, BaseException):
                raise made
            yield from made[skipped:]
            number, skipped = number + 1, 0


def _work(pipe: Connection, chunks: Chunks, chunk: int, stride: int) -> None:
    """Send every `stride`-th chunk, or what went wrong, until nobody listens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the business of the process that reads
    try:
        while True:
            try:
                made: object = chunks(chunk)
            except Exception as error:  # noqa: BLE001  sent, not swallowed: the reader raises it
                pipe.send(error)
                return
            pipe.send(made)
            chunk += stride
    except BrokenPipeError:
        return
