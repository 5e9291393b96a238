"""What a linter would say of the Dockerfile, as far as it can be said without one (no hadolint and no Docker here)."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from eligibility_api.settings import Settings

ROOT = Path(__file__).parents[2]
KNOWN = {
    *("FROM", "ENV", "WORKDIR", "RUN", "COPY", "VOLUME", "EXPOSE", "USER", "HEALTHCHECK", "ENTRYPOINT", "CMD"),
}


def instructions() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    joined = re.sub(r"\\\n\s*", "", "\n".join(line for line in text.splitlines() if not line.startswith("#")))
    pairs = [line.partition(" ") for line in joined.splitlines() if line.strip()]
    return [(name, rest) for name, _, rest in pairs]


def of(name: str) -> list[str]:
    return [rest for one, rest in instructions() if one == name]


def test_every_instruction_is_known() -> None:
    assert {name for name, _ in instructions()} <= KNOWN


def test_it_is_built_in_stages_on_images_of_a_stated_version() -> None:
    stages = of("FROM")

    assert len(stages) == 2
    assert all(re.match(r"python:\d+\.\d+-slim-\w+( AS \w+)?$", one) for one in stages)


def test_nobody_runs_it_as_root() -> None:
    last = [name for name, _ in instructions() if name in {"FROM", "USER", "RUN", "COPY", "ENTRYPOINT"}]

    assert of("USER") == ["10001:10001"]
    assert last.index("USER") < last.index("ENTRYPOINT")
    assert "RUN" not in last[last.index("USER") :]


def test_versions_are_those_of_the_lock_and_nothing_is_fetched_otherwise() -> None:
    runs = " ".join(of("RUN"))

    assert "-r requirements-service.lock" in runs
    assert "--no-deps ." in runs
    assert not re.search(r"curl|wget|apt-get|sudo|chmod 777", runs)


def test_everything_copied_is_there_and_let_through() -> None:
    let_through = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    sources = [source for rest in of("COPY") if "--from" not in rest for source in rest.split()[:-1]]

    assert sources
    assert [one for one in sources if not (ROOT / one).exists()] == []
    assert [one for one in sources if f"!{one}" not in let_through] == []


def test_commands_are_lists_so_that_signals_arrive() -> None:
    assert all(rest.startswith("[") for name in ("ENTRYPOINT", "CMD") for rest in of(name))
    assert "CMD [" in of("HEALTHCHECK")[0]


def test_its_settings_exist_and_let_it_listen() -> None:
    pairs = dict(re.findall(r"(ELIGIBILITY_\w+)=(\S+)", " ".join(of("ENV"))))
    settings = Settings.from_environment(pairs)
    settings.check_host()

    assert (settings.host, str(settings.data)) == ("0.0.0.0", "/var/lib/eligibility")  # noqa: S104 (in a container)
    assert of("EXPOSE") == [str(settings.port)]


@pytest.mark.parametrize("rest", of("RUN"))
def test_what_is_run_is_shell(rest: str) -> None:
    subprocess.run(["/bin/sh", "-n", "-c", rest], check=True)
