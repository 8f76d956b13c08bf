# Two commands on a fresh Debian 12 (root or sudo): `make run` and `make test`. The README tells of their settings.
.PHONY: run test test-faults lint messages pictures bench

# PORT, BIND, DATA_DIR, DEMO and DEMO_PASSWORD reach the script through the environment.
run:
	@tools/run

# Before each commit; or some of it: make test ARGS="tests/areas -k total". With WHOLE=1, as .ci/run has it, also what is
# wide: every address for everybody, every page in both languages and at both widths, the long walks in a browser.
test:
	@tools/test $(ARGS)

# Worker killed, servers restarted, disk full, the year's end, a restore that fails: what is too slow for each `make test`
# as well; about half an hour.
test-faults:
	@SLOW_FAULTS=1 tools/test tests/faults tests/operations $(ARGS)

lint:
	@tools/lint

# Takes new strings into locale/; then translate what is empty or fuzzy there.
messages:
	@tools/install test
	@.venv/bin/python tools/check_translations.py --update

# The pictures of the README and docs/, taken by the browser tests, and the pages of two sample reports.
pictures:
	@PICTURES=docs/pictures tools/test tests/browser/test_pages.py
	@.venv/bin/python tools/picture_report.py docs/pictures

# How a list of 10,000 records opens beside one of 10, what a provincial summary costs, and how pages open while
# 50 documents are made; a few minutes.
bench:
	@tools/install test
	@.venv/bin/python tools/benchmarks/list_page.py
	@.venv/bin/python tools/benchmarks/documents.py
	@.venv/bin/python tools/benchmarks/documents_load.py
