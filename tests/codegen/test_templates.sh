#!/bin/bash
# The templates of generated code: they compile as they stand, whatever the generator decides, and every awk embeds them alike.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
. tests/support/report.sh

work=$(mktemp -d "${TMPDIR:-/tmp}/templates.XXXXXX")
trap 'rm -rf "$work"' EXIT
warnings='-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Werror'
files='bundle/transforms.h runtime/espalier.h'

variants=(
    ''
    'PREPROCESSING WIDE_NODES SIGMOID BINARY_DECISION'
    'GROUPS SOFTMAX CLASS_DECISION CATEGORIES'
    'GROUPS VECTORS EXPONENTIAL'
    'WIDE_NODES CATEGORIES HINGE BINARY_DECISION TREES_FILES'
    'PREPROCESSING SORTED'
    'EXPECTILES'
)
for compiler in gcc clang; do
    if ! command -v $compiler >/dev/null; then
        skip "templates compile with $compiler" "there is no $compiler"
        continue
    fi
    for variant in "${variants[@]}"; do
        flags=
        for flag in $variant; do flags="$flags -DNAME_WITH_$flag=1"; done
        # shellcheck disable=SC2086  # words
        expect "scorer.c compiles with $compiler: ${variant:-nothing special}" \
            $compiler -std=c99 -O1 $warnings -I. $flags -c codegen/template/scorer.c -o "$work/scorer.o"
    done
    # shellcheck disable=SC2086  # words
    expect "trees_file.c compiles with $compiler" $compiler -std=c99 $warnings -I. -c codegen/template/trees_file.c -o "$work/trees.o"
done

# Flags that templates ask for, and those that the stand-ins define.
grep -ho 'NAME_WITH_[A-Z_]*' codegen/template/*.c codegen/template/*.h | sort -u >"$work/asked"
sed -n 's/^#define \(NAME_WITH_[A-Z_]*\) .*/\1/p' codegen/template/stand_in/flags.h | sort -u >"$work/defined"
expect 'every flag that a template asks for is known, and no other' cmp "$work/asked" "$work/defined"

# shellcheck disable=SC2086  # words
embed() # AWK...
{
    LC_ALL=C "$@" -f codegen/template/embed.awk codegen/template/*.c codegen/template/*.h $files
}
embed awk >"$work/first.c"
# shellcheck disable=SC2086  # words
expect 'the embedded texts compile' cc -std=c11 $warnings -I. -c "$work/first.c" -o "$work/first.o"
for awk in mawk gawk 'busybox awk' original-awk; do
    if ! command -v "${awk%% *}" >/dev/null; then
        skip "$awk embeds alike" "there is no ${awk%% *}"
        continue
    fi
    # shellcheck disable=SC2086  # words
    embed $awk >"$work/other.c"
    expect "$awk embeds alike" cmp "$work/first.c" "$work/other.c"
done

refused() # WHAT TEXT
{
    printf '%b' "$2" >"$work/bad.c"
    if LC_ALL=C awk -f codegen/template/embed.awk "$work/bad.c" >/dev/null 2>"$work/message"; then
        not_ok "$1 is refused"
    else
        expect "$1 is refused" grep -q 'bad.c:[0-9]' "$work/message"
    fi
}
refused 'a begin inside of a begin' '/* ---- begin a ---- */\n/* ---- begin b ---- */\n'
refused 'an end alone' '/* ---- end a ---- */\n'
refused 'a template without end' '/* ---- begin a ---- */\nx\n'
refused 'a byte that is no ASCII' '/* ---- begin a ---- */\n\0303\0251\n/* ---- end a ---- */\n'
refused 'a tab' '/* ---- begin a ---- */\n\tx\n/* ---- end a ---- */\n'
finish
