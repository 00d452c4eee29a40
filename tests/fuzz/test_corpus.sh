#!/bin/bash
# Every fuzz target reads its committed seeds, truncations and mutations of them without a crash, in the build under test.
# `make fuzz` lets libFuzzer search on from the same seeds.
set -uo pipefail
. tests/support/report.sh
build=${ESPALIER_BUILD:-build}

for target in tests/fuzz/fuzz_*.c; do
    name=${target##*/fuzz_}
    name=${name%.c}
    seeds=()
    for seed in tests/fuzz/corpus/"$name"/*; do [ ! -f "$seed" ] || seeds+=("$seed"); done
    if [ ${#seeds[@]} -eq 0 ]; then
        not_ok "fuzz_$name has seeds in tests/fuzz/corpus/$name"
        continue
    fi
    expect "fuzz_$name reads its ${#seeds[@]} seeds, cut short and changed" "$build/tests/fuzz/replay_$name" "${seeds[@]}"
done
finish
