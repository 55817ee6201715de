# Each target sets up what it needs, once. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
export NO_MKDOCS_2_WARNING = 1
TEST_URL := https://clinic.example/ims/

.PHONY: help serve site check doctor summary test bench lint pdf messages smaller lock vendor browsers mutants picture
help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/'

serve: $(VENV)/.site ## set up, build, and show the site as you edit; LOCALES="es vi" builds only these
	@$(RUN) -m mkdocs_handout serve --locales $(LOCALES) --port $(or $(PORT),8000)

site: $(VENV)/.site ## build into site/; a failed build leaves the old one; LOCALES="es vi" builds only these
	$(RUN) -m mkdocs_handout site --locales $(LOCALES) --shard $(or $(SHARD),1/1)

pdf: $(VENV)/.pdf ## make the PDFs of the site built last, in site/pdf/, and link them
	@sh tests/apt.sh $(PAPER)
	$(RUN) -m mkdocs_handout pdf

check: $(VENV)/.check ## check what an edit to the text can break: facts, plain language, catalogs, links
	@$(RUN) -m mkdocs_handout check $(ARGS)

doctor: $(VENV)/.site ## what is missing or not set, and what to do about it; ARGS=es says more about one language
	@$(RUN) -m mkdocs_handout doctor $(ARGS)

summary: $(VENV)/.site ## describe the changes since main; ARGS="--since HEAD~1" compares with another commit
	@$(RUN) -m mkdocs_handout summary $(ARGS)

# Three workers for two cores: each waits for its browser an eighth of the time.
test: lint browsers tests/access/node_modules/.stamp ## lint, and run all tests
	$(RUN) -m pytest -n 3 --dist loadfile --no-loadscope-reorder tests

bench: browsers tests/bench/node_modules/.stamp ## measure pages on a cheap phone, and the build, against stock Material; SINCE=<commit> compares builds
	$(RUN) -m tests.bench $(SINCE)

lint: $(VENV)/.test ## style and types
	$(VENV)/bin/ruff check src tests
	$(VENV)/bin/ruff format --check src tests
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/zizmor --offline --quiet .github

mutants: $(VENV)/.test ## how many deliberate mistakes in the translations the checks catch; -v in ARGS lists those that escape
	@$(RUN) -m tests.mutants $(ARGS)

picture: browsers ## make README's picture from the site built last
	$(RUN) -m tests.picture

messages: $(VENV)/.site ## update messages.pot and the catalogs after a change to the English
	$(RUN) -m mkdocs_handout messages $(ARGS)

smaller: $(VENV)/.site ## scale a picture down for phones: make smaller PICTURE=docs/entrance.jpg
	@$(RUN) -m mkdocs_handout smaller $(PICTURE)

lock: $(VENV)/.site ## pin dependencies with hashes after editing requirements/*.in
	$(VENV)/bin/pip install -q uv==0.13.8
	for each in site check pdf test; do $(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate requirements/$$each.in -o requirements/$$each.txt || exit 1; done

vendor: ## minify what vendor/package.json pins (needs Node.js 20 or newer), after editing it
	@command -v npm >/dev/null || { echo "npm is missing. On Debian and Ubuntu: sudo apt-get install nodejs npm"; exit 1; }
	cd vendor && npm ci && node build.mjs

$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Try: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || sh tests/apt.sh python3-venv
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
	@touch $@

$(VENV)/.site: $(VENV)/.venv requirements/site.txt pyproject.toml
	$(VENV)/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/site.txt
	$(VENV)/bin/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.pdf: $(VENV)/.site requirements/pdf.txt
	$(VENV)/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/pdf.txt
	@touch $@

$(VENV)/.check: $(VENV)/.site requirements/check.txt
	$(VENV)/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/check.txt
	@touch $@

$(VENV)/.test: $(VENV)/.site requirements/test.txt
	$(VENV)/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

# Debian packages that PDFs and tests need; installed as root or in CI; otherwise the command to run is printed.
PAPER := chromium-headless-shell fontconfig fonts-noto-core fonts-noto-cjk
APT := $(PAPER) chromium poppler-utils gettext nginx-light locales faketime firefox-esr webkit2gtk-driver xvfb
# Detected by command: Node.js or Java may be installed from elsewhere, under other package names.
APT += $(if $(shell command -v npm),,nodejs npm) $(if $(shell command -v java),,default-jre-headless)
browsers: $(VENV)/.test
	@sh tests/apt.sh $(APT)

# The programs that check the site: pinned by hash; no package may run a script (.npmrc beside the lock file).
tests/%/node_modules/.stamp: tests/%/package-lock.json | browsers
	cd $(@D)/.. && npm ci --ignore-scripts --loglevel=error
	@touch $@
