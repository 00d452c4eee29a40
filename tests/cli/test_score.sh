#!/bin/bash
# `espalier score`: what it adds to a table, for every kind of scorer and every shape of table.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/score_common.sh
expect 'a binary scorer compiles' compile small.so tests/support/scorer_small.c
expect 'a multiclass scorer compiles' compile species.so tests/runtime/scorers/species.c

# ---- binary ----
cat >"$work/table.csv" <<'TABLE'
id,age,segment,active,since,balance,note
7,48,gold,yes,2020-02-29,1024,plain
8,40," New, Young ",0,,,"a ""quoted"" note, with a comma"
9,32,,,,,"two
lines"
10,40,,,,,
TABLE
run score small.so table.csv
exits 0 'a table'
file_is 'its columns as they stood, and the scores' out \
    'id,age,segment,active,since,balance,note,margin,probability,decision' \
    '7,48,gold,yes,2020-02-29,1024,plain,2.75,0.8666667,1' \
    '8,40," New, Young ",0,,,"a ""quoted"" note, with a comma",0.75,0.71428573,1' \
    '9,32,,,,,"two' \
    'lines",-1,0.25,0' \
    '10,40,,,,,,0,0.5,1'
expect 'the last line says how it went' grep -qxE 'espalier: scored 4 records, 0 bad, [0-9]+ ns per record in the scorer' "$work/err"
cp "$work/out" "$work/wanted"

run score small.so table.csv -o scored.csv
exits 0 'into a file'
expect 'the same bytes' cmp "$work/wanted" "$work/scored.csv"
expect 'nothing on stdout' test ! -s "$work/out"
run score -o- small.so -- table.csv
expect '-o- is standard output' cmp "$work/wanted" "$work/out"
run score small.so - --output=scored.csv <"$work/table.csv"
expect 'from standard input' cmp "$work/wanted" "$work/scored.csv"
cp "$work/table.csv" "$work/both.csv"
run score small.so both.csv -o both.csv
expect 'onto the table itself' cmp "$work/wanted" "$work/both.csv"
run score ./small.so table.csv
expect 'a scorer by a path' cmp "$work/wanted" "$work/out"
cp "$work/small.so" "$work/renamed.so"
run score renamed.so table.csv --name small
expect 'a scorer by another name than its file' cmp "$work/wanted" "$work/out"
# Spelled in two pieces, so that no library but this one has it.
mark='espalier-''scorer:'
compile marked.so tests/support/scorer_small.c "-DSMALL_MARK=\"${mark}small\""
run score marked.so table.csv
expect 'a library that says which scorer it holds' cmp "$work/wanted" "$work/out"
run score marked.so table.csv --name large
exits 2 'is believed less than the user'
compile marked.so tests/support/scorer_small.c "-DSMALL_MARK=\"${mark}small\\0${mark}large\""
run score marked.so table.csv
exits 2 'a library that holds two scorers'
says 'is told' "espalier: marked.so: holds the scorers 'small' and 'large'; choose with --name"
run score marked.so table.csv --name small
expect 'until one is chosen' cmp "$work/wanted" "$work/out"
run score small.so table.csv --quiet
exits 0 '--quiet'
expect 'says nothing' test ! -s "$work/err"
expect 'scores the same' cmp "$work/wanted" "$work/out"

# ---- the threshold is a probability ----
decisions() { awk -F, 'NR > 1 { printf "%s", $NF }' "$work/out"; }
printf 'age,balance,active,since,segment\n39,,,,\n40,,,,\n41,,,,\n120,,,,\n' >"$work/ages.csv"
run score small.so ages.csv
expect 'the scorer decides at its own threshold' test "$(decisions)" = 0111
probability=$(awk -F, 'NR == 4 { print $7 }' "$work/out")
run score small.so ages.csv --threshold "$probability"
expect 'at the threshold asked for: that probability itself is enough' test "$(decisions)" = 0011
run score small.so ages.csv --threshold 0
expect 'threshold 0: all' test "$(decisions)" = 1111
run score small.so ages.csv --threshold 1
expect 'threshold 1: none here' test "$(decisions)" = 0000
for bad in 1.5 -0.1 half 1e999 ''; do
    run score small.so ages.csv --threshold "$bad"
    exits 2 "threshold '$bad'"
done
run score species.so ages.csv --threshold 0.5
exits 2 'a threshold for a scorer that has none'
mentions 'says so' "--threshold: the scorer 'species' (multi:softprob) has none: it is not binary"

# ---- other tasks ----
printf 'y value,x\n1,3\n-0,\n5,-2\n' >"$work/flowers.csv"
run score species.so flowers.csv
exits 0 'a multiclass scorer'
file_is 'margins and probabilities of every class, and the class' out \
    'y value,x,margin_setosa,"margin_iris, blue",margin_2,probability_setosa,"probability_iris, blue",probability_2,decision' \
    '1,3,3,1,4,0.33333334,0.11111111,0.44444445,2' '-0,,0,-0,0,0,0,0,0' '5,-2,-2,5,3,0.18181819,0.45454547,0.27272728,1'
expect 'a regression scorer compiles' compile species.so tests/runtime/scorers/species.c -DSPECIES_TASK=ESPALIER_REGRESSION
run score species.so flowers.csv
file_is 'a regression scorer of several targets decides nothing' out \
    'y value,x,margin_setosa,"margin_iris, blue",margin_2,prediction_setosa,"prediction_iris, blue",prediction_2' \
    '1,3,3,1,4,6,2,8' '-0,,0,-0,0,0,-0,0' '5,-2,-2,5,3,-4,10,6'
for task in REGRESSION RANKING SURVIVAL; do
    compile small.so tests/support/scorer_small.c "-DSMALL_TASK=ESPALIER_$task"
    run score small.so ages.csv
    expect "one output of $task is margin and prediction" grep -qx 'age,balance,active,since,segment,margin,prediction' "$work/out"
    expect "with a value of each" grep -qx '40,,,,,0,0.5' "$work/out"
done
compile small.so tests/support/scorer_small.c '-DSMALL_OBJECTIVE="binary:logitraw"'
run score small.so ages.csv --threshold 0.75
expect 'binary:logitraw predicts no probability' grep -qx 'age,balance,active,since,segment,margin,prediction,decision' "$work/out"
expect 'its threshold is a prediction' test "$(decisions)" = 0001
compile small.so tests/support/scorer_small.c

# ---- shapes of tables ----
printf 'segment,since,active,balance,age,extra\r\ngold,,,,40,"a\r\nb"\r\n,,,,48,\r\n' >"$work/crlf.csv"
run score small.so crlf.csv
printf 'segment,since,active,balance,age,extra,margin,probability,decision\ngold,,,,40,"a\r\nb",0.25,0.6,1\n,,,,48,,1,0.75,1\n' >"$work/wanted"
expect 'CRLF ends lines, and stays inside quotes' cmp "$work/wanted" "$work/out"
printf '\xef\xbb\xbfage,balance,active,since,segment\n40,,,,' >"$work/mark.csv"
run score small.so mark.csv
file_is 'a byte-order mark and no last newline' out 'age,balance,active,since,segment,margin,probability,decision' '40,,,,,0,0.5,1'
printf 'age,balance,active,since,segment\n' >"$work/header.csv"
run score small.so header.csv
exits 0 'a table without records'
file_is 'is a table without records again' out 'age,balance,active,since,segment,margin,probability,decision'
mentions 'and 0 were scored' 'scored 0 records, 0 bad, 0 ns per record'

printf 'age,balance,active,since,segment,margin,margin_2,Decision,decision\n40,,,,,a,b,c,d\n' >"$work/clash.csv"
run score small.so clash.csv
file_is 'a name that is taken gets a number' out \
    'age,balance,active,since,segment,margin,margin_2,Decision,decision,margin_3,probability,decision_2' '40,,,,,a,b,c,d,0,0.5,1'
mentions 'and that is said' "espalier: clash.csv: has a column 'margin' already: the scorer's is called 'margin_3'"
mentions 'for each' "espalier: clash.csv: has a column 'decision' already: the scorer's is called 'decision_2'"
cp "$work/out" "$work/again.csv"
run score small.so again.csv
expect 'scoring twice works' grep -q 'margin_3,probability,decision_2,margin_4,probability_2,decision_3$' "$work/out"

# ---- progress is for terminals ----
if command -v script >/dev/null; then
    mkfifo "$work/pipe"
    {
        echo age,balance,active,since,segment
        seq 2000 | sed 's/.*/40,,,,/'
        sleep 0.3
        seq 2000 | sed 's/.*/40,,,,/'
    } >"$work/pipe" &
    (cd "$work" && script -qec "'$espalier' score small.so pipe -o scored.csv" /dev/null </dev/null >terminal 2>&1)
    wait
    expect 'a terminal sees how far it is' grep -qE '[0-9]+ records, [0-9]+ a second' "$work/terminal"
    expect 'the line goes before the summary comes' grep -qE "$(printf '\r {70}\respalier: scored 4000 records')" "$work/terminal"
else
    skip 'progress on a terminal' 'no script(1) to make one'
fi
finish
