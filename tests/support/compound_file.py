"""Compound files (MS-CFB) as old Word and Excel write them, small."""

import struct

SECTOR, FREE, END, FAT_SECTOR, NOBODY = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
# Streams below this size would lie in another table.
SMALLEST_STREAM = 4096
STORAGE, STREAM, ROOT = 1, 2, 5


def compound_file(parts, tail=b""):
    """A compound file; `parts` are names, with a dictionary for a storage and bytes for a stream."""
    entries, data, chains = [["Root Entry", ROOT, NOBODY, NOBODY, END, 0]], b"", []

    def add(parts):
        """Add what lies in one storage, each as the next one's neighbour; return the first one's number."""
        numbers = []
        for name, content in parts.items():
            numbers.append(len(entries))
            entries.append([name, STORAGE if isinstance(content, dict) else STREAM, NOBODY, NOBODY, 0, 0])
            if isinstance(content, dict):
                entries[numbers[-1]][3] = add(content)
            else:
                entries[numbers[-1]][4:] = [content, max(len(content), SMALLEST_STREAM)]
        for one, following in zip(numbers, numbers[1:], strict=False):
            entries[one][2] = following
        return numbers[0] if numbers else NOBODY

    entries[0][3] = add(parts)
    directory_sectors = -(-len(entries) * 128 // SECTOR)
    at = 1 + directory_sectors
    for entry in entries:
        if entry[1] == STREAM:
            content = entry[4].ljust(entry[5], b"\0")
            content = content.ljust(-(-len(content) // SECTOR) * SECTOR, b"\0")
            entry[4] = at
            chains.append((at, len(content) // SECTOR))
            data, at = data + content, at + len(content) // SECTOR
    table = [FAT_SECTOR, *_chain(1, directory_sectors)]
    for begin, length in chains:
        table += _chain(begin, length)
    assert len(table) <= SECTOR // 4, "more than one sector of the table"
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(10) + struct.pack("<IIIIIIII", 1, 1, 0, SMALLEST_STREAM, END, 0, END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", FREE) * 108
    directory = b"".join(_entry(*entry) for entry in entries).ljust(directory_sectors * SECTOR, b"\0")
    content = header + struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff") + directory + data + tail
    return content.ljust(-(-len(content) // SECTOR) * SECTOR, b"\0")


def _chain(begin, length):
    return [*range(begin + 1, begin + length), END]


def _entry(name, sort, right, child, start, size):
    wide = name.encode("utf-16-le")
    head = wide.ljust(64, b"\0") + struct.pack("<HBBIII", len(wide) + 2, sort, 1, NOBODY, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def workbook(*sheets, before=b""):
    """The stream of a workbook with sheets of those sorts (0 plain, 1 macros), as its list and their heads tell."""
    begin, heads = record(0x0809, struct.pack("<HHII", 0x0600, 5, 0, 0)) + before, b""
    size = len(begin) + 12 * len(sheets) + 4
    listed = b""
    for sort, begins in sheets:
        listed += record(0x85, struct.pack("<IBB", size + len(heads), 0, sort) + b"\x00\x00")
        heads += record(0x0809, struct.pack("<HHII", 0x0600, begins, 0, 0)) + record(0x0A, b"")
    return begin + listed + record(0x0A, b"") + heads


def record(number, data):
    """A record of a workbook."""
    return struct.pack("<HH", number, len(data)) + data
