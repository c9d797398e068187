"""asyncio and generators: trees of tasks, a queue between two of them, locks, chains of coroutines."""
import asyncio
import sys


async def leaf(n):
    await asyncio.sleep(0)
    return n % 7


async def tree(depth, n):
    if depth == 0:
        return await leaf(n)
    return sum(await asyncio.gather(*[tree(depth - 1, n * 5 + i) for i in range(5)]))


async def produce(queue, n):
    for i in range(n):
        await queue.put(i)
    await queue.put(None)


async def consume(queue):
    total = 0
    while (item := await queue.get()) is not None:
        total += item
    return total


async def count(lock, box, n):
    for _ in range(n):
        async with lock:
            box[0] += 1


async def chain(depth, n):
    return n if depth == 0 else await chain(depth - 1, n + 1)


async def numbers(n):
    for i in range(n):
        yield i


async def everything():
    queue, lock, box = asyncio.Queue(10), asyncio.Lock(), [0]
    sums = await asyncio.gather(tree(4, 1), produce(queue, 2000), consume(queue))
    await asyncio.gather(*[count(lock, box, 20) for _ in range(20)])
    deep = sum([await chain(20, i) for i in range(300)])
    return sums[0], sums[2], box[0], deep, sum([x async for x in numbers(5000) if x & 1])


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    for _ in range(times):
        result = asyncio.run(everything())
    print("tasks", *result)


main()
