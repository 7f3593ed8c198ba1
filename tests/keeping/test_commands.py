"""The keeper's commands, as they are typed."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from bot.commands import annals
from tests.packs import PARKS

PAGES = Path(__file__).parents[1] / "events" / "pages"


def run(*words: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(annals, words, input=typed, catch_exceptions=True)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "pack.yaml"
    path.write_text(PARKS, encoding="utf-8")
    return path


def test_a_draft_passes_the_check(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    done = run("import", str(PAGES / "doit-2021.txt"), "--out", str(draft))
    assert done.exit_code == 0
    assert done.stderr.startswith("15 drafts")
    assert "to fill in" not in done.stderr
    checked = run("check", str(tmp_path))
    assert checked.exit_code == 0
    assert checked.stdout.splitlines()[-1].startswith("15 events, no fault")


def test_a_draft_on_standard_output_is_the_same(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    page = str(PAGES / "culture.html")
    run("import", page, "--out", str(draft))
    assert run("import", page).stdout == draft.read_text(encoding="utf-8")


def test_a_draft_that_was_filled_in_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    draft, page = tmp_path / "draft.yaml", str(PAGES / "culture.html")
    draft.write_text("mended by hand", encoding="utf-8")
    told = run("import", page, "--out", str(draft)).stderr
    assert f"kept as {draft}.1.bak" in told
    assert (tmp_path / "draft.yaml.1.bak").read_text(encoding="utf-8") == "mended by hand"
    assert ".bak" not in run("import", page, "--out", str(draft)).stderr


def test_import_tells_the_lines_to_fill_in(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("March\n\n- 5 The Rose Garden opened.\n", encoding="utf-8")
    told = run("import", str(page)).stderr
    assert "to fill in: draft:" in told
    assert "'publisher' is empty" in told
    filled = run("import", str(page), "--year", "2019", "--publisher", "Parks")
    assert "date: 2019-03-05" in filled.stdout
    assert "publisher" not in filled.stderr
    assert filled.stderr.startswith("1 draft, ")
    draft = filled.stdout.replace("title:  #", "title: Events  #", 1)
    (tmp_path / "draft.yaml").write_text(draft, encoding="utf-8")
    assert "\n1 event, no fault, " in run("check", str(tmp_path)).stdout


def test_a_page_without_events_is_told(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Nothing here.\n", encoding="utf-8")
    done = run("import", str(page))
    assert done.exit_code != 0
    assert "holds no event that could be read" in str(done.exception)


def test_a_bar_on_a_terminal_tells_how_far_an_import_is(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    told = (f"- {n % 28 + 1} The park was opened to {n} guests.\n" for n in range(1500))
    page.write_text(f"2019\n\nMarch\n\n{''.join(told)}", encoding="utf-8")
    assert run("import", str(page)).stderr.startswith("1500 drafts")
    terminal, its_end = pty.openpty()
    command = [sys.executable, "-m", "bot", "import", str(page)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=its_end, check=True)
    os.close(its_end)
    shown = b""
    with suppress(OSError):  # The terminal's end, once all is read.
        while more := os.read(terminal, 4096):
            shown += more
    os.close(terminal)
    assert all(stage in shown for stage in (b"Reading", b"Comparing", b"Drafting", b"%"))


def test_warnings_fail_only_a_strict_check(pack: Path) -> None:
    pack.write_text(PARKS.replace("with 300 roses", "with 301 roses"), encoding="utf-8")
    done = run("check", str(pack.parent))
    assert done.exit_code == 0
    assert f"{pack}:7: warning: 'rose-garden' tells 301 in en" in done.stdout
    assert run("check", "--strict", str(pack.parent)).exit_code == 1


def test_a_strict_check_of_a_good_pack_passes(pack: Path) -> None:
    assert run("check", "--strict", str(pack.parent)).exit_code == 0


def test_try_shows_the_faults_and_chats_on_the_rest(pack: Path) -> None:
    pack.write_text(PARKS.replace("category: award", "category: prize", 1), encoding="utf-8")
    done = run("try", str(pack), typed="when did the rose garden open?\n")
    assert done.stdout.startswith(f"{pack}:14: the category 'prize' is not in the vocabulary")
    assert "4 whole events" in done.stdout
    assert "4–6 May 2018" in done.stdout.replace("\u2009", " ")


def test_export_to_json_holds_every_text(pack: Path) -> None:
    folder = str(pack.parent)
    events = json.loads(run("export", "--format", "json", "--knowledge", folder).stdout)["events"]
    rose = next(event for event in events if event["id"] == "rose-garden")
    assert rose["date"] == "2018-05-04/2018-05-06"
    assert rose["title"] == {"en": "Rose garden opened", "zh-Hant": "玫瑰園開幕"}
    chinese = run("export", "--format", "json", "--lang", "zh-Hant", "--knowledge", folder).stdout
    assert {event["title"] for event in json.loads(chinese)["events"]} >= {"玫瑰園開幕"}


def test_export_to_csv_has_a_row_for_each_event(pack: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    run("export", "--format", "csv", "--knowledge", str(pack.parent), "--out", str(out))
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert len(rows) == 5
    assert rows[1]["title_zh-Hant"] == "玫瑰園開幕"
    assert rows[1]["keywords_en"] == "roses; flowers"


@pytest.mark.parametrize("begin", ["=1+1", "+1", "-1", "@SUM"])
def test_no_cell_of_the_csv_is_a_formula(pack: Path, begin: str) -> None:
    pack.write_text(PARKS.replace("Rose garden opened", f"'{begin} rose'", 1), encoding="utf-8")
    done = run("export", "--format", "csv", "--knowledge", str(pack.parent))
    titles = [row["title_en"] for row in csv.DictReader(io.StringIO(done.stdout))]
    assert f"'{begin} rose" in titles


def test_export_to_a_calendar_tells_what_is_left_out(pack: Path) -> None:
    pack.write_text(PARKS.replace("date: 2019-11\n", "date: 2019\n"), encoding="utf-8")
    done = run("export", "--format", "ics", "--lang", "en", "--knowledge", str(pack.parent))
    assert len(Calendar.from_ical(done.stdout).walk("VEVENT")) == 4
    assert "Left out, as known only to the year: 1." in done.stderr
