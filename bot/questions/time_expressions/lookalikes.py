"""What looks like a time and is none: verbs, names, versions, fractions, ages, idioms.

Each class is a row of words or a pattern below. `hide` blanks what they match, so that the readers
of time expressions need to know nothing of them.
"""

import re
from collections.abc import Iterable
from functools import cache

HIDDEN = "\0"
"""Stands for each hidden sign; no normalised text holds it, and it is neither word nor figure."""


def hide(folded: str) -> str:
    """A folded text with all that only looks like a time blanked, at the same length."""
    held = {number for word, number in _WORDS if word in folded}
    for number in sorted(held):
        folded = _pattern(number).sub(_blank, folded)
    return folded


def prepare() -> None:
    """Compile every pattern now, and not with the first text that holds one of its words."""
    for number in range(len(_ROWS)):
        _pattern(number)


@cache
def _pattern(number: int) -> re.Pattern[str]:
    return re.compile(_ROWS[number][1])


def _blank(found: re.Match[str]) -> str:
    return HIDDEN * len(found.group())


def _any(words: str) -> str:
    return "|".join(words.split())


def _after(words: Iterable[str]) -> str:
    return "(?:" + "|".join(rf"(?<=\b{word} )" for word in words) + ")"


def _not_after(words: Iterable[str]) -> str:
    return "".join(rf"(?<!\b{word} )" for word in words)


# What stands before a month, and never before a verb.
_UNPREPOSED = _not_after(
    "in of for by since until till from before after during last next early mid late between "
    "through on about end this each every".split()
) + "".join(rf"(?<!{part}-)" for part in ("early", "mid", "late", "end"))
_DETERMINERS = r"the(?! (?:\d|\w+th\b|first\b|second\b|third\b))|" + _any(
    "a an any my your our their his her its somebody someone anyone one"
)
_PRONOUNS = _any("i we you he she it they there")
_ADVERBS = _any("not also well never still even yet soon already always only possibly only")
_VERBS = _any(
    "be have need want use help come apply borrow enter attend bring join register download take "
    "get go see ask happen become include contain require differ vary affect cause lead cost "
    "exceed receive expect occur begin stop continue choose decide contact submit request cancel "
    "participate vote pay buy sell drive ride install know find keep let make do say tell give "
    "send write read look wonder exist remain appear seem leave lose fail crash"
)
_CLEAR_VERBS = _any(
    "use borrow enter apply attend bring join register download take ask submit participate vote "
    "pay buy ride install access contact cancel"
)
_WALKING = _any(
    "on into against with forward toward towards past for along alongside across out off home "
    "together peacefully"
)
_NAMES = "april may june august jan jun"
_FORENAMES = _any(_NAMES)
_TITLES = _any(
    "mr mrs ms miss mx dr prof professor sir dame lady lord mayor minister president director aunt "
    "auntie uncle commissioner secretary chairman chairwoman senator judge councillor named"
)
_SURNAMES = _any(
    "wang chen lin lee li chang huang wu liu tsai yang hsu cheng hsieh kuo hung chiu tseng liao "
    "lai chou yeh su chiang lu ho kao lo chien chu chung peng yu fang shih ko tang sung wei lien "
    "chao zhang zhao zhou zhu xu kim choi nguyen tran smith jones johnson williams brown davis "
    "miller wilson taylor anderson thomas jackson harris clark lewis walker ma"
)
_UNITS = _any(
    "people persons visitors participants attendees dollars euros yen km kilometers kilometres "
    "metres meters steps seats kg ntd usd downloads copies words calories bytes mb hotline "
    "helpline"
)
_DIGITS = "0 1 2 3 4 5 6 7 8 9"
_MONTH_NAMES = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_OF_A_TIME = (
    rf"(?:(?:19|20)\d\d|'\d\d|(?:the )?year|(?:this|last|next|the(?: previous| current)?) "
    rf"(?:year|month)|(?:{_MONTH_NAMES})\b)"
)
_HOW = tuple(f"how {much}" for much in ("many", "much", "long", "often", "far"))

# Each row: words of which one has to be there, and what they look like a time in.
_ENGLISH = (
    # May, march, mar and august as verbs, nouns, adjectives.
    ("may", rf"{_UNPREPOSED}\bmay(?= (?:{_DETERMINERS}|{_PRONOUNS}|{_ADVERBS}|{_VERBS})\b)"),
    ("may", rf"{_after(_PRONOUNS.split('|'))}may\b(?! (?:19|20)\d\d)"),
    ("may", rf"{_after(('who', 'that', 'one', 'how', *_HOW))}may\b"),
    ("may", rf"(?:^|(?<=, )|(?<=\band ))may(?= (?:\w+ ){{1,3}}(?:{_CLEAR_VERBS})\b)"),
    ("may", r"(?<=\bthis )may(?= (?:be|have|not|also|help|need|seem|mean)\b)"),
    ("march", rf"{_UNPREPOSED}\bmarch(?= (?:{_WALKING})\b(?! *\d))"),
    (
        "march",
        rf"{_UNPREPOSED}\bmarch(?= (?:in protest|(?:in|to|at|from|through|around|up|down) "
        r"(?:the|city|a|our|their)\b))",
    ),
    (
        "march",
        r"\b(?:did|do|does|will|would|can|could|should|must|to) (?:[a-z]+ ){1,3}"
        rf"{_UNPREPOSED}march(?= ?[?.!]*$)",
    ),
    (
        "march",
        r"\b(?:protest|peace|climate|women's|pride|death|wedding|long|freedom|night|torch|hunger|"
        r"victory|funeral|forced) march\b|\bmarch (?:route|madness|hare|past)\b",
    ),
    ("march", rf"{_after(_PRONOUNS.split('|'))}march\b(?! \d)|\ba march(?= (?:in|through)\b)"),
    (
        "march",
        r"\b(?:the|a) march"
        r"(?= ?[?.!,]*$| (?:to|on|against|for|was|is|took|began|started|ended)\b)",
    ),
    (
        "mar",
        r"\bmar(?= (?:the|a|an|their|our|its|his|her|this|that|any)\b)|\bmar del\b|\bdel mar\b",
    ),
    (
        "august",
        r"\baugust(?= (?:body|bodies|institution|assembly|company|presence|house|chamber|"
        r"gathering|personage|society|figure|name)\b)",
    ),
    # Names of people and things.
    (_NAMES, rf"\b(?:{_TITLES})\.? (?:{_FORENAMES}|march)\b(?! \d)"),
    (_NAMES, rf"\b(?:{_FORENAMES}) (?:{_SURNAMES})\b"),
    (_NAMES, rf"\bwho(?:'s| is| was) (?:{_FORENAMES})(?: [a-z]+|\b(?!'s))"),
    (_NAMES, rf"\b(?:{_FORENAMES}) (?:said|says|told|wrote|works)\b"),
    ("may", r"\b(?:theresa|brian|elaine|imelda) may\b"),
    (
        "april may june",
        r"\bapril fool'?s?(?:'? day)?\b|\bmay(?: ?day|pole|flower| fourth movement)\b|\bjune bug\b",
    ),
    # Seasons, quarters and halves of other things.
    (
        "spring",
        r"\bspring (?:from|into|onions?|rolls?|water|cleaning|festival|boot|up|forward|to mind)\b"
        r"|\b(?:hot|palm|silicon) springs?\b",
    ),
    (
        "fall",
        r"\bfall (?:guy|short|behind|apart|down|out|off|in love)\b"
        rf"|\bfall in(?= (?:{_MONTH_NAMES}|the month)\b)"
        r"|\bthe fall (?:in|from|of (?!(?:19|20)\d\d|last\b|this\b|next\b|the year))",
    ),
    (
        "quarter half",
        r"\b(?:first|second|third|fourth|last|[1-4](?:st|nd|rd|th)) (?:quarter|half)"
        rf"(?: of (?!{_OF_A_TIME})|[ -](?:finals?|mile|million|pounder|note|time|back)\b)"
        r"|\bquarter[ -]?finals?\b",
    ),
    (
        "winter spring summer autumn",
        r"\b(?:in|during|over) (?:the|its|their) (?:first|second|third) "
        r"(?:spring|summer|autumn|winter)\b(?! of)",
    ),
    # The year of what a time is counted from: after the 2017 reform.
    ("after before following", r"\b(?:after|before|following) the (?=(?:19|20)\d\d [a-z])"),
    ("year 24/7", r"\bopen all year(?: round)?\b|\byear[ -]round\b|\b24/7(?:/365)?\b"),
    # What people are up to.
    ("up", r"\bup to(?= (?:in|during|last|this)\b)"),
    # Versions, numbers of things, marks, fractions, quantities.
    (
        _DIGITS,
        r"\b(?:version|ver\.?|v|build|article|section|chapter|clause|room|no\.|number|code|error|"
        r"page|route|exit|gate|rule|ticket|serial|id|ip|port|ext\.?|extension|phone|tel\.?|call|"
        r"dial|windows|python|java|ios|android|chrome)[ :]?#?\d[\d./:-]*",
    ),
    ("$ € £ #", r"(?:nt|us)?[$€£#] ?\d[\d.,/-]*"),
    (
        _DIGITS,
        r"\b(?:rated|scored?|rating of|grade|more than|fewer than|less than|at least|nearly|"
        r"almost|exactly|step|stage|round|ratio|item) \d[\d./]*",
    ),
    (
        "/",
        r"\b\d\d?/\d\d?(?=(?: of (?!(?:19|20)\d|this|last|next)| (?:majority|cups?|inch(?:es)?|"
        r"miles?|price|stars?|points?|people|residents|respondents|full|empty|complete|done|"
        r"finished)\b))",
    ),
    (_DIGITS, rf"\b\d{{4}}(?= (?:{_UNITS}|(?:citizen|service) hotline|years? old)\b)"),
)

_N = "一二三四五六七八九十"
_COUNT = rf"(?:\d{{1,3}}|[{_N}百]{{1,4}})"
_SERIES = "影集|劇集|動畫|動漫|[美韓陸台臺日]劇|節目|追劇|遊戲|實境秀|卡通|聯賽|聯盟|球賽|職棒|職籃"
_WATCHED = (
    "好看|好玩|上映|開播|播出|播映|更新|幾集|全集|線上看|劇情|結局|預告|主角|演員|卡司|影評|收視"
)
_CHINESE = (
    # Things of the month and the moon, and platforms; some go on to other words (月租借).
    (
        "月",
        rf"(?<=[\d{_N}])月(?:球(?![賽場隊員季迷])|亮|餅|票(?![選房價券])|費(?!用)|租(?![借用屋車])"
        r"|薪|刊|曆|嫂|餘|息|俸|[台臺](?![北中南東灣積商電鐵大語鋼糖塑新港師科幣])"
        r"|食(?![安材品物農])|考(?![試察核生古量慮]))",
    ),
    ("月", r"[上下本這]月(?=[球亮台臺票費刊租餅薪經])"),
    # Idioms, works, bands, uprisings, and the lunar calendar.
    (
        "月",
        rf"(?<![{_N}\d])(?:[五5]月天(?![氣候空文然災母主])|[五5]月花(?![博卉季展費蓮燈園市東式])"
        r"|四月天(?![氣候空文然災])|六月(?:雪(?![山霸季])|飛霜)|七月流火|二月河(?![濱川堤岸道水])"
        r"|十月懷胎|十二月黨人|[二五七十]月革命|五月風暴|三月學運|四月是你的謊言|[三3]月的獅子"
        r"|[七八]月半)",
    ),
    ("曆", rf"[農陰舊夏]曆的?[\d{_N}]{{1,2}}月(?:份|初?[\d{_N}廿]{{1,3}}日?)?"),
    ("初", rf"[\d{_N}]{{1,2}}月初[{_N}]日?|年初[{_N}]"),
    ("年 日", r"全年(?:無休|齡|級)|年終獎金|年中慶|今日(?:新聞網|頭條|美國)"),
    # Ages and durations.
    (
        "年",
        rf"(?<!民國)(?<![\d一]){_COUNT}年"
        r"(?=的?(?:歷史|老[店牌字屋宅樹街廟校]|悠久|之久|以上|保固|期(?![間中末])|經驗|壽命|年資)"
        r"|來(?![了自訪賓參過台臺]))",
    ),
    (
        "年",
        r"(?:成立|建校|創校|開業|創立|長達|歷經|屆滿|滿|逾|將近|接近|超過|至少)了?\s*"
        rf"{_COUNT}年",
    ),
    ("春 夏 秋 冬", rf"(?:首個?|第[{_N}]個?)[春夏秋冬][天季]"),
    # Seasons of a series.
    ("季", rf"第\s*[1-4一二三四]\s*季(?=[^,。;]{{0,8}}(?:{_WATCHED}))"),
    ("季", rf"(?:{_SERIES})的?\s*第\s*[1-4一二三四]\s*季"),
    # Versions, telephone numbers, marks, fractions.
    (
        _DIGITS,
        r"(?:版本|版號|電話|專線|熱線|分機|編號|代號|比數|比分|撥打|撥|打)(?:是|為|到|號碼|碼)?\s*:?"
        r"\d[\d./:-]{0,15}(?![\d年月季])",
    ),
    (_DIGITS, r"(?<![\d./-])\d[\d./-]{0,15}(?=版|元|塊錢|號?專線|市民熱線|熱線)"),
    (
        "/",
        r"(?:超過|超出|不到|不足|將近|接近|近|大約|至少|最多|佔|占|達|逾|僅|只有|評分|滿分|得分)了?\s*"
        r"\d\d?/\d\d?",
    ),
    (
        "/",
        r"(?<!\d)[1-9]/(?:[2-9]|10)(?=\s*的?(?:人|民眾|市民|居民|員工|同仁|廠商|學生|受訪|預算|"
        r"經費|票|選民|家庭|企業|公司|里|面積|觀眾|時間|杯|匙))",
    ),
    # 明天, 後天, 上週 across a border of words: 說明天線, 線上週年慶.
    (
        "天",
        r"(?<=[說聰證透發光文清黎])明(?=天)|(?<=[以之先然最])[後前](?=天)|[後前]天(?=[氣性免空文])",
    ),
    (
        "週 周",
        r"(?<=[線網馬晚早路身])[上下](?=\s*個?[週周])|[上下本這][週周](?=[年邊遭圍刊期知杰轉全])",
    ),
)
_ROWS = (*_ENGLISH, *_CHINESE)
_WORDS = tuple((word, number) for number, (words, _) in enumerate(_ROWS) for word in words.split())
"""Every word without one of which a pattern finds nothing, with the number of that pattern."""
