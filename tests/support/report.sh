# shellcheck shell=bash
# For tests in shell: `. tests/support/report.sh`, then ok, not_ok, skip or expect, and at the end finish or summarize.
checks_passed=0
checks_failed=0
checks_skipped=0

ok() # WHAT
{
    echo "ok - $1"
    checks_passed=$((checks_passed + 1))
}

not_ok() # WHAT
{
    echo "not ok - $1"
    checks_failed=$((checks_failed + 1))
}

skip() # WHAT WHY
{
    echo "skip - $1: $2"
    checks_skipped=$((checks_skipped + 1))
}

expect() # WHAT COMMAND...: ok when the command succeeds; its output is shown when it does not
{
    local what=$1 output
    shift
    if output=$("$@" 2>&1); then
        ok "$what"
    else
        printf '%s\n' "$output"
        not_ok "$what"
    fi
}

finish() # ends a test that tests/run counts
{
    exit $((checks_failed > 0))
}

summarize() # ends a suite that stands alone, in the runner's words
{
    echo "$checks_passed passed, $checks_failed failed, $checks_skipped skipped"
    [ "$checks_failed" -eq 0 ] && [ $((checks_passed + checks_skipped)) -gt 0 ]
    exit $?
}
