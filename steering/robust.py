"""How odd a number is among others: median and absolute deviation, which one wrong value doesn't move."""

from statistics import median

# What makes the median absolute deviation of normal values their standard deviation.
CONSISTENT = 0.6745


def oddness(value, others, floor):
    """(z, middle): how many robust deviations a value lies from the middle of the others, with its sign.

    `floor` is the least deviation that is assumed: few or equal values would make any other one odd. ValueError
    where there are no others.
    """
    if not others:
        raise ValueError("A value is odd among others only.")
    middle = median(others)
    spread = max(median(abs(one - middle) for one in others), floor)
    return CONSISTENT * (value - middle) / spread, middle
