"""A Celery broker in folders that never hands out a half-written message.

Kombu's filesystem transport writes a message under its final name; a worker that takes it too early ends. Here a file
is renamed once it is whole, and an error of a folder does not end a worker either.
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
    """A channel whose messages are files `<time>_<id>.<queue>.msg`, taken in the order of their names."""

    def _put(self, queue, payload, **kwargs):
        # Wall-clock time: a monotonic clock starts anew with the host and would sort new messages before old ones.
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
            claimed = f"{path}.taken"
            try:
                # Of several workers only one can rename the file.
                os.rename(path, claimed)
                with open(claimed) as file:
                    text = file.read()
                os.remove(claimed)
                return loads(text)
            except FileNotFoundError:
                continue
            except (OSError, ValueError):
                # The database row says what is owed, and the periodic sweep sends it again.
                log.warning("The message %s can't be read.", name, exc_info=True)
        raise Empty

    def _size(self, queue):
        return len(self._names(queue))

    def _names(self, queue):
        try:
            return [name for name in os.listdir(self.data_folder_in) if name.partition(".")[2] == f"{queue}.msg"]
        except OSError:
            # Missing or not readable at the moment; /healthz reports it.
            return []


class Transport(filesystem.Transport):
    """The transport behind `filesystem://` (registered in `gender_equality.celery`)."""

    Channel = Channel
