# Everyday commands; `make help` lists them. `make run` and `make test` install missing packages on Debian and Ubuntu.

CARGO ?= cargo
NPM ?= npm
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo --preserve-env=CARGO_TARGET_DIR,MAYFLY_MUST_INSTALL,ONLY,PROFILE,CRATES,OPENSSL,ROOT,CALLER_PATH,CARGO_HOME)

# rust-toolchain.toml names one release. Where rustup has it under another name and can't download it, its default
# toolchain is used; rust-version in Cargo.toml still refuses an older one.
ifeq ($(shell $(CARGO) --version 2>/dev/null),)
export RUSTUP_TOOLCHAIN ?= $(firstword $(shell rustup default 2>/dev/null))
endif

RELEASE_BINARY = $(CURDIR)/target/release/mayfly
EMPTY_APP = $(CURDIR)/target/release/examples/empty_app
# Runs one of the measuring tools in tests/tools: $(call run_tool,NAME ARGUMENTS).
run_tool = $(CARGO) test --workspace --test tools -- $(1)

.PHONY: help run demo test lint test-rust test-ui test-automation bench speed scale growth idle soak peers faults fuzz \
	layout-search compare-looks gallery bundle bundle-arm64 test-install test-desktops check-windows check-macos reproducible release hooks bindings cli-files licences \
	icons doc audit ui deps deps-test deps-automation deps-install deps-peers clean

help: ## this list
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

##@ Run

run: deps ui ## build and open Mayfly
	$(CARGO) build --workspace --bin mayfly
	scripts/run.sh

demo: deps ui ## build and open the built-in demo: no key, no network
	$(CARGO) build --workspace --bin mayfly
	scripts/run.sh --demo

##@ Test

test: deps-test lint test-ui test-rust ## all checks and tests, the end-to-end tests in a real window included

lint: ui ## format, lints, spelling, licences and sources of dependencies
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	cd ui && $(NPM) run --silent format:check && $(NPM) run --silent lint && $(NPM) run --silent check
	@scripts/check-spelling.sh
	node scripts/licences.mjs --check
	@scripts/audit.sh --offline

test-ui: ui/node_modules ## the tests of the page alone
	cd ui && $(NPM) run --silent test

test-rust: ui ## the tests of every crate, and the end-to-end tests
	$(CARGO) test --workspace

test-automation: deps-automation ## the recipes of docs/automation.md: shell, pytest, a real browser (MUST_RUN_RECIPES=1)
	$(CARGO) build -p tempmailg-cli -p tempmailg-sandbox
	scripts/test-automation.sh

faults: ## kill -9 at random moments, many times (ROUNDS=200)
	@echo '| what | rounds | outcome |'
	MAYFLY_KILL_ROUNDS=$(or $(ROUNDS),200) $(CARGO) test --workspace --test kills -- --nocapture --test-threads=1
	MAYFLY_KILL_ROUNDS=$(or $(ROUNDS),200) $(CARGO) test --workspace --lib -- migration_kills --nocapture

fuzz: ## property tests on hostile input (CASES=100000), and a search for input that costs more than linear time
	PROPTEST_CASES=$(or $(CASES),100000) $(CARGO) test --release -p mayfly-mail --test properties
	$(CARGO) run --release -p mayfly-mail --example superlinear_time_search

layout-search: deps-test ## a search for mail that holds the layout engine (MINUTES=60)
	$(CARGO) run --release -p mayfly-mail --example layout_search -- $(or $(MINUTES),60)

compare-looks: ## how mail looks as it came and in Mayfly (FOLDER=mails WIDTH=700 ENGINES=chromium,webkit)
	scripts/compare-looks.py $(or $(FOLDER),crates/mayfly-mail/tests/data/newsletters) --width $(or $(WIDTH),700) \
		--engines $(or $(ENGINES),chromium,webkit)

##@ Measure

bench: ui speed ## all benchmarks, and launch, memory and display beside an empty app
	$(CARGO) bench --workspace

speed: ui deps-test release ## launch, memory and time to show a message, beside an empty app (RUNS=10)
	MAYFLY_BIN=$(RELEASE_BINARY) EMPTY_BIN=$(EMPTY_APP) $(call run_tool,speed $(or $(RUNS),10))

scale: ui deps-test release ## the window with 10,000 messages and 1,000 inboxes
	MAYFLY_BIN=$(RELEASE_BINARY) $(call run_tool,scale)

growth: ui deps-test release ## how the cost grows from 1,000 to 100,000 messages (STEPS=3)
	MAYFLY_BIN=$(RELEASE_BINARY) $(CARGO) test --release --workspace --test tools -- growth $(STEPS)

idle: ui deps-test release ## memory and processor time in the tray (SECONDS=600)
	MAYFLY_BIN=$(RELEASE_BINARY) $(call run_tool,idle $(SECONDS))

soak: ui deps-test release ## the use of a day in minutes: memory, handles, processes (MINUTES=30)
	MAYFLY_BIN=$(RELEASE_BINARY) $(call run_tool,soak $(MINUTES))

peers: ui deps-test deps-peers release ## Mayfly beside Geary, Thunderbird and a page in Chromium, on Debian (RUNS=7 SECONDS=120)
	MAYFLY_BIN=$(RELEASE_BINARY) $(call run_tool,peers $(or $(RUNS),7) $(or $(SECONDS),120))

gallery: ui deps-test ## screenshots of every screen (FOLDER=target/gallery ONLY=dark-vi)
	$(call run_tool,gallery $(or $(FOLDER),target/gallery) $(ONLY))

##@ Package

bundle: deps ui ## build the deb and rpm packages
	scripts/bundle.sh

bundle-arm64: ui deps-install ## build the deb and rpm packages for arm64, in a clean Debian 13 (ROOT=folder)
	$(SUDO) env CALLER_PATH="$$PATH" scripts/bundle-arm64.sh

test-install: deps-test deps-install ## install the deb in a clean system, start it, remove it (DEB=file)
	$(CARGO) build --workspace --bin tempmailg-sandbox
	$(SUDO) scripts/test-install.sh $(DEB)

test-desktops: deps-test deps-install ## the main job in GNOME, sway, Xfce and KDE of a clean Debian 13 (DEB=file ONLY="gnome sway" ROOT=folder)
	$(CARGO) build --workspace --bin tempmailg-sandbox
	$(SUDO) scripts/test-desktops.sh $(DEB)

check-windows: deps-install ui ## build, test and pack for Windows with a cross compiler and wine (ONLY="lint test programs package" ROOT=folder)
	CALLER_PATH="$$PATH" $(SUDO) scripts/check-windows.sh

check-macos: deps-install ui ## check the types of the code for macOS (ROOT=folder)
	CALLER_PATH="$$PATH" $(SUDO) scripts/check-macos.sh

reproducible: deps ## build the packages twice in two folders and compare them
	scripts/reproducible.sh

release: ui ## build the release binary, and the empty app that it is measured beside
	$(CARGO) build --release --workspace --bin mayfly --example empty_app

##@ Maintain

hooks: ## install the git hooks: format, lint and spelling of what is committed
	git config core.hooksPath scripts/hooks

bindings: ## generate the TypeScript side of the commands
	UPDATE_BINDINGS=1 $(CARGO) test --workspace --test bindings

cli-files: ## generate the man pages and completions of tempmailg
	UPDATE_PACKAGE_FILES=1 $(CARGO) test -p tempmailg-cli --test commands -- packaged_man_pages_and_completions::man_pages_and_completions

licences: ui/node_modules ## generate the list of third-party licences
	node scripts/licences.mjs

icons: ## render the icons from their SVG sources
	scripts/icons.sh

doc: ## build the documentation of the crates; a warning is an error
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps

audit: ui/node_modules ## check the dependencies: licences, sources, advisories
	scripts/audit.sh

ui: ui/dist/index.html ## build the page of the window

ui/dist/index.html: ui/node_modules $(shell find ui/src locales ui/index.html ui/vite.config.ts -type f 2>/dev/null)
	cd ui && $(NPM) run --silent build
	@touch $@

ui/node_modules: ui/package.json ui/package-lock.json
	cd ui && $(NPM) ci --no-audit --no-fund
	@touch $@

deps: ## install the packages needed to build
	@scripts/install-deps.sh build

deps-test: ## install the packages needed to build and test
	@scripts/install-deps.sh build test

deps-automation: ## install the packages needed for make test-automation
	@scripts/install-deps.sh automation

deps-install: ## install the packages needed for make test-install
	@scripts/install-deps.sh build install

deps-peers: ## install the programs that make peers measures, and a mail server
	@scripts/install-deps.sh build peers

clean: ## remove everything that was built
	$(CARGO) clean
	rm -rf ui/dist ui/node_modules gen permissions
