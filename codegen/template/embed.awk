# Makes one C source of the texts that the generator carries:
#
#   LC_ALL=C awk -f embed.awk FILE... > templates.c
#
# Of each file it takes the lines between "/* ---- begin" and "/* ---- end", line by line, so that no string comes near the length
# that every compiler must take; a file without these marks is skipped. templates.h declares what comes out.

# A line as a string literal. Question marks are escaped against trigraphs.
function literal(text,    i, c, out) {
    out = "\""
    for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        if (c == "\\" || c == "\"" || c == "?") out = out "\\"
        out = out c
    }
    return out "\""
}

function base_name(path,    parts, n) {
    n = split(path, parts, "/")
    return parts[n]
}

function fail(message) {
    print FILENAME ":" FNR ": " message > "/dev/stderr"
    failed = 1
    exit 1
}

BEGIN {
    print "/* Made by embed.awk. */"
    print "#include \"codegen/emit/templates.h\""
    print ""
    print "#include <stddef.h>"
}

/^\/\* ---- begin / {
    if (inside) fail("begin inside of begin")
    inside = 1
    names[count++] = base_name(FILENAME)
    printf "\nstatic const char *const text_%d[] = {\n", count
    next
}

/^\/\* ---- end / {
    if (!inside) fail("end without begin")
    inside = 0
    print "    NULL};"
    next
}

inside {
    if ($0 !~ /^[ -~]*$/) fail("only printable ASCII can be carried")
    print "    " literal($0) ","
}

END {
    if (failed) exit 1
    if (inside) fail("no end")
    print "\nconst struct template templates[] = {"
    for (i = 0; i < count; i++) printf "    {\"%s\", text_%d},\n", names[i], i + 1
    print "    {NULL, NULL},\n};"
}
