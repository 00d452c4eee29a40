#!/bin/bash
# The table of errors: what each command answers to bad input, a machine that refuses, and Ctrl-C. Every line asserts the exit code,
# the exact message, and that neither a part of an output nor a temporary file is left, nor an older output touched.
set -uo pipefail
. tests/support/report.sh
build=$(cd "${ESPALIER_BUILD:-build}" && pwd) || exit 2
espalier=$build/bin/espalier
here=$PWD/tests/errors
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
mkdir "$work/in" && cd "$work/in" || exit 2
export LC_ALL=C

# ---- asserting ----

# Every file that is there, with its content: what a refusing command must leave as it was.
snapshot() # DIRECTORY
{
    (cd "$1" && find . -mindepth 1 | sort | while read -r path; do
        if [ -f "$path" ] && [ ! -p "$path" ]; then echo "$path $(cksum <"$path" 2>/dev/null)"; else echo "$path"; fi
    done)
}

# The last line said is the message; what stands above it, as progress, may be anything.
judge() # WHAT CODE MESSAGE STATUS BEFORE
{
    local said after
    said=$(tail -n 1 "$work/stderr" | sed 's/espalier-verify-[0-9]*/espalier-verify-N/')
    after=$(snapshot .)
    if [ "$4" -ne "$2" ]; then
        echo "exit code $4 instead of $2, saying: $said"
        not_ok "$1"
    elif [ "$said" != "espalier: $3" ]; then
        printf 'said:     %s\nexpected: espalier: %s\n' "$said" "$3"
        not_ok "$1"
    elif [ "$after" != "$5" ]; then
        diff <(echo "$5") <(echo "$after")
        not_ok "$1: leaves everything as it was"
    else
        ok "$1"
    fi
}

refuses() # WHAT CODE MESSAGE COMMAND...
{
    local what=$1 code=$2 message=$3 status=0 before
    shift 3
    before=$(snapshot .)
    "$@" >"$work/stdout" 2>"$work/stderr" </dev/null || status=$?
    judge "$what" "$code" "$message" "$status" "$before"
}

# Waits until a line with MARKER was said (or, with an empty MARKER, a second has passed), then presses Ctrl-C.
interrupted() # WHAT MARKER COMMAND...
{
    local what=$1 marker=$2 status=0 before process tenths=0
    shift 2
    before=$(snapshot .)
    : >"$work/stderr"
    # With job control a command in the background hears SIGINT, as one in a terminal's foreground does.
    set -m
    "$@" >"$work/stdout" 2>"$work/stderr" &
    process=$!
    set +m
    until [ -n "$marker" ] && grep -q "$marker" "$work/stderr" || [ -z "$marker" ] && [ $tenths -ge 10 ]; do
        sleep 0.1
        tenths=$((tenths + 1))
        [ $tenths -lt 600 ] || break
    done
    kill -INT -- "-$process"
    wait "$process" || status=$?
    judge "$what" 130 'interrupted' "$status" "$before"
}

as_root()
{
    [ "$(id -u)" -eq 0 ] && unshare --mount true 2>/dev/null
}

# Runs the command where writing to ./full meets the end of a very small file system, and keeps what is left there for the snapshot.
on_full_device() # KIBIBYTES COMMAND...
{
    local kibibytes=$1
    shift
    unshare --mount bash -c 'mount -t tmpfs -o "size=$0k" none full || exit 99
        "$@"; status=$?; find full -mindepth 1 >"left"; [ -s left ] || rm left; exit $status' "$kibibytes" "$@"
}

# Root may write anywhere; without these capabilities it is bound by permissions like everyone.
plainly() # COMMAND...
{
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --bounding-set=-dac_override,-dac_read_search -- "$@"
    else
        "$@"
    fi
}

# ---- material ----

awk -v n=600 -f "$here/table.awk" >loans.csv
cp "$here/config.json" config.json
sed 's/"loans.csv"/"bad.csv"/' config.json >bad.json
make_material()
{
    "$espalier" train config.json -o bundle --quiet && "$espalier" generate bundle -o scorer --quiet &&
        "${CC:-cc}" -std=c99 -O1 -fPIC -shared scorer/*.c -o libloans.so
}
expect 'a bundle and a scorer to be wrong with' make_material
[ "$checks_failed" -eq 0 ] || finish

without_age() { cut -d , -f 1,3- loans.csv; }
age_twice() { sed '1s/$/,age/; 1!s/$/,1/' loans.csv; }
line_5_age() { sed "5s/^\([^,]*\),[^,]*,/\1,$1,/" loans.csv; }
line_5_city() { sed "5s/Bern\|Graz\|Linz/$1/" loans.csv; }
line_5_undated() { sed '5s/,20..-..-..,/,,/' loans.csv; }
line_5_short() { sed '5s/,[^,]*$//' loans.csv; }

# ---- tables, to train on and to score ----

train=("$espalier" train bad.json -o new)
score=("$espalier" score ./libloans.so bad.csv -o new.csv)

refuses 'train: no table' 2 'bad.csv: cannot open: No such file or directory' "${train[@]}"
refuses 'score: no table' 2 'bad.csv: cannot open: No such file or directory' "${score[@]}"

printf '\177ELF\2\1\1\0\0\0' >bad.csv
refuses 'train: the table is a program' 2 'bad.csv:1: a NUL byte; is this a text file in UTF-8?' "${train[@]}"
refuses 'score: the table is a program' 2 'bad.csv:1: a NUL byte; is this a text file in UTF-8?' "${score[@]}"

cp config.json bad.csv
refuses 'train: the table is a config' 2 'bad.csv:1: fields must be separated by commas, not by semicolons or tabs' "${train[@]}"
refuses 'score: the table is a config' 2 'bad.csv:1: fields must be separated by commas, not by semicolons or tabs' "${score[@]}"

: >bad.csv
refuses 'train: an empty table' 2 'bad.csv: is empty; a header line is needed' "${train[@]}"
refuses 'score: an empty table' 2 'bad.csv: is empty; a header line is needed' "${score[@]}"

head -n 1 loans.csv >bad.csv
refuses 'train: a header alone' 2 'bad.csv: has a header but no rows' "${train[@]}"
"${score[@]}" 2>"$work/stderr"
expect 'score: a header alone gives a header alone' [ "$?$(wc -l <new.csv)" = 01 ]
rm -f new.csv

without_age >bad.csv
refuses 'train: a missing column' 2 "bad.csv:1: no column 'age', which line 9 of the config names" "${train[@]}"
refuses 'score: a missing column' 2 "bad.csv: missing column 'age'" "${score[@]}"

age_twice >bad.csv
refuses 'train: a duplicated column' 2 'bad.csv:1: columns 2 and 8 of the header have the same name "age"' "${train[@]}"
refuses 'score: a duplicated column' 2 'bad.csv:1: columns 2 and 8 of the header have the same name "age"' "${score[@]}"

line_5_age old >bad.csv
refuses 'train: text where a number belongs' 2 "bad.csv:5: age: 'old' is not a number" "${train[@]}"
refuses 'score: text where a number belongs' 2 "bad.csv:5: column 'age': 'old' is no number" "${score[@]}"

line_5_age 140 >bad.csv
refuses 'train: a value outside the allowed range' 2 "bad.csv:5: age: '140' is outside the range that the config allows" "${train[@]}"
refuses 'score: a value outside the allowed range' 2 "bad.csv:5: column 'age': '140' is outside the allowed range: 18 to 120" "${score[@]}"

line_5_city Wien >bad.csv
refuses 'train: an unseen category' 2 "bad.csv:5: city: 'Wien' is not among the config's categories" "${train[@]}"
refuses 'score: an unseen category' 2 "bad.csv:5: column 'city': 'Wien' is a category that the scorer does not know" "${score[@]}"

line_5_undated >bad.csv
refuses 'train: a missing value that is refused' 2 "bad.csv:5: since: is empty; the config's missing is \"refuse\"" "${train[@]}"
refuses 'score: a missing value that is refused' 2 "bad.csv:5: column 'since': the value is missing" "${score[@]}"

line_5_short >bad.csv
refuses 'train: a record with too few fields' 2 'bad.csv:5: 6 fields where the header has 7' "${train[@]}"
refuses 'score: a record with too few fields' 2 'bad.csv:5: 6 fields where the header has 7' "${score[@]}"
rm bad.csv

# ---- configs ----

refuses 'train: no config' 2 'none.json: cannot open: No such file or directory' "$espalier" train none.json -o new
refuses 'train: the config is a table' 2 'loans.csv:1: expected a value, found "id"' "$espalier" train loans.csv -o new
: >bad.json
refuses 'train: an empty config' 2 'bad.json:1: expected a value, found the end of the file' "$espalier" train bad.json -o new
head -c 200 config.json >bad.json
refuses 'train: a truncated config' 2 'bad.json:6: a string that does not end' "$espalier" train bad.json -o new
rm bad.json

# ---- models and bundles ----

generate=("$espalier" generate bad -o new)
refuses 'generate: no model' 2 'bad: cannot open: No such file or directory' "${generate[@]}"
cp loans.csv bad
refuses 'generate: the model is a table' 2 'bad:1: expected a value, found "id"' "${generate[@]}"
: >bad
refuses 'generate: an empty model' 2 'bad: the file is empty' "${generate[@]}"
sed 's/\("gbtree\).*/\1/' bundle/model.json >bad
refuses 'generate: a truncated model' 2 'bad:1: a string that does not end' "${generate[@]}"
rm bad

cp -r bundle bad
sed '/"columns"/,$d' bundle/bundle.json >bad/bundle.json
refuses 'generate: a truncated bundle' 2 'bad/bundle.json:9: expected a key in double quotes, found the end of the file' "${generate[@]}"
cp bundle/bundle.json bad/bundle.json
rm bad/model.json
refuses 'generate: a bundle without its model' 2 'bad/model.json: cannot open: No such file or directory' "${generate[@]}"
echo >>bad/model.json
hash=$(sha256sum <bad/model.json | cut -d ' ' -f 1)
line=$(grep -n model_sha256 bad/bundle.json | cut -d : -f 1)
refuses 'generate: a bundle whose model was changed' 2 \
    "bad/bundle.json:$line: provenance.model_sha256: is not the hash of bad/model.json, which is $hash" "${generate[@]}"
sed 's/"feature_names":\["age"/"feature_names":["wage"/' bundle/model.json >bad/model.json
hash=$(sha256sum <bad/model.json | cut -d ' ' -f 1)
sed "s/\(\"model_sha256\":[^\"]*\"\)[0-9a-f]*/\1$hash/" bundle/bundle.json >bad/bundle.json
refuses 'generate: a model for other features' 2 \
    "preprocessing.features[0].name: bundle.json says 'age', model.json 'wage'" "${generate[@]}"
rm -r bad
mkdir bad
generate=("$espalier" generate bad -o new)
refuses 'generate: a directory that is no bundle' 2 'bad: a directory without a bundle.json is no bundle, and a model is a file' \
    "${generate[@]}"
rmdir bad

# ---- generated folders ----

verify=("$espalier" verify bundle)
refuses 'verify: no folder' 2 'none: cannot read: No such file or directory' "${verify[@]}" none
refuses 'verify: the folder is a file' 2 'loans.csv: cannot read: Not a directory' "${verify[@]}" loans.csv
mkdir bad
refuses 'verify: an empty folder' 2 'bad: holds no generated scorer, which is a NAME.h and a NAME.c' "${verify[@]}" bad
cp scorer/* bad
refuses 'verify: no bundle' 2 'none: cannot open: No such file or directory' "$espalier" verify none bad
refuses 'verify: no such compiler' 3 'no-such-cc: cannot run: No such file or directory' "${verify[@]}" bad --cc no-such-cc
sed 's/int loans_score(/int loans_score((/' scorer/loans.c >bad/loans.c
refuses 'verify: C that does not compile' 2 'bad: does not compile: cc failed' "${verify[@]}" bad --cc cc
rm -r bad

sed 's/"n_estimators": 5/"n_estimators": 6/' config.json >other.json
"$espalier" train other.json -o other --quiet >/dev/null
"$espalier" generate other -o other-scorer --quiet
hash_of() { sha256sum <"$1/model.json" | cut -d ' ' -f 1; }
refuses 'verify: a scorer of another model' 1 "other-scorer: was generated from another model: its model hash is \
'$(hash_of other)', that of bundle is '$(hash_of bundle)'" "${verify[@]}" other-scorer
rm -r other other.json other-scorer

cp -r bundle bad
sed '2s/,[^,]*$//' bundle/vectors.csv >bad/vectors.csv
refuses 'verify: a damaged vectors.csv' 2 'bad/vectors.csv:2: 10 fields where the header has 11' "$espalier" verify bad scorer
sed '2s/,[^,]*$/,0.123/' bundle/vectors.csv >bad/vectors.csv
"$espalier" verify bad scorer >"$work/stdout" 2>&1
expect 'verify: a margin that differs is a difference' [ $? -eq 1 ]
rm -r bad

# ---- outputs ----

mkdir full closed
cp loans.csv closed/older.csv
cp -r bundle closed/older
chmod 555 closed closed/older
chmod 444 closed/older.csv
train=("$espalier" train config.json --quiet -o)
generate=("$espalier" generate bundle -o)
score=("$espalier" score ./libloans.so loans.csv -o)

refuses 'train: the bundle would be a file' 2 'loans.csv: is not a directory' "${train[@]}" loans.csv
refuses 'generate: the sources would be a file' 2 'loans.csv: is not a directory' "${generate[@]}" loans.csv
refuses 'score: the result would be a directory' 2 'bundle: is a directory; a file is needed here' "${score[@]}" bundle
refuses 'train: no such directory' 2 'no/such/bundle: cannot create: there is no directory no/such' "${train[@]}" no/such/bundle
refuses 'generate: no such directory' 2 'no/such/dir: cannot create: there is no directory no/such' "${generate[@]}" no/such/dir
refuses 'score: no such directory' 2 'no/such.csv: cannot create: there is no directory no' "${score[@]}" no/such.csv

if [ "$(id -u)" -eq 0 ] && ! setpriv --bounding-set=-dac_override true 2>/dev/null; then
    skip 'no write permission' 'root, and no way to drop the right to write anywhere'
else
    refuses 'train: no write permission' 3 'closed/new: cannot create: Permission denied' plainly "${train[@]}" closed/new
    refuses 'generate: no write permission' 3 'closed/new: cannot create: Permission denied' plainly "${generate[@]}" closed/new
    refuses 'score: no write permission' 3 'closed/new.csv: cannot create: Permission denied' plainly "${score[@]}" closed/new.csv
    refuses 'train: no permission to replace' 3 'closed/older: cannot write: Permission denied' plainly "${train[@]}" closed/older
    refuses 'generate: no permission to replace' 3 'closed/older: cannot write: Permission denied' plainly "${generate[@]}" closed/older
    refuses 'score: no permission to replace' 3 'closed/older.csv: cannot write: Permission denied' plainly "${score[@]}" closed/older.csv
    refuses 'verify: no permission in TMPDIR' 3 'closed/espalier-verify-N: cannot create: Permission denied' \
        plainly env TMPDIR=closed "${verify[@]}" scorer
    cp loans.csv unreadable.csv
    chmod 0 unreadable.csv
    refuses 'train: no permission to read' 3 'unreadable.csv: cannot open: Permission denied' \
        plainly "$espalier" train config.json --data unreadable.csv -o new
    refuses 'score: no permission to read' 3 'unreadable.csv: cannot open: Permission denied' \
        plainly "$espalier" score ./libloans.so unreadable.csv
    rm -f unreadable.csv
fi

refuses 'score: no space behind a pipe' 3 '<stdout>: cannot write: No space left on device' \
    bash -c '"$1" score ./libloans.so loans.csv >/dev/full' score "$espalier"
refuses 'score: no space on a device' 3 '/dev/full: cannot write: No space left on device' "${score[@]}" /dev/full
if as_root; then
    refuses 'train: no space' 3 'full/new/vectors.csv: cannot write: No space left on device' on_full_device 16 "${train[@]}" full/new
    refuses 'generate: no space' 3 'full/new/loans.c: cannot write: No space left on device' on_full_device 16 "${generate[@]}" full/new
    refuses 'score: no space' 3 'full/new.csv: cannot write: No space left on device' on_full_device 16 "${score[@]}" full/new.csv
    refuses 'verify: no space' 3 'scorer: cannot be compiled in TMPDIR: No space left on device' on_full_device 8 env TMPDIR=full "${verify[@]}" scorer
else
    skip 'no space left' 'only root can mount a file system of its own to fill up'
fi

# ---- Ctrl-C ----

sed 's/"n_estimators": 5/"n_estimators": 100000/' config.json >slow.json
mkfifo endless
interrupted 'train: Ctrl-C' 'cross-validating' "$espalier" train slow.json -o new
printf '#!/bin/sh\necho started >&2\nexec sleep 60\n' >slow-cc
chmod +x slow-cc
interrupted 'verify: Ctrl-C while the compiler runs' '' env TMPDIR=full "${verify[@]}" scorer --cc ./slow-cc
interrupted 'generate: Ctrl-C while a model is read' '' "$espalier" generate endless -o new
interrupted 'score: Ctrl-C while a table is read' '' \
    bash -c '(cat loans.csv; exec sleep 60) | exec "$1" score ./libloans.so - -o new.csv' score "$espalier"
finish
