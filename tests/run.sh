#!/usr/bin/env bash
# The test command of the README: sets up what it needs, builds Release, runs every test project, and ends with one line
# "N passed, N failed, N skipped". Exits non-zero on a failure, and when nothing ran.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

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
