"""Footers of pages: no event stands in them, and none is taken for a part of one."""

import pytest
import yaml

from tests.events.drafted import imported, kept_in, words_of

_PAGE = "Home | News | Contact\n\nEvents of 2019\n\nMarch\n\n- 5 The pool opened.\n\n{}\n"
_BEHIND = "Home | News\n\nEvents of 2019\n\n{} (5 March)\n\n{} (9 March)\n"


@pytest.mark.parametrize(
    "footer",
    [
        "Privacy policy\n\n1 Centennial Square | Disclaimer",
        "Page last modified: May 12, 2019",
        "Date modified: 2019-05-12",
        "See also\n\nDiary 2013\n\nDiary 2015",
        "Is this page useful?  Yes  No\nPrivacy   Cookies",
        "12 High Street, Tel 503-823-5185",
        "Contact\n\nFire and Rescue\n\n450 110th Ave. NE\n\n425-555-0130",
        "Contact us\n\nThe Library\n\n12 High Street",
        "Questions? Email ts@lakeshore.example or call 206-555-0199, TTY Relay: 711.",
        "We acknowledge the Wurundjeri peoples, Custodians of the land.",
        "瀏覽人次：12,418\n更新日期：111-01-20\n臺北市停車管理工程處 電話：02-2759-0666",
    ],
)
def test_a_footer_stands_in_comments(footer: str) -> None:
    pack = imported(_PAGE.format(footer).encode())
    assert [event["summary"]["en"] for event in yaml.safe_load(pack)["events"]] == [
        "The pool opened."
    ]
    assert words_of(footer) <= kept_in(pack)


@pytest.mark.parametrize(
    "page",
    [
        _BEHIND.format("The pool opened", "The gym opened"),
        _BEHIND.format("The pool | the baths", "Accessibility guide published"),
        "Home | News\n\n2019-03-05 | The pool opened.\n2019-03-09 | The phone line opened\n",
        "Home | News\n\nOn 5 March 2019, the pool opened.\n\nA phone line did on 9 March 2019.\n",
        "Home | News\n\n2019\n\nMarch\n\n- 5 The pool opened\n- 9 The phone line opened\n",
    ],
)
def test_an_event_whose_words_stand_in_footers_too_is_an_event(page: str) -> None:
    dates = [str(event["date"]) for event in yaml.safe_load(imported(page.encode()))["events"]]
    assert dates == ["2019-03-05", "2019-03-09"]
