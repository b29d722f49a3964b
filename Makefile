# What every checkout can do; the longer parts are scripts in .ci.
report := Reports/education-self-evaluation/report

.PHONY: report test format bench bench-data setup

report: setup ## Compile the sample report beside its source.
	@.ci/build
	@.build/release/evrep build $(report).evrep
	@echo "HTML:     $(report).html"
	@echo "Markdown: $(report).md"

test: ## Run all tests, and hold SARIF logs to the schema of OASIS.
	@.ci/setup test
	@swift test --disable-xctest
	@.ci/sarif .build/debug/evrep

format: ## Lay out all Swift sources.
	@swift format -i -r Package.swift Sources Tests

bench: ## Measure the release build against cmark-gfm.
	@.ci/setup bench
	@.ci/build
	@Tests/Benchmarks/run

bench-data: ## Measure reading large data against polars, DuckDB, pandas and openpyxl, which come from PyPI.
	@.ci/setup bench
	@.ci/build
	@Tests/Benchmarks/data

setup:
	@.ci/setup
