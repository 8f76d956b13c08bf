"""Finding words in texts, by the words themselves or by a keyed digest of them, and redacting what was found."""

import hmac
from hashlib import sha256

from django.conf import settings

from core.lib.text.normalise import clean

# What stands in place of the words.
ERASED = "[đã gỡ bỏ]"
# Shorter words would be found in the middle of others.
MIN_LENGTH = 5


def words_as_stored(typed):
    """Return typed words in the form in which the portal stores all text, with single blanks."""
    return " ".join(clean(typed).split())


class PlainWords:
    """Words as they were typed; capitals don't matter."""

    def __init__(self, words):
        self.words = words.lower()

    def spans(self, text):
        """Return [(begin, end)] of each place of the words in a text."""
        lowered, spans, position = _lower(text), [], 0
        while (position := lowered.find(self.words, position)) >= 0:
            spans.append((position, position + len(self.words)))
            position += len(self.words)
        return spans


class DigestedWords:
    """Words that nobody knows any more: their length and their keyed digest."""

    def __init__(self, length, mac):
        self.length, self.mac = length, mac

    def spans(self, text):
        """Return [(begin, end)] of each place of the words in a text."""
        lowered, spans, position, key = _lower(text), [], 0, _key()
        while position + self.length <= len(lowered):
            if _mac(key, lowered[position : position + self.length]) == self.mac:
                spans.append((position, position + self.length))
                position += self.length
            else:
                position += 1
        return spans


def _lower(text):
    """Return the text in lower case where that keeps every letter in its place, as it does in Vietnamese."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def mac_of(words):
    """Return the keyed digest by which words are recognised later.

    The key is no part of a backup.
    """
    return _mac(_key(), words)


def _key():
    # The literal is part of every digest that is stored.
    return sha256(b"safekeeping.purging " + settings.PURGE_KEY.encode()).digest()


def _mac(key, words):
    return hmac.digest(key, words.encode(), "sha256").hex()


def redact(value, words, deleted_files=frozenset()):
    """Return a text, or JSON with texts anywhere in it, without the words.

    Entries of lists that name a stored file in `deleted_files` (ids as text) are left out.
    """
    if isinstance(value, str):
        for begin, end in reversed(words.spans(value)):
            value = value[:begin] + ERASED + value[end:]
        return value
    if isinstance(value, list):
        kept = [item for item in value if not (isinstance(item, dict) and item.get("stored") in deleted_files)]
        return [redact(item, words, deleted_files) for item in kept]
    if isinstance(value, dict):
        return {key: redact(item, words, deleted_files) for key, item in value.items()}
    return value
