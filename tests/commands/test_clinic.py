"""Tasks of a clinic without a programmer: contact details, pages, languages, a second handout, `make doctor`."""

import csv
import os
import re
import shutil
import subprocess
from urllib.parse import unquote

import polib
import pytest

from mkdocs_handout.checks.check_all import check_text
from mkdocs_handout.checks.facts import missing, read_facts
from mkdocs_handout.checks.finding import Finding
from mkdocs_handout.checks.links import dead_links
from mkdocs_handout.commands import doctor
from mkdocs_handout.commands.summary import summary
from mkdocs_handout.english.extract import CLINIC
from mkdocs_handout.english.messages import outline
from mkdocs_handout.project import settings
from mkdocs_handout.project.clinic import Clinic
from tests.built import ROOT, SITE_URL, BuiltPage, built_pages
from tests.projects import FEW, commit, edit, run

PO = "translations/es/LC_MESSAGES/messages.po"
LABELS = {
    "phone": "Phone", "email": "Email", "address": "Address", "hours": "Opening hours", "website": "Web site",
    "interpreters": "Interpreters",
}  # fmt: skip
OWN = {  # an invalid phone number (none begins with 0), and a reserved domain
    "phone": "+1 (000) 000-0000",
    "email": "desk+ims@clinic.example",
    "address": "1 Test Street, Seattle",
    "hours": "Every day from 9 to 5",
    "website": "https://clinic.example/",
    "interpreters": "We call one for you & it is free.",
}


def english(page: BuiltPage) -> str:
    return " ".join(page.tree.xpath("string(//footer)").split())


def test_unset_clinic_details_appear_nowhere(pages):
    """Depending on what the clinic has set already."""
    clinic = Clinic.read(settings.read(ROOT / "mkdocs.yml").clinic, ROOT / "mkdocs.yml")
    unset = [label for field, label in LABELS.items() if not getattr(clinic, field)]
    for page in pages:
        assert clinic.phone or not page.tree.xpath("//a[starts-with(@href, 'tel:')]"), page.url
        assert clinic.email or not page.tree.xpath("//a[starts-with(@href, 'mailto:')]"), page.url
        assert page.locale != "en" or not [label for label in unset if f"{label}:" in english(page)]


def test_clinic_details_appear_on_every_page(project):
    for key, value in OWN.items():
        edit(project / "mkdocs.yml", f'{key}: ""', f'{key}: "{value}"')
    assert run(project, "site", "--locales", "ar").stderr == ""
    found = built_pages(project / "site")
    pages = [page for page in found if page.url != "404.html" and not page.url.startswith("review/")]
    assert {page.locale for page in pages} == {"en", "ar"}
    for page in pages:
        for part in ("header", "footer")[page.slug.startswith("save/") :]:  # the saved file has no title bar
            assert page.tree.xpath(f"//{part}//a[@href='tel:+10000000000']"), page.url
        (mail,) = page.tree.xpath(f"//footer//a[.='{OWN['email']}']")
        assert (unquote(mail.get("href")), mail.get("dir")) == (f"mailto:{OWN['email']}", "ltr"), page.url
        for value in OWN.values():
            assert value in english(page), page.url
        if page.locale == "en":
            assert not [label for label in LABELS.values() if f"{label}:" not in english(page)]
        else:  # until they are translated, the clinic's own sentences are marked as English
            for key in CLINIC:
                assert page.tree.xpath(f"//footer//span[@lang='en'][.='{OWN[key]}']"), page.url
    assert run(project, "messages").returncode == 0
    assert OWN["interpreters"] in (project / "translations" / "messages.pot").read_text(encoding="utf-8")


def test_a_multiline_sentence_is_extracted_as_it_is_shown(project):
    """Otherwise, its translation would not be found."""
    config = project / "mkdocs.yml"
    edit(config, 'hours: ""', "hours: |\n      Every day\n      from 9 to 5")
    assert Clinic.read(settings.read(config).clinic, config).hours == OWN["hours"]
    assert OWN["hours"] in [each.english for each in outline(project)]


@pytest.mark.parametrize("written", ["(000) 000-0000 ext. 12", "000 000 0000 x12", "000-000-0000 #12"])
def test_a_phone_may_have_an_extension(written):
    clinic = Clinic.read({"name": "A clinic", "phone": written}, ROOT / "mkdocs.yml")
    assert (clinic.phone, clinic.tel) == (written, "0000000000;ext=12")


def add_page(project, name: str, text: str, nav: str) -> None:
    (project / "docs" / f"{name}.md").write_text(text, encoding="utf-8")
    edit(project / "mkdocs.yml", "  - Languages: languages.md\n", f"  - Languages: languages.md\n{nav}")


def pages_named(project, slug: str) -> dict[str, BuiltPage]:
    return {page.locale: page for page in built_pages(project / "site") if page.slug == slug}


def examples(recipe: str) -> list[str]:
    """Return a recipe's examples in README, with other file names, in case the clinic has used the original ones."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition(f"**{recipe}.**")[2].partition("\n**")[0]
    found = re.findall(r"```\w*\n(.*?)```", text, re.S)
    return [re.sub(r"([\w-]+)\.md", r"\1-of-this-test.md", each) for each in found]


def build_and_check(project) -> None:
    """Build the site, and check that nothing is wrong with it or the text, as `make check` does."""
    assert check_text(project) == []
    assert run(project, "site").stderr == ""
    assert not list(dead_links(project / "site", SITE_URL, "", project / "docs"))


def test_recipe_add_a_page(project):
    """As in README: the page is published at once, and the checks find no errors."""
    page, nav = examples("Add a page")
    add_page(project, "parking-of-this-test", page, nav)
    build_and_check(project)
    found = pages_named(project, "parking-of-this-test/")
    assert set(found) == set(FEW)
    for locale, page in found.items():
        assert page.tree.xpath("//header//a[@aria-current='page'][contains(., 'Parking')]")
        assert bool(page.tree.xpath("//main//p[@lang='en'][.='Behind the clinic you can park.']")) == (locale != "en")


def test_recipe_remove_a_language(project):
    line = next(each for each in (project / "mkdocs.yml").read_text().splitlines(True) if "- {locale: es," in each)
    edit(project / "mkdocs.yml", line, "")
    shutil.rmtree(project / "translations" / "es")
    assert run(project, "site").stderr == ""
    assert run(project, "messages").returncode == 0
    assert not (project / "site" / "es").exists()
    for page in built_pages(project / "site"):
        assert not page.tree.xpath("//*[@hreflang='es' or @lang='es']"), page.url
    assert "/es/" not in (project / "site" / "sitemap.xml").read_text()


def test_recipe_add_a_second_handout(project):
    """It has its own heading in the menu, *Next* and *Back* links, and facts."""
    (nav,) = examples("Add a second handout")
    fact = "{id: test-rest, section: test, says: you rest for about 5 minutes, figures: [5 minutes], hedge: about}"
    block = 'You rest for about 5 minutes.\n{: .lead data-fact="test-rest" }\n'
    add_page(project, "knee-of-this-test", f"# Why move\n\n{block}", nav)
    (project / "docs" / "knee-exercises-of-this-test.md").write_text(f"# The exercises\n\n{block}")
    edit(project / "handout" / "facts.yaml", "facts:\n", f"facts:\n  - {fact}\n")
    with (project / "handout" / "stems.yaml").open("a") as stems:
        stems.write("test-rest: [[rest, about, 5 minutes]]\n")
    build_and_check(project)
    new = read_facts(project / "handout")["test-rest"]
    for page in pages_named(project, "knee-of-this-test/").values():
        text = page.tree.xpath("string(//*[@data-fact='test-rest'])")
        assert not list(missing(new, text))
        assert page.tree.xpath("//header//li/strong[contains(., 'Knee exercises')]")
        assert not page.tree.xpath("//nav[@class='steps']//a[@rel='prev']"), "it links back to the other handout"
        assert page.tree.xpath("//nav[@class='steps']//a[@rel='next']/@href") == ["../knee-exercises-of-this-test/"]
    for page in pages_named(project, "languages/").values():
        assert not page.tree.xpath("//nav[@class='steps']//a[@rel='next']")


def test_doctor_lists_open_tasks(project):
    output = run(project, "doctor").stdout
    for part in ("phone is not set", "45 CFR 92.201", "qualified human", "not a git repository", "has not approved"):
        assert part in output
    assert not [line for line in doctor.UNSAID if line not in output]
    for locale in [each for each in FEW if each != "en"]:
        assert f"{locale}: of " in output


def test_doctor_lists_a_script_without_a_font_among_other_tasks(project):
    """For example Bengali. The other tasks are still listed."""
    edit(project / "mkdocs.yml", "{locale: es, name: Español}", "{locale: bn, name: বাংলা}")
    (project / "translations" / "es").rename(project / "translations" / "bn")
    done = run(project, "doctor")
    assert done.returncode == 0
    for part in ("no font is set for the script Beng of 'bn'", "phone is not set", "bn: of "):
        assert part in done.stdout


def test_doctor_lists_languages_with_untranslated_clinic_sentences(project):
    edit(project / "mkdocs.yml", 'hours: ""', 'hours: "Every day from 9 to 5"')
    output = run(project, "doctor").stdout
    assert "in English in 3 languages: the clinic's opening hours (es, ar, zh-Hant). Run make messages" in output
    assert "interpreters (" not in output


def test_doctor_lists_what_is_missing_for_a_new_language(project):
    """By file. A language that lacks nothing is not listed."""
    edit(project / "mkdocs.yml", "{locale: es, name: Español}", "{locale: fr, name: Français}")
    (project / "translations" / "es" / "synonyms.yml").unlink()
    (project / "translations" / "es").rename(project / "translations" / "fr")
    (project / "tests" / "search").mkdir(parents=True)
    for locale in ("ar", "zh-Hant"):
        (project / "tests" / "search" / f"{locale}.yml").touch()
    output = run(project, "doctor").stdout
    for expected in (
        "fr: translations/glossary.csv has no column fr",
        "fr: translations/fr/synonyms.yml is missing",
        "fr: tests/search/fr.yml is missing",
    ):
        assert expected in output
    assert "ar: t" not in output
    assert "zh-Hant: t" not in output


def test_a_new_language_can_be_published_with_an_empty_glossary(project):
    """Without words for hedges and names in its glossary column, checks cannot find lost ones; doctor says so."""
    glossary = project / "translations" / "glossary.csv"
    with glossary.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    at = head.index("es")
    with glossary.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *([*row[:at], "", *row[at + 1 :]] for row in rows)])
    assert run(project, "check", "es").stdout == "nothing wrong\n"
    assert "es: translations/glossary.csv has no word for intramuscular stimulation, " in run(project, "doctor").stdout


def test_doctor_lists_missing_programs_and_outdated_messages(project):
    edit(project / "docs" / "about.md", "## Thanks", "## Our thanks")
    edit(project / "mkdocs.yml", 'phone: ""', 'phone: "000 000 0000"')
    output = run(project, "doctor", PATH="/nowhere").stdout
    assert "phone is not set" not in output
    assert "Run: make messages" in output
    for program in ("git", "chromium", "fontconfig"):
        assert f"sudo apt-get install {program}" in output


def test_doctor_accepts_any_browser_that_can_make_the_pdfs(project, tmp_path):
    (tmp_path / "google-chrome").write_text("#!/bin/sh\n")
    (tmp_path / "google-chrome").chmod(0o755)
    output = run(project, "doctor", PATH=str(tmp_path)).stdout
    assert "git is not installed" in output
    assert "chromium is not installed" not in output


def test_doctor_messages_appear_on_no_page(pages):
    for page in pages:
        text = page.file.read_text(encoding="utf-8")
        assert not [line for line in (*doctor.UNSAID, *doctor.LAW) if line in text]


@pytest.fixture
def repository(project):
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    commit(project)
    return project


def test_summary_lists_changed_pages_and_languages(repository, monkeypatch):
    monkeypatch.chdir(repository)
    edit(repository / "docs" / "possible-problems.md", "A cool compress is", "Mind: a cool compress is")
    (repository / "docs" / "new.md").write_text("# New page\n\nOne.\n\nTwo.\n")
    output = "\n".join(summary(repository, "HEAD"))
    assert "- `docs/possible-problems.md`: 1 piece of text new or changed, 1 removed" in output
    assert "- `docs/new.md` (new): 3 pieces" in output
    assert f"In {len(FEW) - 1} of {len(FEW) - 1} languages (" in output
    assert output.count(" languages (") == 1
    assert "):\n\n    New page\n\n    One.\n\n    Two.\n\n    Mind: a cool compress is" in output
    assert output.count("\n    ") == 4


def test_summary_lists_where_the_old_wording_remains(repository, monkeypatch):
    monkeypatch.chdir(repository)
    old = "You may feel relief at once."
    edit(repository / "docs" / "index.md", old, "You may feel better at once.")
    output = "\n".join(summary(repository, "HEAD"))
    assert f"\n    - still unchanged in `docs/what-to-expect.md`: {old} Or you may be sore" in output


def test_summary_without_changes_says_so(repository, monkeypatch):
    monkeypatch.chdir(repository)
    lines = list(summary(repository, "HEAD"))
    assert lines[-1].startswith("Nothing: pages, languages, translations, signatures and the clinic's own facts are")
    assert not [line for line in lines if line.startswith("###")]


def test_summary_compares_with_main_by_default(repository):
    """On a branch, with the commit of main where it began. Committed and uncommitted changes both count."""
    subprocess.run(["git", "branch", "-qM", "main"], cwd=repository, check=True)
    subprocess.run(["git", "switch", "-qc", "mine"], cwd=repository, check=True)
    assert "\nNothing: pages, languages, translations" in run(repository, "summary").stdout
    edit(repository / "docs" / "about.md", "## Thanks", "## Our thanks")
    commit(repository)
    edit(repository / "mkdocs.yml", 'phone: ""', 'phone: "000 000 0000"')
    output = run(repository, "summary").stdout
    assert "- `docs/about.md`: 1 piece of text new or changed, 1 removed" in output
    assert "### The clinic's own facts\n\n- phone: 000 000 0000\n" in output


def test_summary_without_a_main_branch_says_what_to_do(repository):
    subprocess.run(["git", "branch", "-qM", "trunk"], cwd=repository, check=True)
    done = run(repository, "summary")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("git has no main branch to compare with; give a commit: make summary ARGS=")


def test_summary_lists_new_translations_and_signatures(repository, monkeypatch):
    monkeypatch.chdir(repository)
    po = polib.pofile(str(repository / PO), wrapwidth=0)
    po.find("What to expect").msgstr = "Qué va a pasar"
    po.save()
    output = "\n".join(summary(repository, "HEAD"))
    assert "### Spanish (es): 1 piece translated\n\n    What to expect\n    → Qué va a pasar\n" in output
    assert "None: the English is unchanged." in output
    named = ("--reviewer", "Test Agency", "--qualification", "made up", "--yes")
    assert run(repository, "sign", "ar", *named).returncode == 0
    assert re.search(r"### Arabic \(ar\): \d+ pieces signed\n", "\n".join(summary(repository, "HEAD")))


def test_summary_does_not_count_earlier_signatures(repository, monkeypatch):
    monkeypatch.chdir(repository)
    named = ("--reviewer", "Test Agency", "--qualification", "made up", "--yes")
    assert run(repository, "sign", "ar", *named).returncode == 0
    commit(repository)
    assert list(summary(repository, "HEAD"))[-1].startswith("Nothing:")


def test_summary_lists_removed_and_added_addresses(repository, monkeypatch):
    monkeypatch.chdir(repository)
    edit(repository / "mkdocs.yml", "{locale: es, name: Español}", "{locale: fr, name: Français}")
    (repository / "translations" / "es").rename(repository / "translations" / "fr")
    edit(repository / "mkdocs.yml", "  - Languages: languages.md\n", "  - Languages: tongues.md\n")
    (repository / "docs" / "languages.md").rename(repository / "docs" / "tongues.md")
    lines = list(summary(repository, "HEAD"))
    for expected in (
        "- Spanish (es) is removed: no address that starts with /es/ will work",
        "- `docs/languages.md` is removed: the address /languages/ will no longer work, "
        "nor will its addresses in 2 other languages, such as "
        "/ar/languages/",
        "- French (fr) is added, at /fr/",
        "- `docs/tongues.md` is added, at /tongues/",
    ):
        assert expected in lines


def test_summary_lists_the_findings_of_the_checks(tmp_path):
    found = [Finding("handout/facts.yaml", 33, "no page states the fact 'gunn'", "state it in docs/")]
    output = "\n".join(summary(tmp_path, None, found))
    assert output.endswith("\n    handout/facts.yaml:33: no page states the fact 'gunn'; state it in docs/")
    assert "Nothing: the facts" in "\n".join(summary(tmp_path, None, []))
    assert "checks" not in "\n".join(summary(tmp_path, None))


def test_summary_since_an_unknown_commit_is_an_error(repository):
    done = run(repository, "summary", "--since", "0" * 40)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "give a commit" in done.stderr


def check_broken_catalog(repository, *arguments, **environment):
    """Run `make check` with an unreadable Spanish catalog; return the process and the summary."""
    edit(repository / PO, 'msgid "What to expect"', 'nonsense "What to expect"')
    done = run(repository, "check", "es", "--summary", "summary.md", *arguments, **environment)
    return done, (repository / "summary.md").read_text(encoding="utf-8")


def test_summary_lists_the_findings_about_a_broken_catalog(repository):
    """Even if they make the comparison impossible."""
    done, output = check_broken_catalog(repository, "--since", "HEAD")
    assert (done.returncode, done.stderr) == (1, "")
    assert output.count(f"    {PO}:") == 2
    assert output.count("broken PO file") == 2


def test_summary_lists_warnings_from_the_build(repository):
    """Renaming a heading that synonyms lead to does not stop the build; the summary on GitHub has a warning."""
    edit(repository / "docs" / "how-it-works.md", "## What the needles do", "## What needles do")
    done = run(repository, "check", "--summary", "summary.md")
    output = (repository / "summary.md").read_text(encoding="utf-8")
    _, _, noted = output.partition("### Warnings from the build\n\n")
    assert "/how-it-works/ has no section #what-the-needles-do, so search leads to the page itself" in noted
    assert "Warnings from the build" not in done.stdout


def test_summary_since_a_commit_with_a_broken_catalog(repository):
    po = repository / PO
    good = po.read_text(encoding="utf-8")
    edit(po, 'msgid "What to expect"', 'nonsense "What to expect"')
    commit(repository)
    po.write_text(good, encoding="utf-8")
    assert f"    HEAD/{PO}:" in run(repository, "summary", "--since", "HEAD").stdout


@pytest.mark.parametrize(
    ("since", "path", "expected"),
    [("nothing", os.environ["PATH"], "git cannot show 'nothing'"), ("HEAD", "/nowhere", "git is not installed")],
)
def test_summary_lists_the_findings_even_if_it_cannot_compare(since, path, expected, repository):
    done, written = check_broken_catalog(repository, "--since", since, PATH=path)
    assert "broken PO file" in written
    assert "broken PO file" in done.stdout
    assert done.returncode == 1
    assert done.stderr.startswith(expected)
    assert len(done.stderr.splitlines()) == 1


def test_summary_and_doctor_include_texts_of_scripts(repository, monkeypatch):
    """The texts of the search and the tools must be translated too."""
    monkeypatch.chdir(repository)
    script = repository / "overrides" / "search" / "search.js"
    script.write_text('_("A new thing to say");\n' + script.read_text(encoding="utf-8"), encoding="utf-8")
    output = "\n".join(summary(repository, "HEAD"))
    assert "- `overrides/`: 1 piece of text new or changed, 0 removed" in output
    assert "):\n\n    A new thing to say" in output
    assert "es: the catalog lacks 1 piece of the English" in run(repository, "doctor").stdout
