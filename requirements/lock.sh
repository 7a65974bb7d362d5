#!/bin/sh
# Writes the lock files anew; with --check compares them with pyproject.toml and changes nothing.
# They carry versions and hashes, no registry addresses.
set -eu
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
flags="--universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet"

compile() { # folder
  # shellcheck disable=SC2086
  $uv pip compile $flags pyproject.toml --output-file "$1/base.txt" &&
    $uv pip compile $flags --group dev pyproject.toml --output-file "$1/dev.txt"
}

if [ "${1:-}" != --check ]; then
  compile requirements
  exit 0
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Present versions are kept as long as pyproject.toml allows them.
cp requirements/base.txt requirements/dev.txt "$folder"
if ! compile "$folder" 2>"$folder/log"; then
  if grep -qiE 'failed to fetch|error sending request|dns error|connect' "$folder/log"; then
    echo "Not compared: the package index cannot be reached from here."
    exit 0
  fi
  cat "$folder/log" >&2
  exit 1
fi
for file in base.txt dev.txt; do
  cmp -s "requirements/$file" "$folder/$file" || {
    echo "requirements/$file does not fit pyproject.toml: run \`make lock\`." >&2
    exit 1
  }
done
