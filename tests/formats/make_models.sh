#!/bin/bash
# Makes the models of this folder anew, one sub-folder a release of XGBoost: tests/formats/make_models.sh [RELEASE...]
# Each release's library comes from the Python package index by pip; RELEASES may name a folder that has RELEASE/xgboost/lib/libxgboost.so
# already. Afterwards every model is scored by LATER as well: where that release gives other bits than the one that trained the model, they
# are kept as NAME.later_margins. tests/formats/test_formats.c says where that happens and why.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
releases=${RELEASES:-$work/releases}
LATER=${LATER:-3.2.0}
[ $# -gt 0 ] || set -- 1.0.2 1.3.3 1.6.2 1.7.6 2.1.4 3.0.5 3.2.0

library() # RELEASE
{
    local folder=$releases/$1
    if [ ! -e "$folder/xgboost/lib/libxgboost.so" ]; then
        [ -d "$work/venv" ] || python3 -m venv "$work/venv"
        mkdir -p "$folder"
        "$work/venv/bin/pip" download --quiet --no-deps --only-binary=:all: -d "$work/wheels/$1" "xgboost==$1"
        python3 -m zipfile -e "$work/wheels/$1"/*.whl "$folder"
    fi
    echo "$folder/xgboost/lib/libxgboost.so"
}

# Not linked with any libxgboost: each run loads the one that it is given.
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O1 -ffp-contract=off -I. tests/formats/make_models.c tests/support/xgboost_library.c \
    tests/support/xgboost_case.c -o "$work/make_models" -ldl -lm

later=$(library "$LATER")
for release in "$@"; do
    folder=tests/formats/$release
    rm -rf "$folder"
    mkdir -p "$folder"
    "$work/make_models" train "$(library "$release")" "$folder"
    for model in "$folder"/*.json; do
        name=${model%.json}
        if ! "$work/make_models" score "$later" "$model" >"$name.later_margins" 2>"$work/log"; then
            echo "$LATER cannot load $model"
            rm -f "$name.later_margins"
        elif cmp -s "$name.margins" "$name.later_margins"; then
            rm -f "$name.later_margins"
        fi
    done
    models=("$folder"/*.json)
    echo "$folder: ${#models[@]} models"
done
