# What a person does with this repository; the work itself is in Scripts/.
# Each flavour of build keeps its own folder, because a change of flags would rebuild everything.

SWIFT   ?= swift
export SWIFT DESTDIR PREFIX SYSCONFDIR BINARIES
DEBUG   := .build/debug
RELEASE := .build/release
# Swift's own libraries within the programs: they then run where no toolchain is, and start in half the time.
RELEASE_FLAGS := --configuration release --scratch-path $(RELEASE) --static-swift-stdlib

.DEFAULT_GOAL := help
.PHONY: help setup setup-browser build install uninstall demo test test-browser test-all extension bench soak study fuzz mutants format lint clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## install the Debian packages that are missing (as root), check the toolchain
	@Scripts/setup

setup-browser:
	@Scripts/setup --with-browser

build: setup ## build the programs, optimized, into .build/release
	$(SWIFT) build $(RELEASE_FLAGS)

install: ## install what was built (DESTDIR, PREFIX=/usr/local, BINARIES)
	@Scripts/install

uninstall: ## remove it again; configuration and state stay
	@Scripts/install --uninstall

demo: build ## show the whole thing work, on loopback
	@$(RELEASE)/release/warifu demo

test: setup-browser lint ## check the sources, build, run every test; of those in a browser the first
	$(SWIFT) build --scratch-path $(DEBUG) --build-tests
	@Scripts/test

test-browser: setup-browser ## run every test of the extension in real browsers
	$(SWIFT) build --scratch-path $(DEBUG) --build-tests
	@WARIFU_BROWSER_TESTS=all Scripts/test --filter BrowserTests

test-all: setup-browser lint ## run every test there is
	$(SWIFT) build --scratch-path $(DEBUG) --build-tests
	@WARIFU_BROWSER_TESTS=all Scripts/test

extension: ## pack the extension, into .build/extension
	@Scripts/extension

bench: build ## measure registration and verification
	@Scripts/bench

soak: setup ## kill everything at random moments under load, SOAK_MINUTES (10) long, from SOAK_SEED
	@Scripts/soak

study: ## measure how stale caches hurt, into docs/studies (needs faketime: Scripts/setup --with-study)
	@Scripts/stale-cache

fuzz: setup ## feed bad input to every parser, FUZZ_SECONDS (60) for each
	@Scripts/fuzz

mutants: setup ## break one rule at a time and see that a test notices
	@Scripts/mutants

format: ## lay out the sources
	@Scripts/format

lint: ## check layout, scripts and the rooms' import rules
	@Scripts/lint

clean: ## remove everything that was built
	rm -rf .build
