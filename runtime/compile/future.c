/* future.c - `from __future__ import ...` at the beginning of a module.
 *
 * Guarantees: only a docstring and other future statements may stand before one; an unknown feature
 * is a SyntaxError. A future statement further down is found by the emitter, which knows from
 * Compiler.future_line where the beginning ends.
 */
#include "compile/compiler.h"

static bool is_feature(const Name *name)
{
    static const char *const features[] = {"nested_scopes",    "generators",      "division",
                                           "absolute_import",  "with_statement",  "print_function",
                                           "unicode_literals", "barry_as_FLUFL",  "generator_stop",
                                           "annotations"};
    for (size_t i = 0; i < sizeof features / sizeof features[0]; i++) {
        if (strcmp(name->text, features[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* These errors tell where the statement starts, but not where it ends. */
static Position start_of(const Node *s, int32_t column)
{
    return (Position){s->line, s->line, column, NO_END_COLUMN};
}

static void check_features(Compiler *c, const Node *s)
{
    const NodeList *names = &s->import_from.names;
    for (size_t i = 0; i < names->count && !c->failed; i++) {
        const Name *feature = names->items[i]->alias.name;
        if (strcmp(feature->text, "annotations") == 0) {
            c->future_annotations = true;
        } else if (strcmp(feature->text, "braces") == 0) {
            weft__scope_error(c, start_of(s, s->column),
                              weft__str_from_c(c->thread, "not a chance"));
        } else if (!is_feature(feature)) {
            weft__scope_error(c, start_of(s, s->column),
                              weft__str_format(c->thread, "future feature %s is not defined",
                                               feature->text));
        }
    }
}

static bool is_future_statement(const Node *s)
{
    return s->kind == NODE_IMPORT_FROM && s->import_from.module != NULL &&
           strcmp(s->import_from.module->text, "__future__") == 0;
}

void weft__future_statements(Compiler *c, Node *tree)
{
    if (tree->kind != NODE_MODULE && tree->kind != NODE_INTERACTIVE) {
        return;
    }
    const NodeList *body = &tree->module.body;
    bool too_late = false;
    int32_t line = 0;
    for (size_t i = weft__docstring(body) != NULL ? 1 : 0; i < body->count && !c->failed; i++) {
        const Node *s = body->items[i];
        if (too_late && s->line > line) {
            return; /* later lines are the emitter's to check */
        }
        line = s->line;
        if (!is_future_statement(s)) {
            too_late = true;
        } else if (too_late) {
            weft__scope_error(c, start_of(s, s->column - 1),
                              weft__str_from_c(c->thread, "from __future__ imports must occur at "
                                                          "the beginning of the file"));
        } else {
            check_features(c, s);
            c->future_line = s->line;
        }
    }
}
