#!/bin/sh
# The committed scorer is what today's generator makes of the committed bundle, byte for byte, and its objects ask the
# host for nothing but memcpy and memset (and, where a compiler's CPU test is used, that).
set -u
build=${ESPALIER_BUILD:-build}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
status=0

report() { # report OUTCOME WHAT
    if [ "$1" -eq 0 ]; then
        echo "ok - $2"
    else
        echo "not ok - $2"
        status=1
    fi
}

"$build/bin/espalier" generate generated/etb/bundle -o "$work/etb" --quiet
report $? "generate from the committed bundle"

for file in generated/etb/*.[ch]; do
    cmp "$file" "$work/etb/${file##*/}"
    report $? "${file##*/} has the committed bytes"
done
count_committed=$(find generated/etb -maxdepth 1 -name '*.[ch]' | wc -l)
count_made=$(find "$work/etb" -maxdepth 1 -type f | wc -l)
test "$count_committed" -eq "$count_made"
report $? "no file more, no file less"

allowed='^(memcpy|memset|__cpu_model|__cpu_indicator_init|_GLOBAL_OFFSET_TABLE_)$'
for file in generated/etb/*.c; do
    "${CC:-cc}" -O2 -fPIC -c "$file" -o "$work/object.o"
    report $? "${file##*/} compiles"
    nm -u "$work/object.o" | awk '{print $NF}' | grep -Ev "$allowed" | grep -v '^affluent_'
    test $? -ne 0
    report $? "${file##*/} needs no other symbol"
done

kib=$(du -sk generated/etb | cut -f1)
test "$kib" -le 1500
report $? "small enough to read: $kib KiB"
exit $status
