"""Where a long list lies: two tables of households and members, or one of members, as Parquet or CSV.

Everything but two Parquet tables is first brought into that form, slice by slice, in a folder beside the result.
"""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from eligibility.errors import Diagnostic, RequestError
from eligibility.matching.columnar.encoding import HOUSEHOLD_ID, MEMBER_ID

FORMS = (".parquet", ".csv")
TABLES = ("households", "members", "links")
"""First words of the names of the files of a list in several tables."""
CONFLICTING = "rows_disagree"
"""Column of staged households: whether the rows of its members state the household differently."""
_SLICE = 500_000
_SAMPLE = 65_536


@dataclass(frozen=True)
class Source:
    """Files of one list.

    Attributes:
        households: Files of households; empty where one table holds everything.
        members: Files of members.
        links: Files of links between members: `household_id`, `member_id`, `fact`, `other_id`.
    """

    households: tuple[Path, ...]
    members: tuple[Path, ...]
    links: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them."""
        return (*self.households, *self.members, *self.links)

    @property
    def fingerprint(self) -> str:
        """Whether the files are still the same: sizes, first and last bytes (a Parquet footer among them)."""
        digest = hashlib.sha256()
        for path in self.files:
            size = path.stat().st_size
            digest.update(f"{path.name} {size}\n".encode())
            with path.open("rb") as file:
                digest.update(file.read(_SAMPLE))
                file.seek(max(0, size - _SAMPLE))
                digest.update(file.read(_SAMPLE))
        return f"sha256:{digest.hexdigest()}"


def find(places: Path | str | Sequence[Path]) -> Source:
    """The files of a list.

    Args:
        places: A Parquet or CSV file, a folder, or a pattern such as `2022/*.parquet`; or several files. Files whose
            names begin with `households`, `members` and `links` are the tables of one list.

    Raises:
        RequestError: Nothing is there, or it is no list.
    """
    given = [places] if isinstance(places, Path | str) else list(places)
    paths = [path for place in given for path in _files(place)]
    if not paths:
        named = ", ".join(map(str, given))
        raise _refused("no-list", f"there is no Parquet or CSV file at {named}.", None)
    tables = {name: tuple(one for one in paths if one.name.lower().startswith(name)) for name in TABLES}
    if tables["households"] and not tables["members"] and len(paths) == len(tables["households"]):
        beside = {name: _beside(paths[0], name) for name in TABLES}
        tables = {name: beside[name] or tables[name] for name in TABLES}
    if tables["households"] and tables["members"]:
        return Source(tables["households"], tables["members"], tables["links"])
    return Source((), tuple(one for one in paths if one not in tables["links"]), tables["links"])


def _files(place: Path | str) -> list[Path]:
    path = Path(place)
    if path.is_dir():
        return sorted(one for one in path.iterdir() if one.suffix.lower() in FORMS)
    if path.is_file():
        return [path]
    return sorted(Path(one) for one in glob.glob(str(place)) if Path(one).suffix.lower() in FORMS)  # noqa: PTH207


def scan(paths: Sequence[Path]) -> pl.LazyFrame:
    """The rows of some files of one form, one file after the other."""
    if paths[0].suffix.lower() == ".csv":
        # Read as text: a column of numbers may hold a word further down, and "1962" is a date.
        texts = pl.scan_csv(list(paths), infer_schema=False, encoding="utf8-lossy")
        return texts.with_columns(pl.all().str.strip_chars())
    return pl.scan_parquet(list(paths))


def staged(source: Source, folder: Path) -> Source:
    """The list as two tables in Parquet; itself where it is that already."""
    if source.households and all(path.suffix.lower() == ".parquet" for path in source.files):
        _check_ids(source)
        return source
    folder.mkdir(parents=True, exist_ok=True)
    links = tuple(_as_parquet(source.links, folder, "links"))
    if source.households:
        households = tuple(_as_parquet(source.households, folder, "households"))
        found = Source(households, tuple(_as_parquet(source.members, folder, "members")), links)
    else:
        found = _split(scan(source.members), folder, links)
    _check_ids(found)
    return found


def _as_parquet(paths: Sequence[Path], folder: Path, name: str) -> Iterator[Path]:
    if paths:
        target = folder / f"{name}.parquet"
        scan(paths).sink_parquet(target)
        yield target


def _split(rows: pl.LazyFrame, folder: Path, links: tuple[Path, ...]) -> Source:
    """Make two tables of one: the columns that begin with `household.` belong to the household of each row."""
    columns = rows.collect_schema().names()
    if HOUSEHOLD_ID not in columns:
        raise _refused(
            "no-household-column", f"the list has no column {HOUSEHOLD_ID}.", "Each row names its household."
        )
    of_household = [column for column in columns if column.startswith("household.") or column == "members_complete"]
    of_member = [column for column in columns if column not in of_household]
    households: list[Path] = []
    members: list[Path] = []
    for number, part in enumerate(_whole_households(rows)):
        first = pl.col(HOUSEHOLD_ID).rle_id()
        numbered = part.with_columns(first.alias("run"))
        heads = numbered.unique("run", keep="first", maintain_order=True)
        same = [
            pl.col(column).eq_missing(pl.col(column).first().over("run")).all().over("run") for column in of_household
        ]
        conflicts = numbered.select("run", disagree=~pl.all_horizontal(same) if same else pl.lit(value=False))
        conflicting = conflicts.unique("run", keep="first", maintain_order=True).get_column("disagree")
        paths = (folder / f"households-{number:05d}.parquet", folder / f"members-{number:05d}.parquet")
        heads.select(HOUSEHOLD_ID, *of_household).with_columns(conflicting.alias(CONFLICTING)).write_parquet(paths[0])
        part.select(of_member).write_parquet(paths[1])
        households.append(paths[0])
        members.append(paths[1])
    return Source(tuple(households), tuple(members), links)


def _whole_households(rows: pl.LazyFrame) -> Iterator[pl.DataFrame]:
    """The rows in slices that end with a household."""
    start, rest = 0, None
    while True:
        part = rows.slice(start, _SLICE).collect()
        start += _SLICE
        frame = part if rest is None else pl.concat([rest, part])
        if part.height < _SLICE:
            if frame.height:
                yield frame
            return
        last = frame.get_column(HOUSEHOLD_ID)[-1]
        is_last = frame.get_column(HOUSEHOLD_ID).eq_missing(last)
        whole = frame.height - is_last.reverse().arg_min() if not is_last.all() else 0
        rest = frame.slice(whole)
        if whole:
            yield frame.head(whole)


def _check_ids(source: Source) -> None:
    for paths, wanted in (
        (source.households, (HOUSEHOLD_ID,)),
        (source.members, (HOUSEHOLD_ID, MEMBER_ID)),
        (source.links, (HOUSEHOLD_ID, MEMBER_ID, "fact", "other_id")),
    ):
        columns = scan(paths).collect_schema().names() if paths else wanted
        missing = [name for name in wanted if name not in columns]
        if missing:
            names = ", ".join(path.name for path in paths[:3])
            raise _refused("no-id-column", f"{names}: the column {missing[0]} is missing.", None)


def _beside(path: Path, name: str) -> tuple[Path, ...]:
    """The file of another table of the same list: `members-7.parquet` beside `households-7.parquet`."""
    other = path.with_name(name + path.name[len("households") :])
    return (other,) if other.is_file() else ()


def _refused(code: str, message: str, hint: str | None) -> RequestError:
    return RequestError([Diagnostic(code=code, message=message, hint=hint)])
