"""Makes examples/commune-list.xlsx: a made-up commune list as officers keep them, the same on every run.

Sixty households of two hamlets with title rows, a two-line merged header, birth dates written in several ways,
and at least one row of every kind that a list reader must refuse. Nobody in it exists.
"""

from __future__ import annotations

import random
import sys
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

SEED = 20220615
REFERENCE_YEAR = 2022

HEADER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("STT", ()),
    ("Số hộ", ()),
    ("STT trong hộ", ()),
    ("Họ và tên chủ hộ và các thành viên", ()),
    ("Quan hệ với chủ hộ", ()),
    ("Ngày, tháng, năm sinh", ("Nam", "Nữ")),
    ("Số CCCD/ĐDCN", ()),
    ("Dân tộc", ()),
    (
        "Thông tin hộ",
        (
            *("Phân loại hộ", "Ngày thoát nghèo", "Mức sống", "Hộ chính sách", "Hộ BTXH"),
            *("Hoàn cảnh kinh tế khó khăn", "Có lao động", "Khả năng phát triển sinh kế"),
            *("Tham gia mô hình giảm nghèo", "Khó khăn về nhà ở", "Đã được hỗ trợ nhà ở"),
            *("Thiếu dụng cụ chứa nước", "Bị ảnh hưởng thiên tai", "Nợ rủi ro", "Mục đích vay"),
        ),
    ),
    ("Địa bàn", ("Vùng hạn mặn", "Mô hình điểm")),
    ("Bảo hiểm y tế", ("Có thẻ BHYT", "Nguồn khác đóng BHYT", "Khả năng mua BHYT")),
    (
        "Thuộc diện",
        (
            *("Người có công", "Thân nhân NCC", "Đối tượng BTXH", "Hoàn cảnh khó khăn"),
            *("Người khuyết tật", "Mức độ khuyết tật", "Khuyết tật vận động"),
            *("Mồ côi", "Mất nguồn nuôi dưỡng", "Không có người chăm sóc", "Diện nuôi dưỡng tập trung"),
            *("Trẻ em HCĐB", "HSSV", "Trợ giúp pháp lý", "Người di cư"),
            *("Lao động nông thôn", "Người lao động", "Đi làm việc ở nước ngoài", "Bộ đội xuất ngũ"),
        ),
    ),
    ("Diện tích đất (m2)", ()),
    ("Ghi chú", ()),
)
COLUMNS = [below or above for above, subs in HEADER for below in (subs or ("",))]
NUMBER, HOUSEHOLD, WITHIN, NAME, RELATION, MALE, FEMALE, CITIZEN, PEOPLE = range(9)
WIDTH = len(COLUMNS)

# A kind of household: the cells of the household, then one line per person: sex; relation; ages; cells.
# A cell is its short name (below) and what may stand in it: one of several parted by "|", "x" where nothing is
# said, nothing where a choice is empty. Six households of each kind are drawn.
KINDS = (
    # In a livelihood model, asks for a production loan.
    """cls=N labour livelihood model housing=không saline container loan=sản_xuất
    nữ; Chủ hộ; 30-50; card paid rural worker
    nam; Chồng; 32-55; card paid rural worker
    nam; Con; 6-15; card paid student
    nữ; Con; 1-5; card paid""",
    # Near-poor, premium due; one member insured at work.
    """cls=CN labour livelihood=x| saline=x|không loan=NS&VSMT
    nam; Chủ hộ; 35-58; card=có paid=không rural worker
    nữ; Vợ; 33-56; card=không paid=không| worker
    nữ; Con gái; 18-24; card paid worker
    nam; Con; 7-16; card paid student""",
    # Left poverty; a son home from the army goes to work abroad.
    """cls=MTN exit=31/12/2021|2021|12/2020 labour=có loan=sản_xuất;_XKLĐ|chăn_nuôi
    nam; Chủ hộ; 45-60; card paid=không rural worker
    nữ; Vợ; 44-58;
    nam; Con trai; 21-26; card paid=không abroad soldier worker""",
    # A merit household short of housing, sometimes poor.
    """cls=N|N|K merit_home housing=x|x| housed=không labour pilot=x|x|không
    nam; Chủ hộ; 68-88; card paid merit
    nữ; Vợ; 65-82; card paid kin
    nam; Con; 38-50; card=không paid=không kin rural worker
    nữ; Con dâu; 35-45; worker""",
    # Elderly people of average living standard without a card they could pay for.
    """cls=không living=trung_bình labour housing=0
    nữ; Chủ hộ; 59-81; card=không affords=không
    nam; Chồng; 60-79; card=0 affords=không|có|
    nam; Con; 35-45; card=1 paid=1 worker""",
    # Destitute: an old woman and an orphaned grandchild.
    """cls=Nghèo protected_home hardship labour=không livelihood=không housing housed=0 pilot=x|
    nữ; Chủ hộ; 72-86; card paid protected hard carer institution=x| aid
    nam; Cháu nội; 8-15; card paid orphan nurture child student protected hard aid""",
    # Disabled members, some of them not assessed yet.
    """cls=Cận_nghèo|Nghèo|Không protected_home=x| hardship labour saline
    nam; Chủ hộ; 40-55; card rural worker
    nữ; Vợ; 38-52; card
    nam; Con; 12-25; card paid disabled disability=nặng|đặc_biệt_nặng|nhẹ|chưa_xác_định mobility=x|0 protected hard=x|
    nữ; Mẹ; 70-90; disabled disability=nhẹ|chưa_xác_định""",
    # Borrows for a child at university.
    """cls=Không|CN|N labour loan=học_tập disaster=x|không|
    nam; Chủ hộ; 44-52; card worker rural
    nữ; Vợ; 42-50; card worker
    nữ; Con; 18-22; card student
    nam; Con; 10-16; card student child=không|""",
    # A poor young family that wants to build a house on credit.
    """cls=hộ_nghèo labour livelihood housing housed=không loan=làm_nhà,_sản_xuất disaster debt=x|không
    nam; Chủ hộ; 26-36; card paid worker rural
    nữ; Vợ; 24-34; card paid
    nữ; Con; 0-4; card paid""",
    # In no class at all; somebody looks for work.
    """cls=K living=khá labour loan=việc_làm|
    nam; Chủ hộ; 30-58; card worker
    nữ; Vợ; 28-55; card worker rural
    nam; Em trai; 20-28; worker abroad=x| orphan=x| migrant=x|""",
)
_SHORT_NAMES = (
    "cls exit living merit_home protected_home hardship labour livelihood model housing housed container disaster debt",
    "loan saline pilot card paid affords merit kin protected hard disabled disability mobility orphan nurture carer",
    "institution child student aid migrant rural worker abroad soldier",
)
NO_FLAGS = {"cls", "exit", "living", "loan", "disability"}
SHORT = {short: place for place, short in enumerate(" ".join(_SHORT_NAMES).split(), start=9)}
FAMILY, *NAMES = (
    words.split()
    for words in (
        "Nguyễn Trần Lê Phạm Huỳnh Võ Phan Trương Bùi Đặng Đỗ Hồ Ngô Dương Lý Đoàn",
        "Văn Hữu Minh Thanh Quốc Phước Hoàng",
        "Thị Ngọc Kim Thị Mỹ Bích Thị Thúy",
        "An Bình Cường Dũng Hòa Hùng Khánh Lâm Long Mẫn Nghĩa Phúc Quý Sang Tài Thắng Thọ Toàn Trí Vinh",
        "Ánh Cúc Diễm Gấm Hạnh Hiền Hoa Hương Lan Lệ Liên Loan Mai Nga Ngân Nhung Phượng Sen Thảo Xuân",
    )
)

Row = list[object]


def fill(row: Row, cells: str, r: random.Random, denied: slice | None) -> None:
    """Put the cells of a description into a row, and a 0 into the flags of some columns that it leaves out."""
    for short, place in SHORT.items():
        if denied is not None and denied.start <= place < denied.stop and short not in NO_FLAGS:
            row[place] = 0
    for cell in cells.split():
        short, _, values = cell.partition("=")
        row[SHORT[short]] = r.choice((values or "x").split("|")).replace("_", " ") or None


def birth(age: int, r: random.Random) -> object:
    """A birth date in one of the ways lists write it."""
    day = date(REFERENCE_YEAR - age, r.randint(1, 5 if age == 0 else 12), r.randint(1, 28))
    written = day.strftime("%d/%m/%Y")
    rare = (str(day.year), f"{day.day}/{day.month}/{day.year}", day.strftime("%d.%m.%Y"), f"00/00/{day.year}")
    return r.choice([*[written] * 5, *[day] * 4, *[day.year] * 2, *rare])


def people() -> list[Row]:
    """Sixty households, one row per person; what is said of the household stands on the head's row."""
    r = random.Random(SEED)
    rows: list[Row] = []
    for household, kind in enumerate(KINDS * 6, start=1):
        of_household, *persons = kind.splitlines()
        family = r.choice(FAMILY)
        for place, person in enumerate(persons, start=1):
            sex, relation, ages, cells = (part.strip() for part in person.split(";"))
            age = r.randint(*map(int, ages.split("-")))
            row: Row = [None] * WIDTH
            row[NUMBER], row[WITHIN], row[RELATION], row[PEOPLE] = len(rows) + 1, place, relation, "Kinh"
            own = relation.startswith(("Chủ", "Con", "Cháu", "Em")) and relation != "Con dâu"
            middle, given = (NAMES[0], NAMES[2]) if sex == "nam" else (NAMES[1], NAMES[3])
            row[NAME] = f"{family if own else r.choice(FAMILY)} {r.choice(middle)} {r.choice(given)}"
            row[MALE if sex == "nam" else FEMALE] = birth(age, r)
            row[CITIZEN] = None if age < 14 else f"08399{len(rows) + 1:07d}"
            if place == 1:
                row[HOUSEHOLD] = household
                fill(row, of_household, r, slice(SHORT["cls"], SHORT["card"]) if household % 2 else None)
            fill(row, cells, r, slice(SHORT["card"], WIDTH) if household % 2 else None)
            rows.append(row)
    return rows


def spoil(rows: list[Row]) -> list[Row]:
    """Put in the mistakes that lists have, one of each kind, and what does no harm: odd spaces, marks and signs."""
    starts = [index for index, row in enumerate(rows) if row[HOUSEHOLD] is not None]

    def at(household: int, place: int = 1) -> Row:
        return rows[starts[household - 1] + place - 1]

    def put(household: int, place: int, title: str, value: object) -> None:
        at(household, place)[COLUMNS.index(title)] = value

    def born(household: int, place: int, value: object) -> None:
        row = at(household, place)
        row[MALE if row[MALE] is not None else FEMALE] = value

    born(3, 2, "15/06/62")  # two digits of the year
    born(7, 4, "31/02/1948")  # no such day
    born(12, 2, "không rõ")  # no date at all
    born(15, 2, 22981)  # a day that lost its format
    born(18, 2, date(1905, 5, 15))  # the year 1962 in a cell with a date format
    born(29, 3, "20/08/2022")  # born after the reference date
    put(17, 3, "Mức độ khuyết tật", "mức 2")  # no known level
    put(24, 2, "Phân loại hộ", "CN")  # contradicts the head's row
    put(22, 1, "Phân loại hộ", "nghèo đói")  # no known class: the household cannot be judged
    put(21, 1, "Mức sống", "khá")  # no living standard of a poor household: the engine finds the contradiction
    put(25, 2, "Có thẻ BHYT", "chưa rõ")  # neither yes nor no
    at(28, 3)[MALE] = at(28, 3)[FEMALE] = 2003  # a man and a woman at once
    at(33, 3)[WITHIN] = 2  # a member number given twice
    at(38, 2)[CITIZEN] = at(37)[CITIZEN]  # a person listed twice
    at(44, 3)[HOUSEHOLD], at(44, 3)[RELATION] = 44, "Chủ hộ"  # two heads in one household
    at(47)[HOUSEHOLD] = None  # a head without a household number, and so the rows after it
    put(1, 1, "Có thẻ BHYT", " X ")
    put(9, 1, "Diện tích đất (m2)", "1.200")
    at(2)[NAME] = "=Nguyễn Văn A"  # looks like a formula
    at(4)[RELATION] = "chu\u0309 ho\u0323\u0302"  # marks apart from letters
    at(5)[NAME] = f"{at(5)[NAME]}\u00a0"  # a space that does not break
    at(11)[CITIZEN] = int(str(at(11)[CITIZEN]))  # a number that lost its leading zero
    stray, nobody, heading = ([None] * WIDTH for _ in range(3))
    stray[NAME : FEMALE + 1] = ["Lê Thị Vắng", "Con", None, "02/03/2010"]  # a member before any household
    nobody[HOUSEHOLD] = 61  # a household without people
    heading[NUMBER] = "ẤP PHÚ MỸ"
    return [*rows[: starts[30]], heading, stray, *rows[starts[30] :], nobody]


def write(path: Path) -> int:
    """Write the list.

    Returns:
        Rows of people in it, the one that names nobody included.
    """
    rows = spoil(people())
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2022, 5, 10)})  # noqa: DTZ001 (the same bytes on every run)
        sheet = book.add_worksheet("Danh sách")
        bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        title = book.add_format({"bold": True, "align": "center"})
        sheet.merge_range(0, 0, 0, CITIZEN, "ỦY BAN NHÂN DÂN XÃ PHÚ VÍ DỤ", title)
        sheet.merge_range(1, 0, 1, CITIZEN, "DANH SÁCH HỘ, NGƯỜI ĐƯỢC RÀ SOÁT AN SINH XÃ HỘI NĂM 2022", title)
        sheet.merge_range(2, 0, 2, CITIZEN, "(Ngày 10 tháng 5 năm 2022; người và số liệu đều là giả định)", title)
        column = 0
        for above, below in HEADER:
            if below:
                sheet.merge_range(4, column, 4, column + len(below) - 1, above, bold)
                sheet.write_row(5, column, below, bold)
            else:
                sheet.merge_range(4, column, 5, column, above, bold)
            column += max(len(below), 1)
        sheet.write_row(6, 0, [f"({number})" for number in range(1, WIDTH + 1)], bold)
        sheet.merge_range(7, 0, 7, CITIZEN, "ẤP PHÚ LONG", title)
        for number, row in enumerate(rows, start=8):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, place, datetime.combine(value, datetime.min.time()), day)
                elif value is not None:
                    sheet.write(number, place, value)
        last = 8 + len(rows)
        sheet.write(last, NUMBER, "Tổng cộng: 60 hộ")
        sheet.write(last + 2, NAME, "NGƯỜI LẬP BIỂU")
        sheet.write(last + 2, CITIZEN, "TM. ỦY BAN NHÂN DÂN")
        sheet.write(last + 6, NAME, "Phạm Thị Biểu")
        sheet.set_column(NAME, NAME, 28)
        sheet.set_column(RELATION, WIDTH - 1, 13)
        sheet.set_row(5, 60)
        sheet.freeze_panes(7, NAME + 1)
    return sum(row[NAME] is not None or row[HOUSEHOLD] is not None for row in rows)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("commune-list.xlsx")
    print(f"{write(target)} rows of people in {target}")
