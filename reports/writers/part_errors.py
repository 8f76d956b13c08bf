"""The error that names the part of a document that can't be made."""

OPENING = "Phần mở đầu"


class PartFailed(Exception):
    """Raised from the original error; `part` is the heading as it stands in the document, in Vietnamese.

    For example "II. KẾT QUẢ THỰC HIỆN / 1. Truyền thông" or "Phụ lục II".
    """

    def __init__(self, part):
        super().__init__(part)
        self.part = part


def make_parts(blocks, make, *, under=""):
    """Return [make(block), …]; PartFailed, from the error, for a block that can't be made.

    `under` is the name of the appendix that holds the blocks. MemoryError is raised as it is, for no block causes it.
    """
    results = []
    for part, block in blocks_by_part(blocks, under):
        try:
            results.append(make(block))
        except (PartFailed, MemoryError):
            raise
        except Exception as error:
            raise PartFailed(part) from error
    return results


def blocks_by_part(blocks, under=""):
    """Yield (part, block) pairs: each block with the headings above it."""
    section = item = ""
    for block in blocks:
        if block["type"] == "section":
            section, item = f"{block['number']}. {block['text']}", ""
        elif block["type"] == "item":
            item = f"{block['number']}. {block['text']}"
        yield " / ".join(filter(None, (under, section, item))) or OPENING, block
