/* mutate.c - changes a program a little, so that most of it stays as it was.
 *
 * Half of the changes respect tokens and lines, because a parser refuses most broken bytes at once;
 * the others do not respect anything.
 */
#include "fuzz.h"

#include <ctype.h>
#include <string.h>

enum { PIECE_BYTES = 4096 };

static const char *const words[] = {
    "(", ")", "[", "]", "{", "}", ":", ",", ".", ";", "=", "==", ":=", "->", "**", "*", "@", "~", "%",
    "!=", "<<", "+=", "...", "\\\n", "\n", "\n ", "\n\t", "    ", "#", "'", "\"", "'''", "\"\"\"",
    "f'", "f'{", "rb'", "u'", "}'", "{{", "!r", "0x", "0b2", "1_", "1e", "1j", "0777", "9999999999999999999",
    "if ", "else:", "elif ", "for ", "in ", "while ", "lambda ", "lambda: ", "def f():", "class ",
    "return ", "yield ", "await ", "async ", "async for ", "import ", "from . import ", "as ", "with ", "try:",
    "except:", "except* ", "finally:", "raise ", "pass", "break", "continue", "del ", "global x",
    "nonlocal x", "assert ", "not ", "is ", "and ", "or ", "None", "True", "match ", "case ", "case _:",
    "__debug__", "print", "self", "x", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xff", "\xed\xa0\x80",
    "\xef\xbb\xbf", "\r", "\f", "\\", "\\N{", "\\x", "\\u12", "$", "?", "!", "`", "\x01", "# coding: latin-1\n",
    "# -*- coding: utf-9 -*-\n", "from __future__ import annotations\n", "*a, b = ", "x: int = ", "_"};
enum { WORD_COUNT = sizeof words / sizeof words[0] };

/* Replaces text[at, at + removed) by the piece; what does not fit is left out. */
static void splice(Text *text, size_t at, size_t removed, const char *piece, size_t length)
{
    if (length > text->room - (text->length - removed)) {
        length = text->room - (text->length - removed);
    }
    memmove(text->bytes + at + length, text->bytes + at + removed, text->length - at - removed);
    memcpy(text->bytes + at, piece, length);
    text->length = text->length - removed + length;
}

static bool is_word(char c) { return isalnum((unsigned char)c) || c == '_' || (c & 0x80) != 0; }

/* The token around a random place: [*at, *at + result). */
static size_t random_token(Random *random, const Text *text, size_t *at)
{
    size_t from = random_below(random, text->length), to = from + 1;
    if (is_word(text->bytes[from])) {
        while (from > 0 && is_word(text->bytes[from - 1])) {
            from--;
        }
        while (to < text->length && is_word(text->bytes[to])) {
            to++;
        }
    }
    *at = from;
    return to - from;
}

/* Some whole lines: [*at, *at + result). */
static size_t random_lines(Random *random, const char *bytes, size_t length, size_t *at)
{
    size_t from = random_below(random, length), to = from;
    while (from > 0 && bytes[from - 1] != '\n') {
        from--;
    }
    for (size_t lines = 1 + random_below(random, 4); to < length && lines > 0; to++) {
        lines -= bytes[to] == '\n';
    }
    *at = from;
    return to - from;
}

static void change_bytes(Random *random, Text *text, size_t kind)
{
    size_t at = random_below(random, text->length), end = at + random_below(random, 9);
    char byte = (char)random_next(random);
    if (kind == 0) {
        text->bytes[at] = byte;
    } else if (kind == 1) {
        text->bytes[at] = (char)(text->bytes[at] ^ 1 << random_below(random, 8));
    } else if (kind == 2) {
        splice(text, at, 0, &byte, 1);
    } else if (kind == 3) {
        splice(text, at, end > text->length ? text->length - at : end - at, "", 0);
    } else {
        text->length = at;
    }
}

static void change_tokens(Random *random, Text *text, size_t kind)
{
    char piece[PIECE_BYTES];
    size_t at, other, length = random_token(random, text, &at);
    const char *word = words[random_below(random, WORD_COUNT)];
    if (kind == 0) {
        splice(text, at, length, word, strlen(word));
    } else if (kind == 1) {
        splice(text, at, 0, word, strlen(word));
    } else if (kind == 2) {
        splice(text, at, length, "", 0);
    } else if (kind == 3) { /* the same token many times: nesting and repetition */
        size_t take = length < 16 ? length : 16, used = 0;
        for (size_t n = 1 + random_below(random, 200); n > 0 && used + take <= sizeof piece; n--) {
            memcpy(piece + used, text->bytes + at, take);
            used += take;
        }
        splice(text, at, 0, piece, used);
    } else { /* another token of the same program */
        size_t take = random_token(random, text, &other);
        take = take < sizeof piece ? take : sizeof piece;
        memcpy(piece, text->bytes + other, take);
        splice(text, at, length, piece, take);
    }
}

static void change_lines(Random *random, Text *text, const char *other, size_t other_length, size_t kind)
{
    char piece[PIECE_BYTES];
    size_t from, at;
    bool foreign = kind == 0 && other_length > 0;
    const char *source = foreign ? other : text->bytes;
    size_t take = random_lines(random, source, foreign ? other_length : text->length, &from);
    take = take < sizeof piece ? take : sizeof piece;
    memcpy(piece, source + from, take);
    if (kind == 2) {
        splice(text, from, take, "", 0);
        return;
    }
    if (kind == 3) { /* another indentation */
        splice(text, from, 0, "        ", 1 + random_below(random, 8));
        return;
    }
    (void)random_lines(random, text->bytes, text->length, &at);
    splice(text, at, 0, piece, take);
}

static void insert_derived(Random *random, Text *text)
{
    static const char *const symbols[] = {"expression", "statement", "text", "iterable", "integer", "member"};
    char piece[PIECE_BYTES];
    Text derived = {piece, 0, sizeof piece};
    size_t symbol = random_below(random, sizeof symbols / sizeof symbols[0]), at;
    fuzz_generate(random, symbols[symbol], &derived);
    size_t length = random_token(random, text, &at);
    splice(text, at, symbol == 1 ? 0 : length, piece, derived.length);
}

void fuzz_mutate(Random *random, Text *text, const char *other, size_t other_length)
{
    for (size_t changes = 1 + random_below(random, 3); changes > 0; changes--) {
        if (text->length == 0) {
            text_add(text, "x\n", 2);
        }
        switch (random_below(random, 8)) {
        case 0: case 1: change_bytes(random, text, random_below(random, 5)); break;
        case 2: case 3: case 4: change_tokens(random, text, random_below(random, 5)); break;
        case 5: case 6: change_lines(random, text, other, other_length, random_below(random, 4)); break;
        default: insert_derived(random, text); break;
        }
    }
}
