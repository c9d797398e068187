/* caret.c - finds what the `^` of a traceback line points at.
 *
 * CPython parses the failing part of the line again; when it is one binary operation, the operator
 * is marked, when it is a subscript, the brackets. This layer stands below the parser, so the same
 * question is answered by scanning tokens: the weakest operator at bracket depth 0 decides.
 */
#include "object/exceptions.h"

typedef struct Scan {
    const Str *line;
    size_t at, end;
    size_t operand_end;   /* behind the last operand token at depth 0 */
    bool after_operand;   /* an operand stands before `at` */
    /* weakest binary operator so far */
    int strength;         /* higher binds tighter; 0: none */
    size_t operator_at, right_at;
    bool want_right;
    bool other;           /* something weaker than arithmetic at depth 0: neither */
    bool unary_first;     /* the whole begins with a unary operator or await */
    size_t bracket_at;    /* last subscript bracket at depth 0 */
    size_t bracket_end;
    bool ends_in_subscript;
} Scan;

static uint32_t peek(const Scan *s, size_t ahead)
{
    return s->at + ahead < s->end ? str_char(s->line, s->at + ahead) : 0;
}
static bool is_word(uint32_t c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c >= 128;
}
static bool word_is(const Scan *s, size_t from, size_t to, const char *word)
{
    size_t length = strlen(word);
    if (to - from != length) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (str_char(s->line, from + i) != (unsigned char)word[i]) {
            return false;
        }
    }
    return true;
}

/* Skips a string literal whose quote is at s->at. */
static bool skip_string(Scan *s)
{
    uint32_t quote = peek(s, 0);
    bool triple = peek(s, 1) == quote && peek(s, 2) == quote;
    s->at += triple ? 3 : 1;
    while (s->at < s->end) {
        uint32_t c = peek(s, 0);
        if (c == '\\') {
            s->at += 2;
        } else if (c == quote && (!triple || (peek(s, 1) == quote && peek(s, 2) == quote))) {
            s->at += triple ? 3 : 1;
            return true;
        } else {
            s->at++;
        }
    }
    return false;
}

static bool skip_brackets(Scan *s)
{
    int depth = 0;
    while (s->at < s->end) {
        uint32_t c = peek(s, 0);
        if (c == '"' || c == '\'') {
            if (!skip_string(s)) {
                return false;
            }
            continue;
        }
        depth += c == '(' || c == '[' || c == '{';
        depth -= c == ')' || c == ']' || c == '}';
        s->at++;
        if (depth == 0) {
            return true;
        }
    }
    return false;
}

static void operand(Scan *s, size_t from)
{
    if (s->want_right) {
        s->right_at = from;
        s->want_right = false;
    }
    s->after_operand = true;
    s->operand_end = s->at;
    s->ends_in_subscript = false;
}

static bool scan_word(Scan *s)
{
    size_t from = s->at;
    while (s->at < s->end && is_word(peek(s, 0))) {
        s->at++;
    }
    static const char *const weaker[] = {"and", "or", "not", "in", "is", "if", "else", "lambda", "for"};
    for (size_t i = 0; i < sizeof weaker / sizeof *weaker; i++) {
        if (word_is(s, from, s->at, weaker[i])) {
            s->other = true;
            return true;
        }
    }
    if (word_is(s, from, s->at, "await")) {
        s->unary_first |= s->operand_end == 0 && s->strength == 0;
        return true;
    }
    if ((peek(s, 0) == '"' || peek(s, 0) == '\'') && s->at - from <= 2) { /* prefix of a string */
        if (!skip_string(s)) {
            return false;
        }
    } else if (str_char(s->line, from) >= '0' && str_char(s->line, from) <= '9') {
        /* number with a point or an exponent's sign */
        while (s->at < s->end &&
               (is_word(peek(s, 0)) || peek(s, 0) == '.' ||
                ((peek(s, 0) == '+' || peek(s, 0) == '-') &&
                 (str_char(s->line, s->at - 1) | 32) == 'e' && word_is(s, from, from, "")))) {
            s->at++;
        }
    }
    operand(s, from);
    return true;
}

/* Binding strength of an operator with two operands; 0: not arithmetic. */
static int operator_strength(const Scan *s, size_t *length)
{
    uint32_t c = peek(s, 0), next = peek(s, 1);
    *length = 1;
    switch (c) {
    case '|': return 1;
    case '^': return 2;
    case '&': return 3;
    case '<':
    case '>':
        *length = 2;
        return next == c ? 4 : 0;
    case '+':
    case '-': return 5;
    case '*':
        *length = next == '*' ? 2 : 1;
        return next == '*' ? 8 : 6;
    case '/':
        *length = next == '/' ? 2 : 1;
        return 6;
    case '%':
    case '@': return 6;
    default: return 0;
    }
}

static bool scan_operator(Scan *s)
{
    size_t length;
    int strength = operator_strength(s, &length);
    uint32_t c = peek(s, 0);
    if (!s->after_operand) { /* a sign */
        if (c != '-' && c != '+' && c != '~') {
            return false;
        }
        s->unary_first |= s->operand_end == 0 && s->strength == 0 && !s->want_right;
        if (s->want_right) {
            s->right_at = s->at;
            s->want_right = false;
        }
        s->at++;
        return true;
    }
    if (strength == 0 || peek(s, length) == '=') {
        s->other = true;
        return c == '=' || c == '<' || c == '>' || c == '!' || c == ':' || c == ',' ? (s->at++, true)
                                                                                   : false;
    }
    /* The last of the weakest is the root; of `**`, which groups to the right, the first. */
    if (s->strength == 0 || strength < s->strength || (strength == s->strength && strength != 8)) {
        s->strength = strength;
        s->operator_at = s->at;
        s->want_right = true;
    }
    s->at += length;
    s->after_operand = false;
    return true;
}

static bool scan(Scan *s)
{
    while (s->at < s->end && !s->other) {
        uint32_t c = peek(s, 0);
        size_t from = s->at;
        if (c == ' ' || c == '\t' || c == '\f') {
            s->at++;
        } else if (c == '"' || c == '\'') {
            if (!skip_string(s)) {
                return false;
            }
            operand(s, from);
        } else if (is_word(c) || (c == '.' && peek(s, 1) >= '0' && peek(s, 1) <= '9' && !s->after_operand)) {
            s->at += c == '.';
            if (!scan_word(s)) {
                return false;
            }
        } else if (c == '.' && s->after_operand) {
            s->at++;
        } else if (c == '(' || c == '[' || c == '{') {
            bool trailer = s->after_operand;
            if (!skip_brackets(s)) {
                return false;
            }
            operand(s, from);
            if (trailer && c == '[') {
                s->bracket_at = from;
                s->bracket_end = s->at;
                s->ends_in_subscript = true;
            }
        } else if (!scan_operator(s)) {
            return false;
        }
    }
    return !s->other;
}

static bool is_space(uint32_t c) { return c == ' ' || c == '\t' || c == '\f'; }

/* Are `from` to `to` one pair of parentheses that only group? Then both are moved to what is inside.
 * (Those of a tuple or of a generator expression belong to the expression.) */
static bool enter_group(const Str *line, size_t *from, size_t *to)
{
    Scan s = {.line = line, .at = *from, .end = *to};
    if (*from + 2 >= *to || peek(&s, 0) != '(' || !skip_brackets(&s) || s.at != *to) {
        return false;
    }
    s.at = *from + 1;
    s.end = *to - 1;
    while (s.at < s.end) {
        uint32_t c = peek(&s, 0);
        size_t start = s.at;
        if (c == '"' || c == '\'') {
            if (!skip_string(&s)) {
                return false;
            }
        } else if (c == '(' || c == '[' || c == '{') {
            if (!skip_brackets(&s)) {
                return false;
            }
        } else if (is_word(c)) {
            while (s.at < s.end && is_word(peek(&s, 0))) {
                s.at++;
            }
            if (word_is(&s, start, s.at, "for")) {
                return false;
            }
        } else if (c == ',') {
            return false;
        } else {
            s.at++;
        }
    }
    *from += 1;
    *to -= 1;
    while (*from < *to && is_space(str_char(line, *from))) {
        *from += 1;
    }
    while (*from < *to && is_space(str_char(line, *to - 1))) {
        *to -= 1;
    }
    return *from < *to;
}

/* How many characters behind the operator's first are marked: CPython looks at what stands between
 * the operands without the parentheses that group them, and marks a second character that is no space. */
static size_t second_marked(const Scan *s, size_t from)
{
    size_t left_end = s->operator_at, right = s->right_at, end = s->end;
    while (left_end > from && is_space(str_char(s->line, left_end - 1))) {
        left_end--;
    }
    while (end > right && is_space(str_char(s->line, end - 1))) {
        end--;
    }
    while (enter_group(s->line, &from, &left_end)) {
    }
    while (enter_group(s->line, &right, &end)) {
    }
    while (left_end < right && is_space(str_char(s->line, left_end))) {
        left_end++;
    }
    return left_end + 1 < right && !is_space(str_char(s->line, left_end + 1));
}

bool weft__caret_anchors(const Str *line, size_t from, size_t to, size_t *left, size_t *right)
{
    Scan s = {0};
    s.line = line;
    s.at = from;
    s.end = to < line->length ? to : line->length;
    if (from >= s.end || !scan(&s) || !s.after_operand) {
        return false;
    }
    if (s.strength > 0) {
        /* `-a ** b` is a negation; with anything weaker the sign belongs to the left operand. */
        if (s.unary_first && s.strength == 8) {
            return false;
        }
        *left = s.operator_at;
        *right = s.operator_at + 1;
        *right += second_marked(&s, from);
        return true;
    }
    if (s.ends_in_subscript && !s.unary_first) {
        *left = s.bracket_at;
        *right = s.bracket_end;
        return true;
    }
    return false;
}
