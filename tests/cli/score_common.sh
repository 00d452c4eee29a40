# shellcheck shell=bash
# For the tests of `espalier score`: a work directory that goes away, scorers written by hand, and a way to run the program.
. tests/support/report.sh
root=$PWD
espalier=$(cd "${ESPALIER_BUILD:-build}" && pwd)/bin/espalier
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

compile() # NAME SOURCE [FLAG...]: makes $work/NAME
{
    local name=$1 source=$2
    shift 2
    (cd "$root" && ${CC:-cc} -O2 -shared -fPIC -I. -Itests "$@" "$source" -o "$work/$name")
}

# Runs espalier in the work directory with stdin as it is; sets status, and leaves out and err there.
run() # ARGUMENT...
{
    status=0
    (cd "$work" && "$espalier" "$@" >out 2>err) || status=$?
}

# What the last run left behind, told when a check fails.
show()
{
    echo "exit code $status"
    sed 's/^/out: /' "$work/out" | head -n 30
    sed 's/^/err: /' "$work/err" | head -n 30
}

exits() # CODE WHAT
{
    if [ "$status" -eq "$1" ]; then ok "$2"; else
        show
        not_ok "$2 (exit $1)"
    fi
}

says() # WHAT TEXT...: all of stderr
{
    local what=$1
    shift
    if [ "$(cat "$work/err")" = "$(printf '%s\n' "$@")" ]; then ok "$what"; else
        show
        not_ok "$what"
    fi
}

mentions() # WHAT TEXT: a part of stderr
{
    if grep -qF -e "$2" "$work/err"; then ok "$1"; else
        show
        not_ok "$1: '$2'"
    fi
}

file_is() # WHAT FILE LINE...
{
    local what=$1 file=$2
    shift 2
    if printf '%s\n' "$@" | cmp -s - "$work/$file"; then ok "$what"; else
        printf '%s\n' "$@" | diff - "$work/$file"
        not_ok "$what"
    fi
}

# Whether an output's temporary file, .NAME.espalier-XXXXXX, is there.
temporary_there()
{
    [ -n "$(find "$work" -name '.*.espalier-*' -print -quit)" ]
}

# Nothing but what the test itself put there: neither a result nor a temporary file.
nothing_left() # WHAT FILE
{
    if [ ! -e "$work/$2" ] && ! temporary_there; then ok "$1"; else
        ls -lA "$work"
        not_ok "$1"
    fi
}
