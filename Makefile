# Every command of the product. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
UV := ./scripts/uv
PYTHON := .venv/bin/python
ENGINE := engine/.venv/bin/python

export UV_PYTHON_PREFERENCE ?= system
# company networks often sign with their own certificates: trust what the machine trusts
export UV_SYSTEM_CERTS ?= 1
export UV_NATIVE_TLS ?= 1
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export TF_CPP_MIN_LOG_LEVEL := 3

.PHONY: help
help: ## list the commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Nothing is trained when `up` could not start anyway; it then says at once why not, a taken port for example. What it says
# is the last line, whatever ended it, and the exit code is 0 (make's own 130 after Ctrl-C): `make` would add a line of its
# own to any other. A training that failed ends with 2. `exec`: a TERM for make reaches what runs.
.PHONY: run
run: install ## install, train when needed, load demo records, start everything, print the address
	@export SECONDMENT_DEMO="$${SECONDMENT_DEMO:-1}"; if .venv/bin/secondment up --check 2>/dev/null; then exec $(ENGINE) -m engine.train; fi
	@export SECONDMENT_DEMO="$${SECONDMENT_DEMO:-1}"; exec .venv/bin/secondment up --exit-zero

.PHONY: install
install: ## both locked environments (the light side and the engine)
	@echo "Light side (Python 3.13) ..."
	@$(UV) sync --frozen
	@echo "Engine (Python 3.10, Rasa 3.6.21; 2.6 GB on a first install) ..."
	@$(UV) sync --frozen --project engine

.PHONY: train
train: ## train the model when it is older than what it is made from
	@$(ENGINE) -m engine.train

.PHONY: encoder
encoder: install ## make the tuned sentence encoder anew, wide; then encoder-narrow (an hour or more; scripts/encoder/README.md)
	@$(PYTHON) -m scripts.encoder.texts var/encoder/texts.jsonl
	@$(PYTHON) -m scripts.encoder.everyday var/encoder/everyday.txt
	@$(UV) run --script scripts/encoder/tune.py var/encoder/texts.jsonl var/encoder/everyday.txt var/encoder secondment/text/model

.PHONY: encoder-renew
encoder-renew: install ## have the encoder learn the examples that came since it was made (an hour)
	@$(PYTHON) -m scripts.encoder.texts var/encoder/texts.jsonl
	@$(PYTHON) -m scripts.encoder.everyday var/encoder/everyday.txt
	@$(UV) run --script scripts/encoder/tune.py var/encoder/texts.jsonl var/encoder/everyday.txt var/encoder secondment/text/model renew

.PHONY: encoder-narrow
encoder-narrow: install ## give the encoder narrower layers, two fifths less to compute (an hour)
	@$(PYTHON) -m scripts.encoder.texts var/encoder/texts.jsonl
	@$(PYTHON) -m scripts.encoder.everyday var/encoder/everyday.txt
	@$(UV) run --script scripts/encoder/tune.py var/encoder/texts.jsonl var/encoder/everyday.txt var/encoder secondment/text/model narrow

.PHONY: encoder-nearer
encoder-nearer: install ## have the narrow encoder learn on, everyday sentences from a wide one (WIDE=folder; an hour)
	@test -f "$(WIDE)/model.onnx" || { echo "set WIDE to the folder of a wide encoder's model.onnx"; exit 2; }
	@$(PYTHON) -m scripts.encoder.texts var/encoder/texts.jsonl
	@$(PYTHON) -m scripts.encoder.everyday var/encoder/everyday.txt
	@$(UV) run --script scripts/encoder/tune.py var/encoder/texts.jsonl var/encoder/everyday.txt var/encoder secondment/text/model nearer "$(WIDE)"

.PHONY: vectors
vectors: install ## take into the shipped embeddings what came since (after many new examples), for a quick first start
	@rm -rf var/vectors
	@SECONDMENT_HOME=var/vectors SECONDMENT_MODEL= $(ENGINE) -m engine.train --force
	@$(PYTHON) -m scripts.encoder.shipped var/vectors
	@rm -rf var/vectors

.PHONY: test
test: install ## the whole test suite, with a summary of what ran where and what was skipped
	@$(PYTHON) scripts/test_all.py

.PHONY: check
check: install ## the quick half: format, lint, types, import rules, unit tests, knowledge
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@$(PYTHON) -m pytest tests/unit tests/architecture
	@.venv/bin/secondment knowledge check

.PHONY: test-clients
test-clients: install ## clients of Teams and Slack that nobody here wrote, where Node is installed
	@$(PYTHON) scripts/test_all.py clients

.PHONY: clients
clients:
	@mkdir -p var/clients && cp tests/clients/package.json tests/clients/package-lock.json var/clients/
	@npm ci --prefix var/clients --ignore-scripts --no-audit --no-fund --silent

.PHONY: bench
bench: install train ## latency, throughput, retrieval, the doors in a storm, memory, start-up: each as a ratio of the same run
	@$(PYTHON) -m benchmarks

.PHONY: bench-nlu
bench-nlu: install train ## understanding on CLINC150 and BANKING77 (BENCH_DATA) beside others, and on our own messages
	@$(PYTHON) -m benchmarks nlu

.PHONY: screenshots
screenshots: install train ## the pictures of the web chat in docs/images, made anew (needs Chromium)
	@$(UV) sync --frozen --quiet --group web
	@$(PYTHON) -m scripts.screenshots

.PHONY: teams-app
teams-app: install ## the app package for Microsoft Teams, into var/ (docs/teams.md)
	@$(PYTHON) scripts/teams_app.py

.PHONY: explain
explain: install train ## why a message is answered as it is: make explain Q="Who pays me?"; RUNNING=1 asks the running one too
	@.venv/bin/secondment explain $(if $(RUNNING),--running) -- "$$Q"

.PHONY: format
format: install ## put the code into the house format
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

.PHONY: clean
clean: ## remove what was made here (environments, model, database): back to a fresh clone
	@rm -rf .venv engine/.venv .tools var
