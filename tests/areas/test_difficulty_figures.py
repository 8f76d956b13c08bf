"""VM-01 counted by hand, and what a report says of the difficulties of its period."""

from datetime import date

from django.core.management import call_command
from msgspec import to_builtins
from telling import texts
from test_difficulty_verbs import later, raised

from core.indicators.figures import NO_DATA, combined_figures
from core.lib.dates.clock import as_of
from core.lib.dates.windows import window_of
from difficulties import verbs
from difficulties.wording import narrate, raised_in
from filing.submissions.verbs import approve, send, submit
from reports.documents.composition import compose, draft_summary
from reports.documents.editions import part_of_source


def read(cast, year, slug="nam-dong"):
    figures = combined_figures([cast.units[slug]], window_of("year", year))
    return figures["VM-01.1"].value, figures["VM-01.2"].value


def answered(cast, difficulty, day):
    with as_of(day):
        verbs.answer(difficulty, "Sẽ giới thiệu.", by=cast["province"])


def test_none_is_no_data(cast):
    assert combined_figures([cast.units["nam-dong"]], window_of("year", 2020))["VM-01.1"] is NO_DATA
    assert read(cast, 2020) == (None, None)


def test_each_counts_on_its_own_day_at_the_edges_of_the_year(cast):
    for day in (date(2019, 12, 14), date(2019, 12, 15), date(2020, 12, 14), date(2020, 12, 15)):
        difficulty = raised(cast, day=day)
        # Raised on the year's last day and answered on the next one's first.
        if day.day == 14:
            answered(cast, difficulty, day.replace(day=15))
    assert [read(cast, year) for year in (2019, 2020, 2021)] == [(1, None), (2, 1), (1, 1)]
    call_command("recount")


def test_only_the_first_answer_counts(cast):
    difficulty = later(cast, raised(cast), 3, "province", "answer", "Một.")
    later(cast, difficulty, 4, "officer", "write_again", "Chưa rõ.")
    later(cast, difficulty, 20, "province", "answer", "Hai.")
    assert read(cast, 2020) == (1, 1)
    call_command("recount")


def test_what_is_withdrawn_does_not_count_until_it_is_back(cast):
    difficulty = raised(cast)
    raised(cast, slug="phu-loc", by="neighbour")
    assert read(cast, 2020) == (1, None)
    verbs.withdraw(difficulty, by=cast["officer"])
    assert read(cast, 2020) == (None, None)
    assert read(cast, 2020, "phu-loc") == (1, None)
    call_command("recount")
    verbs.restore(difficulty, by=cast["officer"])
    assert read(cast, 2020) == (1, None)
    call_command("recount")


def test_a_window_that_cuts_a_half_month(cast):
    for day in (5, 6, 20, 21):
        raised(cast, day=date(2020, 11, day))
    window = type(window_of("year", 2020))(date(2020, 11, 6), date(2020, 11, 20))
    assert combined_figures([cast.units["nam-dong"]], window)["VM-01.1"].value == 2


def section(tree, heading):
    """The paragraphs below a heading."""
    blocks = iter(tree["body"])
    for block in blocks:
        if block["type"] == "section" and block["text"] == heading.upper():
            break
    found = []
    for block in blocks:
        if block["type"] == "section":
            break
        found.append(block["text"])
    return found


def test_a_report_freezes_what_was_raised_in_its_period(cast):
    first = raised(cast, task=cast.tasks["comm.policy"])
    later(cast, first, 3, "province", "answer", "Sẽ giới thiệu.")
    raised(cast, day=date(2019, 12, 14), title="Của năm trước")
    raised(cast, slug="phu-loc", by="neighbour", title="Của huyện khác")
    verbs.withdraw(raised(cast, title="Đã rút"), by=cast["officer"])
    content = compose(cast.submission())
    assert content["difficulties"] == [
        {
            "title": "Thiếu báo cáo viên",
            "addressee": "department",
            "task": "comm.policy",
            "raised_on": "2020-11-02",
            "state": "answered",
            "answered_on": "2020-11-03",
        }
    ]
    own = section(content["trees"]["internal"], "Đánh giá, khó khăn, vướng mắc và nguyên nhân")
    assert own[-1:] == texts(narrate(content["difficulties"]))


def test_it_stands_at_the_end_of_the_officers_own_words(cast):
    raised(cast)
    submission = cast.submission()
    submission.evaluation, submission.difficulties = "Đánh giá chung.", "Khó khăn chung."
    content = compose(submission)
    own = section(content["trees"]["internal"], "Đánh giá, khó khăn, vướng mắc và nguyên nhân")
    assert own[0] == "Đánh giá chung."
    assert own[-2:] == ["Khó khăn chung.", *texts(narrate(content["difficulties"]))]
    assert raised_in([cast.units["phu-loc"].pk], submission.period.window) == []


def test_the_summary_tells_what_the_snapshots_told(cast):
    difficulty = raised(cast, title="Tên riêng của vướng mắc")
    submit(cast.submission(), compose, by=cast["officer"])
    send(cast.submission(), by=cast["head"])
    approve(cast.submission(), compose, by=cast["province"])
    later(cast, difficulty, 20, "province", "answer", "Sau khi đã báo cáo.")
    tree = to_builtins(part_of_source(draft_summary(cast.submission().period, by=cast["province"]), "outward").tree)
    assert section(tree, "Đánh giá, khó khăn, vướng mắc và nguyên nhân")[-1:] == [
        "Trong kỳ, huyện Nam Đông đã phản ánh với Sở 01 khó khăn, vướng mắc, chưa được trả lời."
    ]
    assert "Tên riêng" not in str(tree)
