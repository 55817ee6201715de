"""What GitHub runs: pinned, with few rights, and a text's publication that does not wait for the engine's tests."""

import re

import pytest
import yaml

from tests.built import ROOT

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TEXT = {file.stem: file.read_text(encoding="utf-8") for file in FILES}
FLOWS = {name: yaml.safe_load(text) for name, text in TEXT.items()}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_there_are_workflows():
    assert {"test", "publish"} <= set(FLOWS)


@pytest.mark.parametrize("name", FLOWS)
def test_pinned_and_with_few_rights(name):
    flow = FLOWS[name]
    assert flow["permissions"] == {}, "rights are given job by job"
    assert "pull_request_target" not in TEXT[name]
    assert "secrets." not in TEXT[name]
    for used in re.findall(r"uses: (.*)", TEXT[name]):
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used), used
    for job in flow["jobs"].values():
        assert job["timeout-minutes"]
        assert re.fullmatch(r"debian:bookworm-\d{8}@sha256:[0-9a-f]{64}", job.get("container", PINNED))
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), "an expression in a script is a way in: hand it over with env"
            for target in re.findall(r"\bmake (?:-\S+ )*([a-z]+)", step.get("run", "")):
                assert re.search(rf"^{target}:", MAKEFILE, re.M) or "apt-get" in step["run"], target


PINNED = FLOWS["publish"]["jobs"]["build"]["container"]


def test_one_action_one_commit():
    used = {found for text in TEXT.values() for found in re.findall(r"(actions/[\w-]+)@(\w{40})", text)}
    assert len(used) == len({name for name, _ in used})


def test_a_text_is_published_by_its_own_checks():
    jobs = FLOWS["publish"]["jobs"]
    assert jobs["publish"]["needs"] == ["check", "build"]
    runs = " ".join(step.get("run", "") for job in jobs.values() for step in job["steps"])
    assert "make check" in runs
    assert "make test" not in runs
    assert [name for name, job in jobs.items() if "write" in job["permissions"].values()] == ["publish"]


def test_a_pull_request_gets_a_token_that_only_reads():
    for job in FLOWS["test"]["jobs"].values():
        assert job["permissions"] == {"contents": "read"}


def test_the_address_comes_from_the_settings():
    assert "SITE_URL: ${{ steps.pages.outputs.base_url }}/" in TEXT["publish"]
    assert not (ROOT / "docs" / "CNAME").exists()
