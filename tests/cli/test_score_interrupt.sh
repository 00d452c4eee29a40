#!/bin/bash
# `espalier score` interrupted while it waits for its table: exit code 130, no result, no temporary file, the old result intact.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
. tests/cli/score_common.sh
expect 'a scorer compiles' compile small.so tests/support/scorer_small.c
cd "$work" || exit 2
mkfifo pipe

# An asynchronous command of a script ignores SIGINT; with job control it does not.
set -m

begin() # OUTPUT: starts a run that reads a few records and then waits for more, until $run is interrupted
{
    "$espalier" score small.so - -o "$1" <pipe >out 2>err &
    run=$!
    exec 9>pipe
    { echo age,balance,active,since,segment; seq 1000 | sed 's/.*/40,,,,/'; } >&9
}

wait_for_temporary()
{
    for _ in $(seq 100); do
        ! temporary_there || return 0
        sleep 0.05
    done
    return 1
}

ended() # SIGNAL: sends it and waits; sets status
{
    kill "-$1" "$run"
    status=0
    { wait "$run" || status=$?; } 2>/dev/null
    exec 9>&-
}

for signal in INT TERM HUP; do
    begin out.csv
    expect "SIG$signal: the run has begun" wait_for_temporary
    ended "$signal"
    exits 130 "SIG$signal"
    says "SIG$signal: the message" 'espalier: interrupted'
    nothing_left "SIG$signal: nothing is left" out.csv
done
echo old >out.csv
begin out.csv
expect 'a run over an old result has begun' wait_for_temporary
ended INT
exits 130 'it is interrupted'
file_is 'and the old result stays' out.csv old
finish
