"""GitHub workflows are pinned, have few permissions, and publish without waiting for the engine's tests."""

import re

import pytest
import yaml

from tests.built import ROOT

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TEXT = {file.stem: file.read_text(encoding="utf-8") for file in FILES}
FLOWS = {name: yaml.safe_load(text) for name, text in TEXT.items()}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_workflows_for_tests_and_publishing_exist():
    assert {"test", "publish"} <= set(FLOWS)


def test_containers_use_one_pinned_debian_12_image():
    images = {job["container"] for flow in FLOWS.values() for job in flow["jobs"].values() if "container" in job}
    assert len(images) == 1
    assert re.fullmatch(r"debian:bookworm-\d{8}@sha256:[0-9a-f]{64}", images.pop())
    assert FLOWS["publish"]["jobs"]["build"]["container"]


@pytest.mark.parametrize("name", FLOWS)
def test_workflows_expose_no_secrets_to_forks(name):
    assert "pull_request_target" not in TEXT[name]
    assert "secrets." not in TEXT[name]


@pytest.mark.parametrize("name", ["test", "publish"])
def test_every_make_target_in_a_workflow_exists(name):
    steps = [step for job in FLOWS[name]["jobs"].values() for step in job["steps"]]
    made = [found for step in steps for found in re.findall(r"^\s*make ([a-z]+)", step.get("run", ""), re.M)]
    assert made
    assert not [target for target in made if not re.search(rf"^{target}:", MAKEFILE, re.M)]


def test_dependabot_updates_every_lock_file():
    """Dependabot covers every folder with an npm lock file. Container images in workflows are updated by hand."""
    listed = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text(encoding="utf-8"))["updates"]
    locks = [ROOT / "vendor" / "package-lock.json", *ROOT.glob("tests/*/package-lock.json")]
    wanted = {f"/{lock.parent.relative_to(ROOT).as_posix()}" for lock in locks}
    assert {each["directory"] for each in listed if each["package-ecosystem"] == "npm"} == wanted
    assert all(each["cooldown"]["default-days"] >= 7 for each in listed)


def test_each_action_is_pinned_to_one_commit():
    used = {found for text in TEXT.values() for found in re.findall(r"(actions/[\w-]+)@(\w{40})", text)}
    assert len(used) == len({name for name, _ in used})


def test_publishing_waits_only_for_the_text_checks():
    jobs = FLOWS["publish"]["jobs"]
    assert jobs["publish"]["needs"] == ["check", "build", "sheets"]
    held = re.findall(r"needs\.(\w+)\.result == 'success'", jobs["publish"]["if"])
    assert held == ["check", "build"], "pages must go online even if the PDFs fail"
    runs = " ".join(step.get("run", "") for job in jobs.values() for step in job["steps"])
    assert "make check" in runs
    assert "make test" not in runs
    assert [name for name, job in jobs.items() if "write" in job["permissions"].values()] == ["publish"]


def test_pdfs_are_made_from_all_parts_and_published_if_successful():
    jobs = FLOWS["publish"]["jobs"]
    assert jobs["sheets"]["needs"] == "build"
    assert "make pdf" in " ".join(step.get("run", "") for step in jobs["sheets"]["steps"])
    (made,) = [step["with"]["name"] for step in jobs["sheets"]["steps"] if "upload-artifact@" in step.get("uses", "")]
    fetched = [step for step in jobs["publish"]["steps"] if "download-artifact@" in step.get("uses", "")]
    assert [step["with"].get("name") for step in fetched] == [None, made], "the PDFs must come last"
    assert fetched[1]["if"] == "needs.sheets.result == 'success'"


def test_readme_says_where_to_approve_the_english():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "`/review/en/`" in readme.partition("**Approve the English.**")[2].partition("\n\n")[0]


def test_pull_requests_get_a_read_only_token():
    for job in FLOWS["test"]["jobs"].values():
        assert job["permissions"] == {"contents": "read"}


def test_site_address_comes_from_the_repository_settings():
    assert "SITE_URL: ${{ steps.pages.outputs.base_url }}/" in TEXT["publish"]
    assert not (ROOT / "docs" / "CNAME").exists()
