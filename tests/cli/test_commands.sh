#!/bin/bash
# The program itself: its overview, help, version, unknown subcommands, and how it finds the trainer.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/score_common.sh

run
exits 2 'no subcommand is bad usage'
says 'and points to the help' "espalier: which subcommand? see 'espalier --help'"

for words in help --help -h; do
    run $words
    exits 0 "espalier $words"
    expect "espalier $words prints the overview on stdout" grep -q '^usage: espalier SUBCOMMAND' "$work/out"
done
for name in train generate verify score help; do
    expect "the overview names $name" grep -q "^  $name " "$work/out"
done
expect 'every line fits 100 columns' awk 'length > 100 { exit 1 }' "$work/out"

run --version
exits 0 'espalier --version'
version=$(sed -n 's/^#define ESPALIER_VERSION "\(.*\)"/\1/p' runtime/version.h)
file_is 'prints the version' out "espalier $version"

for name in generate verify score help; do
    run "$name" --help
    exits 0 "espalier $name --help"
    expect "espalier $name --help says how it is used" grep -q "^usage: espalier $name" "$work/out"
    expect "espalier $name --help has an example" grep -q '^ *espalier '"$name" "$work/out"
    expect "nothing on stderr" test ! -s "$work/err"
    cp "$work/out" "$work/help"
    run help "$name"
    expect "espalier help $name prints the same" cmp "$work/help" "$work/out"
done

run scroe table.csv
exits 2 'an unknown subcommand'
says 'is told which one may have been meant' "espalier: there is no subcommand 'scroe'; did you mean 'score'?"
run ver
says 'also from its beginning' "espalier: there is no subcommand 'ver'; did you mean 'verify'?"
run frobnicate
says 'but not by force' "espalier: there is no subcommand 'frobnicate'; see 'espalier --help'"
run "$(printf 'sc\033[31mre')"
mentions 'control characters are escaped' 'sc\x1b[31mre'
run help scroe
exits 2 'help for an unknown subcommand'
run help score verify
exits 2 'help for two subcommands'
run --frobnicate
exits 2 'an unknown option'

if [ -w /dev/full ]; then
    (cd "$work" && "$espalier" --help >/dev/full 2>err)
    status=$?
    exits 3 'help that cannot be written'
    mentions 'says why' 'No space left on device'
fi

# The trainer is a program of its own, beside this one or on the PATH.
cp "$espalier" "$work/espalier"
espalier=$work/espalier
PATH=/usr/bin:/bin run train config.json
exits 3 'no trainer'
mentions 'says what is missing' "no 'espalier-train' beside this program nor on the PATH"
mkdir "$work/bin"
printf '#!/bin/sh\necho "on the path: $*"\nexit 1\n' >"$work/bin/espalier-train"
chmod +x "$work/bin/espalier-train"
PATH="$work/bin:$PATH" run train config.json -o bundle
exits 1 'a trainer on the PATH'
file_is 'gets the arguments' out 'on the path: config.json -o bundle'
printf '#!/bin/sh\necho "beside: $*"\n' >"$work/espalier-train"
PATH="$work/bin:$PATH" run train
exits 3 'a trainer that may not be run'
mentions 'is named' 'espalier-train: cannot start: Permission denied'
chmod +x "$work/espalier-train"
PATH="$work/bin:$PATH" run train --help 'two words'
file_is 'a trainer beside the program comes first' out 'beside: --help two words'
finish
