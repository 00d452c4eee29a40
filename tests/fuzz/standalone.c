/* A main() for fuzz targets without libFuzzer: replays the seeds it is given, and from each makes truncations and deterministic
 * mutations, so that every compiler and plain `make test` exercise the parsers on hostile bytes too.
 *
 *   replay_NAME [SEED_FILE...]     prints "ok - ..." for the lines that tests/run counts; a finding is a crash
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TRUNCATIONS = 64, MUTATIONS = 192, EDITS_MAX = 4, SEED_LIMIT_BYTES = 64 << 10, GARBAGE_INPUTS = 64 };

static uint64_t random_state = UINT64_C(0x9e3779b97f4a7c15);

/* xorshift64: the same inputs on every machine. */
static uint64_t random_next(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static size_t random_below(size_t limit)
{
    return (size_t)(random_next() % limit);
}

/* The target gets a block of exactly `size` bytes, so that a sanitizer or valgrind sees a read past its end. */
static void try_bytes(const uint8_t *data, size_t size)
{
    uint8_t *copy = calloc(size > 0 ? size : 1, 1);
    if (copy == NULL) abort();
    if (size > 0) memcpy(copy, data, size);
    (void)LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static void try_truncations(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < TRUNCATIONS; i++)
        try_bytes(data, size <= TRUNCATIONS ? i % (size + 1) : random_below(size));
}

/* Bytes that parsers of text and of big-endian binaries care about. */
static uint8_t interesting_byte(void)
{
    static const uint8_t bytes[] = {0,   1,   0x7f, 0x80, 0xff, '"', '\\', ',', '\n', '\r', '{',  '}', '[', ']',
                                    ':', '-', '0',  '9',  'e',  '.', '#',  '$', 'L',  'l',  'I',  'i', 'U', 'S',
                                    'd', 'D', 'T',  'N',  'Z',  '(', ')',  '*', '/',  ' ',  0xc3, 0xef};
    return bytes[random_below(sizeof bytes)];
}

static void edit_one(uint8_t *data, size_t size)
{
    const size_t place = random_below(size);
    switch (random_below(4)) {
    case 0:
        data[place] ^= (uint8_t)(1u << random_below(8));
        break;
    case 1:
        data[place] = interesting_byte();
        break;
    case 2:
        data[place] = (uint8_t)random_next();
        break;
    default: { /* a piece of the input over another */
        const size_t from = random_below(size);
        const size_t room = size - (from > place ? from : place);
        memmove(data + place, data + from, 1 + random_below(room));
    }
    }
}

static void try_mutations(const uint8_t *data, size_t size)
{
    uint8_t *copy = calloc(size > 0 ? size : 1, 1);
    if (copy == NULL) abort();
    for (int i = 0; i < MUTATIONS && size > 0; i++) {
        memcpy(copy, data, size);
        for (size_t edits = 1 + random_below(EDITS_MAX); edits > 0; edits--)
            edit_one(copy, size);
        try_bytes(copy, size);
    }
    free(copy);
}

static int replay_file(const char *path)
{
    static uint8_t data[SEED_LIMIT_BYTES];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return 0;
    }
    const size_t size = fread(data, 1, sizeof data, file);
    (void)fclose(file);
    try_bytes(data, size);
    try_truncations(data, size);
    try_mutations(data, size);
    return 1;
}

static void try_garbage(void)
{
    uint8_t data[256];
    for (int i = 0; i < GARBAGE_INPUTS; i++) {
        const size_t size = random_below(sizeof data);
        for (size_t k = 0; k < size; k++)
            data[k] = i % 2 == 0 ? (uint8_t)random_next() : interesting_byte();
        try_bytes(data, size);
    }
}

int main(int argc, char **argv)
{
    int status = EXIT_SUCCESS;
    try_bytes((const uint8_t *)"", 0);
    try_garbage();
    puts("ok - nothing and garbage");
    for (int i = 1; i < argc; i++) {
        const int replayed = replay_file(argv[i]);
        printf("%s - %s, cut short and changed\n", replayed ? "ok" : "not ok", argv[i]);
        if (!replayed) status = EXIT_FAILURE;
        (void)fflush(stdout);
    }
    return status;
}
