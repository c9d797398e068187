/* pickle.h - shared by the files of the native module _pickling, which serves pickle.
 *
 * Both functions keep their state on the C stack: any number of threads may use them at once, each with a
 * Pickler or Unpickler of its own.
 */
#ifndef WEFT_MODULES_PICKLE_H
#define WEFT_MODULES_PICKLE_H

#include "modules/modules.h"

Value weft__pickle_save(Thread *t, Value *args); /* pickle_save.c */
Value weft__pickle_run(Thread *t, Value *args);  /* pickle_load.c */

#endif
