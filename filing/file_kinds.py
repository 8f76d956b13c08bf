"""The accepted types of evidence files: media types, common names, file name endings."""

PDF = "application/pdf"
DOC, XLS = "application/msword", "application/vnd.ms-excel"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JPEG, PNG, HEIC = "image/jpeg", "image/png", "image/heic"

PICTURES = (JPEG, PNG, HEIC)
WORDS = {PDF: "PDF", DOCX: "Word", XLSX: "Excel", DOC: "Word", XLS: "Excel", JPEG: "JPEG", PNG: "PNG", HEIC: "HEIC"}
# Phones and messengers mix up the endings of pictures; a picture is re-encoded and gets the right ending then.
PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".heic", ".heif")
ENDINGS = {
    PDF: (".pdf",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    DOC: (".doc",),
    XLS: (".xls",),
    JPEG: PICTURE_ENDINGS,
    PNG: PICTURE_ENDINGS,
    HEIC: PICTURE_ENDINGS,
}
KEPT_ENDINGS = {JPEG: (".jpg", ".jpeg"), PNG: (".png",)}
ACCEPT = ",".join(dict.fromkeys(ending for endings in ENDINGS.values() for ending in endings))
