"""Who is late with a period's report: never sent, or not sent again after it was to be corrected."""


def never_sent(submissions):
    """Those past their due date of which the Department has seen nothing."""
    return [one for one in submissions if _is_past_due(one) and one.sent_on is None]


def to_be_corrected(submissions):
    """Those past their due date that were sent once and given back; how late they are is not the unit's doing alone."""
    return [one for one in submissions if _is_past_due(one) and one.sent_on is not None]


def _is_past_due(submission):
    return submission.days_overdue > 0
