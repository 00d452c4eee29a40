#!/bin/bash
# espalier generate: options, report, exit codes, and that nothing half-written stays behind.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
. tests/support/report.sh

root=$PWD
build=${ESPALIER_BUILD:-build}
case $build in /*) ;; *) build=$root/$build ;; esac
espalier=$build/bin/espalier
work=$(mktemp -d "${TMPDIR:-/tmp}/generate.XXXXXX")
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

# A leaf, and after it another: squared error over two features.
tree() # ID VALUE
{
    printf '{"base_weights": [0], "categories": [], "categories_nodes": [], "categories_segments": [], "categories_sizes": [],'
    printf ' "default_left": [0], "id": %s, "left_children": [-1], "loss_changes": [0], "parents": [2147483647],' "$1"
    printf ' "right_children": [-1], "split_conditions": [%s], "split_indices": [0], "split_type": [0], "sum_hessian": [1],' "$2"
    printf ' "tree_param": {"num_deleted": "0", "num_feature": "2", "num_nodes": "1", "size_leaf_vector": "1"}}'
}
cat >"$work/churn.json" <<END
{"learner": {"attributes": {}, "feature_names": ["age", "job"], "feature_types": ["q", "q"],
 "gradient_booster": {"model": {"gbtree_model_param": {"num_parallel_tree": "1", "num_trees": "2"},
 "iteration_indptr": [0, 1, 2], "tree_info": [0, 0], "trees": [$(tree 0 1.5), $(tree 1 2.5)]}, "name": "gbtree"},
 "learner_model_param": {"base_score": "5E-1", "boost_from_average": "1", "num_class": "0", "num_feature": "2", "num_target": "1"},
 "objective": {"name": "reg:squarederror", "reg_loss_param": {"scale_pos_weight": "1"}}}, "version": [2, 1, 4]}
END

run() # ARGUMENT...: runs `espalier generate` in $work, keeps $status, out and err
{
    (cd "$work" && "$espalier" generate "$@" >out 2>err)
    status=$?
}
exits() # CODE WHAT
{
    if [ "$status" -eq "$1" ]; then
        ok "$2"
    else
        echo "exit code $status instead of $1: $(cat "$work/err")"
        not_ok "$2"
    fi
}
says() # TEXT
{
    expect "and says '$1'" grep -qF -- "$1" "$work/err"
}
leaves_nothing()
{
    expect 'and leaves nothing behind' test -z "$(find "$work" -mindepth 1 ! -name churn.json ! -name out ! -name err)"
}

run churn.json -o scorer
exits 0 'a model becomes a scorer'
says 'espalier: churn: 2 files in scorer: 2 features, 1 output, 2 trees, 2 nodes'
expect 'nothing on stdout' test ! -s "$work/out"
expect 'NAME.h and NAME.c, no more' test "$(find "$work/scorer" -type f -printf '%f\n' | sort | tr '\n' ' ')" = 'churn.c churn.h '
expect 'which compile' "${CC:-cc}" -std=c99 -Wall -Wextra -Wpedantic -Wconversion -Werror -c "$work/scorer/churn.c" -o "$work/churn.o"
cp -r "$work/scorer" "$work/first"
run churn.json -o scorer --quiet
exits 0 'again, quietly'
expect 'says nothing' test ! -s "$work/err"
expect 'and gives the same bytes' diff -r "$work/scorer" "$work/first"
rm -rf "$work/scorer" "$work/first" "$work/churn.o"

for rounds in 0:1 :1 1: 1:2; do
    run churn.json -o scorer --rounds "$rounds"
    exits 0 "--rounds $rounds"
    says '1 trees'
done
run churn.json -o scorer --rounds :
says '2 trees'
rm -rf "$work/scorer"
for rounds in 1 1:1 2:1 0:0 a:b 1:2:3 -1:2 0:3 5:; do
    run churn.json -o scorer --rounds "$rounds"
    exits 2 "--rounds $rounds is refused"
done
leaves_nothing

run churn.json
exits 2 'no -o is bad usage'
says '-o DIR'
run -o scorer
exits 2 'no model is bad usage'
run churn.json churn.json -o scorer
exits 2 'two models are bad usage'
run churn.json -o scorer --frobnicate
exits 2 'an unknown option'
run absent.json -o scorer
exits 2 'a model that is not there'
says 'absent.json'
run churn.json -o scorer --name 'a-b'
exits 2 'a name that is no identifier'
says "--name: 'a-b' is no C identifier"
leaves_nothing

if [ "$(id -u)" -ne 0 ]; then
    mkdir "$work/sealed"
    chmod a-w "$work/sealed"
    run churn.json -o sealed/scorer
    exits 3 'a directory without write permission'
    rm -rf "$work/sealed"
else
    skip 'a directory without write permission' 'running as root'
fi
run churn.json -o /dev/full/scorer
exits 2 'a directory inside of a file'

mkdir "$work/small"
if mount -t tmpfs -o size=20k none "$work/small" 2>/dev/null; then
    run churn.json -o small/scorer
    exits 3 'no space on the device'
    says 'No space left on device'
    expect 'and leaves nothing there' test -z "$(ls -A "$work/small")"
    umount "$work/small"
else
    skip 'no space on the device' 'cannot mount a small file system'
fi
rmdir "$work/small"
finish
