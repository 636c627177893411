"""A server on this machine that notes whether anybody called, and answers nothing."""

from __future__ import annotations

import socket
import threading
from functools import cache


class Listener:
    """Takes connections and closes them, so that nobody waits for an answer."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._calls = 0
        self.iri = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            self._calls += 1
            connection.close()

    def was_called(self) -> bool:
        """Whether anybody called since this was last asked."""
        called, self._calls = self._calls > 0, 0
        return called


@cache
def listener() -> Listener:
    """Return the one listener of this process."""
    return Listener()
