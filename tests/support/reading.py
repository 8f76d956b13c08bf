"""Pages read as a person reads them: words, statuses, the tasks of a home."""

import re

from lxml import html


def page_of(client, path="/"):
    response = client.get(path)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def words(element):
    return " ".join(element.text_content().split())


def status_in(element):
    """(status, words) of the one pill or square within; a square's words begin with its clause."""
    (found,) = element.xpath(".//*[contains(@class, 'status-')]")
    return re.search(r"status-(\w+)", found.get("class"))[1], words(found).rpartition(": ")[2]


def tasks_on(page):
    """{clause: its element} of a district's home."""
    return {words(task.find_class("task-code")[0]): task for task in page.xpath("//li[@class='task']")}


def acts_of(task):
    """The addresses that a task's buttons and links lead to."""
    return task.xpath(".//form/@action | .//a/@href")


DONE = ("done", "Hoàn thành")
BEGUN = ("in_progress", "Đang thực hiện")
NOT_BEGUN = ("not_started", "Chưa thực hiện")
WAITS = ("awaits_guidance", "Chờ hướng dẫn của cấp tỉnh")


def late(days):
    return ("overdue", f"Quá hạn {days} ngày")


STATUSES = {
    "1.a": DONE,
    "1.b": late(17),
    "1.c": late(1),
    "2.a": BEGUN,
    "2.b": NOT_BEGUN,
    "2.c": NOT_BEGUN,
    "2.d": WAITS,
    "2.đ": ("none_declared", "Không phát sinh"),
    "3.a": NOT_BEGUN,
    "3.b": NOT_BEGUN,
    "3.c": BEGUN,
    "4.a": NOT_BEGUN,
    "4.b": ("not_applicable", "Không thuộc đối tượng"),
}
# What a unit sees that has filed nothing and is asked for everything.
NOTHING = dict.fromkeys(STATUSES, NOT_BEGUN) | {"2.d": WAITS, "1.a": late(217), "1.b": late(17), "1.c": late(1)}
