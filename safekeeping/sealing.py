"""The age format (age-encryption.org/v1) around an archive, as a stream: a host holds the public key alone."""

import os
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

import pyrage

from safekeeping.failures import Refused, Unsound

MAGIC = b"age-encryption.org/v1"


def recipients_of(keys):
    """The public keys that `age1…` texts name; Refused for anything else."""
    try:
        return [pyrage.x25519.Recipient.from_str(key) for key in keys]
    except pyrage.RecipientError as error:
        raise Refused(f"A recipient is no public key of age (age1…): {error}.") from error


def identities_of(path):
    """The secret keys of a file as `age-keygen` writes it; Refused for a file that holds none."""
    lines = [line.strip() for line in Path(path).read_text().splitlines()]
    try:
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError as error:
        raise Refused(f"{path} is no file of secret keys of age (AGE-SECRET-KEY-1…): {error}.") from error
    if not found:
        raise Refused(f"{path} holds no secret key of age.")
    return found


def is_sealed(path):
    """Whether a file is encrypted, by its first bytes whatever it is called."""
    with open(path, "rb") as file:
        return file.read(len(MAGIC)) == MAGIC


@contextmanager
def sealed(file, recipients):
    """Yield a binary file to write into; what is written reaches `file`, encrypted where there are recipients."""
    if not recipients:
        yield file
        return
    source, sink = os.pipe()
    with _beside(lambda: _encrypt(source, file, recipients)), os.fdopen(sink, "wb") as writer:
        yield writer


@contextmanager
def opened(path, identities):
    """Yield a binary file to read the plain bytes from; Unsound where they can't be had, at once or on the way."""
    with open(path, "rb") as file:
        if not is_sealed(path):
            yield file
            return
        if not identities:
            raise Refused(f"{path} is encrypted: give the file with the secret key (--identity).")
        source, sink = os.pipe()
        with _beside(lambda: _decrypt(file, sink, identities)), os.fdopen(source, "rb") as reader:
            yield reader


def _encrypt(source, file, recipients):
    with os.fdopen(source, "rb") as reader:
        pyrage.encrypt_io(reader, file, recipients)


def _decrypt(file, sink, identities):
    # Whoever reads may have seen enough, and says why.
    with suppress(BrokenPipeError), os.fdopen(sink, "wb") as writer:
        try:
            pyrage.decrypt_io(file, writer, identities)
        except pyrage.DecryptError as error:
            raise Unsound(f"The key does not open this archive: {error}.") from error


@contextmanager
def _beside(act):
    """Run `act` in a thread while the block runs; its error comes before the block's, which follows from it."""
    errors = []

    def run():
        try:
            act()
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
