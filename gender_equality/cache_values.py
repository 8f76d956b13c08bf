"""A serializer of Redis cache values that is safe to read."""

import json


class JsonSerializer:
    """Serialize cache values as JSON (`OPTIONS["serializer"]` of Django's Redis cache).

    Django's default, pickle, would run code that somebody else put into Redis. Whole numbers stay numbers, so that
    Redis can increment them.
    """

    def dumps(self, value):
        """Return JSON text, or a whole number as it is; TypeError for what JSON cannot hold."""
        return value if type(value) is int else json.dumps(value)

    def loads(self, data):
        """Return the value; ValueError for bytes that are not JSON."""
        return json.loads(data)
