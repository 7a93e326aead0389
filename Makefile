# Everyday commands. `make run` and `make test` install what is missing on Debian and Ubuntu.

CARGO ?= cargo
NPM ?= npm
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo --preserve-env=CARGO_TARGET_DIR,MAYFLY_MUST_INSTALL)

.PHONY: help run demo test lint doc test-rust test-ui bench speed release idle gallery fuzz bundle bindings licences icons ui deps deps-test clean test-install reproducible audit deps-install scale soak faults

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
	node scripts/licences.mjs --check
	@scripts/audit.sh --offline

test-ui: ui/node_modules ## tests of what is UI alone
	cd ui && $(NPM) run --silent test

test-rust: ui ## every crate's tests, and Mayfly in a real window
	$(CARGO) test --workspace

bench: ui speed ## benchmarks, and how fast it opens beside an empty app
	$(CARGO) bench --workspace

speed: ui deps-test release ## how fast it opens and shows mail, and its memory (RUNS=10)
	MAYFLY_BIN=$(CURDIR)/target/release/mayfly EMPTY_BIN=$(CURDIR)/target/release/examples/empty \
		$(CARGO) test --workspace --test tools -- speed $(or $(RUNS),10)

release: ui
	$(CARGO) build --release --workspace --bin mayfly --example empty

idle: ui deps-test release ## what it costs in the tray (SECONDS=600)
	MAYFLY_BIN=$(CURDIR)/target/release/mayfly $(CARGO) test --workspace --test tools -- idle $(SECONDS)

gallery: ui deps-test ## pictures of every screen (FOLDER=target/gallery ONLY=dark-vi)
	$(CARGO) test --workspace --test tools -- gallery $(or $(FOLDER),target/gallery) $(ONLY)

scale: ui deps-test release ## the window with 10,000 messages and 1,000 inboxes
	MAYFLY_BIN=$(CURDIR)/target/release/mayfly $(CARGO) test --workspace --test tools -- scale

soak: ui deps-test release ## a day's use in minutes: memory, handles, processes (MINUTES=30)
	MAYFLY_BIN=$(CURDIR)/target/release/mayfly $(CARGO) test --workspace --test tools -- soak $(MINUTES)

faults: ## kill -9 at random moments, many times (ROUNDS=200)
	@echo '| what | rounds | outcome |'
	MAYFLY_KILL_ROUNDS=$(or $(ROUNDS),200) $(CARGO) test --workspace --test kills -- --nocapture --test-threads=1
	MAYFLY_KILL_ROUNDS=$(or $(ROUNDS),200) $(CARGO) test --workspace --lib -- migration_kills --nocapture

fuzz: ## long run of the property tests on hostile input (CASES=100000), and what grows faster than its size
	PROPTEST_CASES=$(or $(CASES),100000) $(CARGO) test --release -p mayfly-mail --test properties
	$(CARGO) run --release -p mayfly-mail --example growth

bundle: deps ui ## deb and rpm packages
	scripts/bundle.sh

test-install: deps-test deps-install ## the deb in a clean system: installed, started, removed (DEB=file)
	$(CARGO) build --workspace --bin tempmailg-sandbox
	$(SUDO) scripts/test-install.sh $(DEB)

reproducible: deps ## two release builds in two folders, and whether they are the same
	scripts/reproducible.sh

doc: ## the crates' documentation; a warning is an error
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps

audit: ui/node_modules ## licences, sources and advisories of the dependencies
	scripts/audit.sh

bindings: ## write the TypeScript side of the commands anew
	UPDATE_BINDINGS=1 $(CARGO) test --workspace --test bindings

licences: ui/node_modules ## list the parts Mayfly is made of anew
	node scripts/licences.mjs

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

deps-install: ## what trying the packages needs
	@scripts/install-deps.sh build install

clean: ## what was built
	$(CARGO) clean
	rm -rf ui/dist ui/node_modules gen
