#!/bin/bash
# docs/abi.md: its program compiles as shown and runs, and its tables of offsets are the compiler's.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
. tests/support/report.sh
build=${ESPALIER_BUILD:-build}
cc=${CC:-cc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
strict=(-std=c99 -Wall -Wextra -Wpedantic -Wconversion -Werror -Iruntime)

awk '/^```c$/ { inside = 1; next } /^```$/ { inside = 0 } inside' docs/abi.md >"$work/host.c"
expect 'the page shows a program' grep -q 'int main' "$work/host.c"
expect 'it compiles without a warning' "$cc" "${strict[@]}" -c "$work/host.c" -o "$work/host.o"
# An archive of sanitized objects needs the sanitizers' libraries, which CFLAGS name.
sanitizers=()
[ -z "${ESPALIER_SANITIZED:-}" ] || sanitizers=('-fsanitize=address,undefined')
expect 'it links with the static library' "$cc" "${sanitizers[@]}" "$work/host.o" "$build/lib/libespalier.a" -ldl -o "$work/host"
[ -n "${ESPALIER_SANITIZED:-}" ] ||
    expect 'and with the shared one' "$cc" "$work/host.o" -L"$build/lib" -lespalier -o "$work/host-shared"
expect 'a scorer compiles' "$cc" -O2 -shared -fPIC -I. -Itests tests/support/scorer_small.c -o "$work/small.so"

outcome() # WHAT CODE TEXT ARGUMENT...: exit code and all that is printed
{
    local what=$1 code=$2 text=$3 printed status=0
    shift 3
    printed=$("$work/host" "$@" 2>&1) || status=$?
    if [ "$status" -eq "$code" ] && [ "$printed" = "$text" ]; then ok "$what"; else
        printf 'exit %s: %s\n' "$status" "$printed"
        not_ok "$what"
    fi
}
small=$work/small.so
outcome 'it scores' 0 $'1: margin 2.25, output 0.84615386\ndecision: 1' "$small" age=48 segment=Gold since=2020-02-29 'balance= 1024'
outcome 'it names the text that does not fit' 1 'age=old: text that is no number, flag or date where one belongs' "$small" age=old
outcome 'it names the column that is refused' 1 "age: a value outside the column's allowed range, infinite, or too large" "$small" age=130
outcome 'it knows its columns' 1 'wage=1: a column, an output or a name that does not exist, or an argument that cannot be' "$small" wage=1
expect 'it refuses what is no scorer' test "$("$work/host" "$work/host.c" 2>&1 | cut -d: -f2)" = ' not a library that can be loaded'

# Offsets, for the pointers that the page speaks of.
assertions() # STRUCT HEADING: a line of C for each row of the table under the heading
{
    awk -v type="$1" -v heading="$2" '
        index($0, heading) == 1 { inside = 1 }
        inside && /^\| *[0-9]+ \| `/ {
            split($0, cell, "|")
            gsub(/[ `]/, "", cell[3])
            printf "check(%d == offsetof(struct %s, %s), \"%s\");\n", cell[2], type, cell[3], cell[3]
            rows++
        }
        rows && /^$/ { exit }
        END { printf "rows += %d;\n", rows }' docs/abi.md
}
cat >"$work/offsets.c" <<SOURCE
#include "espalier.h"
#include <stdio.h>
static int wrong, rows;
static void check(int holds, const char *field) { if (!holds) { printf("%s\n", field); wrong = 1; } }
int main(void)
{
    if (sizeof(void *) != 8) return 0;
    $(assertions espalier_model '## The descriptor')
    check(rows == 31, "a field without a row");
    check(sizeof(struct espalier_model) == 200, "descriptor_size");
    rows = 0;
    $(assertions espalier_column 'A column, ')
    check(rows == 9, "a column's field without a row");
    check(sizeof(struct espalier_column) == 56, "the column's size");
    return wrong;
}
SOURCE
expect 'its offsets compile' "$cc" "${strict[@]}" "$work/offsets.c" -o "$work/offsets"
expect 'and are those of the header' "$work/offsets"

# Codes and their numbers.
numbers=$(sed -nE 's/^\| `(ESPALIER_E_[A-Z]+)` \| (-[0-9]+) \|.*/\1 = \2/p' docs/abi.md)
expect 'its codes are those of the header' test "$numbers" = "$(sed -nE 's/^ +(ESPALIER_E_[A-Z]+ = -[0-9]+).*/\1/p' runtime/espalier.h)"
finish
