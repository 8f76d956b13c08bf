"""Files as people send them: sound ones of every kind, small, and what spoils them."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

from compound_file import compound_file, workbook
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin
from pillow_heif import register_heif_opener

register_heif_opener()

# What a phone writes into a photo, each findable in the bytes.
MAKER, PLACE, REMARK = "Hang-May-Anh", (16, 27, 45.5), "loi-ghi-rieng"
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def upload(name, content):
    return SimpleUploadedFile(name, content)


def pdf(text="biên bản", padding=0):
    """A PDF of one empty page, told apart by a remark in it; `padding` are so many bytes that nothing names."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    ]
    content, places = f"%PDF-1.4\n% {text}\n".encode() + b"%" + b"x" * padding + b"\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    return content + b"xref\n0 4\n0000000000 65535 f \n" + table + end


def office(main="word/document.xml", *members, types="<Types/>", **given):
    """A Word or Excel file that holds members of those names besides; `given` are names with underscores: bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        for name in (main, *members):
            archive.writestr(name, "<x/>")
        for name, content in given.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def old_office(stream="WordDocument", *others, tail=b""):
    """A compound file with streams of those names, empty but for what a workbook begins with."""
    parts = {name: workbook((0, 0x10)) if name in ("Workbook", "Book") else b"" for name in (stream, *others)}
    return compound_file(parts, tail)


def picture(size=(64, 48)):
    """Red left of the middle, blue right of it."""
    drawn = Image.new("RGB", size, (200, 30, 30))
    drawn.paste((30, 30, 200), (size[0] // 2, 0, *size))
    return drawn


def saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def telling_exif(orientation=1):
    """What a phone writes: who made it, where, and how it was held."""
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = MAKER, orientation
    exif[GPS] = {1: "N", 2: PLACE, 3: "E", 4: (107, 34, 12.0)}
    return exif


def jpeg(size=(64, 48), orientation=1):
    told = {"exif": telling_exif(orientation), "comment": REMARK.encode(), "xmp": f"<x>{REMARK}</x>".encode()}
    return saved(picture(size), "JPEG", **told)


def png(size=(64, 48)):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", REMARK)
    notes.add_itxt("XML:com.adobe.xmp", REMARK)
    return saved(picture(size), "PNG", pnginfo=notes, exif=telling_exif())


def heic(size=(64, 48)):
    return saved(picture(size), "HEIF", exif=telling_exif().tobytes())


def huge_png(width, height):
    """The head of a picture that would have so many points, without them."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def on_disk(folder):
    """The names of all files below a folder."""
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file())
