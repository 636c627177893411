# Everything runs in .venv in this folder; `make demo` and `make test` make it themselves.
# Another interpreter: make test PYTHON=python3.12. Other tests: make test ARGS="-k assess".

PYTHON ?=
FUZZ_SECONDS ?= 60
ARGS ?= -q -n auto --maxprocesses 4 --dist loadfile
export PYTHON

RUN := @sh tools/set-up.sh run
DEV := @sh tools/set-up.sh dev
PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help demo test fuzz lint format data ontology-page commands-page bench bench-evidence bench-engines wheel clean

help:  ## Say what there is.
	@sed -n 's/^\([a-z-]*\):  *## \(.*\)/make \1|\2/p' Makefile | \
	    while IFS='|' read -r name what; do printf '%-20s%s\n' "$$name" "$$what"; done

demo:  ## Set up, assess every denial of the case that ships, and write its graph page and a report.
	$(RUN)
	@.venv/bin/kg assess --summary
	@echo
	@.venv/bin/kg assess st-iran-letter-202103-involvement | sed '/^In sum/,$$d'
	@mkdir -p out
	@.venv/bin/kg --quiet graph -o out/graph.html
	@.venv/bin/kg --quiet report st-iran-letter-202103-involvement -o out/report.html
	@printf 'To look at in a browser, without network:\n  %s\n  %s\n\n' out/graph.html out/report.html
	@cat tools/next-steps.txt

test:  ## Set up, and run the tests.
	$(DEV)
	@$(PY) -m pytest $(ARGS)

fuzz:  ## Feed loaders, queries, dates and lists with hostile input for minutes (FUZZ_EXAMPLES=3000).
	$(DEV)
	@mkdir -p out/fuzz
	@FUZZ_LAST=$(CURDIR)/out/fuzz/last $(PY) -m pytest tests/fuzz -q -p no:xdist --hypothesis-profile=long
	@$(PY) tests/fuzz/helpers/guided.py --all $(FUZZ_SECONDS)

lint:  ## Check style and types.
	$(DEV)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy --strict
	@$(PY) tools/commands_page.py --check

format:  ## Lay out the code, and mend what can be mended.
	$(DEV)
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

data:  ## Check that the curated Turtle is in its canonical order, and the data.
	$(RUN)
	@$(PY) -m kg.exports.turtle --check data/triples.ttl
	@.venv/bin/kg check -o .venv/check.txt || { cat .venv/check.txt; exit 1; }
	@tail -n 1 .venv/check.txt

ontology-page:  ## Write docs/ontology.md from the ontology.
	$(RUN)
	@$(PY) -m kg.exports.ontology_page

commands-page:  ## Write docs/commands.md from the commands' --help.
	$(DEV)
	@$(PY) tools/commands_page.py

bench:  ## Measure how long commands take.
	$(DEV)
	@$(PY) benchmarks/startup.py

bench-evidence:  ## Measure origins, conflicts and network on made-up cases.
	$(DEV)
	@$(PY) benchmarks/evidence.py

bench-engines:  ## Measure kg beside Oxigraph, rdflib, Virtuoso and SHACL engines (an hour or more).
	$(DEV)
	@$(PY) -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	@mkdir -p out
	@$(PY) benchmarks/run.py --json out/engines.json --html out/engines.html

wheel:  ## Build the wheel into dist/.
	$(DEV)
	@rm -rf build dist
	@$(PY) -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
	@rm -rf build
	@ls dist

clean:  ## Take away everything that was made: .venv, dist, caches.
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path "./.git/*" -prune -exec rm -rf {} +
