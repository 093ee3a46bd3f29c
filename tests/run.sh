#!/usr/bin/env bash
# The test command of the README: sets up what it needs, builds Release, runs every test project, and ends with one line
# "N passed, N failed, N skipped". Exits non-zero on a failure, and when nothing ran.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
export DOTNET_GCgen0size=0x8000000 # 128 MB: the tests make much and keep little of it

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

command -v node >/dev/null && command -v npm >/dev/null || { echo "Node.js 20.19 or later with npm is needed: it builds the pages' assets. Install it and run again."; exit 1; }

chromium() { # a browser for the tests: the one that CHROMIUM names, one that is there, or Debian's
  [ -n "${CHROMIUM:-}" ] && return
  local place
  for place in chromium chromium-browser google-chrome; do command -v "$place" >/dev/null && return; done
  [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && return
  if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
    echo "Installing Debian's chromium …"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-inter; } >/dev/null && return
  fi
  echo "The browser tests need Chromium. Install it (Debian: sudo apt-get install chromium), or set CHROMIUM to its path."
  return 1
}
chromium || exit 1

dotnet build CyberIncidents.sln --configuration Release || exit 1

status=0
for project in tests/*Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  echo "== $name"
  dotnet test "$project" --configuration Release --no-build --logger "trx;LogFileName=$results/$name.trx" || status=1
done

counts() { # attribute: its sum over all result files
  cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*>' | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ sum += $1 } END { print sum + 0 }'
}
total=$(counts total)
executed=$(counts executed)
passed=$(counts passed)
failed=$((executed - passed))
expected=$(ls -d tests/*Tests | wc -l)
written=$(ls "$results"/*.trx 2>/dev/null | wc -l)
[ "$written" -eq "$expected" ] || { echo "Only $written of $expected test projects wrote results."; status=1; }
[ "$executed" -gt 0 ] || { echo "No test ran."; status=1; }
[ "$failed" -eq 0 ] || status=1
echo "$passed passed, $failed failed, $((total - executed)) skipped"
exit $status
