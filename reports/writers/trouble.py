"""A part of a document that can't be made says which one it is."""

OPENING = "Phần mở đầu"


class PartFailed(Exception):
    """Raised from the error itself; `part` is the heading as it stands in the document, in Vietnamese:
    "II. KẾT QUẢ THỰC HIỆN / 1. Truyền thông" or "Phụ lục II".
    """

    def __init__(self, part):
        super().__init__(part)
        self.part = part


def made(blocks, make, *, under=""):
    """[make(block), …]; PartFailed, from the error, for a block that can't be made.

    `under` is the appendix in which the blocks stand. Memory that ran out is no block's fault.
    """
    results = []
    for part, block in with_parts(blocks, under):
        try:
            results.append(make(block))
        except (PartFailed, MemoryError):
            raise
        except Exception as error:
            raise PartFailed(part) from error
    return results


def with_parts(blocks, under=""):
    """(part, block) pairs: each block with the headings above it."""
    section = item = ""
    for block in blocks:
        if block["type"] == "section":
            section, item = f"{block['number']}. {block['text']}", ""
        elif block["type"] == "item":
            item = f"{block['number']}. {block['text']}"
        yield " / ".join(filter(None, (under, section, item))) or OPENING, block
