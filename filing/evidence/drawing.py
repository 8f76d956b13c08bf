"""Drawing of pictures anew, and of their thumbnails, without Django: it runs in a process of its own as well.

`python -m filing.evidence.drawing MEDIA_TYPE MEGABYTES` reads a picture and writes the new one. It ends with DAMAGED or
NO_MEMORY where it can't.
"""

import io
import resource
import sys
import warnings
from contextlib import contextmanager

from PIL import Image, ImageCms, ImageFile, ImageOps
from pillow_heif import register_heif_opener

from filing.file_kinds import HEIC, JPEG, PNG

FORMATS = {JPEG: ("JPEG", "MPO"), PNG: ("PNG",), HEIC: ("HEIF",)}
QUALITY, THUMBNAIL_QUALITY = 90, 75
THUMBNAIL_SIDE = 320
DAMAGED, NO_MEMORY = 3, 4

register_heif_opener(thumbnails=False)
# Whoever opens a picture asks for its size first, and refuses by the settings.
Image.MAX_IMAGE_PIXELS = None


def kept_type(media_type):
    """Return what a picture is kept as: HEIC becomes JPEG, which every office's computer opens."""
    return PNG if media_type == PNG else JPEG


def size_of(content, media_type):
    """Return width and height from the head of a picture; nothing is decoded."""
    with strict_decoding():
        return Image.open(io.BytesIO(content), formats=FORMATS[media_type]).size


def redraw(content, media_type):
    """Return the bytes of the picture upright, with nothing but its pixels; the same picture gives the same bytes."""
    with strict_decoding():
        Image.open(io.BytesIO(content), formats=FORMATS[media_type]).verify()
        picture = Image.open(io.BytesIO(content), formats=FORMATS[media_type])
        picture.load()
        picture = _convert_to_srgb(ImageOps.exif_transpose(picture))
    picture.info = {name: value for name, value in picture.info.items() if name == "transparency"}
    if kept_type(media_type) == PNG:
        return _encode(picture, "PNG")
    if picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    return _encode(picture, "JPEG", quality=QUALITY)


def thumbnail(file):
    """Return the thumbnail, as JPEG, of a picture that was drawn here."""
    with Image.open(file, formats=("JPEG", "PNG")) as picture:
        # A JPEG is decoded at a fraction of its size.
        picture.draft("RGB", (2 * THUMBNAIL_SIDE, 2 * THUMBNAIL_SIDE))
        small = _eight_bits(picture)
        if small.mode not in ("L", "RGB"):
            small = small.convert("RGBA")
        small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        if small.mode == "RGBA":
            background = Image.new("RGB", small.size, "white")
            background.paste(small, mask=small.getchannel("A"))
            small = background
        return _encode(small, "JPEG", quality=THUMBNAIL_QUALITY)


def _eight_bits(picture):
    """Return a grey picture of 16 bits in 8: converting alone would cut off and leave a white sheet."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return picture


@contextmanager
def strict_decoding():
    """Refuse truncated pictures, which WeasyPrint makes Pillow accept, and silence Pillow's bomb warnings."""
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _convert_to_srgb(picture):
    """Return the picture in sRGB, without its colour profile, which names the device."""
    profile = picture.info.pop("icc_profile", None)
    if not profile or picture.mode not in ("RGB", "CMYK"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _encode(picture, kind, **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def main(media_type, megabytes):
    limit = int(megabytes) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    try:
        sys.stdout.buffer.write(redraw(sys.stdin.buffer.read(), media_type))
    except MemoryError:
        return NO_MEMORY
    except Exception as error:  # Decoders raise whatever a broken file leads them into.
        print(type(error).__name__, error, file=sys.stderr)
        return DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
