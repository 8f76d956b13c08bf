"""How values lie in Redis: as JSON. Django's own way, pickle, would run what somebody else puts there."""

import json


class JsonValues:
    """For `OPTIONS["serializer"]` of Django's cache in Redis; numbers stay what Redis can count on."""

    def dumps(self, value):
        """Text, or a whole number as it is; TypeError for what JSON does not know."""
        return value if type(value) is int else json.dumps(value)

    def loads(self, data):
        """The value; ValueError for bytes that are no JSON."""
        return json.loads(data)
