"""The error that names the part of a document that can't be made."""

from reports.content.document import Item, Section

OPENING = "Phần mở đầu"


class PartFailed(Exception):
    """Raised from the original error; `part` is the heading as it stands in the document, in Vietnamese.

    For example "II. KẾT QUẢ THỰC HIỆN / 1. Truyền thông" or "Phụ lục II".
    """

    def __init__(self, part):
        super().__init__(part)
        self.part = part


def make_parts(parts, make):
    """Return [make(block), …] of (part, block) pairs; PartFailed, from the error, for a block that can't be made.

    MemoryError is raised as it is, for no block causes it.
    """
    results = []
    for part, block in parts:
        try:
            results.append(make(block))
        except (PartFailed, MemoryError):
            raise
        except Exception as error:
            raise PartFailed(part) from error
    return results


def blocks_by_part(blocks, under=""):
    """Yield (part, block) pairs: each block with the headings above it; `under` is the appendix that holds them."""
    section = item = ""
    for block in blocks:
        if isinstance(block, Section):
            section, item = f"{block.number}. {block.text}", ""
        elif isinstance(block, Item):
            item = f"{block.number}. {block.text}"
        yield " / ".join(filter(None, (under, section, item))) or OPENING, block
