"""Names of tasks and of planned work as lists within a sentence."""

from core.lib.text.vietnamese import join_and
from filing.wording.phrases import count_with_noun, in_sentence
from reports.content.frozen.rows import UNNAMED_TASK

# More names than these would be a list, not a sentence.
NAMED = 5
# What is done under a task whose title names a thing, so that a sentence tells an act.
VERBS_OF_TASKS = {
    "plan.annual": "tham mưu ban hành",
    "plan.politics": "tham mưu ban hành",
    "plan.action-month": "tham mưu ban hành",
    "comm.policy": "tổ chức",
    "comm.labour-code": "tuyên truyền",
    "comm.services": "truyền thông về",
    "comm.action-month": "tổ chức",
    "comm.radio": "thực hiện",
    "cap.training": "tổ chức",
    "cap.review": "thực hiện",
    "cap.inspection": "tổ chức",
    "model.run": "triển khai",
    "model.extend": "bố trí",
}
# The beginnings of titles that name an act themselves.
ACTS = (
    "ban hành",
    "bố trí",
    "duy trì",
    "hướng dẫn",
    "kiểm tra",
    "nhân rộng",
    "phát động",
    "phối hợp",
    "phổ biến",
    "tham mưu",
    "thực hiện",
    "triển khai",
    "truyền thông",
    "tuyên truyền",
    "tổ chức",
    "tổng kết",
    "xây dựng",
)


def task_phrases(tasks, status):
    """Return what is done under each task of that status: `tham mưu ban hành kế hoạch …`; "" where it has no name."""
    return [_task_name(task) if task.title != UNNAMED_TASK else "" for task in tasks if task.status == status]


def _task_name(task):
    # A semicolon within a title would look like the next one's beginning.
    parts = [part.strip() for part in task.title.split(";")]
    title = in_sentence(join_and(list(filter(None, parts))))
    is_act = title.lower().startswith(ACTS)
    return title if is_act else f"{VERBS_OF_TASKS.get(task.task, 'thực hiện')} {title}"


def with_names(text, names):
    """Return `text: a; b và 02 nhiệm vụ khác`, or the text alone where nothing has a name."""
    named = [name for name in names if name][:NAMED]
    return f"{text}: {list_names(named + [''] * (len(names) - len(named)), most=len(named))}" if named else text


def list_names(names, noun="nhiệm vụ", most=NAMED):
    """Return `a; b; c`, or the first names `và 04 nhiệm vụ khác`."""
    text, more = "; ".join(names[:most]), len(names) - most
    return join_and([text, f"{count_with_noun(more, noun)} khác"]) if more > 0 else text


def trim(text):
    """Return the text on one line, without the marks around it."""
    return " ".join(text.split()).strip(" .;")
