#!/bin/bash
# `espalier score` on two million records in 64 MiB of address space, and wide ones beside: memory does not grow with the table.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/score_common.sh
expect 'a scorer compiles' compile small.so tests/support/scorer_small.c

records=2000000
[ -z "${ESPALIER_SANITIZED:-}" ] || records=100000
table()
{
    awk -v records=$records 'BEGIN {
        print "id,age,segment,active,since,balance,note"
        for (i = 0; i < records; i++)
            printf "%d,%d,%s,%s,2015-0%d-1%d,%d.25,\"note, %d\"\n", i, i % 120, i % 3 ? "gold" : "silver", i % 2 ? "yes" : "0", i % 9 + 1,
                i % 10, (i * 7919) % 100000, i % 1000
    }'
}

limited() # COMMAND...: sanitizers need the whole address space
{
    (
        [ -n "${ESPALIER_SANITIZED:-}" ] || ulimit -v 65536
        "$@"
    )
}

status=0
table | (cd "$work" && limited "$espalier" score small.so - -o scored.csv 2>err >out) || status=$?
exits 0 "$records records"
expect 'all are scored' test "$(wc -l <"$work/scored.csv")" -eq $((records + 1))
mentions 'and counted' "scored $records records, 0 bad"
# The margins, computed again from the cells that were passed through.
expect 'each by its own cells' awk -F, '
    NR > 1 {
        margin = ($2 - 40) / 8 + $6 / 1024 + ($4 == "yes") / 2 + ($3 == "gold" ? 1 : 2) / 4
        difference = $9 - margin
        if ($1 != NR - 2 || difference > 1e-4 || difference < -1e-4 || $11 != (margin >= 0)) { print; exit 1 }
    }' "$work/scored.csv"

# The same whatever the blocks are: bytes that come one line at a time, or all at once.
head -n 2000 "$work/scored.csv" >"$work/wanted"
table 2>/dev/null | head -n 2000 | while IFS= read -r line; do printf '%s\n' "$line"; done | (cd "$work" && "$espalier" score small.so - -q) \
    >"$work/slowly"
expect 'the same from a slow pipe' cmp "$work/wanted" "$work/slowly"

# Records of a megabyte each: a block holds few of them.
status=0
awk 'BEGIN {
    print "age,balance,active,since,segment,note"
    note = "0123456789abcdef"
    while (length(note) < 1000000) note = note note
    for (i = 0; i < 60; i++) print "40,,,,," note
}' | (cd "$work" && limited "$espalier" score small.so - -o wide.csv 2>err >out) || status=$?
exits 0 'sixty records of a megabyte'
expect 'are all scored' test "$(grep -c ',0,0.5,1$' "$work/wide.csv")" -eq 60
finish
