#!/bin/bash
# espalier verify as a person calls it: what it prints, its exit codes, and that nothing stays behind.
set -uo pipefail
. tests/support/report.sh
build=${ESPALIER_BUILD:-build}
espalier=$PWD/$build/bin/espalier
[ "${build#/}" = "$build" ] || espalier=$build/bin/espalier
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work/temporary
mkdir "$TMPDIR"
model=tests/formats/3.2.0/logistic.json
"$espalier" generate "$model" -o "$work/folder" --name logistic --quiet || not_ok "generate $model"

run() # ARGUMENT...: leaves status, $work/out and $work/err
{
    "$espalier" verify "$@" >"$work/out" 2>"$work/err"
    status=$?
}

expect_status() # WHAT STATUS TEXT FILE
{
    if [ "$status" -eq "$2" ] && grep -q -- "$3" "$4"; then
        ok "$1"
    else
        echo "exit $status"
        cat "$work/out" "$work/err"
        not_ok "$1"
    fi
}

run "$model" "$work/folder"
expect_status "an untouched folder is verified" 0 '^verified: [0-9]* rows, [0-9]* margins, every bit equal$' "$work/out"
expect_status "the report names compiler and sources" 0 "^compiled  .*-std=c99 -O2 -fPIC -shared $work/folder/logistic.c$" "$work/out"
run "$model" "$work/folder" --quiet
expect "--quiet prints nothing" test "$status" -eq 0 -a ! -s "$work/out" -a ! -s "$work/err"
run "$model" "$work/folder" --cflags '-O3 -march=native'
expect_status "other flags are used" 0 '^compiled  .* -O3 -march=native -fPIC -shared ' "$work/out"
if command -v clang >"$work/null"; then
    run "$model" "$work/folder" --cc clang
    expect_status "another compiler is used" 0 '^compiled  clang ' "$work/out"
else
    skip "another compiler is used" "no clang"
fi
run --help
expect_status "--help explains it" 0 '^usage: espalier verify' "$work/out"

run "$model"
expect_status "the folder must be given" 2 "takes a bundle or model, and the folder" "$work/err"
run "$model" "$work/folder" --rounds 3
expect_status "rounds are A:B" 2 "rounds: '3' must be A:B" "$work/err"
run "$work/nothing.json" "$work/folder"
expect_status "a model that is not there" 2 'nothing.json' "$work/err"
run "$model" "$work/folder" --cc "$work/no-compiler"
expect_status "a compiler that is not there" 3 'cannot run: No such file' "$work/err"
run tests/formats/3.2.0/poisson.json "$work/folder"
expect_status "a folder of another model" 1 "was generated from another model: its model hash is '" "$work/err"

cp -r "$work/folder" "$work/edited"
sed -i 's/>= threshold/> threshold/' "$work/edited/logistic.c"
run "$model" "$work/edited"
expect_status "an edited folder" 1 "^made-up features row 1: decision is 0, expected 1$" "$work/err"
expect_status "the sum of differences" 1 "comparisons differ from $model$" "$work/err"
expect_status "the compiler of a folder that differs" 1 '^compiled by: ' "$work/err"
sed -i 's/static/statik/' "$work/edited/logistic.c"
run "$model" "$work/edited"
expect_status "a folder that does not compile shows the compiler's words" 2 'statik' "$work/err"

# A compiler that takes its time: it is ended with us, and the temporary directory goes.
printf '#!/bin/sh\ntouch "%s/started"\nexec sleep 60\n' "$work" >"$work/slow"
chmod +x "$work/slow"
"$espalier" verify "$model" "$work/folder" --cc "$work/slow" >"$work/out" 2>"$work/err" &
pid=$!
for _ in $(seq 100); do [ -e "$work/started" ] && break; sleep 0.1; done
kill -TERM "$pid"
wait "$pid"
status=$?
expect_status "an interrupted run says so" 130 'interrupted' "$work/err"
expect "no temporary file is left by any run" test -z "$(ls -A "$TMPDIR")"
finish
