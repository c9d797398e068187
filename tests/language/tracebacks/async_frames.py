"""Frames of coroutines."""
async def leaf():
    raise ValueError("in coroutine")


async def branch():
    await leaf()


async def root():
    await branch()


root().send(None)
