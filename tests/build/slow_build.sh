#!/bin/bash
# The whole tree from clean: two jobs, then a second make that finds nothing to do, another compiler in another directory, and the
# same bytes of what is generated at build time.
set -uo pipefail
. tests/support/report.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

expect 'make -j2 from clean' make --no-print-directory -j2 "BUILD=$work/a" all test-programs
expect 'a second make finds nothing to do' make --no-print-directory -q "BUILD=$work/a" all test-programs
expect 'make runtime alone' make --no-print-directory "BUILD=$work/b" runtime
expect 'needs nothing of the rest' [ "$(ls "$work/b")" = "$(printf 'lib\nobj')" ]
expect 'and only its own objects' [ "$(ls "$work/b/obj")" = runtime ]
expect 'make clean removes the build directory' make --no-print-directory "BUILD=$work/b" clean
expect 'all of it' [ ! -e "$work/b" ]
if command -v clang >/dev/null; then
    expect 'CC and CFLAGS reach every step' make --no-print-directory -j2 V=1 CC=clang CFLAGS=-O0 "BUILD=$work/c" all
    expect 'and the programs run' "$work/c/bin/espalier" --version
else
    skip 'CC=clang' 'there is no clang'
fi
finish
