# What every checkout can do; the longer parts are scripts in .ci.
report := Reports/education-self-evaluation/report

.PHONY: report test format bench setup

report: setup ## Compile the sample report beside its source.
	@.ci/build
	@.build/release/evrep build $(report).evrep
	@echo "HTML:     $(report).html"
	@echo "Markdown: $(report).md"

test: setup ## Run all tests.
	@swift test --disable-xctest

format: ## Lay out all Swift sources.
	@swift format -i -r Package.swift Sources Tests

bench: ## Measure the release build against cmark-gfm.
	@.ci/setup bench
	@.ci/build
	@Tests/Benchmarks/run

setup:
	@.ci/setup
