"""Citations: which forms are read, and that each is printed back as it was written."""

from __future__ import annotations

import pytest

from eligibility.citation import Citation, CitationError


@pytest.mark.parametrize(
    ("text", "instrument", "provision"),
    [
        ("Chương trình 627/CTr-UBND", "Chương trình 627/CTr-UBND", ""),
        ("Chương trình 06-CTr/TU", "Chương trình 06-CTr/TU", ""),
        ("Chương trình hành động 34-CTr/TU", "Chương trình hành động 34-CTr/TU", ""),
        ("mục 2.1 phần II Chương trình hành động 34-CTr/TU", "Chương trình hành động 34-CTr/TU", "mục 2.1 phần II"),
        ("khoản 3 Điều 4 Nghị định 20/2021/NĐ-CP", "Nghị định 20/2021/NĐ-CP", "khoản 3 Điều 4"),
    ],
)
def test_an_instrument_is_named_by_its_kind_and_number(text: str, instrument: str, provision: str) -> None:
    citation = Citation.parse(text)

    assert (citation.instrument, citation.provision) == (instrument, provision)
    assert str(citation) == text


@pytest.mark.parametrize("text", ["CTr 627/CTr-UBND", "phần Chương trình 627/CTr-UBND", "Điều Chương trình 06-CTr/TU"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(CitationError, match="is not a citation"):
        Citation.parse(text)
