"""Cooperative tasks on one thread: an event loop with timers, futures, tasks, locks and queues.

There is no input or output here: sockets, subprocesses and signals are not waited for. Work of other
threads comes in through call_soon_threadsafe, run_in_executor and to_thread.
"""
from asyncio.loop import (
    AbstractEventLoop, BaseEventLoop, Handle, Runner, TimerHandle, get_event_loop,
    get_running_loop, new_event_loop, run, set_event_loop, _get_running_loop, _set_running_loop)
from asyncio.futures import (
    CancelledError, Future, InvalidStateError, TimeoutError, isfuture, wrap_future)
from asyncio.tasks import (
    ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, Task, TaskGroup, Timeout, all_tasks,
    as_completed, create_task, current_task, ensure_future, gather, iscoroutine,
    iscoroutinefunction, run_coroutine_threadsafe, shield, sleep, timeout, timeout_at, to_thread,
    wait, wait_for)
from asyncio.locks import (
    Barrier, BoundedSemaphore, BrokenBarrierError, Condition, Event, Lock, Semaphore)
from asyncio.queues import LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull

__all__ = [name for name in globals() if name[0] != '_' and name not in (
    'loop', 'futures', 'tasks', 'locks', 'queues')]
