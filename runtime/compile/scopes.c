/* scopes.c - collects scopes and mentions of names from the tree.
 *
 * Guarantees: one walk, in the order in which CPython 3.11 looks at a program, so that the first of
 * several errors is the same; every function, lambda, class and comprehension node has its Scope
 * afterwards. Resolution is scopes_resolve.c's.
 */
#include "compile/scopes_internal.h"

#include "object/native.h"

typedef struct Walk {
    Compiler *c;
    Scope *module;
    Scope *scope;        /* the present one */
    Str *private_name;   /* the class that mangles, or NULL */
} Walk;

static void visit(Walk *w, Node *node);
static void visit_statement(Walk *w, Node *s);

static void visit_list(Walk *w, const NodeList *list)
{
    for (size_t i = 0; i < list->count && !w->c->failed; i++) {
        if (list->items[i] != NULL) {
            visit(w, list->items[i]);
        }
    }
}

static void visit_statements(Walk *w, const NodeList *list)
{
    for (size_t i = 0; i < list->count && !w->c->failed; i++) {
        visit_statement(w, list->items[i]);
    }
}

static void visit_optional(Walk *w, Node *node)
{
    if (node != NULL) {
        visit(w, node);
    }
}

/* ---- scopes ---- */

static Scope *enter_scope(Walk *w, ScopeType type, const Node *node)
{
    Compiler *c = w->c;
    Scope *scope = weft__compiler_allocate(c, sizeof *scope);
    if (scope == NULL) {
        return NULL;
    }
    Scope *outer = w->scope;
    scope->type = type;
    scope->node = node;
    scope->parent = outer;
    scope->comprehension = NODE_MODULE;
    if (outer != NULL) {
        scope->nested = outer->nested || outer->type == SCOPE_FUNCTION;
        scope->iterable_depth = outer->iterable_depth;
    }
    if (type != SCOPE_ANNOTATION) { /* those are looked at for errors only */
        if (outer != NULL) {
            *(outer->last_child == NULL ? &outer->first_child : &outer->last_child->sibling) = scope;
            outer->last_child = scope;
        }
        if (!weft__compiler_grow(c, &c->scopes, c->scope_count, &c->scope_capacity,
                                 sizeof *c->scopes)) {
            return NULL;
        }
        c->scopes[c->scope_count] = scope;
        weft__map_put(c, &c->scope_index, pointer_key(node), c->scope_count++);
    }
    w->scope = scope;
    return scope;
}

static void leave_scope(Walk *w)
{
    w->scope = w->scope->parent;
}

/* ---- mentions of names ---- */

static void add_in(Walk *w, Scope *scope, Str *name, uint32_t flag, const Node *at)
{
    Compiler *c = w->c;
    Str *mangled = name == NULL ? NULL : weft__mangle(c, w->private_name, name);
    Symbol *symbol = c->failed ? NULL : weft__scope_symbol(c, scope, mangled);
    if (symbol == NULL) {
        return;
    }
    if ((flag & SYMBOL_PARAMETER) && (symbol->flags & SYMBOL_PARAMETER)) {
        weft__scope_error(c, position_of(at),
                          weft__str_format(c->thread,
                                           "duplicate argument '%S' in function definition", name));
        return;
    }
    symbol->flags |= flag;
    if (flag & SYMBOL_GLOBAL) { /* module code then uses its globals for the name too */
        Symbol *global = weft__scope_symbol(c, w->module, mangled);
        if (global == NULL) {
            return;
        }
        global->flags |= SYMBOL_GLOBAL;
    }
    if (scope->in_target) {
        if (symbol->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL)) {
            weft__scope_error(c, position_of(at),
                              weft__str_format(c->thread,
                                               "comprehension inner loop cannot rebind assignment "
                                               "expression target '%S'",
                                               name));
            return;
        }
        symbol->flags |= SYMBOL_COMPREHENSION_TARGET;
    }
}

static void add(Walk *w, const Name *name, uint32_t flag, const Node *at)
{
    add_in(w, w->scope, weft__name_string(w->c, name), flag, at);
}

static uint32_t flags_of(Walk *w, const Scope *scope, Str *name)
{
    if (name == NULL) {
        return 0;
    }
    const Symbol *symbol = weft__scope_find(scope, weft__mangle(w->c, w->private_name, name));
    return symbol == NULL ? 0 : symbol->flags;
}

static void set_directive(Walk *w, Str *name, const Node *at)
{
    Symbol *symbol = w->c->failed
                         ? NULL
                         : weft__scope_find(w->scope, weft__mangle(w->c, w->private_name, name));
    if (symbol != NULL && symbol->directive == NULL) {
        symbol->directive = at;
    }
}

static void scope_error(Walk *w, const Node *at, const char *format, const Str *name)
{
    if (!w->c->failed) {
        weft__scope_error(w->c, position_of(at), weft__str_format(w->c->thread, format, name));
    }
}

static void visit_directive(Walk *w, Node *s)
{
    bool global = s->kind == NODE_GLOBAL;
    const NameList *names = &s->global_statement.names;
    for (size_t i = 0; i < names->count && !w->c->failed; i++) {
        Str *name = weft__name_string(w->c, names->items[i]);
        uint32_t flags = flags_of(w, w->scope, name);
        if (flags & SYMBOL_PARAMETER) {
            scope_error(w, s, global ? "name '%S' is parameter and global"
                                     : "name '%S' is parameter and nonlocal", name);
        } else if (flags & SYMBOL_USED) {
            scope_error(w, s, global ? "name '%S' is used prior to global declaration"
                                     : "name '%S' is used prior to nonlocal declaration", name);
        } else if (flags & SYMBOL_ANNOTATED) {
            scope_error(w, s, global ? "annotated name '%S' can't be global"
                                     : "annotated name '%S' can't be nonlocal", name);
        } else if (flags & SYMBOL_LOCAL) {
            scope_error(w, s, global ? "name '%S' is assigned to before global declaration"
                                     : "name '%S' is assigned to before nonlocal declaration", name);
        }
        add_in(w, w->scope, name, global ? SYMBOL_GLOBAL : SYMBOL_NONLOCAL, s);
        set_directive(w, name, s);
    }
}

/* ---- functions and classes ---- */

static void visit_annotation(Walk *w, Node *annotation)
{
    if (w->c->future_annotations) {
        if (enter_scope(w, SCOPE_ANNOTATION, annotation) != NULL) {
            visit(w, annotation);
            leave_scope(w);
        }
    } else {
        visit(w, annotation);
    }
}

static void visit_argument_annotations(Walk *w, const NodeList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        visit_optional(w, list->items[i]->arg.annotation);
    }
}

static void visit_annotations(Walk *w, const Node *arguments, Node *returns)
{
    bool apart = w->c->future_annotations;
    if (apart && enter_scope(w, SCOPE_ANNOTATION, arguments) == NULL) {
        return;
    }
    visit_argument_annotations(w, &arguments->arguments.posonlyargs);
    visit_argument_annotations(w, &arguments->arguments.args);
    if (arguments->arguments.vararg != NULL) {
        visit_optional(w, arguments->arguments.vararg->arg.annotation);
    }
    if (arguments->arguments.kwarg != NULL) {
        visit_optional(w, arguments->arguments.kwarg->arg.annotation);
    }
    visit_argument_annotations(w, &arguments->arguments.kwonlyargs);
    if (apart) {
        leave_scope(w);
    }
    if (returns != NULL) {
        visit_annotation(w, returns);
    }
}

static void add_parameters(Walk *w, const NodeList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        add(w, list->items[i]->arg.arg, SYMBOL_PARAMETER, list->items[i]);
    }
}

static void visit_arguments(Walk *w, const Node *node)
{
    add_parameters(w, &node->arguments.posonlyargs);
    add_parameters(w, &node->arguments.args);
    add_parameters(w, &node->arguments.kwonlyargs);
    const Node *vararg = node->arguments.vararg, *kwarg = node->arguments.kwarg;
    if (vararg != NULL) {
        add(w, vararg->arg.arg, SYMBOL_PARAMETER, vararg);
        w->scope->varargs = true;
    }
    if (kwarg != NULL) {
        add(w, kwarg->arg.arg, SYMBOL_PARAMETER, kwarg);
        w->scope->varkeywords = true;
    }
}

static void visit_function(Walk *w, Node *s)
{
    Node *arguments = s->function_def.args;
    add(w, s->function_def.name, SYMBOL_LOCAL, s);
    visit_list(w, &arguments->arguments.defaults);
    visit_list(w, &arguments->arguments.kw_defaults);
    visit_annotations(w, arguments, s->function_def.returns);
    visit_list(w, &s->function_def.decorator_list);
    Scope *scope = enter_scope(w, SCOPE_FUNCTION, s);
    if (scope == NULL) {
        return;
    }
    scope->coroutine = s->kind == NODE_ASYNC_FUNCTION_DEF;
    visit_arguments(w, arguments);
    visit_statements(w, &s->function_def.body);
    leave_scope(w);
}

static void visit_lambda(Walk *w, Node *e)
{
    Node *arguments = e->lambda.args;
    visit_list(w, &arguments->arguments.defaults);
    visit_list(w, &arguments->arguments.kw_defaults);
    if (enter_scope(w, SCOPE_FUNCTION, e) == NULL) {
        return;
    }
    visit_arguments(w, arguments);
    visit(w, e->lambda.body);
    leave_scope(w);
}

static void visit_class(Walk *w, Node *s)
{
    add(w, s->class_def.name, SYMBOL_LOCAL, s);
    visit_list(w, &s->class_def.bases);
    visit_list(w, &s->class_def.keywords);
    visit_list(w, &s->class_def.decorator_list);
    if (enter_scope(w, SCOPE_CLASS, s) == NULL) {
        return;
    }
    Str *saved = w->private_name;
    w->private_name = weft__name_string(w->c, s->class_def.name);
    visit_statements(w, &s->class_def.body);
    w->private_name = saved;
    leave_scope(w);
}

/* ---- comprehensions and assignment expressions ---- */

static void visit_target(Walk *w, Node *target)
{
    w->scope->in_target = true;
    visit(w, target);
    w->scope->in_target = false;
}

static void visit_generators(Walk *w, const NodeList *generators)
{
    visit_target(w, generators->items[0]->comprehension.target);
    visit_list(w, &generators->items[0]->comprehension.ifs);
    for (size_t i = 1; i < generators->count; i++) {
        Node *generator = generators->items[i];
        visit_target(w, generator->comprehension.target);
        w->scope->iterable_depth++;
        visit(w, generator->comprehension.iter);
        w->scope->iterable_depth--;
        visit_list(w, &generator->comprehension.ifs);
        if (generator->comprehension.is_async) {
            w->scope->coroutine = true;
        }
    }
}

static void visit_comprehension(Walk *w, Node *e)
{
    const NodeList *generators = e->kind == NODE_DICT_COMP ? &e->dict_comp.generators
                                                           : &e->comp.generators;
    Node *first = generators->items[0];
    w->scope->iterable_depth++;
    visit(w, first->comprehension.iter);
    w->scope->iterable_depth--;
    Scope *scope = enter_scope(w, SCOPE_FUNCTION, e);
    if (scope == NULL) {
        return;
    }
    scope->comprehension = e->kind;
    scope->coroutine = first->comprehension.is_async;
    add_in(w, scope, w->c->implicit_argument, SYMBOL_PARAMETER, e);
    visit_generators(w, generators);
    if (e->kind == NODE_DICT_COMP) {
        visit(w, e->dict_comp.value);
        visit(w, e->dict_comp.key);
    } else {
        visit(w, e->comp.elt);
    }
    bool is_generator = e->kind == NODE_GENERATOR_EXP;
    scope->generator = is_generator;
    bool asynchronous = scope->coroutine && !is_generator;
    leave_scope(w);
    if (asynchronous) {
        w->scope->coroutine = true;
    }
}

/* An assignment expression in a comprehension binds in the scope around it. */
static void extend_named_target(Walk *w, const Node *target)
{
    Str *name = weft__name_string(w->c, target->name.id);
    for (Scope *s = w->scope; s != NULL && !w->c->failed; s = s->parent) {
        if (s->comprehension != NODE_MODULE) {
            if (flags_of(w, s, name) & SYMBOL_COMPREHENSION_TARGET) {
                scope_error(w, target,
                            "assignment expression cannot rebind comprehension iteration variable "
                            "'%S'",
                            name);
            }
            continue;
        }
        if (s->type == SCOPE_FUNCTION) {
            bool global = (flags_of(w, s, name) & SYMBOL_GLOBAL) != 0;
            add_in(w, w->scope, name, global ? SYMBOL_GLOBAL : SYMBOL_NONLOCAL, target);
            set_directive(w, name, target);
            add_in(w, s, name, SYMBOL_LOCAL, target);
            return;
        }
        if (s->type == SCOPE_MODULE) {
            add_in(w, w->scope, name, SYMBOL_GLOBAL, target);
            set_directive(w, name, target);
            add_in(w, s, name, SYMBOL_GLOBAL, target);
            return;
        }
        if (s->type == SCOPE_CLASS) {
            scope_error(w, target,
                        "assignment expression within a comprehension cannot be used in a class "
                        "body",
                        NULL);
        }
    }
}

static bool refused_in_annotation(Walk *w, const Node *e, const char *what)
{
    if (w->scope->type != SCOPE_ANNOTATION) {
        return false;
    }
    if (!w->c->failed) {
        weft__scope_error(w->c, position_of(e),
                          weft__str_format(w->c->thread,
                                           "'%s' can not be used within an annotation", what));
    }
    return true;
}

static void visit_named(Walk *w, Node *e)
{
    if (refused_in_annotation(w, e, "named expression")) {
        return;
    }
    if (w->scope->iterable_depth > 0) {
        scope_error(w, e,
                    "assignment expression cannot be used in a comprehension iterable expression",
                    NULL);
        return;
    }
    if (w->scope->comprehension != NODE_MODULE) {
        extend_named_target(w, e->named_expr.target);
    }
    visit(w, e->named_expr.value);
    visit(w, e->named_expr.target);
}

static void visit_yield(Walk *w, Node *e)
{
    if (refused_in_annotation(w, e, "yield expression")) {
        return;
    }
    visit_optional(w, e->kind == NODE_YIELD ? e->yield.value : e->yield_from.value);
    w->scope->generator = true;
    const char *where = w->scope->comprehension == NODE_LIST_COMP   ? "list comprehension"
                        : w->scope->comprehension == NODE_SET_COMP  ? "set comprehension"
                        : w->scope->comprehension == NODE_DICT_COMP ? "dict comprehension"
                                                                    : "generator expression";
    if (w->scope->comprehension != NODE_MODULE && !w->c->failed) {
        weft__scope_error(w->c, position_of(e),
                          weft__str_format(w->c->thread, "'yield' inside %s", where));
    }
}

/* ---- other nodes ---- */

static void visit_name(Walk *w, Node *e)
{
    Str *name = weft__name_string(w->c, e->name.id);
    bool load = e->name.ctx == CONTEXT_LOAD;
    add_in(w, w->scope, name,
           load                           ? SYMBOL_USED
           : e->name.ctx == CONTEXT_STORE ? SYMBOL_LOCAL
                                          : SYMBOL_LOCAL | SYMBOL_DELETED,
           e);
    /* super() finds its class through the implicit __class__. */
    if (load && w->scope->type == SCOPE_FUNCTION && name == w->c->super_name) {
        add_in(w, w->scope, N(w->c->thread, __class__), SYMBOL_USED, e);
    }
}

static void visit_alias(Walk *w, const Node *alias)
{
    const Name *name = alias->alias.asname != NULL ? alias->alias.asname : alias->alias.name;
    if (strcmp(name->text, "*") == 0) {
        if (w->scope->type != SCOPE_MODULE) {
            scope_error(w, alias, "import * only allowed at module level", NULL);
        }
        return;
    }
    const char *dot = memchr(name->text, '.', name->length);
    if (dot == NULL) {
        add(w, name, SYMBOL_IMPORTED, alias);
        return;
    }
    Str *first = w->c->failed ? NULL
                              : weft__intern_utf8(w->c->thread, name->text,
                                                  (size_t)(dot - name->text));
    if (first == NULL) {
        w->c->failed = true;
        return;
    }
    weft__compiler_keep(w->c, value_from_pointer(first));
    add_in(w, w->scope, first, SYMBOL_IMPORTED, alias);
}

static void visit_annotated(Walk *w, Node *s)
{
    Node *target = s->ann_assign.target;
    if (target->kind == NODE_NAME) {
        Str *name = weft__name_string(w->c, target->name.id);
        uint32_t flags = flags_of(w, w->scope, name);
        if ((flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL)) && w->scope->type != SCOPE_MODULE &&
            s->ann_assign.simple) {
            scope_error(w, s, (flags & SYMBOL_GLOBAL) ? "annotated name '%S' can't be global"
                                                      : "annotated name '%S' can't be nonlocal",
                        name);
        }
        if (s->ann_assign.simple) {
            add_in(w, w->scope, name, SYMBOL_ANNOTATED | SYMBOL_LOCAL, target);
        } else if (s->ann_assign.value != NULL) {
            add_in(w, w->scope, name, SYMBOL_LOCAL, target);
        }
    } else {
        visit(w, target);
    }
    visit_annotation(w, s->ann_assign.annotation);
    visit_optional(w, s->ann_assign.value);
}

/* An `elif` chain is one level deep: a loop. */
static void visit_if(Walk *w, Node *s)
{
    for (;;) {
        visit(w, s->if_statement.test);
        visit_statements(w, &s->if_statement.body);
        Node *next = weft__elif_next(s);
        if (next == NULL || w->c->failed) {
            break;
        }
        s = next;
    }
    visit_statements(w, &s->if_statement.orelse);
}

static void visit_try(Walk *w, Node *s)
{
    visit_statements(w, &s->try_statement.body);
    visit_statements(w, &s->try_statement.orelse);
    const NodeList *handlers = &s->try_statement.handlers;
    for (size_t i = 0; i < handlers->count && !w->c->failed; i++) {
        const Node *handler = handlers->items[i];
        visit_optional(w, handler->except_handler.type);
        if (handler->except_handler.name != NULL) {
            add(w, handler->except_handler.name, SYMBOL_LOCAL, handler);
        }
        visit_statements(w, &handler->except_handler.body);
    }
    visit_statements(w, &s->try_statement.finalbody);
}

static void visit_match(Walk *w, Node *s)
{
    visit(w, s->match_statement.subject);
    const NodeList *cases = &s->match_statement.cases;
    for (size_t i = 0; i < cases->count && !w->c->failed; i++) {
        const Node *one = cases->items[i];
        visit(w, one->match_case.pattern);
        visit_optional(w, one->match_case.guard);
        visit_statements(w, &one->match_case.body);
    }
}

static void visit_with(Walk *w, Node *s)
{
    const NodeList *items = &s->with_statement.items;
    for (size_t i = 0; i < items->count; i++) {
        visit(w, items->items[i]->with_item.context_expr);
        visit_optional(w, items->items[i]->with_item.optional_vars);
    }
    visit_statements(w, &s->with_statement.body);
}

static void visit_statement(Walk *w, Node *s)
{
    if (!weft__compiler_enter(w->c)) {
        return;
    }
    switch (s->kind) {
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF:
        visit_function(w, s);
        break;
    case NODE_CLASS_DEF:
        visit_class(w, s);
        break;
    case NODE_ASSIGN:
        visit_list(w, &s->assign.targets);
        visit(w, s->assign.value);
        break;
    case NODE_ANN_ASSIGN:
        visit_annotated(w, s);
        break;
    case NODE_FOR:
    case NODE_ASYNC_FOR:
        visit(w, s->for_statement.target);
        visit(w, s->for_statement.iter);
        visit_statements(w, &s->for_statement.body);
        visit_statements(w, &s->for_statement.orelse);
        break;
    case NODE_WHILE:
        visit(w, s->while_statement.test);
        visit_statements(w, &s->while_statement.body);
        visit_statements(w, &s->while_statement.orelse);
        break;
    case NODE_IF:
        visit_if(w, s);
        break;
    case NODE_MATCH:
        visit_match(w, s);
        break;
    case NODE_TRY:
    case NODE_TRY_STAR:
        visit_try(w, s);
        break;
    case NODE_WITH:
    case NODE_ASYNC_WITH:
        visit_with(w, s);
        break;
    case NODE_IMPORT:
        for (size_t i = 0; i < s->import_statement.names.count; i++) {
            visit_alias(w, s->import_statement.names.items[i]);
        }
        break;
    case NODE_IMPORT_FROM:
        for (size_t i = 0; i < s->import_from.names.count; i++) {
            visit_alias(w, s->import_from.names.items[i]);
        }
        break;
    case NODE_GLOBAL:
    case NODE_NONLOCAL:
        visit_directive(w, s);
        break;
    default:
        visit(w, s);
        break;
    }
}

/* Names that a pattern binds; its parts are visited by the caller. */
static void visit_pattern_names(Walk *w, Node *node)
{
    const Name *name = node->kind == NODE_MATCH_AS        ? node->match_as.name
                       : node->kind == NODE_MATCH_STAR    ? node->match_star.name
                       : node->kind == NODE_MATCH_MAPPING ? node->match_mapping.rest
                                                          : NULL;
    if (name != NULL) {
        add(w, name, SYMBOL_LOCAL, node);
    }
}

/* Nodes without rules of their own: the parts in order. */
static void visit_parts(Walk *w, Node *node)
{
    switch (node->kind) {
#define NODE_LIKE(kind, member, name, has_position) case NODE_##kind:
#define NODE_BEGIN(kind, member, name, has_position)      \
    case NODE_##kind: {                                   \
        __typeof__(node->member) *fields = &node->member; \
        (void)fields;
#define FIELD_NODE(field) visit(w, fields->field);
#define FIELD_OPTIONAL_NODE(field) visit_optional(w, fields->field);
#define FIELD_LIST(field) visit_list(w, &fields->field);
#define NODE_END(member) \
    break;               \
    }
#include "compile/syntax.def"
    default:
        break;
    }
}

static void visit(Walk *w, Node *node)
{
    if (!weft__compiler_enter(w->c)) {
        return;
    }
    switch (node->kind) {
    case NODE_NAME:
        visit_name(w, node);
        break;
    case NODE_CONSTANT:
        break;
    case NODE_LAMBDA:
        visit_lambda(w, node);
        break;
    case NODE_LIST_COMP:
    case NODE_SET_COMP:
    case NODE_DICT_COMP:
    case NODE_GENERATOR_EXP:
        visit_comprehension(w, node);
        break;
    case NODE_NAMED_EXPR:
        visit_named(w, node);
        break;
    case NODE_YIELD:
    case NODE_YIELD_FROM:
        visit_yield(w, node);
        break;
    case NODE_AWAIT:
        if (!refused_in_annotation(w, node, "await expression")) {
            visit(w, node->await.value);
            w->scope->coroutine = true;
        }
        break;
    default:
        visit_parts(w, node);
        visit_pattern_names(w, node);
        break;
    }
}

Scope *weft__scopes_build(Compiler *c, Node *tree)
{
    Walk w = {.c = c};
    Scope *module = enter_scope(&w, SCOPE_MODULE, tree);
    if (module == NULL) {
        return NULL;
    }
    w.module = module;
    if (tree->kind == NODE_EXPRESSION) {
        visit(&w, tree->expression.body);
    } else {
        visit_statements(&w, &tree->module.body);
    }
    weft__scopes_resolve(c, module);
    return c->failed ? NULL : module;
}
