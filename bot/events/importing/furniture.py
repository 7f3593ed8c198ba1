"""What stands on a page and is no part of its events: links, dates of updates, copyright."""

import re

_FURNITURE = re.compile(
    r"(?:copyright|©|\(c\)\s|all rights reserved|last (?:updated|modified|reviewed)|"
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


def is_furniture(text: str) -> bool:
    """Whether a line begins like the furniture of a page."""
    return _FURNITURE.match(text) is not None
