"""Where nothing can be compared nothing is odd, and comparing costs the same however much there is."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from making import campaign

from progress.filing import save_record
from reports.composition import gather
from steering.unusual import flags_of


def test_a_unit_without_history_among_few_is_not_questioned(cast):
    for attendance in (40, 60, 4000):
        save_record(
            campaign(cast, title=f"Buổi {attendance}", attendance=attendance, female=None, minority=None),
            by=cast["officer"],
        )
    assert flags_of(cast.submission(), gather(cast.submission())) == []


def test_it_asks_as_often_for_many_as_for_few(cast):
    for number in (3, 100):
        for attendance in range(40, 40 + number):
            given = {"female": None, "minority": None, "title": f"Buổi {attendance}"}
            save_record(campaign(cast, attendance=attendance, **given), by=cast["officer"])
            save_record(campaign(cast, slug="phu-loc", attendance=attendance, **given), by=cast["neighbour"])
        submission = cast.submission()
        content = gather(submission)
        flags_of(submission, content)
        with CaptureQueriesContext(connection) as asked:
            flags_of(submission, content)
        assert len(asked) == 19
