"""The language of papers, mails and whatever is frozen: Vietnamese, in whichever language a person reads pages."""

from functools import wraps

from django.utils import translation

LANGUAGE = "vi"


def paper_language():
    """Return a context in which messages come in the language of papers."""
    return translation.override(LANGUAGE)


def in_paper_language(compose):
    """Let a function that composes what is frozen run in the language of papers.

    A fault that it raises for a person to read is a lazy message: it is put into words once the person's language is
    back.
    """

    # `override` as a decorator keeps the former language in one object for all threads.
    @wraps(compose)
    def composed(*args, **kwargs):
        with paper_language():
            return compose(*args, **kwargs)

    return composed
