# Two commands matter to a newcomer: `make demo` and `make test`; `make check` to whoever changes code.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test test-spark fuzz lint check format docs goldens quality quality-docs quality-sets mutants bench growth bench-engines folder lock sbom audit clean

demo: .venv/.installed  ## screen the sample workbook and write an Excel report
	@mkdir -p reports
	@$(BIN)/screen samples/customers.xlsx -o reports/customers-screened.xlsx; code=$$?; \
	echo "exit code $$code: 1 says that there are open hits, as there are in the sample"; test $$code -eq 1

test: .venv/.installed-dev  ## run the tests
	$(BIN)/pytest -n auto

test-spark: .venv/.installed-dev .venv/.installed-spark  ## the tests that need Java 17 and the extra `spark`
	$(BIN)/pytest tests/spark tests/cli/test_cluster.py

fuzz: .venv/.installed-dev  ## ten minutes of spoilt inputs of every kind; FUZZ="names .xlsx --cases 500 --seed 2" for others
	SCREEN_CACHE= $(BIN)/python -m tests.fuzz --seconds 600 --cases 100000 $(FUZZ)
	SCREEN_CACHE= $(BIN)/python -m tests.fuzz.guided --seconds 120  # where atheris is installed

lint: .venv/.installed-dev  ## read-only: format, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint  ## read-only: the same, and docs, architecture and tests but those marked slow
	$(BIN)/pytest -n auto -m "not slow"

format: .venv/.installed-dev  ## rewrite the code in the house style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/.installed  ## write what the commands say into the README, the pages and the manual page
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/architecture_tree.py

goldens: .venv/.installed  ## write anew what the golden tests compare; review it with git diff
	$(BIN)/python tests/goldens/write.py

quality: .venv/.installed  ## measure matching; SETS=folder adds the tasks of quality-sets
	$(BIN)/python benchmarks/quality.py $(if $(SETS),--sets $(SETS)) $(QUALITY)

quality-docs: .venv/.installed  ## the same, written into docs/quality.md
	$(BIN)/python benchmarks/quality.py $(if $(SETS),--sets $(SETS)) $(QUALITY) --docs docs/quality.md

quality-sets: .venv/.installed  ## make the tasks that need no other lists: LIST=list.csv OUI=oui.txt SETS=folder
	$(BIN)/python benchmarks/sets/siblings.py $(LIST) -o $(SETS)/siblings --seed 71
	$(BIN)/python benchmarks/sets/acronyms.py $(LIST) $(OUI) -o $(SETS)/acronyms --seed 72
	$(BIN)/python benchmarks/sets/damage.py $(LIST) $(OUI) -o $(SETS)/damage2 --seed 73

mutants: .venv/.installed-dev  ## which numbers of matching no test notices (hours); MUTANTS="--only scoring" for less
	$(BIN)/python -m benchmarks.mutants $(MUTANTS)

bench: .venv/.installed  ## time the matcher and the whole program; BENCH="LIST --names FILE --logic-v2 PYTHON"
	$(BIN)/python -m benchmarks.speed --docs docs/speed.md $(BENCH)

growth: .venv/.installed  ## measure and draw growth with list and rows (hours); GROWTH="LIST --names FILE"
	$(BIN)/python -m benchmarks.growth --docs docs/speed.md --picture docs/growth.svg $(GROWTH)

bench-engines: .venv/.installed .venv/.installed-spark  ## time one process, two, and Spark; ENGINES="--rows 20000" for less
	$(BIN)/python -m benchmarks.engines --docs docs/engines.md $(ENGINES)

folder: .venv/.installed  ## the program with its own Python, zipped, for the system this runs on
	@$(BIN)/python -c 'import PyInstaller' 2>/dev/null || { echo "PyInstaller is missing; try: $(BIN)/pip install pyinstaller"; exit 2; }
	$(BIN)/python -m PyInstaller --noconfirm --log-level WARN packaging/screen.spec
	cd dist && ../$(BIN)/python -m zipfile -c screen.zip screen/

lock:  ## choose new versions of everything that is installed
	uv pip compile --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-annotate --no-header -q pyproject.toml -o requirements.lock
	uv pip compile --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-annotate --no-header -q --extra dev pyproject.toml -o requirements-dev.lock

sbom: .venv/.installed-dev  ## what is installed with the program, as CycloneDX, for audits: dist/sbom.cdx.json
	@mkdir -p dist
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible -o dist/sbom.cdx.json

audit: .venv/.installed  ## known weaknesses of what is installed (asks the registry); a library that nobody could judge fails, too
	@$(BIN)/python -c 'import pip_audit' 2>/dev/null || { echo "pip-audit is missing; try: $(BIN)/pip install pip-audit"; exit 2; }
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements.lock
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements-dev.lock

# The environment cannot be made aside and renamed, since its scripts hold its path; so one without
# this mark is half-made, and is made again from the start.
.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; try: make PYTHON=python3.12 demo"; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv and ensurepip are missing. Debian, Ubuntu: sudo apt install python3-venv. Fedora: sudo dnf install python3-pip. macOS: brew install python. Windows: install Python from python.org"; exit 2; }
	@rm -rf .venv
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 2; }
	@touch $@

.venv/.installed: .venv/.made requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps -e .
	@$(BIN)/python -m compileall -q compliance  # as pip does; else a start takes a third longer where Python may not write it
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	@command -v git >/dev/null || { echo "git is missing. Debian, Ubuntu: sudo apt install git. Fedora: sudo dnf install git. macOS: xcode-select --install. Windows: git-scm.com"; exit 2; }
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.installed-spark: .venv/.installed pyproject.toml
	@command -v java >/dev/null || test -n "$$JAVA_HOME" || { echo "Spark needs Java 17 or later; try: sudo apt install openjdk-17-jre-headless"; exit 2; }
	$(BIN)/python -m pip install --quiet -e '.[spark]'
	@touch $@

clean:
	rm -rf .venv reports dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
