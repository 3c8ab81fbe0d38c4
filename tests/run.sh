#!/usr/bin/env bash
# Everything `make test` does after installing: linters, types, imports, then the
# tests on SQLite and, where a server can be had, on PostgreSQL. The last line is
# the test runner's own.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
unset DATABASE_URL EMAIL_URL LEHC_MODE LEHC_DEMONSTRATION LEHC_BASE_URL SECRET_KEY DEBUG
unset PYTHONDONTWRITEBYTECODE # else each of a hundred processes compiles everything

say() { printf '\n== %s\n' "$*"; }

# With an empty environment there may be no HOME, which Chromium and tools want.
export HOME="${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}"
export LANG="${LANG:-C.UTF-8}"

install_packages() { # from Debian's packages, as root only
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "Installing $*"
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# The browser, and what WeasyPrint needs to write PDFs
command -v chromium-headless-shell >/dev/null || install_packages chromium-headless-shell ||
  command -v chromium >/dev/null ||
  { $bin/playwright install chromium || say "No Chromium: journeys will say so"; }
[ -e /usr/share/fonts/truetype/liberation ] && ldconfig -p | grep -q libpangoft2 ||
  install_packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation ||
  say "Libraries for PDF are missing: see docs/running.md"

# At the same time, since none takes more than one processor: SQLite's tables (who needs
# them waits for them), linters and types, PostgreSQL's tables.
$bin/python -c "from tests.database_template import find_template; find_template()" &
check() {
  $bin/ruff check . && $bin/ruff format --check . && $bin/lint-imports && $bin/mypy &&
    env PYTHONPATH=. $bin/python -m lehc makemigrations --check --dry-run >/dev/null
}
checked=$(mktemp)
check >"$checked" 2>&1 &
checking=$!
end_checking() { # says what they said, and goes on only if they found nothing
  say "Linters, import contracts, types"
  local found=0
  wait "$checking" || found=$?
  cat "$checked"
  rm -f "$checked"
  [ "$found" = 0 ] || exit "$found"
}

# PostgreSQL: an own server in a temporary folder, gone when the tests end
postgres_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
if [ -z "$postgres_bin" ] && install_packages postgresql; then
  postgres_bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
fi
postgres_data=""
stop_postgres() {
  [ -n "$postgres_data" ] || return 0
  as_postgres "$postgres_bin/pg_ctl" -D "$postgres_data/db" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$postgres_data"
}
as_postgres() { # a server refuses to run as root
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}
# Without autovacuum: it would count tables that a test is still filling as empty, and
# queries planned by that count run for minutes. Without compiled queries: those of tests
# are over sooner than compiled.
start_postgres() {
  postgres_data=$(mktemp -d)
  [ "$(id -u)" != 0 ] || chown postgres "$postgres_data"
  as_postgres "$postgres_bin/initdb" -D "$postgres_data/db" -U lehc -A trust -E UTF8 --locale=C.UTF-8 >/dev/null &&
    as_postgres "$postgres_bin/pg_ctl" -w -D "$postgres_data/db" -l "$postgres_data/log" \
      -o "-c listen_addresses='' -c unix_socket_directories=$postgres_data -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c jit=off" start >/dev/null
}
trap stop_postgres EXIT

# In the order collected: tests that commit, and so empty every table, come last.
run_tests() { # by so many workers, and what else pytest is to know
  "$bin/python" -m pytest -q -p no:cacheprovider --dist loadfile --no-loadscope-reorder \
    -n "$@"
}
if [ -n "$postgres_bin" ] && start_postgres; then
  export DATABASE_URL="postgres://lehc@/lehc?host=$postgres_data"
  "$postgres_bin/createdb" -h "$postgres_data" -U lehc lehc
  $bin/lehc migrate --verbosity 0 # the workers copy what it made
  end_checking
  say "Tests that use the database, on PostgreSQL"
  TEMPLATE_DATABASE=lehc run_tests "$(nproc)" tests/unit tests/pages
  unset DATABASE_URL
else
  say "No PostgreSQL here: its tests are left out"
  end_checking
fi

say "All tests, on SQLite"
run_tests "$(($(nproc) + 1))" "$@" # a journey often waits for its browser or its site
