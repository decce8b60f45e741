# Recipes for those who work on the tool. `just` alone lists them.

default:
    @just --list --justfile {{justfile()}}

# All tests, the quality floors among them
test *ARGS:
    cargo test --locked {{ARGS}}

# Format, lints, documentation
lint:
    cargo fmt --check
    cargo clippy --locked --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items

# What a change must pass
ci:
    .ci/run

# Figures on the corpora
figures:
    for corpus in corpora/*/; do echo "-- $corpus"; cargo run --locked --quiet -- eval compare "${corpus%/}"; done

# Time and memory of the stages and of whole runs
bench *ARGS:
    cargo bench --locked {{ARGS}}

# Write the expected output of the golden cases anew; read the difference before committing it
bless:
    RASHOMON_BLESS=1 cargo test --locked --test all golden

# Licences, advisories, sources of the dependencies (needs cargo-deny)
deny:
    cargo deny --config .deny.toml check

# Throw input at a target: read_txt, read_html, read_json, attribute_text (needs cargo-fuzz and a nightly toolchain)
fuzz TARGET *ARGS:
    cargo +nightly fuzz run --fuzz-dir tests/fuzz {{TARGET}} {{ARGS}}
