#!/bin/bash
# `make install` under DESTDIR and PREFIX: a host program finds everything through pkg-config, links the runtime shared and static,
# and scores; `make uninstall` leaves nothing behind.
set -uo pipefail
. tests/support/report.sh
build=${ESPALIER_BUILD:-build}
cc=${CC:-cc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=/opt/espalier-under-test
installed=$work/stage$prefix
make=(make --no-print-directory "BUILD=$build" "DESTDIR=$work/stage" "PREFIX=$prefix" ${CFLAGS:+"CFLAGS=$CFLAGS"})
read -ra flags <<<"${CFLAGS:-}"
version=$(sed -n 's/^#define ESPALIER_VERSION "\(.*\)"/\1/p' runtime/version.h)

expect 'make install' "${make[@]}" install
listed=$(cd "$work/stage" && find . ! -type d | sort)
expected=$(printf ".$prefix/%s\n" bin/espalier bin/espalier-train include/espalier.h lib/libespalier.a lib/libespalier.so \
    lib/libespalier.so.0 "lib/libespalier.so.$version" lib/pkgconfig/espalier.pc | sort)
expect 'what is installed is what is promised' diff <(echo "$expected") <(echo "$listed")
expect 'the shared library names its interface version' grep -aq 'libespalier\.so\.0' "$installed/lib/libespalier.so"
expect 'the installed program knows its version' bash -c '[ "$("$1" --version)" = "espalier $2" ]' version "$installed/bin/espalier" "$version"

export PKG_CONFIG_PATH=$installed/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$work/stage
expect 'pkg-config gives the version' bash -c '[ "$(pkg-config --modversion espalier)" = "$1" ]' version "$version"
read -ra compile < <(pkg-config --cflags espalier)
read -ra link < <(pkg-config --libs espalier)
read -ra link_static < <(pkg-config --static --libs espalier)
strict=(-std=c99 -Wall -Wextra -Wpedantic -Wconversion -Werror)
expect 'a host compiles and links the shared library' \
    "$cc" "${strict[@]}" "${flags[@]}" "${compile[@]}" tests/install/host.c "${link[@]}" -o "$work/host-shared"
expect 'a host compiles and links the static library' "$cc" "${strict[@]}" "${flags[@]}" "${compile[@]}" tests/install/host.c \
    -Wl,-Bstatic "${link_static[@]}" -Wl,-Bdynamic -ldl -o "$work/host-static"
expect 'a scorer compiles' "$cc" -std=c99 -O2 -fPIC -shared generated/etb/*.c -o "$work/libaffluent.so"

fields=(C_AGE=61 gn_occ=RETIREE NUM_PRD=4 MTHCASA=38250.75 'Asset value=88250.75')
shared_result=$(LD_LIBRARY_PATH=$installed/lib "$work/host-shared" "$work/libaffluent.so" "${fields[@]}")
static_result=$("$work/host-static" "$work/libaffluent.so" "${fields[@]}")
expect "the host scores: $shared_result" grep -Eq '^margin -?[0-9.e-]+ decision [01]$' <<<"$shared_result"
expect 'shared and static agree' [ "$shared_result" = "$static_result" ]

expect 'make uninstall' "${make[@]}" uninstall
expect 'nothing is left' bash -c '[ -z "$(find "$1" ! -type d)" ]' left "$work/stage"
finish
