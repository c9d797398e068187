/*
 * lexer_numbers.c - number literals: their extent, and what may not stand in or behind them.
 *
 * The token keeps the text as it is; parse_strings.c turns it into a constant. Each scanner takes
 * the place behind what is known and returns the place behind what it read, or null after failing.
 */
#include "compile/lexer_internal.h"

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool is_hexadecimal(char c)
{
    char lower = (char)(c | 0x20);
    return is_digit(c) || (lower >= 'a' && lower <= 'f');
}

/* Fails with `at` as the end of what was read: the error points to the character before it. */
static const char *fail_before(Lexer *lexer, const char *at, const char *kind)
{
    const char *last = weft__previous_character(lexer, at);
    lexer->at = at;
    weft__lexer_fail_range(lexer, last, last, "invalid %s literal", kind);
    return NULL;
}

/* Whether a keyword stands right behind a number: valid, but warned of. */
static bool keyword_follows(const char *at)
{
    static const char *const words[] = {"and", "else", "for", "or", "not"};
    if (at[0] == 'i' && (at[1] == 'f' || at[1] == 'n' || at[1] == 's')) {
        return true;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t length = strlen(words[i]);
        if (strncmp(at, words[i], length) == 0) {
            return !(weft__character_classes[(uint8_t)at[length]] & CHARACTER_CONTINUE);
        }
    }
    return false;
}

/* A number may not run into a name. */
static const char *check_end(Lexer *lexer, const char *at, const char *kind)
{
    uint8_t c = (uint8_t)*at;
    if (LIKELY(c >= 128 || !(weft__character_classes[c] & CHARACTER_CONTINUE))) {
        return at;
    }
    if (!keyword_follows(at)) {
        return fail_before(lexer, at, kind);
    }
    const ParseOptions *options = lexer->options;
    if (options->warn == NULL || lexer->quiet) {
        return at;
    }
    char message[64] = "invalid ";
    strcat(strcat(message, kind), " literal");
    int32_t column = (int32_t)(at - 1 - lexer->line_start);
    if (options->warn(options->context, false, message, lexer->line, column)) {
        return at;
    }
    return fail_before(lexer, at, kind);
}

/* Digits that underscores may separate; the first is known to be one. */
static const char *decimal_digits(Lexer *lexer, const char *at)
{
    for (;;) {
        while (is_digit(*at)) {
            at++;
        }
        if (*at != '_') {
            return at;
        }
        at++;
        if (!is_digit(*at)) {
            return fail_before(lexer, at, "decimal");
        }
    }
}

/* From the fraction, the exponent or the `j` on, whichever is next. */
static const char *decimal_tail(Lexer *lexer, const char *at)
{
    if (*at == '.') {
        at++;
        if (is_digit(*at) && (at = decimal_digits(lexer, at)) == NULL) {
            return NULL;
        }
    }
    if (*at == 'e' || *at == 'E') {
        const char *exponent = at;
        at++;
        if (*at == '+' || *at == '-') {
            at++;
            if (!is_digit(*at)) {
                return fail_before(lexer, at, "decimal");
            }
        } else if (!is_digit(*at)) {
            return check_end(lexer, exponent, "decimal");
        }
        at = decimal_digits(lexer, at);
        if (at == NULL) {
            return NULL;
        }
    }
    if (*at == 'j' || *at == 'J') {
        return check_end(lexer, at + 1, "imaginary");
    }
    return check_end(lexer, at, "decimal");
}

static const char *hexadecimal(Lexer *lexer, const char *at)
{
    do {
        if (*at == '_') {
            at++;
        }
        if (!is_hexadecimal(*at)) {
            return fail_before(lexer, at, "hexadecimal");
        }
        while (is_hexadecimal(*at)) {
            at++;
        }
    } while (*at == '_');
    return check_end(lexer, at, "hexadecimal");
}

/* Octal and binary digits, those below `base`. */
static const char *small_base(Lexer *lexer, const char *at, char base, const char *kind)
{
    for (;;) {
        if (*at == '_') {
            at++;
        }
        const char *first = at;
        while (*at >= '0' && *at < base) {
            at++;
        }
        if (is_digit(*at)) {
            lexer->at = at + 1;
            weft__lexer_fail_range(lexer, at, at, "invalid digit '%c' in %s literal", *at, kind);
            return NULL;
        }
        if (at == first) {
            return fail_before(lexer, at, kind);
        }
        if (*at != '_') {
            return check_end(lexer, at, kind);
        }
    }
}

/* A number that starts with 0 and is neither hexadecimal, octal nor binary. */
static const char *leading_zero(Lexer *lexer, const char *at)
{
    const char *start = at;
    for (;;) {
        if (*at == '_') {
            at++;
            if (!is_digit(*at)) {
                return fail_before(lexer, at, "decimal");
            }
        }
        if (*at != '0') {
            break;
        }
        at++;
    }
    const char *zeros_end = at;
    bool other_digits = is_digit(*at);
    if (other_digits && (at = decimal_digits(lexer, at)) == NULL) {
        return NULL;
    }
    char lower = (char)(*at | 0x20);
    if (other_digits && *at != '.' && lower != 'e' && lower != 'j') {
        lexer->at = at;
        weft__lexer_fail_range(lexer, start, zeros_end,
                               "leading zeros in decimal integer literals are not permitted; "
                               "use an 0o prefix for octal integers");
        return NULL;
    }
    return decimal_tail(lexer, at);
}

TokenKind weft__lex_number(Lexer *lexer)
{
    const char *at = lexer->at;
    if (*at == '0') {
        char base = (char)(at[1] | 0x20);
        at = base == 'x'   ? hexadecimal(lexer, at + 2)
             : base == 'o' ? small_base(lexer, at + 2, '8', "octal")
             : base == 'b' ? small_base(lexer, at + 2, '2', "binary")
                           : leading_zero(lexer, at);
    } else {
        at = *at == '.' ? at : decimal_digits(lexer, at);
        at = at == NULL ? NULL : decimal_tail(lexer, at);
    }
    if (at == NULL) {
        return TOKEN_ERROR;
    }
    lexer->at = at;
    return TOKEN_NUMBER;
}
