"""Native engines in processes of their own, and the scheduler that shares the cores among them.

An *engine* is any object whose methods take and return values that pickle (NumPy arrays included).
It is built inside the child, so its libraries are never loaded into the main process::

    worker = Worker("language", LlamaEngine, str(gguf), threads=scheduler.threads("language"))
    await worker.start()                       # ModelError when the weights cannot be loaded
    async with scheduler.turn("language"):
        text = await worker.call("complete", prompt, deadline_s=2.0)
    await worker.stop()

Whatever happens to the child, the caller sees a result or a ``KioskError``.
"""

from kiosk.workers.scheduler import Role, Scheduler
from kiosk.workers.worker import Health, State, Worker

__all__ = ["Health", "Role", "Scheduler", "State", "Worker"]
