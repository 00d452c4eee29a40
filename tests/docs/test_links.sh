#!/bin/sh
# Every relative link in the documentation leads to a file that is there.
set -u
status=0
for page in README.md CONTRIBUTING.md SECURITY.md CHANGELOG.md docs/*.md examples/*/README.md hosts/*/README.md generated/README.md; do
    if [ ! -f "$page" ]; then
        echo "not ok - $page exists"
        status=1
        continue
    fi
    bad=$(grep -o '](\([^)#]*\)' "$page" | sed 's/^](//' | grep -v '^[a-z]*:' | while IFS= read -r link; do
        [ -z "$link" ] || [ -e "$(dirname "$page")/$link" ] || printf ' %s' "$link"
    done)
    if [ -n "$bad" ]; then
        echo "not ok - links of $page:$bad"
        status=1
    else
        echo "ok - links of $page"
    fi
done
exit $status
