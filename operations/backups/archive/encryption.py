"""Encrypting and decrypting archives as streams in the age format (age-encryption.org/v1).

A host holds the public key alone.
"""

import os
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

import pyrage

from operations.backups.errors import InvalidArchive, Refused

MAGIC = b"age-encryption.org/v1"


def parse_recipients(keys):
    """Return the public keys that `age1…` texts name; Refused for anything else."""
    try:
        return [pyrage.x25519.Recipient.from_str(key) for key in keys]
    except pyrage.RecipientError as error:
        raise Refused(f"A recipient is no public key of age (age1…): {error}.") from error


def read_identities(path):
    """Return the secret keys of a file as `age-keygen` writes it; Refused for a file that holds none."""
    lines = [line.strip() for line in Path(path).read_text().splitlines()]
    try:
        identities = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError as error:
        raise Refused(f"{path} is no file of secret keys of age (AGE-SECRET-KEY-1…): {error}.") from error
    if not identities:
        raise Refused(f"{path} holds no secret key of age.")
    return identities


def is_encrypted(path):
    """Return whether a file is encrypted, by its first bytes, whatever its name."""
    with open(path, "rb") as file:
        return file.read(len(MAGIC)) == MAGIC


@contextmanager
def encrypting(file, recipients):
    """Yield a binary file to write into; `file` gets it encrypted where there are recipients, else as it is."""
    if not recipients:
        yield file
        return
    source, sink = os.pipe()
    with _in_thread(lambda: _encrypt(source, file, recipients)), os.fdopen(sink, "wb") as writer:
        yield writer


@contextmanager
def decrypting(path, identities):
    """Yield a binary file to read the plain bytes from.

    Refused without a key that is needed; InvalidArchive where the key does not open it, at once or on the way.
    """
    with open(path, "rb") as file:
        if not is_encrypted(path):
            yield file
            return
        if not identities:
            raise Refused(f"{path} is encrypted: give the file with the secret key (--identity).")
        source, sink = os.pipe()
        with _in_thread(lambda: _decrypt(file, sink, identities)), os.fdopen(source, "rb") as reader:
            yield reader


def _encrypt(source, file, recipients):
    with os.fdopen(source, "rb") as reader:
        pyrage.encrypt_io(reader, file, recipients)


def _decrypt(file, sink, identities):
    # The reader may have seen enough, and says why.
    with suppress(BrokenPipeError), os.fdopen(sink, "wb") as writer:
        try:
            pyrage.decrypt_io(file, writer, identities)
        except pyrage.DecryptError as error:
            raise InvalidArchive(f"The key does not open this archive: {error}.") from error


@contextmanager
def _in_thread(work):
    """Run `work` in a thread while the block runs; its error is raised before the block's, which follows from it."""
    errors = []

    def run():
        try:
            work()
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    except BaseException as error:
        thread.join()
        if errors and not isinstance(error, KeyboardInterrupt):
            raise errors[0] from error
        raise
    thread.join()
    if errors:
        raise errors[0]
