"""Numbers in figures or in Chinese, as titles, questions and pages write them."""

_DIGITS = {sign: n for n, sign in enumerate("〇一二三四五六七八九")}
_DIGITS |= dict.fromkeys("零○oO", 0) | {"兩": 2, "元": 1, "正": 1}
_TIMES = {"十": 10, "百": 100, "千": 1000}


def number(text: str) -> int:
    """A number in figures or, below 10,000, in Chinese (廿三, 兩百一十, 一一〇); 0 for none."""
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if _TIMES.keys().isdisjoint(text):
        figures = (sign if sign.isdecimal() else str(_DIGITS.get(sign, 0)) for sign in text)
        return int("".join(figures) or 0)
    total, digit = 0, 0
    for sign in text:
        if sign in _TIMES:
            total, digit = total + (digit or 1) * _TIMES[sign], 0
        else:
            digit = _DIGITS.get(sign, 0)
    return total + digit
