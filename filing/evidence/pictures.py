"""Re-encoding of pictures: upright, and without metadata (place, time, device, remarks)."""

import io
import warnings
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageFile, ImageOps
from pillow_heif import register_heif_opener

from filing.file_kinds import HEIC, JPEG, PNG

FORMATS = {JPEG: ("JPEG", "MPO"), PNG: ("PNG",), HEIC: ("HEIF",)}
# The largest usual photo of a phone has 50 million pixels; each takes four bytes while it is decoded.
PIXELS_MAX = 60_000_000
QUALITY, THUMBNAIL_QUALITY = 90, 75
THUMBNAIL_SIDE = 320

register_heif_opener(thumbnails=False)


def reencode(content, media_type):
    """Re-encode a picture; return its media type, its bytes and its thumbnail's bytes.

    The same picture gives the same bytes. JPEG and PNG keep their type, HEIC becomes JPEG, which every office's
    computer opens.
    """
    picture = _decode(content, media_type)
    kept_type = PNG if media_type == PNG else JPEG
    if kept_type == JPEG and picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    kept = _encode(picture, "PNG") if kept_type == PNG else _encode(picture, "JPEG", quality=QUALITY)
    return kept_type, kept, _thumbnail(picture)


def _decode(content, media_type):
    """Return the picture upright, with nothing but its pixels."""
    try:
        with _strict_decoding():
            Image.open(io.BytesIO(content), formats=FORMATS[media_type]).verify()
            picture = Image.open(io.BytesIO(content), formats=FORMATS[media_type])
            if picture.width * picture.height > PIXELS_MAX:
                raise _too_many_pixels()
            picture.load()
            picture = _convert_to_srgb(ImageOps.exif_transpose(picture))
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception:  # Decoders raise whatever a broken file leads them into.
        raise ValidationError(_("This picture is damaged and cannot be shown. Take or save it anew.")) from None
    picture.info = {name: value for name, value in picture.info.items() if name == "transparency"}
    return picture


@contextmanager
def _strict_decoding():
    """Refuse truncated pictures, which WeasyPrint makes Pillow accept, and silence Pillow's bomb warnings.

    `_decode` itself refuses pictures with too many pixels.
    """
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


def _too_many_pixels():
    limit = PIXELS_MAX // 1_000_000
    return ValidationError(_("This picture has more than %s million points. Save it at a smaller size.") % limit)


def _thumbnail(picture):
    small = picture.copy()
    if small.mode not in ("L", "RGB"):
        small = small.convert("RGBA")
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    if small.mode == "RGBA":
        background = Image.new("RGB", small.size, "white")
        background.paste(small, mask=small.getchannel("A"))
        small = background
    return _encode(small, "JPEG", quality=THUMBNAIL_QUALITY)


def _encode(picture, kind, **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()
