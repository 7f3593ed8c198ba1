"""What stands on a page and is no part of its events: links, dates of updates, copyright."""

import re
from collections.abc import Callable, Sequence

_FURNITURE = re.compile(
    r"(?:copyright|©|\(c\)\s+(?:copyright|\d{4})|all rights reserved|"
    r"last (?:updated|modified|reviewed)|"
    r"updated? (?:on|at)\b|back to (?:the )?(?:top|list)|go back|top$|print$|share$|forward$|"
    r"(?:last )?(?:revision|review|update) date\b|page \d+(?: of \d+)?$|"
    r"(?:number of )?(?:hits|views|visits|visitors)\s*[:：]|"
    r"you are here|home\s*[>›»/]|jump to|skip to|"
    r"privacy policy|contact us|tel(?:ephone)?\s*[:.：]|fax\s*[:.：]|e-?mail\s*[:：]|"
    r"source\s*[:：]|資料來源|最後更新|更新日期|更新時間|上版日期|發布日期|發布單位|瀏覽人次|點閱|回上一?頁|"
    r"回首頁|回頂端|版權|著作權|聯絡我們|聯絡電話|地址[:：]|電話[:：]|傳真[:：]|:::|現在位置|首頁\s*[>›»/]|"
    r"列印|分享|跳到主要內容|the end\.?$|—+\s*end|\(完\)|（完）)",
    re.IGNORECASE,
)


_STATE = re.compile(
    r"©|all rights reserved|版權所有"
    r"|\b(?:last|page|date)\s+(?:last\s+)?(?:updated|modified|reviewed)\b"
    r"|^updated\b|^questions\?\s+(?:e-?mail|call|phone|write|contact)\b"
    r"|\backnowledges? the\b.*\b(?:owners|custodians|peoples)\b|\bthis page \w+ful\b"
    r"|(?:更新|異動|修改|維護|發布|上版)(?:日期|時間)|最後更新|瀏覽人|點閱|(?:電話|總機|傳真|地址)\s*[:：]",
    re.IGNORECASE,
)
"""Stands in a line that tells of the page and its publisher."""
_LINK = re.compile(
    r"\S\s*[|│｜]\s*\S"
    r"|\b(?:privacy|accessibility|disclaimer|terms of use|site ?map|a to z|tel|phone|fax)\b"
    r"|\b(?:po box|abn)\b|^(?:see also|related (?:links|pages))\b"
    r"|^(?:contacts?|contact (?:details|information)|聯絡(?:資訊|方式))$"
    r"|^\d+\s+(?:[\w.]+\s+){1,4}(?:st|street|ave|avenue|rd|road|blvd|boulevard|square)\b"
    r"|(?<!\d)\(?\d{2,3}\)?[-\s]\d{3,4}[-\s]\d{3,4}(?!\d)"
    r"|隱私權|網站安全|政府網站資料|友善列印|轉寄|建議使用|市府分類",
    re.IGNORECASE,
)
"""Stands in a line of links or addresses, which is no sentence."""
_LONGEST = 200
"""Signs of a line of a footer."""


def footer_of(texts: Sequence[str], is_dated: Callable[[int], bool]) -> int:
    """Where a page's footer begins: its first line of that kind behind the last dated line.

    Args:
        texts: the page's lines.
        is_dated: whether the line at a position tells the date of an event.

    Returns:
        the number of lines where the page has no footer, or no dated line.
    """
    begins = len(texts)
    for at in range(len(texts) - 1, -1, -1):
        states = is_furniture(texts[at]) or _is_short(_STATE, texts[at])
        if not states and is_dated(at):
            return begins
        if states or (_is_short(_LINK, texts[at]) and not texts[at].endswith((".", "。"))):
            begins = at
    return len(texts)


def is_furniture(text: str) -> bool:
    """Whether a line begins like the furniture of a page."""
    return _FURNITURE.match(text) is not None


def _is_short(kind: re.Pattern[str], text: str) -> bool:
    return len(text) <= _LONGEST and kind.search(text) is not None
