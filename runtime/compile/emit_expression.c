/* emit_expression.c - expressions that are neither displays nor calls; conditional jumps.
 *
 * Guarantees: weft__visit() leaves exactly one value on the stack (or none, for targets), whatever
 * the expression; each instruction carries the position that CPython 3.11 gives it, as tracebacks
 * print carets from it.
 */
#include "compile/compiler.h"

#include "object/native.h"

void weft__visit_list(Compiler *c, const NodeList *list)
{
    for (size_t i = 0; i < list->count && !c->failed; i++) {
        weft__visit(c, list->items[i]);
    }
}

static void emit_compare_operator(Compiler *c, CompareOperator op)
{
    static const uint8_t comparisons[] = {
        [COMPARE_OPERATOR_EQ] = CMP_EQ,   [COMPARE_OPERATOR_NOT_EQ] = CMP_NE,
        [COMPARE_OPERATOR_LT] = CMP_LT,   [COMPARE_OPERATOR_LT_E] = CMP_LE,
        [COMPARE_OPERATOR_GT] = CMP_GT,   [COMPARE_OPERATOR_GT_E] = CMP_GE,
    };
    switch (op) {
    case COMPARE_OPERATOR_IS:
    case COMPARE_OPERATOR_IS_NOT:
        emit(c, OPC_IS_OP, op == COMPARE_OPERATOR_IS_NOT);
        break;
    case COMPARE_OPERATOR_IN:
    case COMPARE_OPERATOR_NOT_IN:
        emit(c, OPC_CONTAINS_OP, op == COMPARE_OPERATOR_NOT_IN);
        break;
    default:
        emit(c, OPC_COMPARE_OP, comparisons[op]);
        break;
    }
}

/* ---- conditional jumps ---- */

static void jump_if_bool_op(Compiler *c, Node *test, Block *target, bool when)
{
    const NodeList *values = &test->bool_op.values;
    bool decided = test->bool_op.op == BOOL_OPERATOR_OR; /* the truth that ends evaluation */
    Block *short_way = decided == when ? target : weft__block_new(c);
    for (size_t i = 0; i + 1 < values->count && !c->failed; i++) {
        weft__jump_if(c, values->items[i], short_way, decided);
    }
    weft__jump_if(c, values->items[values->count - 1], target, when);
    if (short_way != target) {
        weft__block_use(c, short_way);
    }
}

static void jump_if_conditional(Compiler *c, Node *test, Block *target, bool when)
{
    Block *end = weft__block_new(c), *otherwise = weft__block_new(c);
    weft__jump_if(c, test->if_exp.test, otherwise, false);
    weft__jump_if(c, test->if_exp.body, target, when);
    weft__emit_artificial_jump(c, OPC_JUMP, end);
    weft__block_use(c, otherwise);
    weft__jump_if(c, test->if_exp.orelse, target, when);
    weft__block_use(c, end);
}

/* left, right: keeps right below the result for the next comparison of a chain. */
static void emit_chain_link(Compiler *c, Node *test, size_t i)
{
    weft__visit(c, test->compare.comparators.items[i]);
    emit(c, OPC_SWAP, 2);
    emit(c, OPC_COPY, 2);
    emit_compare_operator(c, test->compare.ops[i]);
}

static void jump_if_chain(Compiler *c, Node *test, Block *target, bool when)
{
    size_t last = test->compare.comparators.count - 1;
    Block *cleanup = weft__block_new(c), *end = weft__block_new(c);
    weft__warn_compare(c, test);
    weft__visit(c, test->compare.left);
    for (size_t i = 0; i < last && !c->failed; i++) {
        emit_chain_link(c, test, i);
        weft__emit_jump(c, OPC_POP_JUMP_IF_FALSE, cleanup);
    }
    weft__visit(c, test->compare.comparators.items[last]);
    emit_compare_operator(c, test->compare.ops[last]);
    weft__emit_jump(c, when ? OPC_POP_JUMP_IF_TRUE : OPC_POP_JUMP_IF_FALSE, target);
    weft__emit_artificial_jump(c, OPC_JUMP, end);
    weft__block_use(c, cleanup);
    emit0(c, OPC_POP_TOP);
    if (!when) {
        weft__emit_artificial_jump(c, OPC_JUMP, target);
    }
    weft__block_use(c, end);
}

void weft__jump_if(Compiler *c, Node *test, Block *target, bool when)
{
    if (!weft__compiler_enter(c)) {
        return;
    }
    switch (test->kind) {
    case NODE_UNARY_OP:
        if (test->unary_op.op == UNARY_OPERATOR_NOT) {
            weft__jump_if(c, test->unary_op.operand, target, !when);
            return;
        }
        break;
    case NODE_BOOL_OP:
        jump_if_bool_op(c, test, target, when);
        return;
    case NODE_IF_EXP:
        jump_if_conditional(c, test, target, when);
        return;
    case NODE_COMPARE:
        at_node(c, test);
        if (test->compare.comparators.count > 1) {
            jump_if_chain(c, test, target, when);
            return;
        }
        break;
    default:
        break;
    }
    weft__visit(c, test);
    weft__emit_jump(c, when ? OPC_POP_JUMP_IF_TRUE : OPC_POP_JUMP_IF_FALSE, target);
}

/* ---- operators ---- */

static void emit_bool_op(Compiler *c, Node *e)
{
    const NodeList *values = &e->bool_op.values;
    unsigned jump = e->bool_op.op == BOOL_OPERATOR_AND ? OPC_JUMP_IF_FALSE_OR_POP
                                                       : OPC_JUMP_IF_TRUE_OR_POP;
    Block *end = weft__block_new(c);
    for (size_t i = 0; i + 1 < values->count && !c->failed; i++) {
        weft__visit(c, values->items[i]);
        weft__emit_jump(c, jump, end);
    }
    weft__visit(c, values->items[values->count - 1]);
    weft__block_use(c, end);
}

static void emit_compare(Compiler *c, Node *e)
{
    size_t last = e->compare.comparators.count - 1;
    weft__warn_compare(c, e);
    weft__visit(c, e->compare.left);
    if (last == 0) {
        weft__visit(c, e->compare.comparators.items[0]);
        emit_compare_operator(c, e->compare.ops[0]);
        return;
    }
    Block *cleanup = weft__block_new(c), *end = weft__block_new(c);
    for (size_t i = 0; i < last && !c->failed; i++) {
        emit_chain_link(c, e, i);
        weft__emit_jump(c, OPC_JUMP_IF_FALSE_OR_POP, cleanup);
    }
    weft__visit(c, e->compare.comparators.items[last]);
    emit_compare_operator(c, e->compare.ops[last]);
    weft__emit_artificial_jump(c, OPC_JUMP, end);
    weft__block_use(c, cleanup);
    emit(c, OPC_SWAP, 2);
    emit0(c, OPC_POP_TOP);
    weft__block_use(c, end);
}

static void emit_conditional(Compiler *c, Node *e)
{
    Block *end = weft__block_new(c), *otherwise = weft__block_new(c);
    weft__jump_if(c, e->if_exp.test, otherwise, false);
    weft__visit(c, e->if_exp.body);
    weft__emit_artificial_jump(c, OPC_JUMP, end);
    weft__block_use(c, otherwise);
    weft__visit(c, e->if_exp.orelse);
    weft__block_use(c, end);
}

static void emit_unary(Compiler *c, Node *e)
{
    static const uint8_t opcodes[] = {
        [UNARY_OPERATOR_INVERT] = OPC_UNARY_INVERT,
        [UNARY_OPERATOR_NOT] = OPC_UNARY_NOT,
        [UNARY_OPERATOR_U_ADD] = OPC_UNARY_POSITIVE,
        [UNARY_OPERATOR_U_SUB] = OPC_UNARY_NEGATIVE,
    };
    weft__visit(c, e->unary_op.operand);
    emit0(c, opcodes[e->unary_op.op]);
}

/* ---- yield and await ---- */

static void emit_yield_expression(Compiler *c, Node *e)
{
    if (!weft__in_function(c)) {
        weft__emit_error(c, "'yield' outside function");
        return;
    }
    if (e->kind == NODE_YIELD) {
        if (e->yield.value != NULL) {
            weft__visit(c, e->yield.value);
        } else {
            weft__emit_constant(c, NONE);
        }
        weft__emit_yield(c);
        return;
    }
    if (c->emitter->kind == EMIT_ASYNC_FUNCTION) {
        weft__emit_error(c, "'yield from' inside async function");
        return;
    }
    weft__visit(c, e->yield_from.value);
    emit0(c, OPC_GET_YIELD_FROM_ITER);
    weft__emit_constant(c, NONE);
    weft__emit_yield_from(c);
}

static void emit_await(Compiler *c, Node *e)
{
    if (!weft__in_function(c)) {
        weft__emit_error(c, "'await' outside function");
        return;
    }
    if (c->emitter->kind != EMIT_ASYNC_FUNCTION && c->emitter->kind != EMIT_COMPREHENSION) {
        weft__emit_error(c, "'await' outside async function");
        return;
    }
    weft__visit(c, e->await.value);
    emit(c, OPC_GET_AWAITABLE, 0);
    weft__emit_constant(c, NONE);
    weft__emit_yield_from(c);
}

/* ---- places ---- */

void weft__at_attribute(Compiler *c, const Node *attribute)
{
    Position *at = &c->emitter->at;
    if (at->line == attribute->end_line) {
        return;
    }
    Str *name = weft__name_string(c, attribute->attribute.attr);
    if (name == NULL) {
        return;
    }
    int32_t length = (int32_t)name->length;
    at->line = attribute->end_line;
    if (length <= attribute->end_column) {
        at->column = attribute->end_column - length;
    } else {
        at->column = -1;
        at->end_line = at->line;
        at->end_column = -1;
    }
}

static void emit_attribute(Compiler *c, Node *e)
{
    static const uint8_t opcodes[] = {
        [CONTEXT_LOAD] = OPC_LOAD_ATTR,
        [CONTEXT_STORE] = OPC_STORE_ATTR,
        [CONTEXT_DEL] = OPC_DELETE_ATTR,
    };
    if (e->attribute.ctx == CONTEXT_LOAD && weft__emit_super_attribute(c, e, false)) {
        return;
    }
    weft__visit(c, e->attribute.value);
    Str *name = weft__name_string(c, e->attribute.attr);
    if (c->failed) {
        return;
    }
    weft__at_attribute(c, e);
    if (!weft__forbidden_name(c, name, e->attribute.ctx)) {
        weft__emit_named(c, opcodes[e->attribute.ctx], name);
    }
}

static void emit_subscript(Compiler *c, Node *e)
{
    static const uint8_t opcodes[] = {
        [CONTEXT_LOAD] = OPC_BINARY_SUBSCR,
        [CONTEXT_STORE] = OPC_STORE_SUBSCR,
        [CONTEXT_DEL] = OPC_DELETE_SUBSCR,
    };
    if (e->subscript.ctx == CONTEXT_LOAD) {
        weft__warn_subscript(c, e);
    }
    weft__visit(c, e->subscript.value);
    weft__visit(c, e->subscript.slice);
    emit0(c, opcodes[e->subscript.ctx]);
}

static void visit_or_none(Compiler *c, Node *e)
{
    if (e != NULL) {
        weft__visit(c, e);
    } else {
        weft__emit_constant(c, NONE);
    }
}

static void emit_slice(Compiler *c, Node *e)
{
    visit_or_none(c, e->slice.lower);
    visit_or_none(c, e->slice.upper);
    if (e->slice.step != NULL) {
        weft__visit(c, e->slice.step);
    }
    emit(c, OPC_BUILD_SLICE, e->slice.step != NULL ? 3 : 2);
}

/* A list or tuple: built, unpacked into, or deleted part by part. */
static void emit_elements(Compiler *c, Node *e)
{
    if (e->sequence.ctx == CONTEXT_STORE) {
        weft__emit_unpack(c, &e->sequence.elts);
    } else if (e->sequence.ctx == CONTEXT_DEL) {
        weft__visit_list(c, &e->sequence.elts);
    } else if (e->kind == NODE_LIST) {
        weft__emit_list(c, e);
    } else {
        weft__emit_tuple(c, e);
    }
}

static void visit_kind(Compiler *c, Node *e)
{
    switch (e->kind) {
    case NODE_NAMED_EXPR:
        weft__visit(c, e->named_expr.value);
        emit(c, OPC_COPY, 1);
        weft__visit(c, e->named_expr.target);
        break;
    case NODE_BOOL_OP: emit_bool_op(c, e); break;
    case NODE_BIN_OP:
        weft__visit(c, e->bin_op.left);
        weft__visit(c, e->bin_op.right);
        emit(c, OPC_BINARY_OP, (uint32_t)weft__binary_operation(e->bin_op.op));
        break;
    case NODE_UNARY_OP: emit_unary(c, e); break;
    case NODE_LAMBDA: weft__emit_lambda(c, e); break;
    case NODE_IF_EXP: emit_conditional(c, e); break;
    case NODE_DICT: weft__emit_dict(c, e); break;
    case NODE_SET: weft__emit_set(c, e); break;
    case NODE_LIST_COMP:
    case NODE_SET_COMP:
    case NODE_DICT_COMP:
    case NODE_GENERATOR_EXP: weft__emit_comprehension(c, e); break;
    case NODE_YIELD:
    case NODE_YIELD_FROM: emit_yield_expression(c, e); break;
    case NODE_AWAIT: emit_await(c, e); break;
    case NODE_COMPARE: emit_compare(c, e); break;
    case NODE_CALL: weft__emit_call(c, e); break;
    case NODE_CONSTANT: weft__emit_constant(c, weft__constant_value(c, e)); break;
    case NODE_JOINED_STR: weft__emit_joined(c, e); break;
    case NODE_FORMATTED_VALUE: weft__emit_formatted(c, e); break;
    case NODE_ATTRIBUTE: emit_attribute(c, e); break;
    case NODE_SUBSCRIPT: emit_subscript(c, e); break;
    case NODE_STARRED:
        weft__emit_error(c, e->starred.ctx == CONTEXT_STORE
                                ? "starred assignment target must be in a list or tuple"
                                : "can't use starred expression here");
        break;
    case NODE_SLICE: emit_slice(c, e); break;
    case NODE_NAME: weft__emit_variable(c, weft__name_string(c, e->name.id), e->name.ctx); break;
    case NODE_LIST:
    case NODE_TUPLE: emit_elements(c, e); break;
    default: WEFT_UNREACHABLE();
    }
}

void weft__visit(Compiler *c, Node *e)
{
    if (!weft__compiler_enter(c)) {
        return;
    }
    Position saved = c->emitter->at;
    at_node(c, e);
    visit_kind(c, e);
    c->emitter->at = saved;
}
