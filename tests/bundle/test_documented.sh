#!/bin/bash
# docs/bundle.md names every key that bundle.json may have and every word that a key may hold.
set -uo pipefail
. tests/support/report.sh

documented() # WHERE WORD...
{
    local where=$1 word
    shift
    if [ $# -eq 0 ]; then not_ok "$where has words"; fi
    for word in "$@"; do
        if grep -qE "(\`[^\`]*|^#+ .*)\b$word\b" docs/bundle.md; then ok "$where: $word"; else not_ok "$where: $word is in docs/bundle.md"; fi
    done
}

# shellcheck disable=SC2046 # words have no spaces
documented "key of bundle.json" $(cat bundle/bundle_read*.c | tr '\n' ' ' |
    grep -o 'keys\[\] = {[^}]*}' | grep -o '"[a-z0-9_]*"' | tr -d '"' | sort -u)
# shellcheck disable=SC2046
documented "word of bundle.json" $(grep -o '\[\] = {[^}]*}' bundle/bundle_names.c | grep -o '"[a-z]*"' | tr -d '"' | sort -u)
finish
