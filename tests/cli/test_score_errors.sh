#!/bin/bash
# `espalier score`: bad records under every policy, bad tables, bad scorers, a machine that refuses. Each has its exit code, its
# message, and leaves nothing half-written.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/score_common.sh
expect 'a scorer compiles' compile small.so tests/support/scorer_small.c
expect 'another compiles' compile species.so tests/runtime/scorers/species.c

# ---- every kind of bad record ----
header=age,balance,active,since,segment
reason() # WHAT RECORD MESSAGE
{
    printf '%s\n%s\n' "$header" "$2" >"$work/one.csv"
    run score small.so one.csv -o out.csv
    exits 2 "$1"
    says "$1: the message" "espalier: one.csv:2: $3"
    nothing_left "$1: no result" out.csv
}
reason 'text for a number' 'forty,,,,' "column 'age': 'forty' is no number"
reason 'a decimal comma' '"40,5",,,,' "column 'age': '40,5' is no number"
reason 'text for a flag' '40,,maybe,,' "column 'active': 'maybe' is no flag (0, 1, true, false, yes or no)"
reason 'text for a date' '40,,,29.2.2020,' "column 'since': '29.2.2020' is no date (YYYY-MM-DD or days since 1970-01-01)"
reason 'a number above its range' '120.5,,,,' "column 'age': '120.5' is outside the allowed range: 0 to 120"
reason 'a number below its range' '-1,,,,' "column 'age': '-1' is outside the allowed range: 0 to 120"
reason 'a date before its range' '40,,,1989-12-31,' "column 'since': '1989-12-31' is outside the allowed range: 1990-01-01 to 2029-12-31"
reason 'a date after its range' '40,,,21915,' "column 'since': '21915' is outside the allowed range: 1990-01-01 to 2029-12-31"
reason 'too large for a float' '40,-1e39,,,' "column 'balance': '-1e39' is too large"
reason 'too large for a double' '40,1e999,,,' "column 'balance': '1e999' is too large"
reason 'an unseen category' '40,,,,platinum' "column 'segment': 'platinum' is a category that the scorer does not know"
reason 'a missing value that is needed' ',1,,,' "column 'age': the value is missing"
reason 'too few fields' '40,,,' '4 fields where the header has 5'
reason 'too many fields' '40,,,,,' '6 fields where the header has 5'
reason 'a quote that never closes' '40,,,,"gold' 'a quote that does not close'
reason 'a quoted cell' '40,,,,"a ""b"", c"' "column 'segment': 'a \"b\", c' is a category that the scorer does not know"
reason 'a quote alone' '40,,,,""""' "column 'segment': '\"' is a category that the scorer does not know"
reason 'control characters in a cell' "$(printf '40,,,,a\033[31mb')" "column 'segment': 'a\\x1b[31mb' is a category that the scorer does not know"
long=$(printf 'ä%.0s' $(seq 40))
reason 'a long cell is cut between characters' "40,,,,$long" \
    "column 'segment': '$(printf 'ä%.0s' $(seq 30))...' is a category that the scorer does not know"

printf 'x,y value\n1,2\n3e38,3e38\n4,-1\n' >"$work/derived.csv"
run score species.so derived.csv --on-error skip
mentions 'a derived value that is too large' 'derived.csv:3: a derived feature is too large'
mentions 'a range that is open above' "derived.csv:4: column 'y value': '-1' is outside the allowed range: at least 0"

# ---- policies ----
{
    echo "$header,id"
    for i in $(seq 30); do printf '40,,,,,%d\nx,,,,,bad%d\n' "$i" "$i"; done
    printf '40,,,\n"40"x,,,,,quote\n40,,,,,last\n'
} >"$work/mixed.csv"
run score small.so mixed.csv -o out.csv
exits 2 'stop is the default'
says 'at the first bad record' "espalier: mixed.csv:3: column 'age': 'x' is no number"
nothing_left 'without a result' out.csv

run score small.so mixed.csv -o out.csv --on-error skip
exits 0 '--on-error skip'
expect 'the good ones are there' test "$(grep -c ',0,0.5,1$' "$work/out.csv")" -eq 31
expect 'and nothing else' test "$(wc -l <"$work/out.csv")" -eq 32
expect 'the first twenty bad ones are told' test "$(grep -c "'x' is no number" "$work/err")" -eq 20
mentions 'the others are counted' 'espalier: mixed.csv: 12 more bad records'
mentions 'and all' 'espalier: scored 31 records, 32 bad, '
mentions 'left out' 'espalier: mixed.csv: 32 bad records left out'

run score small.so mixed.csv -o out.csv --on-error blank
exits 0 '--on-error blank'
expect 'the bad ones are there without scores' test "$(grep -cE '^x,,,,,bad[0-9]+,,,$' "$work/out.csv")" -eq 30
expect 'malformed ones are not' test "$(wc -l <"$work/out.csv")" -eq 62
expect 'in the order of the table' test "$(sed -n 3p "$work/out.csv")" = 'x,,,,,bad1,,,'
mentions 'and all are counted' 'espalier: mixed.csv: 30 bad records kept without scores'
mentions 'one way or the other' 'espalier: mixed.csv: 2 bad records left out'
run score small.so mixed.csv -o out.csv --on-error skip --quiet
says '--quiet says only how many' 'espalier: mixed.csv: 32 bad records left out'
printf '%s\n40,1\n' "$header" | run score small.so - --on-error skip
mentions 'standard input has a name' '<stdin>:2: 2 fields where the header has 5'

# ---- bad tables and usage ----
rm -f "$work/out.csv"
printf 'age,since\n40,\n' >"$work/narrow.csv"
run score small.so narrow.csv -o out.csv
exits 2 'missing columns'
says 'are all named' "espalier: narrow.csv: missing columns 'balance', 'active', 'segment'"
nothing_left 'before anything is written' out.csv
printf 'age,balance,active,since,Segment\n' >"$work/narrow.csv"
run score small.so narrow.csv
says 'one missing column' "espalier: narrow.csv: missing column 'segment'"
printf '%s,age\n' "$header" >"$work/double.csv"
run score small.so double.csv -o out.csv
exits 2 'a duplicated column'
mentions 'is named' 'double.csv:1: columns 1 and 6 of the header have the same name "age"'
: >"$work/empty.csv"
run score small.so empty.csv
exits 2 'an empty file'
run score small.so absent.csv -o out.csv
exits 2 'no such table'
says 'is told' 'espalier: absent.csv: cannot open: No such file or directory'
run score small.so .
exits 2 'a directory for a table'
run score small.so
exits 2 'no table'
says 'is told' "espalier: score: needs a scorer and a table, got 1 argument; see 'espalier score --help'"
run score small.so one.csv two.csv
exits 2 'two tables'
run score small.so one.csv --on-error ignore
says 'an unknown policy' "espalier: --on-error: 'ignore' is none of stop, skip, blank"
run score small.so one.csv --frobnicate
says 'an unknown option' "espalier: score: unknown option '--frobnicate'; see 'espalier score --help'"
run score small.so one.csv -o
says 'an option without its value' "espalier: score: --output needs a value: OUT.csv; see 'espalier score --help'"
run score small.so one.csv --quiet=3
exits 2 'a value for a switch'

# ---- bad scorers ----
printf '%s\n40,,,,\n' "$header" >"$work/good.csv"
echo 'no library' >"$work/text.so"
run score text.so good.csv -o out.csv
exits 2 'a text file for a scorer'
mentions 'is told' 'espalier: text.so: not a library that can be loaded: '
nothing_left 'and no result' out.csv
run score good.csv good.csv
exits 2 'a table for a scorer'
run score absent.so good.csv
exits 2 'no such scorer'
says 'is told' 'espalier: absent.so: cannot open: No such file or directory'
run score libm.so.6 good.csv
exits 2 'a bare name is not searched for'
expect 'a library of version 7 compiles' compile seven.so tests/support/scorer_small.c -DSMALL_ABI_VERSION=7 -Dsmall_model=seven_model
run score seven.so good.csv
exits 2 'a scorer of another version'
says 'is told' "espalier: seven.so: made for version 7 of the scorer interface, this is version 1: generate it again with this espalier"
expect 'a contradiction compiles' compile odd.so tests/support/scorer_small.c -DSMALL_TASK=9 -Dsmall_model=odd_model
run score odd.so good.csv
says 'a descriptor that contradicts itself' 'espalier: odd.so: its descriptor cannot be right: its task is unknown'
run score small.so good.csv --name large
says 'a name that is not in it' "espalier: small.so: no scorer called 'large' in it (no symbol large_model)"

# ---- the machine refuses ----
if [ -w /dev/full ]; then
    run score small.so good.csv -o /dev/full
    exits 3 'no space on the device'
    mentions 'is told' '/dev/full: '
    mentions 'with the reason' 'No space left on device'
    (cd "$work" && "$espalier" score small.so good.csv >/dev/full 2>err)
    status=$?
    exits 3 'no space for standard output'
    awk 'BEGIN { print "age,balance,active,since,segment"; for (i = 0; i < 200000; i++) print "40,,,," }' >"$work/long.csv"
    run score small.so long.csv -o /dev/full
    exits 3 'no space, found out on the way'
fi
mkdir "$work/locked"
chmod 555 "$work/locked"
if [ "$(id -u)" -eq 0 ] && ! setpriv --reuid=65534 --clear-groups true 2>/dev/null; then
    skip 'a directory that may not be written to' 'root may, and there is no setpriv'
else
    as=()
    [ "$(id -u)" -ne 0 ] || as=(setpriv --reuid=65534 --clear-groups)
    chmod 755 "$work"
    cp "$espalier" "$work/espalier"
    chmod 755 "$work/espalier" "$work/small.so"
    chmod 644 "$work/good.csv"
    status=0
    "${as[@]}" "$work/espalier" score "$work/small.so" "$work/good.csv" -o "$work/locked/out.csv" >"$work/out" 2>"$work/err" || status=$?
    exits 3 'a directory that may not be written to'
    mentions 'is told' 'Permission denied'
    expect 'and stays empty' test -z "$(ls -A "$work/locked")"
fi
run score small.so good.csv -o nowhere/out.csv
exits 2 'a directory that is not there'
run score small.so good.csv -o locked
exits 2 'a directory for a result'
echo old >"$work/out.csv"
run score small.so mixed.csv -o out.csv
file_is 'an old result survives a run that fails' out.csv old
finish
