# What a newcomer needs: `make demo`, `make test`. Targets and output are described in docs/commands.md.
PORT ?= 8000
SERVE ?= 1
NAMES ?=
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
STAMP := .venv/installed

.PHONY: setup demo serve test lint types bench accuracy proofs lock clean

setup: $(STAMP)

$(STAMP): requirements-dev.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "缺少 Python 3.11：apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本，本机为 $$($(PYTHON) -V)"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "缺少 venv 模块：apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "安装依赖（按锁定文件逐一校验摘要）……"
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip sync -q --python $(BIN)/python --require-hashes requirements-dev.lock; \
	  uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock; \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $(STAMP)

demo: setup
	@$(BIN)/gongkai demo
	@if [ "$(SERVE)" != "0" ]; then $(BIN)/gongkai serve --port $(PORT); fi

serve: setup
	@$(BIN)/gongkai serve --port $(PORT)

lint: setup
	@$(BIN)/ruff check src tests
	@$(BIN)/ruff format --check src tests
	@$(BIN)/lint-imports

types: setup
	@$(BIN)/mypy

# The suite comes last, so that the closing line counts the tests.
test: lint types
	@$(BIN)/pytest -n 2

bench: setup
	@$(BIN)/python -m tests.bench $(NAMES)

# What reading and auditing get right in the real reports beside the repository; needs ../shared.
accuracy: setup
	@if [ -d ../shared/corpus ]; then $(BIN)/python -m tests.accuracy; \
	else echo "没有 ../shared/corpus：准确率要对照那里的真实报告，已跳过"; fi

# What the suite shows on a few, on thousands: round trips, mangled tables, seeded faults, fuzz; histories of requests.
proofs: setup
	@$(BIN)/python -m tests.proofs $(NAMES)

lock:
	uv pip compile pyproject.toml --extra server --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -p 3.11 -o requirements.lock
	uv pip compile pyproject.toml --extra server --extra dev --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -p 3.11 -o requirements-dev.lock

clean:
	rm -rf .venv var dist
