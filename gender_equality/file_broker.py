"""The broker of folders, so that no message is seen half-written and no trouble with a folder ends a worker.

Kombu's own writes a message under the name by which a worker takes it, and a worker that takes it too early ends.
"""

import logging
import os
import uuid
from queue import Empty
from time import time_ns

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

log = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """Messages are files `<time>_<id>.<queue>.msg`, taken in the order of their names."""

    def _put(self, queue, payload, **kwargs):
        # By the time of day: a clock that begins anew with the host would set new messages before old ones.
        name = os.path.join(self.data_folder_out, f"{time_ns():020}_{uuid.uuid4()}.{queue}.msg")
        try:
            with open(f"{name}.part", "x") as file:
                file.write(dumps(payload))
            os.rename(f"{name}.part", name)
        except OSError as error:
            raise ChannelError(f"Cannot add {name!r}") from error

    def _get(self, queue):
        for name in sorted(self._names(queue)):
            path = os.path.join(self.data_folder_in, name)
            taken = f"{path}.taken"
            try:
                # Whoever renames it has it.
                os.rename(path, taken)
                with open(taken) as file:
                    text = file.read()
                os.remove(taken)
                return loads(text)
            except FileNotFoundError:
                continue
            except (OSError, ValueError):
                # The row in the database says what is owed, and the sweep asks again.
                log.warning("The message %s can't be read.", name, exc_info=True)
        raise Empty

    def _size(self, queue):
        return len(self._names(queue))

    def _names(self, queue):
        try:
            return [name for name in os.listdir(self.data_folder_in) if name.partition(".")[2] == f"{queue}.msg"]
        except OSError:
            # Gone or barred for a moment; /healthz tells of it.
            return []


class Transport(filesystem.Transport):
    Channel = Channel
