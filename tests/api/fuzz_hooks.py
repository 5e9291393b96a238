"""For the fuzzing of the OpenAPI document: a file that is a list, now and then, so that batches are judged at all."""

from __future__ import annotations

import schemathesis
from hypothesis import strategies

LIST = """\
Số hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Phân loại hộ
1,Nguyễn Thị B,Chủ hộ,05/03/1979,Hộ cận nghèo
1,Trần C,Con,2010,Hộ cận nghèo
2,Lê D,Chủ hộ,31/02/1950,Hộ nghèo
""".encode()

schemathesis.openapi.format("binary", strategies.one_of(strategies.just(LIST), strategies.binary(max_size=200)))
schemathesis.openapi.format(
    "unit",
    strategies.one_of(
        strategies.sampled_from(["bentre", "vinhlong", "vinhlong-2025", "angiang", "huongtra", "vietnam"]),
        strategies.text(max_size=20),
    ),
)
