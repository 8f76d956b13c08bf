"""The figures VM-01: difficulties raised and answered, without withdrawn ones (clause 5)."""

from core.indicators.declarations import Flow


def _flow(key, name, day):
    return Flow(key=key, name=name, unit="việc", source="difficulties.Difficulty", day=day)


INDICATORS = (
    _flow("VM-01.1", "Khó khăn, vướng mắc nêu", "raised_on"),
    _flow("VM-01.2", "Khó khăn, vướng mắc đã trả lời", "answered_on"),
)
