#!/bin/bash
# The Makefile keeps its promises: help lists every target that a person calls, an up-to-date tree is left alone, a changed header
# reaches whoever includes it, and a machine without a compiler or pkg-config can still read it.
set -uo pipefail
. tests/support/report.sh
build=${ESPALIER_BUILD:-build}
make=(make --no-print-directory "BUILD=$build")

help=$(make --no-print-directory help)
phony=$(sed -n 's/^\.PHONY: //p' Makefile | tr ' ' '\n' | grep -v -- '-programs$')
undocumented=$(for target in $phony; do grep -q "^  make $target  *[^ ]" <<<"$help" || echo "$target"; done)
expect 'make help lists every target that a person calls' [ -z "$undocumented" ]
for target in help all runtime run setup test check-all lint format install uninstall regenerate fuzz sanitize valgrind fresh-machine clean; do
    expect "make help lists $target" grep -q "^  make $target " <<<"$help"
done

expect 'nothing is rebuilt when nothing changed' "${make[@]}" -q all
expect 'nor are the test programs' "${make[@]}" -q test-programs
would_make=$("${make[@]}" -n -W bundle/base/error.h all)
expect 'a changed header recompiles what includes it' grep -q 'bundle/base/error\.c' <<<"$would_make"
expect 'also at second hand' grep -q 'bundle/base/csv\.c' <<<"$would_make"
expect 'and nothing else' bash -c '! grep -q "runtime/number_parse\.c" <<<"$1"' nothing "$would_make"
expect 'without any tool in PATH the Makefile is still read' env PATH=/nonexistent "$(command -v make)" -n help
finish
