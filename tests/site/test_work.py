"""The work of a build grows linearly with the number of languages."""

from collections import Counter

import jinja2
import pytest
from markdown import Markdown
from mkdocs.structure.files import File
from mkdocs_static_i18n.reconfigure import ExtendedPlugin

from mkdocs_handout.catalog.safety import Safety
from mkdocs_handout.english import extract
from mkdocs_handout.project.languages import listed_locales
from mkdocs_handout.site.build import build_site
from tests.built import LOCALES, ROOT
from tests.copies import Copy

FEW, HALF, ALL = 2, len(LOCALES) // 2, len(LOCALES)
WORK = {
    "pages parsed": (Markdown, "convert"),
    "templates rendered": (jinja2.Template, "render"),
    "translations judged": (Safety, "_unsafe"),
    "files of docs/ taken in": (File, "__init__"),
}


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """How often each task is done, by the number of languages that one process builds."""
    counted = {}
    with pytest.MonkeyPatch.context() as patch:
        for number in (FEW, HALF, ALL):
            copy = Copy(tmp_path_factory.mktemp("work") / "project", tuple(listed_locales(ROOT)[:number]))
            counted[number] = found = Counter()
            extract._in_script.cache_clear()
            for name, (owner, method) in WORK.items():
                patch.setattr(owner, method, _counting(getattr(owner, method), found, name))
            patch.setattr(extract, "extract_javascript", _counting(extract.extract_javascript, found, "scripts read"))
            patch.setattr(ExtendedPlugin, "reconfigure_files_alternates", _refused)
            patch.chdir(copy.root)
            build_site(copy.root, copy.root / "site", address="https://clinic.example/", processes=1)
            patch.undo()
    return counted


def _counting(method, found, name):
    def counted(*args, **kwargs):
        found[name] += 1
        return method(*args, **kwargs)

    return counted


def _refused(*args, **kwargs):
    raise AssertionError("static-i18n collects each file's other languages, which are not used")


@pytest.mark.parametrize("name", WORK)
def test_each_language_adds_the_same_work(name, work):
    few, half, every = (work[number][name] for number in (FEW, HALF, ALL))
    assert few > 0
    a_language = (half - few) / (HALF - FEW)
    assert every == pytest.approx(half + a_language * (ALL - HALF), rel=0.02), work


def test_a_page_is_parsed_once_in_each_language(work):
    pages = len(list((ROOT / "docs").rglob("*.md")))
    for number, found in work.items():
        assert found["pages parsed"] <= pages * number + 10, work


def test_scripts_are_read_once_for_all_languages(work):
    assert work[FEW]["scripts read"] == work[HALF]["scripts read"] == work[ALL]["scripts read"] > 0
