/* unparse.c - the text of an expression, for annotations that are kept as strings.
 *
 * Guarantees: the same text that CPython 3.11 stores under `from __future__ import annotations`:
 * parentheses only where precedence asks for them, one space around operators, literals by repr().
 */
#include "compile/compiler.h"

#include "object/native.h"

/* How tightly an operator binds; an operand is put in parentheses when its own is looser. */
typedef enum Binding {
    BIND_TUPLE, BIND_TEST, BIND_OR, BIND_AND, BIND_NOT, BIND_COMPARE, BIND_BIT_OR, BIND_BIT_XOR,
    BIND_BIT_AND, BIND_SHIFT, BIND_ARITHMETIC, BIND_TERM, BIND_FACTOR, BIND_POWER, BIND_AWAIT,
    BIND_ATOM
} Binding;
enum { BIND_EXPRESSION = BIND_BIT_OR };

typedef struct Unparser {
    Compiler *c;
    TextBuilder text;
} Unparser;

static void put(Unparser *u, Node *e, int level);

static void text(Unparser *u, const char *s)
{
    if (!u->c->failed && !weft__builder_c(&u->text, s)) {
        u->c->failed = true;
    }
}
static void text_if(Unparser *u, bool condition, const char *s)
{
    if (condition) {
        text(u, s);
    }
}
static void put_str(Unparser *u, Str *s)
{
    if (!u->c->failed && (s == NULL || !weft__builder_str(&u->text, s))) {
        u->c->failed = true;
    }
}
static void put_name(Unparser *u, const Name *name)
{
    put_str(u, weft__name_string(u->c, name));
}

static void put_list(Unparser *u, const NodeList *list, int level)
{
    for (size_t i = 0; i < list->count && !u->c->failed; i++) {
        text_if(u, i > 0, ", ");
        put(u, list->items[i], level);
    }
}

/* ---- operators ---- */

static void put_bool_op(Unparser *u, Node *e, int level)
{
    bool is_and = e->bool_op.op == BOOL_OPERATOR_AND;
    int own = is_and ? BIND_AND : BIND_OR;
    text_if(u, level > own, "(");
    for (size_t i = 0; i < e->bool_op.values.count && !u->c->failed; i++) {
        text_if(u, i > 0, is_and ? " and " : " or ");
        put(u, e->bool_op.values.items[i], own + 1);
    }
    text_if(u, level > own, ")");
}

static void put_binary(Unparser *u, Node *e, int level)
{
    static const char *const spellings[] = {
#define BINARY_OPERATOR(kind, name, spelling) " " spelling " ",
#include "compile/syntax.def"
    };
    static const uint8_t bindings[BINARY_OPERATOR_COUNT] = {
        [OPERATOR_ADD] = BIND_ARITHMETIC,  [OPERATOR_SUB] = BIND_ARITHMETIC,
        [OPERATOR_MULT] = BIND_TERM,       [OPERATOR_MAT_MULT] = BIND_TERM,
        [OPERATOR_DIV] = BIND_TERM,        [OPERATOR_MOD] = BIND_TERM,
        [OPERATOR_POW] = BIND_POWER,       [OPERATOR_L_SHIFT] = BIND_SHIFT,
        [OPERATOR_R_SHIFT] = BIND_SHIFT,   [OPERATOR_BIT_OR] = BIND_BIT_OR,
        [OPERATOR_BIT_XOR] = BIND_BIT_XOR, [OPERATOR_BIT_AND] = BIND_BIT_AND,
        [OPERATOR_FLOOR_DIV] = BIND_TERM,
    };
    int own = bindings[e->bin_op.op];
    bool from_right = e->bin_op.op == OPERATOR_POW;
    text_if(u, level > own, "(");
    put(u, e->bin_op.left, own + from_right);
    text(u, spellings[e->bin_op.op]);
    put(u, e->bin_op.right, own + !from_right);
    text_if(u, level > own, ")");
}

static void put_unary(Unparser *u, Node *e, int level)
{
    bool is_not = e->unary_op.op == UNARY_OPERATOR_NOT;
    int own = is_not ? BIND_NOT : BIND_FACTOR;
    text_if(u, level > own, "(");
    text(u, is_not                                      ? "not "
            : e->unary_op.op == UNARY_OPERATOR_INVERT ? "~"
            : e->unary_op.op == UNARY_OPERATOR_U_ADD  ? "+"
                                                      : "-");
    put(u, e->unary_op.operand, own);
    text_if(u, level > own, ")");
}

static void put_compare(Unparser *u, Node *e, int level)
{
    static const char *const spellings[] = {
        [COMPARE_OPERATOR_EQ] = " == ",   [COMPARE_OPERATOR_NOT_EQ] = " != ",
        [COMPARE_OPERATOR_LT] = " < ",    [COMPARE_OPERATOR_LT_E] = " <= ",
        [COMPARE_OPERATOR_GT] = " > ",    [COMPARE_OPERATOR_GT_E] = " >= ",
        [COMPARE_OPERATOR_IS] = " is ",   [COMPARE_OPERATOR_IS_NOT] = " is not ",
        [COMPARE_OPERATOR_IN] = " in ",   [COMPARE_OPERATOR_NOT_IN] = " not in ",
    };
    text_if(u, level > BIND_COMPARE, "(");
    put(u, e->compare.left, BIND_COMPARE + 1);
    for (size_t i = 0; i < e->compare.comparators.count && !u->c->failed; i++) {
        text(u, spellings[e->compare.ops[i]]);
        put(u, e->compare.comparators.items[i], BIND_COMPARE + 1);
    }
    text_if(u, level > BIND_COMPARE, ")");
}

static void put_conditional(Unparser *u, Node *e, int level)
{
    text_if(u, level > BIND_TEST, "(");
    put(u, e->if_exp.body, BIND_TEST + 1);
    text(u, " if ");
    put(u, e->if_exp.test, BIND_TEST + 1);
    text(u, " else ");
    put(u, e->if_exp.orelse, BIND_TEST);
    text_if(u, level > BIND_TEST, ")");
}

/* ---- lambda ---- */

static void put_parameter(Unparser *u, const Node *parameter, Node *initial, bool *first)
{
    text_if(u, !*first, ", ");
    *first = false;
    put_name(u, parameter->arg.arg);
    if (parameter->arg.annotation != NULL) {
        text(u, ": ");
        put(u, parameter->arg.annotation, BIND_TEST);
    }
    if (initial != NULL) {
        text(u, "=");
        put(u, initial, BIND_TEST);
    }
}

static void put_starred_parameter(Unparser *u, const char *star, const Node *parameter, bool *first)
{
    text_if(u, !*first, ", ");
    text(u, star);
    *first = false;
    if (parameter != NULL) {
        bool alone = true;
        put_parameter(u, parameter, NULL, &alone);
    }
}

static void put_parameters(Unparser *u, const Node *node)
{
    bool first = true;
    const NodeList *before = &node->arguments.posonlyargs, *args = &node->arguments.args;
    const NodeList *defaults = &node->arguments.defaults;
    size_t total = before->count + args->count;
    for (size_t i = 0; i < total && !u->c->failed; i++) {
        Node *parameter = i < before->count ? before->items[i] : args->items[i - before->count];
        Node *initial = i + defaults->count >= total ? defaults->items[i + defaults->count - total]
                                                     : NULL;
        put_parameter(u, parameter, initial, &first);
        text_if(u, before->count > 0 && i + 1 == before->count, ", /");
    }
    const NodeList *named = &node->arguments.kwonlyargs;
    if (node->arguments.vararg != NULL || named->count > 0) {
        put_starred_parameter(u, "*", node->arguments.vararg, &first);
    }
    for (size_t i = 0; i < named->count && !u->c->failed; i++) {
        put_parameter(u, named->items[i], node->arguments.kw_defaults.items[i], &first);
    }
    if (node->arguments.kwarg != NULL) {
        put_starred_parameter(u, "**", node->arguments.kwarg, &first);
    }
}

static void put_lambda(Unparser *u, Node *e, int level)
{
    const Node *parameters = e->lambda.args;
    bool positional = parameters->arguments.args.count + parameters->arguments.posonlyargs.count > 0;
    text_if(u, level > BIND_TEST, "(");
    text(u, positional ? "lambda " : "lambda");
    put_parameters(u, parameters);
    text(u, ": ");
    put(u, e->lambda.body, BIND_TEST);
    text_if(u, level > BIND_TEST, ")");
}

/* ---- displays ---- */

static void put_dict(Unparser *u, Node *e)
{
    text(u, "{");
    for (size_t i = 0; i < e->dict.values.count && !u->c->failed; i++) {
        text_if(u, i > 0, ", ");
        if (e->dict.keys.items[i] != NULL) {
            put(u, e->dict.keys.items[i], BIND_TEST);
            text(u, ": ");
            put(u, e->dict.values.items[i], BIND_TEST);
        } else {
            text(u, "**");
            put(u, e->dict.values.items[i], BIND_EXPRESSION);
        }
    }
    text(u, "}");
}

static void put_generators(Unparser *u, const NodeList *generators)
{
    for (size_t i = 0; i < generators->count && !u->c->failed; i++) {
        const Node *generator = generators->items[i];
        text(u, generator->comprehension.is_async ? " async for " : " for ");
        put(u, generator->comprehension.target, BIND_TUPLE);
        text(u, " in ");
        put(u, generator->comprehension.iter, BIND_TEST + 1);
        for (size_t j = 0; j < generator->comprehension.ifs.count; j++) {
            text(u, " if ");
            put(u, generator->comprehension.ifs.items[j], BIND_TEST + 1);
        }
    }
}

static void put_comprehension(Unparser *u, Node *e, const char *open, const char *close)
{
    text(u, open);
    if (e->kind == NODE_DICT_COMP) {
        put(u, e->dict_comp.key, BIND_TEST);
        text(u, ": ");
        put(u, e->dict_comp.value, BIND_TEST);
        put_generators(u, &e->dict_comp.generators);
    } else {
        put(u, e->comp.elt, BIND_TEST);
        put_generators(u, &e->comp.generators);
    }
    text(u, close);
}

static void put_tuple(Unparser *u, Node *e, int level)
{
    const NodeList *elements = &e->sequence.elts;
    if (elements->count == 0) {
        text(u, "()");
        return;
    }
    text_if(u, level > BIND_TUPLE, "(");
    put_list(u, elements, BIND_TEST);
    text_if(u, elements->count == 1, ",");
    text_if(u, level > BIND_TUPLE, ")");
}

/* ---- f-strings ---- */

static void put_format_part(Unparser *u, Node *part, bool in_spec);

static void put_escaped(Unparser *u, Node *constant)
{
    Value v = weft__constant_value(u->c, constant);
    if (v == EMPTY || u->c->failed) {
        return;
    }
    Str *s = as_str(v);
    for (uint32_t i = 0; i < s->length && !u->c->failed; i++) {
        uint32_t ch = str_char(s, i);
        if (!weft__builder_char(&u->text, ch) ||
            ((ch == '{' || ch == '}') && !weft__builder_char(&u->text, ch))) {
            u->c->failed = true;
        }
    }
}

/* The text of a part on its own. NULL: failed. */
static Str *apart(Unparser *u, Node *e, int level)
{
    Unparser inner = {.c = u->c};
    weft__builder_init(&inner.text, u->c->thread);
    put(&inner, e, level);
    Str *s = u->c->failed ? NULL : weft__builder_finish(&inner.text);
    if (s == NULL) {
        u->c->failed = true;
    }
    return s;
}

static void put_replacement(Unparser *u, Node *e)
{
    Str *value = apart(u, e->formatted_value.value, BIND_TEST + 1);
    if (value == NULL) {
        return;
    }
    text(u, value->length > 0 && str_char(value, 0) == '{' ? "{ " : "{");
    put_str(u, value);
    if (e->formatted_value.conversion > 0) {
        const char conversion[3] = {'!', (char)e->formatted_value.conversion, 0};
        text(u, conversion);
    }
    if (e->formatted_value.format_spec != NULL) {
        text(u, ":");
        put_format_part(u, e->formatted_value.format_spec, true);
    }
    text(u, "}");
}

static void put_joined(Unparser *u, Node *e, bool in_spec)
{
    Unparser inner = {.c = u->c};
    weft__builder_init(&inner.text, u->c->thread);
    for (size_t i = 0; i < e->joined_str.values.count && !u->c->failed; i++) {
        put_format_part(&inner, e->joined_str.values.items[i], in_spec);
    }
    Str *body = u->c->failed ? NULL : weft__builder_finish(&inner.text);
    if (body == NULL) {
        u->c->failed = true;
        return;
    }
    if (!in_spec) {
        text(u, "f");
        body = weft__str_repr(u->c->thread, body);
    }
    put_str(u, body);
}

static void put_format_part(Unparser *u, Node *part, bool in_spec)
{
    if (!weft__compiler_enter(u->c)) {
        return;
    }
    switch (part->kind) {
    case NODE_CONSTANT:
        put_escaped(u, part);
        break;
    case NODE_JOINED_STR:
        put_joined(u, part, in_spec);
        break;
    case NODE_FORMATTED_VALUE:
        put_replacement(u, part);
        break;
    default:
        WEFT_UNREACHABLE();
    }
}

/* ---- atoms ---- */

/* repr, with infinity written as a literal that reads back as infinity. */
static void put_constant(Unparser *u, Node *e)
{
    Thread *t = u->c->thread;
    Value v = weft__constant_value(u->c, e);
    if (v == EMPTY || u->c->failed) {
        return;
    }
    if (v == ELLIPSIS) {
        text(u, "...");
        return;
    }
    text_if(u, e->constant.value.unicode_prefix, "u");
    Value shown = weft__repr(t, v);
    if (shown == EMPTY) {
        u->c->failed = true;
        return;
    }
    Str *s = as_str(shown);
    if (!is_float(t, v) && !object_is(v, T(t, complex))) {
        put_str(u, s);
        return;
    }
    for (uint32_t i = 0; i < s->length && !u->c->failed; i++) {
        if (str_char(s, i) == 'i') {
            text(u, "1e309");
            i += 2;
        } else {
            weft__builder_char(&u->text, str_char(s, i));
        }
    }
}

static void put_call(Unparser *u, Node *e)
{
    const NodeList *args = &e->call.args, *keywords = &e->call.keywords;
    put(u, e->call.func, BIND_ATOM);
    if (args->count == 1 && keywords->count == 0 && args->items[0]->kind == NODE_GENERATOR_EXP) {
        put(u, args->items[0], BIND_TEST); /* brings its own parentheses */
        return;
    }
    text(u, "(");
    put_list(u, args, BIND_TEST);
    for (size_t i = 0; i < keywords->count && !u->c->failed; i++) {
        const Node *keyword = keywords->items[i];
        text_if(u, i > 0 || args->count > 0, ", ");
        if (keyword->keyword.arg == NULL) {
            text(u, "**");
        } else {
            put_name(u, keyword->keyword.arg);
            text(u, "=");
        }
        put(u, keyword->keyword.value, BIND_TEST);
    }
    text(u, ")");
}

static void put_attribute(Unparser *u, Node *e)
{
    Node *value = e->attribute.value;
    put(u, value, BIND_ATOM);
    bool number = is_constant(value) && value->constant.value.kind == CONSTANT_INTEGER;
    text(u, number ? " ." : "."); /* `1.x` would be a float */
    put_name(u, e->attribute.attr);
}

static void put_slice(Unparser *u, Node *e)
{
    if (e->slice.lower != NULL) {
        put(u, e->slice.lower, BIND_TEST);
    }
    text(u, ":");
    if (e->slice.upper != NULL) {
        put(u, e->slice.upper, BIND_TEST);
    }
    if (e->slice.step != NULL) {
        text(u, ":");
        put(u, e->slice.step, BIND_TEST);
    }
}

static void put_yield(Unparser *u, Node *e)
{
    Node *value = e->kind == NODE_YIELD ? e->yield.value : e->yield_from.value;
    text(u, e->kind == NODE_YIELD ? (value == NULL ? "(yield" : "(yield ") : "(yield from ");
    if (value != NULL) {
        put(u, value, BIND_TEST);
    }
    text(u, ")");
}

static void put_kind(Unparser *u, Node *e, int level)
{
    switch (e->kind) {
    case NODE_BOOL_OP: put_bool_op(u, e, level); break;
    case NODE_BIN_OP: put_binary(u, e, level); break;
    case NODE_UNARY_OP: put_unary(u, e, level); break;
    case NODE_LAMBDA: put_lambda(u, e, level); break;
    case NODE_IF_EXP: put_conditional(u, e, level); break;
    case NODE_DICT: put_dict(u, e); break;
    case NODE_SET:
        text(u, "{");
        put_list(u, &e->set.elts, BIND_TEST);
        text(u, "}");
        break;
    case NODE_GENERATOR_EXP: put_comprehension(u, e, "(", ")"); break;
    case NODE_LIST_COMP: put_comprehension(u, e, "[", "]"); break;
    case NODE_SET_COMP:
    case NODE_DICT_COMP: put_comprehension(u, e, "{", "}"); break;
    case NODE_YIELD:
    case NODE_YIELD_FROM: put_yield(u, e); break;
    case NODE_AWAIT:
        text_if(u, level > BIND_AWAIT, "(");
        text(u, "await ");
        put(u, e->await.value, BIND_ATOM);
        text_if(u, level > BIND_AWAIT, ")");
        break;
    case NODE_COMPARE: put_compare(u, e, level); break;
    case NODE_CALL: put_call(u, e); break;
    case NODE_JOINED_STR:
    case NODE_FORMATTED_VALUE: put_format_part(u, e, false); break;
    case NODE_CONSTANT: put_constant(u, e); break;
    case NODE_ATTRIBUTE: put_attribute(u, e); break;
    case NODE_STARRED:
        text(u, "*");
        put(u, e->starred.value, BIND_EXPRESSION);
        break;
    case NODE_NAME: put_name(u, e->name.id); break;
    case NODE_LIST:
        text(u, "[");
        put_list(u, &e->sequence.elts, BIND_TEST);
        text(u, "]");
        break;
    case NODE_TUPLE: put_tuple(u, e, level); break;
    case NODE_SUBSCRIPT:
        put(u, e->subscript.value, BIND_ATOM);
        text(u, "[");
        put(u, e->subscript.slice, BIND_TUPLE);
        text(u, "]");
        break;
    case NODE_SLICE: put_slice(u, e); break;
    case NODE_NAMED_EXPR:
        text_if(u, level > BIND_TUPLE, "(");
        put(u, e->named_expr.target, BIND_ATOM);
        text(u, " := ");
        put(u, e->named_expr.value, BIND_ATOM);
        text_if(u, level > BIND_TUPLE, ")");
        break;
    default: WEFT_UNREACHABLE();
    }
}

static void put(Unparser *u, Node *e, int level)
{
    if (weft__compiler_enter(u->c)) {
        put_kind(u, e, level);
    }
}

Str *weft__unparse(Compiler *c, Node *expression)
{
    if (c->failed) {
        return NULL;
    }
    Unparser u = {.c = c};
    weft__builder_init(&u.text, c->thread);
    put(&u, expression, BIND_TEST);
    Str *s = c->failed ? NULL : weft__builder_finish(&u.text);
    if (s == NULL) {
        c->failed = true;
    }
    return s;
}
