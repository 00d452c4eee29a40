#!/bin/bash
# A real table, end to end: the example config of the census records, which must be learned to the level known for them.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
. tests/support/report.sh
train=${ESPALIER_BUILD:-build}/bin/espalier-train
table=../shared/data/adult/adult_train.csv
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

metric() # NAME: of the hold-out
{
    sed -n "/\"holdout\"/,/}/s/.*\"$1\":[[:space:]]*\([0-9.]*\).*/\1/p" "$work/bundle/metrics.json"
}

at_least() # VALUE LEAST
{
    awk -v value="$1" -v least="$2" 'BEGIN { print value " should be at least " least; exit !(value >= least) }'
}

if [ ! -r "$table" ]; then
    skip 'the census table' "$table is not here"
    finish
fi
expect 'the example trains' "$train" examples/adult/config.json -o "$work/bundle" --quiet
expect 'all records are used' grep -q '^rows         22,745' <("$train" examples/adult/config.json -o "$work/again" --quiet --threads 1)
expect 'the same bundle on one thread' diff -r "$work/bundle" "$work/again"
expect 'ROC AUC on the hold-out' at_least "$(metric roc_auc)" 0.92
expect 'precision on the hold-out is near the floor' at_least "$(metric precision)" 0.67
expect 'recall on the hold-out' at_least "$(metric recall)" 0.70
expect 'no record of the table is in the vectors' \
    awk -F, 'NR == FNR { seen[$1 "," $2 "," $5 "," $6 "," $7 "," $8 "," $11 "," $12 "," $13 "," $14] = 1; next }
        FNR > 1 { key = $1; for (i = 2; i <= 10; i++) key = key "," $i; if (key in seen) { print; exit 1 } }' \
    "$table" "$work/bundle/vectors.csv"
finish
