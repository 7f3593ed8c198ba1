"""Drawing the picture of a year: as wide as a phone is sharp, in colours for light and dark chats.

Telegram shows no transparency and does not tell whether a chat is light or dark: a slate that is
neither stands well in both, and everything on it is told apart by shape as well as by colour.
"""

import math
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.pictures.year import Entry, Stretch, YearView

_FONT = Path(__file__).with_name("fonts") / "NotoSansTC-Regular.otf"
_WIDTH = 1080
BACKGROUND = "#26364a"
TEXT = "#f3f6f9"
DIM = "#b4c1cf"
COLOURS = (
    "#ffb347",
    "#6cc6ff",
    "#63dca2",
    "#f4e36a",
    "#ff94b5",
    "#c9abff",
    "#ff8a75",
    "#8fe3e0",
)
_LINE = "#5b6f87"
_SIDES = (0, 4, 3, 6, -3, 5)
"""Corners of the shapes that follow one another; 0 is a disc, -3 a triangle on its head."""
_MARGIN = 52
_SPINE = 286
_TEXT_LEFT = 326
_HEADING, _MONTH, _ENTRY, _SMALL = 66, 38, 37, 33
"""Sizes of letters, in pixels; shown 360 points wide on a phone, a third of them in points."""
_LINE_HEIGHT = 48
_GAP = 18
_FINE = 4
_SPARSE = 16
"""Events up to which each may have two lines."""
_MISSING = "〓"
_NO_CHARACTER = "\U0010ffff"


def draw(view: YearView) -> bytes:
    """The picture, as PNG."""
    picture = Image.new("RGB", (_WIDTH, _Page(view).height), BACKGROUND)
    _Page(view, ImageDraw.Draw(picture), picture).draw()
    content = BytesIO()
    picture.quantize(128).save(content, "PNG")
    return content.getvalue()


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONT, size, layout_engine=ImageFont.Layout.BASIC)


class _Page:
    """Lays the parts out from top to bottom; without a pen it only measures."""

    def __init__(
        self,
        view: YearView,
        pen: ImageDraw.ImageDraw | None = None,
        picture: Image.Image | None = None,
    ) -> None:
        self._view = view
        self._pen = pen
        self._picture = picture
        told = sum(len(stretch.entries) for stretch in view.stretches)
        self._most_lines = 2 if told <= _SPARSE else 1
        self._y = _MARGIN

    @property
    def height(self) -> int:
        """How high the picture has to be."""
        self._y = _MARGIN
        self.draw()
        return self._y + _MARGIN // 2

    def draw(self) -> None:
        self._text(_MARGIN, self._view.title, _HEADING)
        end = _MARGIN + int(_font(_HEADING).getlength(_known(self._view.title))) + 28
        self._text(end, self._view.subtitle, _MONTH, DIM, drop=22)
        self._y += 104
        self._topics()
        self._y += _GAP
        top = self._y + _LINE_HEIGHT // 2
        marks: list[tuple[int, int]] = []
        for stretch in self._view.stretches:
            marks += self._stretch(stretch)
        if self._pen and marks:
            self._pen.line((_SPINE, top, _SPINE, marks[-1][0]), _LINE, 4)
        for y, mark in marks:
            self._mark(_SPINE, y, mark)

    def _topics(self) -> None:
        """What the marks stand for, side by side as far as there is room."""
        left, right = _MARGIN, _WIDTH - _MARGIN
        for topic in self._view.topics:
            name = _cut(f"{topic.name} ({topic.count})", _SMALL, right - _MARGIN - 44)
            wide = 44 + int(_font(_SMALL).getlength(name))
            if left > _MARGIN and left + wide > right:
                left = _MARGIN
                self._y += _LINE_HEIGHT
            self._mark(left + 16, self._y + 24, topic.mark)
            self._text(left + 44, name, _SMALL, DIM)
            left += wide + 44
        self._y += _LINE_HEIGHT + 8

    def _stretch(self, stretch: Stretch) -> list[tuple[int, int]]:
        """Draw a month; where its marks go."""
        has_any = bool(stretch.entries)
        name = _cut(stretch.name, _MONTH, _SPINE - _MARGIN - 30)
        self._text(_MARGIN, name, _MONTH, TEXT if has_any else DIM)
        marks = []
        for entry in stretch.entries:
            marks.append((self._y + _LINE_HEIGHT // 2 + 2, entry.mark))
            self._entry(entry)
        if stretch.more:
            self._text(_TEXT_LEFT, stretch.more, _SMALL, DIM)
            self._y += _LINE_HEIGHT
        if not has_any:
            marks.append((self._y + _LINE_HEIGHT // 2 + 2, -1))
            self._y += _LINE_HEIGHT
        self._y += _GAP
        return marks

    def _entry(self, entry: Entry) -> None:
        left = _TEXT_LEFT
        if entry.days:
            self._text(left, entry.days, _ENTRY, COLOURS[entry.mark % len(COLOURS)])
            left += int(_font(_ENTRY).getlength(entry.days)) + 16
        wide = _WIDTH - _MARGIN // 2 - _TEXT_LEFT
        lines = _wrapped(entry.title, wide, left - _TEXT_LEFT, self._most_lines)
        for number, text in enumerate(lines):
            self._text(_TEXT_LEFT if number else left, text, _ENTRY)
            self._y += _LINE_HEIGHT
        self._y += 6

    def _text(self, left: int, text: str, size: int, colour: str = TEXT, drop: int = 0) -> None:
        if self._pen:
            middle = self._y + drop + _LINE_HEIGHT // 2
            if size == _HEADING:
                middle = self._y + size // 2
            self._pen.text((left, middle), _known(text), colour, _font(size), anchor="lm")

    def _mark(self, x: int, y: int, mark: int) -> None:
        """A shape about a point; -1 is the knot of an empty month."""
        if not self._picture:
            return
        radius = 7 if mark < 0 else 15
        side = 2 * (radius + 3)
        mask = Image.new("L", (side * _FINE, side * _FINE))
        rim = Image.new("L", mask.size)
        _shape(ImageDraw.Draw(mask), side, radius, _SIDES[mark % len(_SIDES)] if mark >= 0 else 0)
        _shape(ImageDraw.Draw(rim), side, radius + 3, 0)
        colour = _LINE if mark < 0 else COLOURS[mark % len(COLOURS)]
        corner = (x - side // 2, y - side // 2)
        for layer, shade in ((rim, BACKGROUND), (mask, colour)):
            fine = layer.resize((side, side), Image.Resampling.LANCZOS)
            self._picture.paste(shade, (*corner, corner[0] + side, corner[1] + side), fine)


def _shape(pen: ImageDraw.ImageDraw, side: int, radius: int, corners: int) -> None:
    middle = side * _FINE / 2
    if not corners:
        reach = radius * _FINE * (0.92 if radius > 10 else 1)
        pen.ellipse((middle - reach, middle - reach, middle + reach, middle + reach), 255)
        return
    turn = math.pi / 4 if corners == 4 else math.copysign(math.pi / 2, -corners)
    corners = abs(corners)
    points = [
        (
            middle + radius * _FINE * math.cos(turn + 2 * math.pi * n / corners),
            middle + radius * _FINE * math.sin(turn + 2 * math.pi * n / corners),
        )
        for n in range(corners)
    ]
    pen.polygon(points, 255)


def _wrapped(text: str, wide: int, indent: int, most: int) -> list[str]:
    """A text in lines, the first one shorter by an indent; what has no room ends in an ellipsis."""
    lines: list[str] = []
    rest = _known(text)
    while rest:
        room = wide - (0 if lines else indent)
        if _font(_ENTRY).getlength(rest) <= room:
            return [*lines, rest]
        if len(lines) == most - 1:
            return [*lines, _cut(rest, _ENTRY, room)]
        kept = _fitting(rest, _ENTRY, room)
        space = rest.rfind(" ", 0, kept + 1)
        if space > 0 and rest[kept - 1].isascii():
            kept = space
        lines.append(rest[:kept].rstrip())
        rest = rest[kept:].lstrip()
    return lines


def _cut(text: str, size: int, wide: int) -> str:
    """A text, ended by an ellipsis behind a word where it has no room."""
    text = _known(text)
    if _font(size).getlength(text) <= wide:
        return text
    kept = text[: _fitting(text, size, wide - _font(size).getlength("…"))]
    space = kept.rfind(" ")
    if space > len(kept) // 2 and not text[len(kept)].isspace():
        kept = kept[:space]
    return kept.rstrip() + "…"


def _fitting(text: str, size: int, wide: float) -> int:
    """How many characters of a text fit, one at least."""
    kept = len(text)
    while kept > 1 and _font(size).getlength(text[:kept]) > wide:
        kept -= 1
    return kept


def _known(text: str) -> str:
    """A text that the font can show: signs of other scripts as 〓, pictographs left out."""
    return "".join(sign if _has(sign) else _MISSING * sign.isalpha() for sign in text).strip()


@lru_cache(maxsize=8192)
def _has(sign: str) -> bool:
    if sign.isascii():
        return sign.isprintable()
    return bytes(_font(_SMALL).getmask(sign)) != bytes(_font(_SMALL).getmask(_NO_CHARACTER))
