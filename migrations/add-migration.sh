#!/usr/bin/env bash
# Adds a migration of the same name to both providers, then checks both for drift.
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?usage: migrations/add-migration.sh NAME}
dotnet tool restore
for provider in Sqlite SqlServer; do
  project=migrations/CyberIncidents.Migrations.$provider
  dotnet ef migrations add "$name" --project "$project" --startup-project "$project" --output-dir Migrations
done
for provider in Sqlite SqlServer; do
  project=migrations/CyberIncidents.Migrations.$provider
  dotnet ef migrations has-pending-model-changes --project "$project" --startup-project "$project"
done
