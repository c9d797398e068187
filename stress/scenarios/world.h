/* world.h - the smallest runtime that has a world: for scenarios that run the real sync layer. */
#ifndef WEFT_STRESS_WORLD_H
#define WEFT_STRESS_WORLD_H

#include "scenario.h"
#include "sync/thread.h"

typedef struct SmallRuntime {
    RuntimeCore core;
} SmallRuntime;
static UNUSED SmallRuntime small;
/* The bounds of the native stack do not matter: nothing recurses. */
static UNUSED Thread *small_attach(void)
{
    Thread *thread = weft__thread_attach((Runtime *)(void *)&small,
                                         (char *)__builtin_frame_address(0) + 64, (size_t)1 << 20);
    EXPECT(thread != NULL);
    return thread;
}
static UNUSED void small_open(void)
{
    small.core.value_stack_bytes = (size_t)256 << 10;
    small.core.world = weft__world_new((Runtime *)(void *)&small);
    EXPECT(small.core.world != NULL);
}
static UNUSED void small_close(void)
{
    weft__world_free(small.core.world);
    small.core.world = NULL;
}

#endif
