"""The sentences of this area in a report."""


def narrate(account):
    """Paragraphs of the area, none where nothing happened."""
    return []


def narrate_inspections(account):
    """Sentences on inspections."""
    return []
