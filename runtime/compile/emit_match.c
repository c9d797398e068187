/* emit_match.c - the match statement.
 *
 * While a pattern is matched, the stack holds, bottom first: the subject, the values captured so far,
 * and what the pattern under work needs. A failing test jumps to a row of POP_TOPs that takes off as
 * many values as stand there at that point (PatternState.fail). Names are bound only when the whole
 * pattern has matched. Guarantees: the errors that Python 3.11 reports for patterns, at the same
 * places.
 */
#include "compile/compiler.h"

#include "object/containers.h"
#include "object/native.h"
#include "object/number.h"

typedef struct PatternState {
    Str **captures;       /* names in the order of their values on the stack */
    uint32_t capture_count, capture_capacity;
    Block **fail;         /* fail[n] takes n values off the stack and goes to the next case */
    uint32_t fail_count, fail_capacity;
    uint32_t on_top;      /* values on the stack that are no captures */
    bool allow_irrefutable;
} PatternState;

static void emit_pattern(Compiler *c, Node *p, PatternState *state);

static bool is_wildcard(const Node *p)
{
    return p->kind == NODE_MATCH_AS && p->match_as.name == NULL;
}

/* ---- failing ---- */

static Block *fail_block(Compiler *c, PatternState *state, uint32_t pops)
{
    while (state->fail_count <= pops) {
        if (!weft__compiler_grow(c, &state->fail, state->fail_count, &state->fail_capacity,
                                 sizeof *state->fail)) {
            return &c->spare_block;
        }
        state->fail[state->fail_count++] = weft__block_new(c);
    }
    return state->fail[pops];
}

static void jump_to_fail(Compiler *c, PatternState *state, unsigned op)
{
    weft__emit_jump(c, op, fail_block(c, state, state->on_top + state->capture_count));
}

static void emit_fail_blocks(Compiler *c, PatternState *state)
{
    if (c->failed) {
        return;
    }
    if (state->fail_count == 0) {
        weft__block_use(c, weft__block_new(c));
        return;
    }
    for (uint32_t i = state->fail_count; i-- > 1;) {
        weft__block_use(c, state->fail[i]);
        emit0(c, OPC_POP_TOP);
    }
    weft__block_use(c, state->fail[0]);
    state->fail_count = 0;
    state->fail_capacity = 0;
}

/* ---- captures ---- */

/* Moves the top below count - 1 others. */
static void rotate(Compiler *c, uint32_t count)
{
    for (; count > 1; count--) {
        emit(c, OPC_SWAP, count);
    }
}

static void report_duplicate(Compiler *c, Str *name)
{
    if (!c->failed) {
        weft__syntax_error(c, c->emitter->at,
                           weft__str_format(c->thread, "multiple assignments to name %R in pattern",
                                            value_from_pointer(name)));
    }
}

static int64_t find_capture(const PatternState *state, const Str *name)
{
    for (uint32_t i = 0; i < state->capture_count; i++) {
        if (state->captures[i] == name) {
            return i;
        }
    }
    return -1;
}

static void add_capture(Compiler *c, PatternState *state, Str *name)
{
    if (weft__compiler_grow(c, &state->captures, state->capture_count, &state->capture_capacity,
                            sizeof *state->captures)) {
        state->captures[state->capture_count++] = name;
    }
}

/* The top is captured under a name, or dropped. */
static void capture(Compiler *c, const Name *name, PatternState *state)
{
    if (name == NULL) {
        emit0(c, OPC_POP_TOP);
        return;
    }
    Str *text = weft__name_string(c, name);
    if (c->failed || weft__forbidden_name(c, text, CONTEXT_STORE)) {
        return;
    }
    if (find_capture(state, text) >= 0) {
        report_duplicate(c, text);
        return;
    }
    rotate(c, state->on_top + state->capture_count + 1);
    add_capture(c, state, text);
}

/* A part of a pattern: a name may match anything there. */
static void emit_part(Compiler *c, Node *p, PatternState *state)
{
    bool saved = state->allow_irrefutable;
    state->allow_irrefutable = true;
    emit_pattern(c, p, state);
    state->allow_irrefutable = saved;
}

/* ---- sequences ---- */

static void unpack_patterns(Compiler *c, const NodeList *patterns, int64_t star)
{
    size_t count = patterns->count;
    if (star < 0) {
        emit(c, OPC_UNPACK_SEQUENCE, (uint32_t)count);
        return;
    }
    size_t before = (size_t)star, after = count - before - 1;
    if (before >= 256 || after > UINT16_MAX) {
        weft__emit_error(c, "too many expressions in star-unpacking sequence pattern");
        return;
    }
    weft__emit2(c, OPC_UNPACK_EX, (uint32_t)before, (uint32_t)after);
}

static void match_unpacked(Compiler *c, const NodeList *patterns, int64_t star,
                           PatternState *state)
{
    unpack_patterns(c, patterns, star);
    state->on_top += (uint32_t)patterns->count;
    for (size_t i = 0; i < patterns->count && !c->failed; i++) {
        state->on_top--;
        emit_part(c, patterns->items[i], state);
    }
}

/* [a, *_, b]: items by index, so that the middle is never copied. */
static void match_by_index(Compiler *c, const NodeList *patterns, int64_t star,
                           PatternState *state)
{
    state->on_top++; /* the subject stays while items are taken from it */
    for (size_t i = 0; i < patterns->count && !c->failed; i++) {
        if (is_wildcard(patterns->items[i]) || (int64_t)i == star) {
            continue;
        }
        emit(c, OPC_COPY, 1);
        if ((int64_t)i < star) {
            emit_int(c, (int64_t)i);
        } else { /* the subject may not take negative indices */
            emit0(c, OPC_GET_LEN);
            emit_int(c, (int64_t)(patterns->count - i));
            emit(c, OPC_BINARY_OP, OP_SUBTRACT);
        }
        emit0(c, OPC_BINARY_SUBSCR);
        emit_part(c, patterns->items[i], state);
    }
    state->on_top--;
    emit0(c, OPC_POP_TOP);
}

static void match_sequence(Compiler *c, Node *p, PatternState *state)
{
    const NodeList *patterns = &p->match_patterns.patterns;
    int64_t star = -1;
    bool only_wildcards = true, star_is_wildcard = false;
    for (size_t i = 0; i < patterns->count; i++) {
        const Node *part = patterns->items[i];
        if (part->kind == NODE_MATCH_STAR) {
            if (star >= 0) {
                weft__emit_error(c, "multiple starred names in sequence pattern");
                return;
            }
            star_is_wildcard = part->match_star.name == NULL;
            only_wildcards = only_wildcards && star_is_wildcard;
            star = (int64_t)i;
        } else {
            only_wildcards = only_wildcards && is_wildcard(part);
        }
    }
    state->on_top++;
    emit0(c, OPC_MATCH_SEQUENCE);
    jump_to_fail(c, state, OPC_POP_JUMP_IF_FALSE);
    if (star < 0 || patterns->count > 1) {
        emit0(c, OPC_GET_LEN);
        emit_int(c, (int64_t)patterns->count - (star >= 0));
        emit(c, OPC_COMPARE_OP, star < 0 ? CMP_EQ : CMP_GE);
        jump_to_fail(c, state, OPC_POP_JUMP_IF_FALSE);
    }
    state->on_top--;
    if (only_wildcards) {
        emit0(c, OPC_POP_TOP);
    } else if (star_is_wildcard) {
        match_by_index(c, patterns, star, state);
    } else {
        match_unpacked(c, patterns, star, state);
    }
}

/* ---- mappings ---- */

static void emit_keys(Compiler *c, const NodeList *keys)
{
    Thread *t = c->thread;
    Set *seen = weft__set_new(t, false); /* equal keys of different types (1, 1.0, True) are one key */
    c->failed = c->failed || seen == NULL;
    for (size_t i = 0; i < keys->count && !c->failed; i++) {
        Node *key = keys->items[i];
        if (is_constant(key)) {
            Value v = weft__constant_value(c, key);
            int found = c->failed ? -1 : weft__set_contains(t, seen, v);
            if (found > 0) {
                weft__syntax_error(c, c->emitter->at,
                                   weft__str_format(t, "mapping pattern checks duplicate key (%R)", v));
                return;
            }
            if (found < 0 || weft__set_add(t, seen, v) < 0) {
                c->failed = true;
                return;
            }
        } else if (key->kind != NODE_ATTRIBUTE) {
            weft__emit_error(
                c, "mapping pattern keys may only match literals and attribute lookups");
            return;
        }
        weft__visit(c, key);
    }
}

/* subject, keys: what is left of the subject without the keys. */
static void capture_rest(Compiler *c, const Name *rest, uint32_t size, PatternState *state)
{
    emit(c, OPC_BUILD_MAP, 0);
    emit(c, OPC_SWAP, 3);
    emit(c, OPC_DICT_UPDATE, 2);
    emit(c, OPC_UNPACK_SEQUENCE, size);
    for (; size > 0; size--) {
        emit(c, OPC_COPY, 1 + size);
        emit(c, OPC_SWAP, 2);
        emit0(c, OPC_DELETE_SUBSCR);
    }
    capture(c, rest, state);
}

/* Jumps to the failure when the top is None, which stays. */
static void fail_if_none(Compiler *c, PatternState *state)
{
    emit(c, OPC_COPY, 1);
    weft__emit_constant(c, NONE);
    emit(c, OPC_IS_OP, 1);
    jump_to_fail(c, state, OPC_POP_JUMP_IF_FALSE);
}

static void match_mapping(Compiler *c, Node *p, PatternState *state)
{
    const NodeList *keys = &p->match_mapping.keys, *patterns = &p->match_mapping.patterns;
    uint32_t size = (uint32_t)keys->count;
    state->on_top++;
    emit0(c, OPC_MATCH_MAPPING);
    jump_to_fail(c, state, OPC_POP_JUMP_IF_FALSE);
    if (size == 0 && p->match_mapping.rest == NULL) {
        state->on_top--;
        emit0(c, OPC_POP_TOP);
        return;
    }
    if (size > 0) {
        emit0(c, OPC_GET_LEN);
        emit_int(c, size);
        emit(c, OPC_COMPARE_OP, CMP_GE);
        jump_to_fail(c, state, OPC_POP_JUMP_IF_FALSE);
    }
    emit_keys(c, keys);
    emit(c, OPC_BUILD_TUPLE, size);
    emit0(c, OPC_MATCH_KEYS);
    state->on_top += 2; /* keys and values */
    fail_if_none(c, state);
    emit(c, OPC_UNPACK_SEQUENCE, size);
    state->on_top += size - 1;
    for (uint32_t i = 0; i < size && !c->failed; i++) {
        state->on_top--;
        emit_part(c, patterns->items[i], state);
    }
    state->on_top -= 2; /* keys and subject are taken by what follows */
    if (p->match_mapping.rest != NULL) {
        capture_rest(c, p->match_mapping.rest, size, state);
    } else {
        emit0(c, OPC_POP_TOP);
        emit0(c, OPC_POP_TOP);
    }
}

/* ---- classes ---- */

static void check_attributes(Compiler *c, const Node *p)
{
    const NameList *names = &p->match_class.kwd_attrs;
    for (size_t i = 0; i < names->count && !c->failed; i++) {
        at_node(c, p->match_class.kwd_patterns.items[i]);
        Str *name = weft__name_string(c, names->items[i]);
        if (c->failed || weft__forbidden_name(c, name, CONTEXT_STORE)) {
            return;
        }
        for (size_t j = i + 1; j < names->count; j++) {
            if (names->items[j] == names->items[i]) {
                at_node(c, p->match_class.kwd_patterns.items[j]);
                weft__syntax_error(
                    c, c->emitter->at,
                    weft__str_format(c->thread, "attribute name repeated in class pattern: %S",
                                     name));
                return;
            }
        }
    }
}

static void match_class(Compiler *c, Node *p, PatternState *state)
{
    const NodeList *positional = &p->match_class.patterns, *named = &p->match_class.kwd_patterns;
    const NameList *names = &p->match_class.kwd_attrs;
    size_t total = positional->count + named->count;
    check_attributes(c, p);
    at_node(c, p);
    weft__visit(c, p->match_class.cls);
    Tuple *attributes = c->failed ? NULL : weft__tuple_new(c->thread, names->count);
    if (attributes == NULL) {
        c->failed = true;
        return;
    }
    for (size_t i = 0; i < names->count; i++) {
        attributes->items[i] = value_or_empty(weft__name_string(c, names->items[i]));
    }
    weft__emit_constant(c, value_from_pointer(attributes));
    emit(c, OPC_MATCH_CLASS, (uint32_t)positional->count);
    state->on_top++; /* the tuple of attributes */
    fail_if_none(c, state);
    emit(c, OPC_UNPACK_SEQUENCE, (uint32_t)total);
    state->on_top += (uint32_t)total - 1;
    for (size_t i = 0; i < total && !c->failed; i++) {
        state->on_top--;
        Node *part = i < positional->count ? positional->items[i]
                                           : named->items[i - positional->count];
        if (is_wildcard(part)) {
            emit0(c, OPC_POP_TOP);
        } else {
            emit_part(c, part, state);
        }
    }
}

/* ---- alternatives ---- */

/* Brings the captures of one alternative into the order of the first one's. */
static bool reorder_captures(Compiler *c, PatternState *state, const PatternState *control)
{
    if (state->capture_count != control->capture_count) {
        return false;
    }
    for (uint32_t i = control->capture_count; i-- > 0;) {
        int64_t found = find_capture(state, control->captures[i]);
        if (found < 0) {
            return false;
        }
        if ((uint32_t)found == i) {
            continue;
        }
        uint32_t rotations = (uint32_t)found + 1;
        for (uint32_t n = 0; n < rotations; n++) {
            Str *first = state->captures[0];
            memmove(state->captures, state->captures + 1, i * sizeof *state->captures);
            state->captures[i] = first;
            rotate(c, i + 1);
        }
    }
    return true;
}

static void match_or(Compiler *c, Node *p, PatternState *state)
{
    const NodeList *patterns = &p->match_patterns.patterns;
    Block *end = weft__block_new(c);
    PatternState control = {0};
    for (size_t i = 0; i < patterns->count && !c->failed; i++) {
        PatternState one = {0};
        at_node(c, patterns->items[i]);
        one.allow_irrefutable = i + 1 == patterns->count && state->allow_irrefutable;
        emit(c, OPC_COPY, 1);
        emit_pattern(c, patterns->items[i], &one);
        if (i == 0) {
            control = one;
        } else if (!c->failed && !reorder_captures(c, &one, &control)) {
            weft__emit_error(c, "alternative patterns bind different names");
            return;
        }
        weft__emit_jump(c, OPC_JUMP, end);
        emit_fail_blocks(c, &one);
    }
    emit0(c, OPC_POP_TOP); /* no alternative matched: the copy of the subject */
    jump_to_fail(c, state, OPC_JUMP);
    weft__block_use(c, end);
    /* Above the captures of this pattern's surroundings stand: on_top values, the subject's copy,
     * and the new captures, which have to go below them. */
    uint32_t depth = control.capture_count + 1 + state->on_top + state->capture_count;
    for (uint32_t i = 0; i < control.capture_count && !c->failed; i++) {
        rotate(c, depth);
        if (find_capture(state, control.captures[i]) >= 0) {
            report_duplicate(c, control.captures[i]);
            return;
        }
        add_capture(c, state, control.captures[i]);
    }
    emit0(c, OPC_POP_TOP);
}

/* ---- other patterns ---- */

static void match_as(Compiler *c, Node *p, PatternState *state)
{
    if (p->match_as.pattern != NULL) {
        state->on_top++;
        emit(c, OPC_COPY, 1);
        emit_pattern(c, p->match_as.pattern, state);
        state->on_top--;
    } else if (!state->allow_irrefutable) {
        if (p->match_as.name == NULL) {
            weft__emit_error(c, "wildcard makes remaining patterns unreachable");
        } else if (!c->failed) {
            Str *name = weft__name_string(c, p->match_as.name);
            weft__syntax_error(
                c, c->emitter->at,
                weft__str_format(c->thread, "name capture %R makes remaining patterns unreachable",
                                 value_or_empty(name)));
        }
        return;
    }
    capture(c, p->match_as.name, state);
}

static void match_value(Compiler *c, Node *p, PatternState *state)
{
    Node *value = p->match_value.value;
    if (!is_constant(value) && value->kind != NODE_ATTRIBUTE) {
        weft__emit_error(c, "patterns may only match literals and attribute lookups");
        return;
    }
    weft__visit(c, value);
    emit(c, OPC_COMPARE_OP, CMP_EQ);
    jump_to_fail(c, state, OPC_POP_JUMP_IF_FALSE);
}

static void match_singleton(Compiler *c, Node *p, PatternState *state)
{
    ConstantKind kind = p->match_singleton.value;
    weft__emit_constant(c, kind == CONSTANT_NONE   ? NONE
                           : kind == CONSTANT_TRUE ? TRUE_VALUE
                                                   : FALSE_VALUE);
    emit(c, OPC_IS_OP, 0);
    jump_to_fail(c, state, OPC_POP_JUMP_IF_FALSE);
}

static void emit_pattern(Compiler *c, Node *p, PatternState *state)
{
    if (!weft__compiler_enter(c)) {
        return;
    }
    at_node(c, p);
    switch (p->kind) {
    case NODE_MATCH_VALUE:
        match_value(c, p, state);
        break;
    case NODE_MATCH_SINGLETON:
        match_singleton(c, p, state);
        break;
    case NODE_MATCH_SEQUENCE:
        match_sequence(c, p, state);
        break;
    case NODE_MATCH_MAPPING:
        match_mapping(c, p, state);
        break;
    case NODE_MATCH_CLASS:
        match_class(c, p, state);
        break;
    case NODE_MATCH_STAR:
        capture(c, p->match_star.name, state);
        break;
    case NODE_MATCH_AS:
        match_as(c, p, state);
        break;
    case NODE_MATCH_OR:
        match_or(c, p, state);
        break;
    default:
        WEFT_UNREACHABLE();
    }
}

/* ---- the statement ---- */

static void emit_case(Compiler *c, Node *one, bool keep_subject, bool is_last, Block *end)
{
    PatternState state = {0};
    Node *pattern = one->match_case.pattern;
    at_node(c, pattern);
    if (keep_subject) {
        emit(c, OPC_COPY, 1);
    }
    state.allow_irrefutable = one->match_case.guard != NULL || is_last;
    emit_pattern(c, pattern, &state);
    for (uint32_t i = 0; i < state.capture_count && !c->failed; i++) {
        weft__emit_variable(c, state.captures[i], CONTEXT_STORE);
    }
    state.capture_count = 0;
    if (one->match_case.guard != NULL) {
        weft__jump_if(c, one->match_case.guard, fail_block(c, &state, 0), false);
    }
    if (keep_subject) {
        emit0(c, OPC_POP_TOP);
    }
    weft__visit_statements(c, &one->match_case.body);
    at_nothing(c);
    weft__emit_jump(c, OPC_JUMP, end);
    at_node(c, pattern);
    emit_fail_blocks(c, &state);
}

void weft__emit_match(Compiler *c, Node *s)
{
    const NodeList *cases = &s->match_statement.cases;
    Block *end = weft__block_new(c);
    Node *last = cases->items[cases->count - 1];
    bool has_default = is_wildcard(last->match_case.pattern) && cases->count > 1;
    size_t tested = cases->count - has_default;
    weft__visit(c, s->match_statement.subject);
    for (size_t i = 0; i < tested && !c->failed; i++) {
        emit_case(c, cases->items[i], i + 1 != tested, i + 1 == cases->count, end);
    }
    if (has_default) { /* the subject has been dropped by the last test */
        at_node(c, last->match_case.pattern);
        emit0(c, OPC_NOP);
        if (last->match_case.guard != NULL) {
            weft__jump_if(c, last->match_case.guard, end, false);
        }
        weft__visit_statements(c, &last->match_case.body);
        at_nothing(c);
    }
    weft__block_use(c, end);
}
