# Liangzheng: every command that a developer or the CI machine runs. The work itself is in scripts/.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.PHONY: help demo test bench scan check requirements fresh mutants gallery bench-photo fuzz fmt

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "  make test PARTS='rust swift'   some parts only: $$(scripts/test.sh --list)"
	@echo "  make demo SCENE=7              one scene; SABOTAGE=7 breaks one real thing in it"

demo: ## the whole system on one machine, told as 14 scenes with pictures: target/demo/index.html
	@scripts/demo.sh

test: ## everything, part after part, with minutes and numbers of tests
	@scripts/test.sh $(PARTS)

check: ## formatting, lints, floors and documentation, all strict
	@scripts/check.sh

fmt: ## formats the Rust sources
	cargo fmt --all

requirements: ## R01-R90, each with the tests that name it and ran in the last `make test`
	@python3 scripts/requirements.py

bench: ## measures and prints every number of the budget; writes target/bench.json
	@scripts/bench.sh

bench-photo: ## error rates of the photo checks; writes docs/photo-accuracy.md
	@scripts/photo-accuracy.sh

fuzz: ## a million mutated pictures through the photo decoders (minutes; FILES=100000 for fewer)
	@scripts/fuzz.sh $(FILES)

scan: ## how well cameras read the codes: two readers by condition, the carousel filmed; target/scan/
	@scripts/scan.sh

gallery: ## every look of the license on one sheet: target/gallery/index.html
	@scripts/gallery.sh

mutants: ## cargo-mutants over the rules that decide (long; not part of make test)
	@scripts/mutants.sh

fresh: ## clones HEAD into a temporary folder and runs demo and test there
	@scripts/fresh.sh
