/* scopes_internal.h - between the two halves of scope analysis: what a walk over the tree collects
 * (scopes.c) and how names are resolved from that (scopes_resolve.c).
 */
#ifndef WEFT_COMPILE_SCOPES_INTERNAL_H
#define WEFT_COMPILE_SCOPES_INTERNAL_H

#include "compile/compiler.h"

/* The symbol of a mangled name in a scope, made when it is not there yet. NULL: failed. */
Symbol *weft__scope_symbol(Compiler *c, Scope *scope, Str *mangled);
/* Resolves all names of a scope and of those inside it. */
void weft__scopes_resolve(Compiler *c, Scope *module);

#endif
