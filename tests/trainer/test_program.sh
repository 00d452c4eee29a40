#!/bin/bash
# espalier-train as a process: help, streams, seed, locale, progress, interrupts and full disks.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
. tests/support/report.sh
train=$(realpath "${ESPALIER_BUILD:-build}")/bin/espalier-train
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

# ---- material ----

# Customers whose label follows from age and segment, with some noise.
awk 'BEGIN {
    srand(7)
    print "id,age,balance,segment,label"
    for (i = 0; i < 1200; i++) {
        age = 20 + int(rand() * 60); segment = substr("abcd", 1 + int(rand() * 4), 1)
        merit = age / 20 + (segment == "a" ? 1.5 : 0) + rand() * 3
        printf "%d,%d,%s,%s,%s\n", i, age, (rand() < 0.3 ? "" : int(rand() * 10000) / 100), segment, (merit > 5 ? "yes" : "no")
    }
}' >table.csv
config() # MODEL FOREST
{
    cat <<END
// a comment
{
    "name": "loans", "table": "table.csv", "folds": 3, "bootstrap_replicates": 100,
    "target": {"column": "label", "positive": "yes"},
    "columns": {
        "id": {"role": "id"},
        "age": {"type": "number"},
        "balance": {"type": "number", "missing": "median"},
        "segment": {"type": "category"}
    },
    "model": $1,
    "random_forest": $2
}
END
}
config '{"n_estimators": 30, "max_depth": 3}' false >config.json
config '{"n_estimators": 100000, "max_depth": 3}' false >slow.json
config '{"n_estimators": 1}' '{"n_estimators": 100000}' >forest.json

run() # ARGUMENTS...: sets status; streams in out and err
{
    "$train" "$@" >out 2>err
    status=$?
}

exits() # STATUS WHAT
{
    if [ "$status" -eq "$1" ]; then
        ok "$2"
    else
        cat out err
        not_ok "$2: exit code $status, not $1"
    fi
}

names() # DIRECTORY: what is in it, hidden names too
{
    find "$1" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | tr '\n' ' '
}

# ---- help and usage ----

run --help
exits 0 'help is asked for'
expect 'it goes to standard output' grep -q '^usage: espalier train CONFIG.json -o BUNDLE' out
expect 'and nothing to standard error' test ! -s err
run
exits 2 'no arguments'
expect 'the message has the prefix and names the help' grep -qx "espalier: no CONFIG.json was given; see 'espalier train --help'" err

# ---- streams and files ----

run config.json -o bundle
exits 0 'a training'
expect 'the bundle is whole' test "$(names bundle)" = 'bundle.json candidates.csv metrics.json model.json report.html vectors.csv '
expect 'the summary goes to standard output' grep -q '^rows         1,200, of which ' out
expect 'steps go to standard error, a line each' test "$(sed 's/ [0-9].*//' err)" = 'espalier: reading table.csv
espalier: cross-validating in
espalier: evaluating on the hold-out
espalier: writing the bundle'
run config.json -o quiet --quiet
expect 'quiet: no progress' test ! -s err
expect 'quiet: the summary stays' grep -q '^threshold    margin ' out
expect 'and the same bundle' diff -r bundle quiet
mkdir elsewhere
(cd elsewhere && "$train" ../config.json -o ../from-elsewhere --quiet >/dev/null)
expect 'the table is found beside the config' diff -r bundle from-elsewhere
cp table.csv elsewhere/same.csv
run config.json -o other --data elsewhere/same.csv --seed 42 --quiet
expect 'another name of the same table: the same model' cmp bundle/model.json other/model.json
run config.json -o other --seed 43 --quiet
expect 'another seed: another model' bash -c '! cmp -s bundle/model.json other/model.json'
expect 'the seed that was used is in the bundle' grep -q '"seed":[[:space:]]*43' other/bundle.json
if [ -w /dev/full ]; then
    "$train" config.json -o full-output --quiet >/dev/full 2>err
    status=$?
    exits 3 'a summary that cannot be written'
    expect 'is told' grep -q 'No space left on device' err
fi

# ---- locale ----

locale=$(locale -a 2>/dev/null | grep -iE '^(de|fr|nl)_..\.utf-?8$' | head -n 1)
if [ -n "$locale" ]; then
    LC_ALL=$locale "$train" config.json -o local --quiet >out
    expect "the same bytes in $locale" diff -r bundle local
else
    skip 'the same bytes in another locale' 'no locale with a decimal comma is installed'
fi

# ---- progress on a terminal ----

if command -v script >/dev/null; then
    script -qec "'$train' config.json -o terminal" /dev/null >terminal.txt </dev/null
    expect 'on a terminal a bar is drawn' grep -q 'cross-validating in 3 folds and training the final model \[#*\.*\] *[0-9]*%, [0-9] of 4 models' terminal.txt
    expect 'and the bundle is the same' diff -r bundle terminal
else
    skip 'progress on a terminal' 'no script command'
fi
expect 'elsewhere there is no bar' bash -c '! grep -q "\[#" err'

# ---- interrupts ----

set -m # a command in the background of a script without job control ignores SIGINT
begin() # CONFIG OUTPUT: starts a training and waits until the trees grow; sets run
{
    "$train" "$1" -o "$2" >out 2>err &
    run=$!
    for _ in $(seq 200); do
        ! grep -q cross-validating err || break
        sleep 0.05
    done
    sleep 0.3
}

ended() # SIGNAL: sends it and waits; sets status
{
    kill "-$1" "$run"
    status=0
    { wait "$run" || status=$?; } 2>/dev/null
}

before=$(names .)
for signal in INT TERM HUP; do
    begin slow.json new
    ended "$signal"
    exits 130 "SIG$signal while trees grow"
    expect "SIG$signal: the message" test "$(tail -n 1 err)" = 'espalier: interrupted'
    expect "SIG$signal: nothing is left" test "$(names .)" = "$before"
done
cp -r bundle old
begin slow.json bundle
ended INT
exits 130 'interrupted over an old bundle'
expect 'which is left as it was' diff -r bundle old
rm -r old
# A forest is one round, which XGBoost does not leave before its end: a second Ctrl-C does not wait for it.
begin forest.json new
kill -INT "$run"
sleep 0.5
expect 'a forest is not left at the first Ctrl-C' kill -0 "$run"
ended INT
exits 130 'but at the second'
expect 'without leaving anything' test "$(names .)" = "$before"
set +m

# ---- a full disk ----

if [ "$(id -u)" -eq 0 ] && unshare --mount true 2>/dev/null; then
    mkdir small
    for kibibytes in 8 24 40 64 96; do
        unshare --mount bash -c 'mount -t tmpfs -o "size=$1k" none small || exit 99
            "$0" config.json -o small/bundle --quiet >out 2>err
            status=$?
            find small -mindepth 1 >left
            exit $status' "$train" "$kibibytes"
        status=$?
        exits 3 "$kibibytes KiB of disk"
        expect "$kibibytes KiB: it says so" grep -q 'No space left on device' err
        expect "$kibibytes KiB: nothing is left" test ! -s left
    done
else
    skip 'a full disk' 'only root can mount a small file system'
fi
finish
