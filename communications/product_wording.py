"""The report on communication products, by kind (clauses 2.a, 2.d)."""

from collections import Counter

from communications.launch_wording import CAMPAIGN
from communications.models import Product
from filing.wording.phrases import comparison, count_with_noun, year_to_date_phrase

PRODUCTS = {
    Product.ARTICLE: "tin, bài",
    Product.LEAFLET: "tờ rơi, sách mỏng",
    Product.BANNER: "băng rôn, pa nô, áp phích",
    Product.VIDEO: "video, clip",
    Product.POST: "bài đăng trên mạng xã hội",
    Product.OTHER: "sản phẩm khác",
}


def products_body(account, preceding=""):
    """Return `ngoài ra, đã thực hiện 85 tin, bài; 190 tờ rơi, sách mỏng`: pieces of many kinds are no sum.

    `preceding` is the sentence that goes before, if any. Nor is it compared: last year's kinds are not known.
    """
    products = account.current["TT-06"].value
    if not products:
        return ""
    done = f"{'ngoài ra, ' if preceding else ''}đã thực hiện"
    kinds = _by_kind(products, account.done_records(CAMPAIGN))
    if kinds:
        return f"{done} {kinds}"
    text = f"{done} {count_with_noun(products, 'tin, bài, sản phẩm truyền thông')}"
    return text + comparison(account, "TT-06", "sản phẩm") + year_to_date_phrase(account, ("TT-06", "sản phẩm"))


def _by_kind(products, campaigns):
    """Return `85 tin, bài …` where the records' kinds add up to the figure; "" where none has a name."""
    counts = Counter()
    for record in campaigns:
        for row in record.get("product_list") or ():
            counts[row.get("kind")] += row.get("quantity") or 0
    named = {kind: counts[kind] for kind in PRODUCTS if counts[kind]}
    if sum(named.values()) != products or set(named) == {Product.OTHER}:
        return ""
    return "; ".join(count_with_noun(number, PRODUCTS[kind]) for kind, number in named.items())
