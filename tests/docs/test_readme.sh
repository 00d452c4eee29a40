#!/bin/sh
# The host programs of the README and of docs/generated-code.md are whole programs: they compile without a warning and run, and the
# README's prints what is shown there.
set -u
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

block() { # block LANGUAGE MARKER PAGE: the first ```LANGUAGE block of the page that contains MARKER
    awk -v fence="\`\`\`$1" -v marker="$2" '
        $0 == fence { inside = 1; text = ""; next }
        inside && $0 == "```" { inside = 0; if (index(text, marker)) { printf "%s", text; exit } next }
        inside { text = text $0 "\n" }' "$3"
}

block c '#include "affluent.h"' README.md >"$work/host.c"
test -s "$work/host.c"
report $? "the README shows a host program"
block text 'affluent: ' README.md >"$work/expected"
test -s "$work/expected"
report $? "the README shows what it prints"

compile() { # compile SOURCE
    "${CC:-cc}" -std=c99 -Wall -Wextra -Wpedantic -Werror -O2 -Igenerated/etb "$1" generated/etb/affluent*.c -o "$work/host"
}
compile "$work/host.c"
report $? "it compiles without a warning"
"$work/host" >"$work/printed"
report $? "it runs"
diff "$work/expected" "$work/printed"
report $? "it prints what the README says"

block c '#include "affluent.h"' docs/generated-code.md >"$work/page.c"
test -s "$work/page.c" && compile "$work/page.c"
report $? "the program of docs/generated-code.md compiles without a warning"
"$work/host"
report $? "it runs"
exit $status
