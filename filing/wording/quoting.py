"""Titles and texts that people typed, quoted within a sentence."""

from filing.wording.phrases import in_sentence

# A text is quoted by its whole sentences up to about this length.
QUOTED = 300
# The beginnings of titles that name an event or an act, which a sentence tells without quotation marks.
EVENTS = (
    "biểu diễn",
    "bồi dưỡng",
    "chiến dịch",
    "chương trình",
    "chuyên mục",
    "cuộc ",
    "diễu hành",
    "giao lưu",
    "giám sát",
    "hội ",
    "kiểm tra",
    "kế hoạch",
    "lễ ",
    "lồng ghép",
    "lớp ",
    "mít tinh",
    "nói chuyện",
    "phát thanh",
    "phổ biến",
    "sinh hoạt",
    "tập huấn",
    "thanh tra",
    "tọa đàm",
    "truyền thông",
    "tuyên truyền",
)


def event_phrase(title):
    """Return `tọa đàm “Phụ nữ …” tại …` of a title that names an event; another one in quotation marks."""
    title = " ".join(title.split()).strip(" .;")
    return in_sentence(title) if title.lower().startswith(EVENTS) else quoted(title)


def quoted(title):
    """Return `“…”`; a title that holds a quotation itself stands as it is, for marks are not set within marks."""
    title = " ".join(title.split()).strip(" .;")
    return in_sentence(title) if "“" in title or '"' in title else f"“{title}”"


def quotation(text):
    """Return the whole sentences that fit into a quotation, in its lines; empty if the first is too long."""
    text = "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines()))).strip(" .;\n")
    return text if len(text) <= QUOTED else text[:QUOTED].rpartition(". ")[0]


def typed_phrase(account, kind, name, words, at_most=5):
    """Return `kết quả kiểm tra: …; …`, as typed into records of a unit; further texts stand only in the records."""
    texts = [] if account.is_province else typed_once(account.done_records(kind), name)
    return f"{words}: {'; '.join(texts[:at_most])}" if texts else ""


def typed_once(records, name):
    """Return what people typed into a field of the records, in a sentence, each text once."""
    texts = (quotation(record.get(name) or "") for record in records)
    return list(dict.fromkeys(in_sentence(" ".join(text.split())) for text in texts if text))
