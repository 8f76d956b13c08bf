"""The report on communication products, by kind (clauses 2.a, 2.d)."""

from collections import Counter

from communications.launch_wording import CAMPAIGN
from communications.models import Product
from core.lib.text.vietnamese import join_and
from filing.wording.phrases import comparison, count_with_noun, year_to_date

PRODUCTS = {
    Product.ARTICLE: "tin, bài",
    Product.LEAFLET: "tờ rơi, sách mỏng",
    Product.BANNER: "băng rôn, pa nô, áp phích",
    Product.VIDEO: "video, clip",
    Product.POST: "bài đăng trên mạng xã hội",
    Product.OTHER: "sản phẩm khác",
}


def products_body(account, preceding=""):
    """Return `ngoài ra, đã thực hiện 275 tin, bài, sản phẩm truyền thông, gồm 85 tin, bài và 190 tờ rơi …`.

    `preceding` is the sentence that goes before, if any.
    """
    products = account.current["TT-06"].value
    if not products:
        return ""
    opening = "ngoài ra, " if preceding else ""
    kinds = _by_kind(products, account.done_records(CAMPAIGN))
    text = f"{opening}đã thực hiện {count_with_noun(products, 'tin, bài, sản phẩm truyền thông')}{kinds}"
    last_year = comparison(account, "TT-06", "sản phẩm", mark=";" if kinds else ",")
    return text + last_year + year_to_date(account, ("TT-06", "sản phẩm"))


def _by_kind(products, campaigns):
    """Return `, gồm …`, where the kinds of the records add up to the figure; empty for a single kind of no name."""
    counts = Counter()
    for record in campaigns:
        for row in record.get("product_list") or ():
            counts[row.get("kind")] += row.get("quantity") or 0
    named = {kind: counts[kind] for kind in PRODUCTS if counts[kind]}
    if sum(named.values()) != products or set(named) == {Product.OTHER}:
        return ""
    return f", gồm {join_and([count_with_noun(number, PRODUCTS[kind]) for kind, number in named.items()])}"
