# Everyday commands. `make run` and `make test` install what is missing on Debian and Ubuntu.

CARGO ?= cargo
NPM ?= npm
# Not among the page's packages: npm drops the other platforms' binaries from a lock file without addresses.
TAURI_CLI = 2.12.5

.PHONY: help run demo test lint test-rust test-ui bench idle soak faults gallery fuzz bundle bindings icons ui deps deps-test clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: deps ui ## build and open Mayfly
	$(CARGO) build --workspace --bin mayfly
	scripts/run.sh

demo: deps ui ## build and open the built-in demo: no key, no network
	$(CARGO) build --workspace --bin mayfly
	scripts/run.sh --demo

test: deps-test lint test-ui test-rust ## everything, end-to-end tests in the real window included

lint: ui ## formatting and lints of both languages
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	cd ui && $(NPM) run --silent format:check && $(NPM) run --silent check

test-ui: ui/node_modules ## tests of what is UI alone
	cd ui && $(NPM) run --silent test

test-rust: ui ## every crate's tests, and Mayfly in a real window
	$(CARGO) test --workspace

bench: ui ## benchmarks
	$(CARGO) bench --workspace

idle: ui deps-test ## what it costs in the tray (SECONDS=600)
	$(CARGO) build --release --workspace --bin mayfly --example empty
	MAYFLY_BIN=$(CURDIR)/target/release/mayfly $(CARGO) test --workspace --test tools -- idle $(SECONDS)

soak: ui deps-test ## a day's use in minutes: memory, handles, processes (MINUTES=30)
	$(CARGO) build --release --workspace --bin mayfly
	MAYFLY_BIN=$(CURDIR)/target/release/mayfly $(CARGO) test --workspace --test tools -- soak $(MINUTES)

faults: ## kill -9 at random moments, many times (ROUNDS=200)
	@echo '| what | rounds | outcome |'
	MAYFLY_KILL_ROUNDS=$(or $(ROUNDS),200) $(CARGO) test --workspace --test kills -- --nocapture --test-threads=1
	MAYFLY_KILL_ROUNDS=$(or $(ROUNDS),200) $(CARGO) test --workspace --lib -- migration_kills --nocapture

gallery: ui deps-test ## pictures of every screen (FOLDER=target/gallery)
	$(CARGO) test --workspace --test tools -- gallery $(or $(FOLDER),target/gallery)

fuzz: ## long run of the property tests on hostile input (CASES=100000)
	PROPTEST_CASES=$(or $(CASES),100000) $(CARGO) test --release -p mayfly-mail --test properties

bundle: deps ui ## deb and rpm packages
	npx --yes @tauri-apps/cli@$(TAURI_CLI) build --bundles deb,rpm

bindings: ## write the TypeScript side of the commands anew
	UPDATE_BINDINGS=1 $(CARGO) test --workspace --test bindings

icons: ## render the icons from their drawings
	scripts/icons.sh

ui: ui/dist/index.html ## build the window's page

ui/dist/index.html: ui/node_modules $(shell find ui/src locales ui/index.html ui/vite.config.ts -type f 2>/dev/null)
	cd ui && $(NPM) run --silent build
	@touch $@

ui/node_modules: ui/package.json ui/package-lock.json
	cd ui && $(NPM) ci --no-audit --no-fund
	@touch $@

deps: ## what building needs
	@scripts/install-deps.sh build

deps-test: ## what testing needs
	@scripts/install-deps.sh build test

clean: ## what was built
	$(CARGO) clean
	rm -rf ui/dist ui/node_modules gen
