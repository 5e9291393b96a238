"""`/v1/batches`: a list from upload to result, the same as the command line gives, deleted when asked."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from starlette.testclient import TestClient
from tests.api.conftest import LIST, OPTIONS, Start, ended, submit
from tests.api.test_problems import checked
from typer.testing import CliRunner

from eligibility.cli.app import app

CSV = """\
Số hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Phân loại hộ
1,Nguyễn Thị B,Chủ hộ,05/03/1979,Hộ cận nghèo
2,=Lê D,Chủ hộ,31/02/1950,Hộ nghèo
"""


def cells(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in a workbook but when it was made and where the list lay."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return {
        sheet.title: [
            row for row in sheet.iter_rows(values_only=True) if not any("commune-list" in str(one) for one in row)
        ]
        for sheet in book.worksheets
    }


def without_time(sheets: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    return {
        name: [row for row in rows if not any(str(one).startswith("2026-") and "T" in str(one) for one in row)]
        for name, rows in sheets.items()
    }


def test_a_list_becomes_the_result_of_the_command_line(client: TestClient, tmp_path: Path) -> None:
    taken = submit(client, name=LIST.name)
    location = taken.headers["location"]
    status = ended(client, location)
    arguments = ["batch", str(LIST), "-o", str(tmp_path / "r.xlsx"), "--json"]
    arguments += ["--jurisdiction", OPTIONS["jurisdiction"], "--on", OPTIONS["on"]]
    printed = json.loads(CliRunner().invoke(app, arguments).stdout)
    result = client.get(f"{location}/result")

    assert (taken.status_code, taken.json()["state"]) == (202, "queued")
    assert (status["state"], status["file"], status["errors"]) == ("done", "commune-list.xlsx", [])
    assert status["programmes"] == printed["programmes"]
    assert status["rows"] == status["rows_done"] == status["judged"] + status["rejected"] == 206
    assert (status["judged"], status["households"]) == tuple(
        printed["lists"][0][key] for key in ("rows_judged", "households")
    )
    assert client.get(f"{location}/errors").json()["rejected"] == printed["lists"][0]["rejected"]
    assert result.headers["content-disposition"] == 'attachment; filename="eligibility-result.xlsx"'
    assert without_time(cells(result.content)) == without_time(cells((tmp_path / "r.xlsx").read_bytes()))


def test_options_reach_the_judging(client: TestClient) -> None:
    plain = ended(client, submit(client).headers["location"])
    issued = ended(client, submit(client, issued="bt_nq_bhyt_near_poor=2022-06-01", lang="en").headers["location"])
    standings = [
        {
            amount["standing"]
            for one in status["programmes"]
            if one["programme"] == "near-poor-health-insurance"
            for amount in one["amounts"]
        }
        for status in (plain, issued)
    ]

    assert standings == [{"pending"}, {"entitlement"}]
    assert {one["name"] for one in plain["programmes"]} != {one["name"] for one in issued["programmes"]}


def test_columns_may_be_explained_in_place_of_their_titles(client: TestClient) -> None:
    text = CSV.replace("Số hộ", "Mã gia đình").replace("Quan hệ với chủ hộ", "Là gì").encode()
    refused = ended(client, submit(client, text, "xa.csv").headers["location"])
    said = ["list!A=household_number", "list!C=member.relation_to_head"]
    taken = ended(client, submit(client, text, "xa.csv", column=said).headers["location"])
    wrong = submit(client, text, "xa.csv", column="A")
    gone = ended(client, submit(client, text, "xa.csv", column="list!Z=name").headers["location"])

    assert [one["code"] for one in refused["errors"]] == ["no-household-column"]
    assert (taken["state"], taken["judged"], taken["rejected"]) == ("done", 1, 1)
    assert [one["code"] for one in wrong.json()["errors"]] == ["wrong-column"]
    assert [one["code"] for one in gone["errors"]] == ["no-such-column"]


def test_a_text_list_is_judged_and_its_formula_stays_text(client: TestClient) -> None:
    location = submit(client, CSV.encode(), "xã Một.csv").headers["location"]
    status = ended(client, location)
    rejected = client.get(f"{location}/errors").json()["rejected"]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{location}/result").content))
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]

    assert (status["file"], status["judged"], status["rejected"]) == ("xã Một.csv", 1, 1)
    assert [one["code"] for one in rejected] == ["impossible-date"]
    assert formulas == []


REVIEWED = """\
Số hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Phân loại hộ,Khu vực nông thôn,Điểm B1,Điểm B2
1,Nguyễn Văn Mẫu,Chủ hộ,05/03/1979,Hộ nghèo,x,150,10
"""


def test_what_is_to_be_checked_beside_the_answers_is_told(client: TestClient) -> None:
    status = ended(client, (taken := submit(client, REVIEWED.encode(), "xa.csv").headers["location"]))
    about = cells(client.get(f"{taken}/result").content)["Về kết quả này"]

    (notice,) = client.get(f"{taken}/errors").json()["notices"]
    assert (notice["code"], notice["cell"]) == ("household-notice", "A2")
    assert (f"Ghi chú: {notice['sheet']}!A2", notice["text"]) in about
    (left_open,) = status["notices"]
    assert "khoản 3 Điều 4 Nghị định 20/2021/NĐ-CP" in left_open
    assert ("Về quy định", left_open) in about


def test_nothing_of_a_person_is_in_the_address(client: TestClient) -> None:
    locations = {submit(client, CSV.encode(), "Nguyễn Văn A.csv").headers["location"] for _ in range(3)}

    assert len(locations) == 3
    assert all(len(one.rpartition("/")[2]) == 22 and one.isascii() for one in locations)


def test_a_name_with_a_path_is_shortened(client: TestClient) -> None:
    name = submit(client, CSV.encode(), "../../etc/pass\u202ewd.csv").json()["file"]

    assert name == "passwd.csv"


def bomb() -> bytes:
    """A workbook of a few kilobytes that unpacks to more than is taken."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(600):
                sheet.write(b" " * 1_000_000)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"PK\x03\x04broken", "xa.xlsx", "not-a-workbook"),
        (LIST.read_bytes()[:9_000], "xa.xlsx", "not-a-workbook"),
        (b"a,b\n1,2\n", "xa.csv", "no-header"),
        (CSV.encode().replace(b"\xe1", b"\x00\xff"), "xa.csv", None),
    ],
)
def test_a_list_that_cannot_be_read_fails_and_says_why(client: TestClient, content, name, code) -> None:
    location = submit(client, content, name).headers["location"]
    status = ended(client, location)

    assert status["state"] == "failed"
    assert code in {None, status["errors"][0]["code"]}
    assert "/batches/" not in json.dumps(status["errors"])
    checked(client.get(f"{location}/result"), 409, "batch-failed")
    checked(client.get(f"{location}/errors"), 409, "batch-failed")


def test_a_list_that_unpacks_to_too_much_fails_before_it_fills_the_memory(client: TestClient) -> None:
    content = bomb()
    status = ended(client, submit(client, content).headers["location"])

    assert len(content) < 1_000_000
    assert (status["state"], status["errors"][0]["code"]) == ("failed", "list-too-large")


def test_the_same_key_makes_no_second_batch(client: TestClient) -> None:
    def send(**form: object):
        return client.post(
            "/v1/batches",
            files={"list": ("xa.csv", CSV.encode())},
            data={**OPTIONS, **form},
            headers={"Idempotency-Key": "xa-mot"},
        )

    first, second = send(), send()

    assert (first.status_code, second.status_code) == (202, 202)
    assert first.headers["location"] == second.headers["location"]
    checked(send(lang="en"), 422, "key-used-before")


def test_a_result_is_not_there_before_it_is_done(start: Start, monkeypatch) -> None:
    monkeypatch.setattr("eligibility_api.jobs.Batches._take_up", lambda _self, _batch: time.sleep(0.05))
    client = start()
    location = submit(client).headers["location"]

    assert client.get(location).json()["state"] == "queued"
    checked(client.get(f"{location}/result"), 409, "batch-not-done")
    checked(client.get(f"{location}/errors"), 409, "batch-not-done")
    assert client.delete(location).status_code == 204
    checked(client.get(location), 404, "no-such-batch")


def test_a_batch_is_deleted_with_its_files(start: Start, tmp_path: Path) -> None:
    client = start()
    location = submit(client).headers["location"]
    ended(client, location)
    folder = tmp_path / "data" / "batches" / location.rpartition("/")[2]
    until = time.monotonic() + 10
    while len(list(folder.iterdir())) > 2 and time.monotonic() < until:
        time.sleep(0.02)  # parts go once the result is on record
    kept = {path.name for path in folder.iterdir()}

    assert kept == {"result.xlsx", "report.json"}
    assert client.delete(location).status_code == 204
    assert not folder.exists()
    checked(client.get(f"{location}/result"), 404, "no-such-batch")


def test_a_batch_that_is_being_judged_can_be_deleted(start: Start, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("eligibility_api.judging.PART", 1)
    client = start()
    location = submit(client).headers["location"]
    while client.get(location).json()["rows_done"] == 0:
        time.sleep(0.001)
    client.delete(location)
    checked(client.get(location), 404, "no-such-batch")
    after = ended(client, submit(client).headers["location"])

    assert after["state"] == "done"
    assert not (tmp_path / "data" / "batches" / location.rpartition("/")[2]).exists()


def test_records_are_their_owners_alone(start: Start, tmp_path: Path) -> None:
    client = start()
    ended(client, submit(client).headers["location"])

    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "data", tmp_path / "data" / "batches")} == {0o700}


def test_old_batches_are_forgotten(start: Start, tmp_path: Path, monkeypatch) -> None:
    client = start()
    location = submit(client).headers["location"]
    ended(client, location)
    client.__exit__(None, None, None)
    monkeypatch.setattr("eligibility_api.batch_record.timedelta", lambda days: -_days(days))
    again = start()
    monkeypatch.undo()

    checked(again.get(location), 404, "no-such-batch")
    assert list((tmp_path / "data" / "batches").iterdir()) == []


def _days(days: int):
    from datetime import timedelta

    return timedelta(days=days)
