"""What of a page belongs to the event above it, and what begins another."""

import pytest
import yaml

from tests.events.drafted import dates_in, imported, kept_in, words_of

_ENDS = "<h1>Milestones of 2022</h1><ul><li>The pool opened (May 19)</li>{}</ul>"
_HANGING = (
    "Events of 2017\n\n1/14 The pool was shown\n{}\n2/18 The gym opened.\n3/9 The baths did.\n"
)
_LONG = "The pool in the old park was opened again for everybody after works of " + 20 * "many "
_TWICE = f"Events of 2019\n\n{{}}\n{_LONG}days.\n泳池啟用。\n\n{{}}\n{_LONG}months.\n泳池重開。\n"
_ROWS = (
    "<table><tr><th>月</th><th>日</th><th>大事</th></tr><caption>民國108年</caption>"
    "<tr><td>1月</td><td>8</td><td>泳池啟用。</td></tr><tr><td>2月</td><td>{}</td><td>公園啟用。</td></tr></table>"
)


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        (
            _ENDS.format(
                "<li>Standards took effect:<ul><li>no gas</li></ul>(July)</li>"
                "<li>The gym opened (August 2)</li>"
            ),
            {
                "2022-05-19": "The pool opened",
                "2022-07": "Standards took effect: no gas",
                "2022-08-02": "The gym opened",
            },
        ),
        (
            _HANGING.format("    April 9, the first of its kind."),
            {
                "2017-01-14": "The pool was shown April 9, the first of its kind.",
                "2017-02-18": "The gym opened.",
                "2017-03-09": "The baths did.",
            },
        ),
        (
            "Events\n\nMarch 2019\n  March 3 The pool opened.\n  March 9 The gym opened.\n"
            "  March 12 The baths did.\n",
            {
                "2019-03-03": "The pool opened.",
                "2019-03-09": "The gym opened.",
                "2019-03-12": "The baths did.",
            },
        ),
        (
            _TWICE.format("12 January 2019　2019年1月12日", "April 2019　2019年4月"),
            {
                "2019-01-12": f"{_LONG}days. 泳池啟用。",
                "2019-04": f"{_LONG}months. 泳池重開。",
            },
        ),
        (
            _TWICE.format("26 May – 1 June 2019 (5月26日至6月1日)", "July 2019 / 7月"),
            {
                "2019-05-26/2019-06-01": f"{_LONG}days. 泳池啟用。",
                "2019-07": f"{_LONG}months. 泳池重開。",
            },
        ),
        (_ROWS.format("&mdash;"), {"2019-01-08": "泳池啟用。", "2019-02": "公園啟用。"}),
        (_ROWS.format("*"), {"2019-01-08": "泳池啟用。", "2019-02": "公園啟用。"}),
        (
            "Annals\n\nMay 5, 2019 – The by-law came into force.\nUnder it:\n\n"
            "  (a) a permit is needed,\n      or a fee;\n  (b) trees are kept.\n\n"
            "May 9, 2019 – The gym opened.\n",
            {
                "2019-05-05": "The by-law came into force. Under it: "
                "(a) a permit is needed, or a fee; (b) trees are kept.",
                "2019-05-09": "The gym opened.",
            },
        ),
        (
            "<h1>History</h1><h2>2011</h2><div>Mar. 3</div><h4>Engine 6</h4><p>It came.</p>"
            "<h2>2012</h2><div>2012</div><h4>Busiest year</h4><p>Crews went out.</p>"
            "<div>Aug. 8</div><h4>Accreditation</h4><p>It was granted.</p>",
            {"2011-03-03": "It came.", "2012": "Crews went out.", "2012-08-08": "It was granted."},
        ),
        (
            "高雄大事記\n\n【民國106年】\n\n3/18–4/2 2017春天藝術節登場。\n5/1 公園啟用。\n",
            {"2017-03-18/2017-04-02": "2017春天藝術節登場。", "2017-05-01": "公園啟用。"},
        ),
    ],
)
def test_a_text_stands_with_its_event(page: str, texts: dict[str, str]) -> None:
    pack = imported(page.encode())
    events = yaml.safe_load(pack)["events"]
    told = [(str(event["date"]), *event["summary"].values()) for event in events]
    assert told == list(texts.items())
    assert kept_in(pack) >= words_of(" ".join(texts.values()))


def test_a_heading_below_its_year_alone_is_the_title_of_an_event_of_that_year() -> None:
    page = "<h2>2011</h2><div>May</div><h4>Pool</h4><p>New.</p><h2>2012</h2><div>2012</div>"
    pack = imported(f"{page}<h4>Busiest year</h4><p>Crews went out.</p>".encode())
    assert [event["title"]["en"] for event in yaml.safe_load(pack)["events"]] == [
        "Pool",
        "Busiest year",
    ]


@pytest.mark.parametrize(
    ("paragraphs", "dates"),
    [
        (
            [
                "After long works, the pool was reopened on 9 February 2016 by the Mayor.",
                "Fines were abolished with effect from 1 July 2016.",
                "In September 2016 a van was bought.",
            ],
            ["2016-02-09", "2016-07-01", "2016-09"],
        ),
        (
            [
                "8月8日，表揚模範父親52位。",
                "由本局主辦之博覽會，於9月9日在青埔舉行。",
                "10月13日，中心動土。",
            ],
            ["2016-08-08", "2016-09-09", "2016-10-13"],
        ),
        (
            [
                "8月8日，表揚模範父親52位。",
                "園遊會，12月5日於展演中心登場。",
                "12月9日，中心動土。",
            ],
            ["2016-08-08", "2016-12-05", "2016-12-09"],
        ),
        (
            [
                "8月8日，表揚模範父親52位。",
                "該園遊會，12月5日於展演中心登場。",
                "12月9日，中心動土。",
            ],
            ["2016-08-08", "2016-12-09"],
        ),
        (
            [
                "8月8日，表揚模範父親52位。",
                "首屆博覽會，於3月9日在青埔舉行。",
                "10月13日，中心動土。",
            ],
            ["2016-08-08", "2016-10-13"],
        ),
    ],
)
def test_a_paragraph_whose_sentence_is_placed_by_its_date_is_an_event(
    paragraphs: list[str], dates: list[str]
) -> None:
    page = "\n\n".join(["Annals of Larkspur: the year 2016", *paragraphs])
    assert dates_in(imported(page.encode())) == dates
