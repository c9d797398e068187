/* tree_objects.c - syntax trees as objects of the module ast: out of the parser and into the compiler.
 *
 * weft__parse_objects() parses and makes an object for each node; weft__compile_objects() makes a tree of
 * such objects and compiles it. Both come from syntax.def, so a node or field is added there alone. The
 * classes are those of one dict (module ast keeps it); their names and fields are the published ones.
 *
 * Objects that come in may hold anything. What the compiler relies on by construction is checked here: the
 * kind of each node where it stands, the fields that must be there, and their types. What a grammar would
 * forbid besides (contexts, empty bodies, lists that belong together) is for tree_check.c.
 * The depth of either conversion is bounded by the recursion guard of the compiler.
 */
#include "compile/tree_objects.h"

#include "compile/lexer.h"
#include "object/classes.h"
#include "object/containers.h"
#include "object/native.h"
#include "object/number.h"
#include "object/text.h"

enum { OPERATOR_ROOM = 16 };

static const char *const binary_names[] = {
#define BINARY_OPERATOR(kind, name, spelling) [OPERATOR_##kind] = name,
#include "compile/syntax.def"
};
static const char *const unary_names[] = {
#define UNARY_OPERATOR(kind, name) [UNARY_OPERATOR_##kind] = name,
#include "compile/syntax.def"
};
static const char *const compare_names[] = {
#define COMPARE_OPERATOR(kind, name) [COMPARE_OPERATOR_##kind] = name,
#include "compile/syntax.def"
};
static const char *const bool_names[] = {
#define BOOL_OPERATOR(kind, name) [BOOL_OPERATOR_##kind] = name,
#include "compile/syntax.def"
};
static const char *const context_names[] = {
#define EXPRESSION_CONTEXT(kind, name) [CONTEXT_##kind] = name,
#include "compile/syntax.def"
};

/* One conversion. It lives on the C stack, where the collector finds the objects that it holds. */
typedef struct Converter {
    Compiler *c;
    Dict *classes;
    Type *kinds[NODE_KIND_COUNT];
    Value binary[OPERATOR_ROOM], unary[OPERATOR_ROOM], compare[OPERATOR_ROOM];
    Value boolean[OPERATOR_ROOM], context[OPERATOR_ROOM];
    Words words;
} Converter;

static Type *class_named(Converter *v, const char *name)
{
    Thread *t = v->c->thread;
    Str *key = weft__compiler_intern(v->c, name);
    Value found = key == NULL ? EMPTY : weft__dict_get_str(t, v->classes, key);
    if (found == EMPTY || !is_type(t, found)) {
        if (!exception_pending(t)) {
            RAISE(t, SystemError, "module ast has no class %s", name);
        }
        weft__compiler_fail(v->c);
        return NULL;
    }
    return value_pointer(found);
}

/* ---- tree to objects ---- */

static Value instance_named(Converter *v, const char *name)
{
    Type *type = class_named(v, name);
    Value made = type == NULL ? EMPTY : type->slots.new_instance(v->c->thread, type, NULL, 0, EMPTY);
    if (made == EMPTY) {
        weft__compiler_fail(v->c);
    }
    return made;
}

/* Operators and contexts have no fields: one object serves the whole tree. */
static Value shared_instance(Converter *v, Value *cached, const char *name)
{
    if (*cached == 0) {
        *cached = instance_named(v, name);
    }
    return *cached;
}

static void set_field(Converter *v, Value object, const char *field, Value value)
{
    if (v->c->failed) {
        return;
    }
    Str *name = weft__compiler_intern(v->c, field);
    if (name == NULL || value == EMPTY || !weft__set_attribute(v->c->thread, object, name, value)) {
        weft__compiler_fail(v->c);
    }
}

static Value object_of(Converter *v, Node *node);

static Value name_object(Converter *v, const Name *name)
{
    return name == NULL ? NONE : value_or_empty(weft__name_string(v->c, name));
}

static void list_push_object(Converter *v, List *list, Value item)
{
    if (!v->c->failed && (item == EMPTY || !weft__list_append(v->c->thread, list, item))) {
        weft__compiler_fail(v->c);
    }
}

static Value list_object(Converter *v, const NodeList *nodes)
{
    List *list = weft__list_new(v->c->thread, nodes->count);
    if (list == NULL) {
        weft__compiler_fail(v->c);
        return EMPTY;
    }
    for (size_t i = 0; i < nodes->count && !v->c->failed; i++) {
        list_push_object(v, list, nodes->items[i] == NULL ? NONE : object_of(v, nodes->items[i]));
    }
    return value_from_pointer(list);
}

static Value names_object(Converter *v, const NameList *names)
{
    List *list = weft__list_new(v->c->thread, names->count);
    if (list == NULL) {
        weft__compiler_fail(v->c);
        return EMPTY;
    }
    for (size_t i = 0; i < names->count && !v->c->failed; i++) {
        list_push_object(v, list, name_object(v, names->items[i]));
    }
    return value_from_pointer(list);
}

static Value compares_object(Converter *v, const CompareOperator *operators, size_t count)
{
    List *list = weft__list_new(v->c->thread, count);
    if (list == NULL) {
        weft__compiler_fail(v->c);
        return EMPTY;
    }
    for (size_t i = 0; i < count && !v->c->failed; i++) {
        list_push_object(v, list, shared_instance(v, &v->compare[operators[i]], compare_names[operators[i]]));
    }
    return value_from_pointer(list);
}

static Value singleton_object(ConstantKind kind)
{
    return kind == CONSTANT_TRUE ? TRUE_VALUE : kind == CONSTANT_FALSE ? FALSE_VALUE : NONE;
}

static void set_constant(Converter *v, Value object, Node *node)
{
    set_field(v, object, "value", weft__constant_value(v->c, node));
    set_field(v, object, "kind",
              node->constant.value.unicode_prefix ? value_or_empty(weft__compiler_intern(v->c, "u")) : NONE);
}

static void set_position(Converter *v, Value object, const Node *node)
{
    set_field(v, object, "lineno", value_from_small_int(node->line));
    set_field(v, object, "col_offset", value_from_small_int(node->column));
    set_field(v, object, "end_lineno", value_from_small_int(node->end_line));
    set_field(v, object, "end_col_offset", value_from_small_int(node->end_column));
}

static void set_fields(Converter *v, Value object, Node *node)
{
    switch (node->kind) {
#define NODE_LIKE(kind, member, name, has_position) case NODE_##kind:
#define NODE_BEGIN(kind, member, name, has_position)      \
    case NODE_##kind: {                                   \
        __typeof__(node->member) *fields = &node->member; \
        (void)fields;
#define FIELD_NODE(field) set_field(v, object, #field, object_of(v, fields->field));
#define FIELD_OPTIONAL_NODE(field) \
    set_field(v, object, #field, fields->field == NULL ? NONE : object_of(v, fields->field));
#define FIELD_LIST(field) set_field(v, object, #field, list_object(v, &fields->field));
#define FIELD_NAME(field) set_field(v, object, #field, name_object(v, fields->field));
#define FIELD_OPTIONAL_NAME(field) set_field(v, object, #field, name_object(v, fields->field));
#define FIELD_NAMES(field) set_field(v, object, #field, names_object(v, &fields->field));
#define FIELD_FLAG(field) set_field(v, object, #field, value_from_small_int(fields->field));
#define FIELD_INTEGER(field) set_field(v, object, #field, value_from_small_int(fields->field));
#define FIELD_CONTEXT(field)    \
    set_field(v, object, #field, \
              shared_instance(v, &v->context[fields->field], context_names[fields->field]));
#define FIELD_BINARY(field) \
    set_field(v, object, #field, shared_instance(v, &v->binary[fields->field], binary_names[fields->field]));
#define FIELD_UNARY(field) \
    set_field(v, object, #field, shared_instance(v, &v->unary[fields->field], unary_names[fields->field]));
#define FIELD_BOOL(field) \
    set_field(v, object, #field, shared_instance(v, &v->boolean[fields->field], bool_names[fields->field]));
#define FIELD_COMPARES(field) \
    set_field(v, object, #field, compares_object(v, fields->field, fields->comparators.count));
#define FIELD_SINGLETON(field) set_field(v, object, #field, singleton_object(fields->field));
#define FIELD_CONSTANT(field) set_constant(v, object, node);
#define NODE_END(member) \
    break;               \
    }
#include "compile/syntax.def"
    default:
        break;
    }
}

static bool kind_has_position(NodeKind kind)
{
    static const bool positions[] = {
#define NODE_BEGIN(kind, member, name, has_position) [NODE_##kind] = (has_position) != 0,
#define NODE_LIKE(kind, member, name, has_position) [NODE_##kind] = (has_position) != 0,
#define NODE_EMPTY(kind, name, has_position) [NODE_##kind] = (has_position) != 0,
#include "compile/syntax.def"
    };
    return positions[kind];
}

static Value object_of(Converter *v, Node *node)
{
    if (!weft__compiler_enter(v->c)) {
        return EMPTY;
    }
    Value object = instance_named(v, weft__node_kind_name(node->kind));
    if (object == EMPTY) {
        return EMPTY;
    }
    set_fields(v, object, node);
    if (node->kind == NODE_MODULE) {
        set_field(v, object, "type_ignores", list_object(v, &(NodeList){NULL, 0}));
    }
    if (kind_has_position(node->kind)) {
        set_position(v, object, node);
    }
    return v->c->failed ? EMPTY : object;
}

Value weft__tree_to_objects(Compiler *c, Node *tree, Dict *classes)
{
    Converter v;
    memset(&v, 0, sizeof v);
    v.c = c;
    v.classes = classes;
    return object_of(&v, tree);
}

/* ---- objects to tree ---- */

typedef enum Category {
    CATEGORY_ROOT, CATEGORY_STATEMENT, CATEGORY_EXPRESSION, CATEGORY_PATTERN, CATEGORY_ARGUMENTS, CATEGORY_ARG,
    CATEGORY_KEYWORD, CATEGORY_ALIAS, CATEGORY_WITH_ITEM, CATEGORY_MATCH_CASE, CATEGORY_COMPREHENSION,
    CATEGORY_HANDLER
} Category;
static const char *const category_names[] = {
    "mod", "stmt", "expr", "pattern", "arguments", "arg", "keyword", "alias", "withitem", "match_case",
    "comprehension", "excepthandler"};

/* The kinds of one category stand together in syntax.def. */
static Category category_of(NodeKind kind)
{
    switch (kind) {
    case NODE_ARGUMENTS: return CATEGORY_ARGUMENTS;
    case NODE_ARG: return CATEGORY_ARG;
    case NODE_KEYWORD: return CATEGORY_KEYWORD;
    case NODE_ALIAS: return CATEGORY_ALIAS;
    case NODE_WITH_ITEM: return CATEGORY_WITH_ITEM;
    case NODE_MATCH_CASE: return CATEGORY_MATCH_CASE;
    case NODE_COMPREHENSION: return CATEGORY_COMPREHENSION;
    case NODE_EXCEPT_HANDLER: return CATEGORY_HANDLER;
    default:
        return kind <= NODE_EXPRESSION ? CATEGORY_ROOT
               : kind <= NODE_CONTINUE ? CATEGORY_STATEMENT
               : kind <= NODE_SLICE    ? CATEGORY_EXPRESSION
                                       : CATEGORY_PATTERN;
    }
}

/* What stands in a field: mostly told by its name, else an expression. */
static Category field_category(NodeKind owner, const char *field, bool list)
{
    static const struct {
        const char *field;
        bool list;
        Category category;
    } rows[] = {
        {"body", true, CATEGORY_STATEMENT},          {"orelse", true, CATEGORY_STATEMENT},
        {"finalbody", true, CATEGORY_STATEMENT},     {"keywords", true, CATEGORY_KEYWORD},
        {"handlers", true, CATEGORY_HANDLER},        {"cases", true, CATEGORY_MATCH_CASE},
        {"items", true, CATEGORY_WITH_ITEM},         {"names", true, CATEGORY_ALIAS},
        {"generators", true, CATEGORY_COMPREHENSION}, {"patterns", true, CATEGORY_PATTERN},
        {"kwd_patterns", true, CATEGORY_PATTERN},    {"posonlyargs", true, CATEGORY_ARG},
        {"kwonlyargs", true, CATEGORY_ARG},          {"args", false, CATEGORY_ARGUMENTS},
        {"vararg", false, CATEGORY_ARG},             {"kwarg", false, CATEGORY_ARG},
        {"pattern", false, CATEGORY_PATTERN},
    };
    if (owner == NODE_ARGUMENTS && list && strcmp(field, "args") == 0) {
        return CATEGORY_ARG;
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].list == list && strcmp(rows[i].field, field) == 0) {
            return rows[i].category;
        }
    }
    return CATEGORY_EXPRESSION;
}

typedef struct Place { /* what is being read: an object of a class that stands for a kind */
    Value object;
    Node *node;
} Place;

static Node *node_of(Converter *v, Value object, Category expected);

/* A field's value. EMPTY: failed, or not there and not required (then None is taken for it). */
static Value field_of(Converter *v, const Place *place, const char *field, bool required)
{
    Thread *t = v->c->thread;
    bool failed = false;
    Str *name = v->c->failed ? NULL : weft__compiler_intern(v->c, field);
    Value found = name == NULL ? EMPTY : weft__find_attribute(t, place->object, name, &failed);
    if (name == NULL || failed) {
        weft__compiler_fail(v->c);
        return EMPTY;
    }
    if (found == EMPTY && required) {
        RAISE(t, TypeError, "required field \"%s\" missing from %s", field,
              weft__node_kind_name(place->node->kind));
        weft__compiler_fail(v->c);
        return EMPTY;
    }
    if (found == NONE && required) {
        RAISE(t, ValueError, "field '%s' is required for %s", field, weft__node_kind_name(place->node->kind));
        weft__compiler_fail(v->c);
        return EMPTY;
    }
    if (found != EMPTY) {
        weft__compiler_keep(v->c, found);
    }
    return found == EMPTY ? NONE : found;
}

static void deepen(Node *node, const Node *part)
{
    if (part != NULL && part->depth >= node->depth) {
        node->depth = part->depth + 1;
    }
}

static Node *node_field(Converter *v, const Place *place, const char *field, bool required)
{
    Value found = field_of(v, place, field, required);
    if (v->c->failed || found == NONE) {
        return NULL;
    }
    Node *node = node_of(v, found, field_category(place->node->kind, field, false));
    deepen(place->node, node);
    return node;
}

/* A field that must be a list; an absent one is missing. */
static List *list_field(Converter *v, const Place *place, const char *field)
{
    Value found = field_of(v, place, field, true);
    if (v->c->failed) {
        return NULL;
    }
    if (!is_list(v->c->thread, found)) {
        RAISE(v->c->thread, TypeError, "%s field \"%s\" must be a list, not a %T",
              weft__node_kind_name(place->node->kind), field, found);
        weft__compiler_fail(v->c);
        return NULL;
    }
    return as_list(found);
}

/* The items at one moment: the list may change while properties of nodes run. */
static Tuple *items_of(Converter *v, const Place *place, const char *field)
{
    List *list = list_field(v, place, field);
    Tuple *items = list == NULL ? NULL : weft__tuple_from_iterable(v->c->thread, value_from_pointer(list));
    if (items == NULL) {
        weft__compiler_fail(v->c);
        return NULL;
    }
    weft__compiler_keep(v->c, value_from_pointer(items));
    return items;
}

static NodeList list_nodes(Converter *v, const Place *place, const char *field)
{
    NodeList nodes = {NULL, 0};
    Tuple *items = items_of(v, place, field);
    size_t count = items == NULL ? 0 : tuple_length(items);
    bool gaps = strcmp(field, "kw_defaults") == 0 || (place->node->kind == NODE_DICT && strcmp(field, "keys") == 0);
    Category category = field_category(place->node->kind, field, true);
    nodes.items = count == 0 ? NULL : weft__compiler_allocate(v->c, count * sizeof *nodes.items);
    for (size_t i = 0; i < count && !v->c->failed; i++) {
        if (items->items[i] == NONE && !gaps) {
            RAISE(v->c->thread, ValueError, "None disallowed in %s list",
                  category == CATEGORY_EXPRESSION  ? "expression"
                  : category == CATEGORY_STATEMENT ? "statement"
                                                   : category_names[category]);
            weft__compiler_fail(v->c);
            break;
        }
        nodes.items[i] = items->items[i] == NONE ? NULL : node_of(v, items->items[i], category);
        deepen(place->node, nodes.items[i]);
        nodes.count = i + 1;
    }
    return nodes;
}

static Name *name_from(Converter *v, Value text)
{
    size_t length;
    if (v->c->failed || text == NONE) {
        return NULL;
    }
    if (!is_str(v->c->thread, text)) {
        RAISE(v->c->thread, TypeError, "AST identifier must be of type str");
        weft__compiler_fail(v->c);
        return NULL;
    }
    const char *bytes = weft__str_utf8(v->c->thread, as_str(text), &length);
    if (bytes == NULL) {
        weft__compiler_fail(v->c);
        return NULL;
    }
    Name *name = weft__words_intern(&v->words, bytes, length);
    if (name == NULL) {
        weft__compiler_out_of_memory(v->c);
    }
    return name;
}

static NameList list_names(Converter *v, const Place *place, const char *field)
{
    NameList names = {NULL, 0};
    Tuple *items = items_of(v, place, field);
    size_t count = items == NULL ? 0 : tuple_length(items);
    names.items = count == 0 ? NULL : weft__compiler_allocate(v->c, count * sizeof *names.items);
    for (size_t i = 0; i < count && !v->c->failed; i++) {
        if (items->items[i] == NONE) {
            RAISE(v->c->thread, ValueError, "None disallowed in identifier list");
            weft__compiler_fail(v->c);
            break;
        }
        names.items[i] = name_from(v, items->items[i]);
        names.count = i + 1;
    }
    return names;
}

static int32_t integer_from(Converter *v, Value found)
{
    int64_t number = 0;
    if (v->c->failed) {
        return 0;
    }
    if (!is_int(v->c->thread, found) || !weft__int_fits_i64(v->c->thread, found, &number) ||
        number > INT32_MAX || number < INT32_MIN) {
        RAISE(v->c->thread, ValueError, "invalid integer value: %R", found);
        weft__compiler_fail(v->c);
        return 0;
    }
    return (int32_t)number;
}

static int32_t optional_integer(Converter *v, const Place *place, const char *field, int32_t otherwise)
{
    Value found = field_of(v, place, field, false);
    return v->c->failed || found == NONE ? otherwise : integer_from(v, found);
}

static void raise_unexpected(Converter *v, const char *sort, Value found)
{
    if (!v->c->failed) {
        RAISE(v->c->thread, TypeError, "expected some sort of %s, but got %R", sort, found);
        weft__compiler_fail(v->c);
    }
}

/* The number of the operator whose class the object is of. */
static unsigned operator_from(Converter *v, Value object, const char *const *names, size_t count, const char *sort)
{
    Type *type = v->c->failed ? NULL : type_of(v->c->thread, object);
    for (size_t i = 0; i < count && !v->c->failed; i++) {
        Type *class = class_named(v, names[i]);
        if (class != NULL && weft__is_subtype(type, class)) {
            return (unsigned)i;
        }
    }
    raise_unexpected(v, sort, object);
    return 0;
}
#define COUNT_OF(row) (sizeof(row) / sizeof((row)[0]))

static CompareOperator *compares_from(Converter *v, const Place *place, const char *field, size_t *given)
{
    Tuple *items = items_of(v, place, field);
    size_t count = items == NULL ? 0 : tuple_length(items);
    CompareOperator *operators = weft__compiler_allocate(v->c, (count + 1) * sizeof *operators);
    for (size_t i = 0; i < count && !v->c->failed; i++) {
        operators[i] = (CompareOperator)operator_from(v, items->items[i], compare_names, COUNT_OF(compare_names),
                                                      "cmpop");
    }
    *given = count;
    return operators;
}

static ConstantKind singleton_from(Converter *v, Value found)
{
    if (!v->c->failed && found != NONE && found != TRUE_VALUE && found != FALSE_VALUE) {
        RAISE(v->c->thread, ValueError, "MatchSingleton can only contain True, False and None");
        weft__compiler_fail(v->c);
    }
    return found == TRUE_VALUE ? CONSTANT_TRUE : found == FALSE_VALUE ? CONSTANT_FALSE : CONSTANT_NONE;
}

/* A constant keeps its value; text is told as text, which is what a docstring is known by, and a
 * number's digits where they are simple, which is what an annotation's text is made from. */
static void take_constant(Converter *v, const Place *place)
{
    Thread *t = v->c->thread;
    Node *node = place->node;
    bool failed = false;
    Str *name = weft__compiler_intern(v->c, "value");
    Value found = name == NULL ? EMPTY : weft__find_attribute(t, place->object, name, &failed);
    if (found == EMPTY) {
        if (!failed && name != NULL) {
            RAISE(t, TypeError, "required field \"value\" missing from Constant");
        }
        weft__compiler_fail(v->c);
        return;
    }
    weft__compiler_keep(v->c, found);
    ConstantValue *constant = &node->constant.value;
    size_t length;
    const char *text = NULL;
    if (object_is(found, T(t, str))) {
        constant->kind = CONSTANT_STRING;
        text = weft__str_utf8(t, as_str(found), &length);
        if (text == NULL) {
            exception_take(t); /* lone surrogates */
        }
    } else if (value_is_small_int(found) && value_small_int(found) >= 0) {
        constant->kind = CONSTANT_INTEGER;
        Value digits = weft__repr(t, found);
        text = digits == EMPTY ? NULL : weft__str_utf8(t, as_str(digits), &length);
    }
    if (text != NULL) {
        constant->text = weft__arena_copy(v->c->arena, text, length);
        constant->length = length;
        if (constant->text == NULL) {
            weft__compiler_out_of_memory(v->c);
        }
        return;
    }
    Node *folded = found == NONE || found == TRUE_VALUE || found == FALSE_VALUE || found == ELLIPSIS
                       ? NULL
                       : weft__constant_node(v->c, node, found);
    if (folded != NULL) {
        *constant = folded->constant.value;
    } else {
        constant->kind = found == ELLIPSIS ? CONSTANT_ELLIPSIS : singleton_from(v, found);
    }
}

static void take_fields(Converter *v, const Place *place)
{
    Node *node = place->node;
    switch (node->kind) {
#define NODE_LIKE(kind, member, name, has_position) case NODE_##kind:
#define NODE_BEGIN(kind, member, name, has_position)      \
    case NODE_##kind: {                                   \
        __typeof__(node->member) *fields = &node->member; \
        (void)fields;
#define FIELD_NODE(field) fields->field = node_field(v, place, #field, true);
#define FIELD_OPTIONAL_NODE(field) fields->field = node_field(v, place, #field, false);
#define FIELD_LIST(field) fields->field = list_nodes(v, place, #field);
#define FIELD_NAME(field) fields->field = name_from(v, field_of(v, place, #field, true));
#define FIELD_OPTIONAL_NAME(field) fields->field = name_from(v, field_of(v, place, #field, false));
#define FIELD_NAMES(field) fields->field = list_names(v, place, #field);
#define FIELD_FLAG(field) fields->field = integer_from(v, field_of(v, place, #field, true)) != 0;
#define FIELD_INTEGER(field) fields->field = optional_integer(v, place, #field, 0);
#define FIELD_CONTEXT(field)                                                                        \
    fields->field = (ExpressionContext)operator_from(v, field_of(v, place, #field, true), context_names, \
                                                     COUNT_OF(context_names), "expr_context");
#define FIELD_BINARY(field)                                                                      \
    fields->field = (BinaryOperator)operator_from(v, field_of(v, place, #field, true), binary_names, \
                                                  COUNT_OF(binary_names), "operator");
#define FIELD_UNARY(field)                                                                     \
    fields->field = (UnaryOperator)operator_from(v, field_of(v, place, #field, true), unary_names, \
                                                 COUNT_OF(unary_names), "unaryop");
#define FIELD_BOOL(field)                                                                    \
    fields->field = (BoolOperator)operator_from(v, field_of(v, place, #field, true), bool_names, \
                                                COUNT_OF(bool_names), "boolop");
#define FIELD_COMPARES(field)                                     \
    size_t given = 0;                                             \
    fields->field = compares_from(v, place, #field, &given);      \
    fields->comparators = list_nodes(v, place, "comparators");    \
    if (!v->c->failed && fields->comparators.count > 0 &&         \
        given != fields->comparators.count) {                     \
        RAISE(v->c->thread, ValueError,                           \
              "Compare has a different number of comparators and operands"); \
        weft__compiler_fail(v->c);                                \
    }
#define FIELD_SINGLETON(field) fields->field = singleton_from(v, field_of(v, place, #field, false));
#define FIELD_CONSTANT(field) take_constant(v, place);
#define NODE_END(member) \
    break;               \
    }
#include "compile/syntax.def"
    default:
        break;
    }
}

static void take_position(Converter *v, const Place *place, Category category)
{
    Node *node = place->node;
    static const char *const required[] = {"lineno", "col_offset"};
    int32_t numbers[2] = {1, 0};
    for (int i = 0; i < 2 && !v->c->failed; i++) {
        bool failed = false;
        Str *name = weft__compiler_intern(v->c, required[i]);
        Value found = name == NULL ? EMPTY : weft__find_attribute(v->c->thread, place->object, name, &failed);
        if (found == EMPTY) {
            if (name != NULL && !failed) {
                RAISE(v->c->thread, TypeError, "required field \"%s\" missing from %s", required[i],
                      category_names[category]);
            }
            weft__compiler_fail(v->c);
            return;
        }
        numbers[i] = integer_from(v, found);
    }
    node->line = numbers[0];
    node->column = numbers[1];
    node->end_line = optional_integer(v, place, "end_lineno", node->line);
    node->end_column = optional_integer(v, place, "end_col_offset", node->column);
}

static bool kind_of(Converter *v, Value object, NodeKind *kind)
{
    Type *type = type_of(v->c->thread, object);
    for (int i = 0; i < NODE_KIND_COUNT; i++) {
        if (v->kinds[i] == type) {
            *kind = (NodeKind)i;
            return true;
        }
    }
    for (int i = 0; i < NODE_KIND_COUNT; i++) {
        if (weft__is_subtype(type, v->kinds[i])) {
            *kind = (NodeKind)i;
            return true;
        }
    }
    return false;
}

static Node *node_of(Converter *v, Value object, Category expected)
{
    NodeKind kind;
    if (!weft__compiler_enter(v->c)) {
        return NULL;
    }
    if (!kind_of(v, object, &kind) || category_of(kind) != expected) {
        raise_unexpected(v, category_names[expected], object);
        return NULL;
    }
    Node *node = weft__compiler_allocate(v->c, sizeof *node);
    if (node == NULL) {
        return NULL;
    }
    Place place = {object, node};
    node->kind = kind;
    node->depth = 1;
    if (kind_has_position(kind)) {
        take_position(v, &place, expected);
    } else {
        node->line = node->end_line = 1;
    }
    if (!v->c->failed) {
        take_fields(v, &place);
    }
    return v->c->failed ? NULL : node;
}

Node *weft__tree_from_objects(Compiler *c, Value tree, NodeKind root, Dict *classes)
{
    Converter v;
    memset(&v, 0, sizeof v);
    v.c = c;
    v.classes = classes;
    for (int i = 0; i < NODE_KIND_COUNT; i++) {
        v.kinds[i] = class_named(&v, weft__node_kind_name((NodeKind)i));
        if (v.kinds[i] == NULL) {
            return NULL;
        }
    }
    if (!weft__words_init(&v.words, c->arena, c->arena)) {
        weft__compiler_out_of_memory(c);
        return NULL;
    }
    NodeKind kind;
    if (!kind_of(&v, tree, &kind) || kind != root) {
        RAISE(c->thread, TypeError, "expected %s node, got %T", weft__node_kind_name(root), tree);
        weft__compiler_fail(c);
        return NULL;
    }
    return node_of(&v, tree, CATEGORY_ROOT);
}
