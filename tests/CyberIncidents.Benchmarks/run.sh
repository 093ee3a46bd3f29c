#!/usr/bin/env bash
# Measures the published app over HTTP beside a bare Kestrel and ADO.NET baseline, and prints a table and a verdict for each target.
#   run.sh [--quick] [--cases=1000,100000] [--connections=1,8] [--seconds=5] [--only=list,read] [--reuse]
#   run.sh alarms [--reuse]         planning, sweep, drain and lag of alarms, 100,000 of them waiting; three minutes
#   run.sh visibility [--reuse]     whether time tells "not yours" from "not there", and lists of partners beside an analyst's; five minutes
#   run.sh directory [--reuse]      pages of the directory's lists with 10,000 organisations and 50,000 contact points; two minutes
#   run.sh evidence [--quick]       uploads and downloads of files beside a plain copy over HTTP
#   run.sh plans [NAME [TIMES]]     CPU time, commands and query plans behind lists, cases, dashboard and desk
# --quick: 20,000 cases and two seconds each. --reuse: the databases of the run before, without loading them again.
# Everything it makes lies in artifacts/benchmarks. The whole takes about twenty minutes on two idle cores.
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
root=$PWD/artifacts/benchmarks
bench=tests/CyberIncidents.Benchmarks

if ! command -v wrk >/dev/null; then
  echo "Installing wrk"
  sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
  $sudo apt-get update -qq && $sudo apt-get install -y -qq wrk >/dev/null || { echo "wrk is needed: apt-get install wrk"; exit 1; }
fi

echo "Publishing the app, building the baseline"
dotnet build "$bench" --configuration Release --verbosity quiet
program=$bench/bin/Release/net10.0/CyberIncidents.Benchmarks
if [ "${1:-}" = plans ]; then
  shift
  exec "$program" plans "$root/work/cases-100000.db" "$root/work/keys" "$@"
fi

rm -rf "$root/app"
dotnet publish src/CyberIncidents.Web --configuration Release --output "$root/app" --verbosity quiet
if [ "${1:-}" = alarms ]; then
  shift
  exec "$program" alarms --app="$root/app" --work="$root/alarms" --cases=1000 "$@"
fi
if [ "${1:-}" = visibility ]; then
  shift
  exec "$program" visibility --app="$root/app" --work="$root/visibility" --cases=100000 "$@"
fi
if [ "${1:-}" = directory ]; then
  shift
  exec "$program" directory --app="$root/app" --work="$root/directory" --cases=1000 "$@"
fi
if [ "${1:-}" = evidence ]; then
  shift
  exec "$program" evidence --app="$root/app" --work="$root/evidence" "$@"
fi
exec "$program" run --app="$root/app" --work="$root/work" "$@"
