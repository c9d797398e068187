/* tree_objects.h - between syntax trees and objects of the module ast, inside one compilation.
 *
 * `classes` holds a class for each node kind, operator and context, by its published name.
 */
#ifndef WEFT_COMPILE_TREE_OBJECTS_H
#define WEFT_COMPILE_TREE_OBJECTS_H

#include "compile/compiler.h"
#include "compile/parser.h"

/* EMPTY: failed. */
Value weft__tree_to_objects(Compiler *c, Node *tree, Dict *classes);
/* NULL: failed; a TypeError or ValueError says which part is not as it must be. */
Node *weft__tree_from_objects(Compiler *c, Value tree, NodeKind root, Dict *classes);
/* Fails with ValueError, or TypeError, where no text could have the tree (tree_check.c). */
void weft__check_tree(Compiler *c, Node *tree);

#endif
