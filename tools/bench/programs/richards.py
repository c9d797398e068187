"""Scheduler of an operating system in small: objects with state, polymorphic methods, linked lists."""
import sys

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
DEVICE_PACKET, WORK_PACKET = 0, 1
PAYLOAD = 4


class Packet:
    def __init__(self, link, owner, kind):
        self.link = link
        self.owner = owner
        self.kind = kind
        self.position = 0
        self.payload = [0] * PAYLOAD

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, system, number, priority, queue, waiting, has_packet):
        self.system = system
        self.number = number
        self.priority = priority
        self.queue = queue
        self.has_packet = has_packet
        self.waiting = waiting
        self.held = False
        self.following = system.first
        system.first = self
        system.table[number] = self

    def blocked(self):
        return self.held or (self.waiting and not self.has_packet)

    def accept(self, packet, sender):
        if self.queue is None:
            self.queue = packet
            self.has_packet = True
            if self.priority > sender.priority:
                return self
        else:
            packet.append_to(self.queue)
        return sender

    def wait(self):
        self.waiting = True
        return self

    def release_self(self):
        self.held = False

    def go(self):
        packet = None
        if self.waiting and self.has_packet:
            packet = self.queue
            self.queue = packet.link
            self.waiting = False
            self.has_packet = self.queue is not None
        return self.step(packet)


class IdleTask(Task):
    def __init__(self, system, count):
        Task.__init__(self, system, IDLE, 0, None, False, False)
        self.control = 1
        self.count = count

    def step(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.system.hold(self)
        if self.control & 1 == 0:
            self.control //= 2
            return self.system.release(self, DEVICE_A)
        self.control = self.control // 2 ^ 0xD008
        return self.system.release(self, DEVICE_B)


class WorkTask(Task):
    def __init__(self, system, queue):
        Task.__init__(self, system, WORKER, 1000, queue, True, True)
        self.destination = HANDLER_A
        self.letter = 0

    def step(self, packet):
        if packet is None:
            return self.wait()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.owner = self.destination
        packet.position = 0
        payload = packet.payload
        for i in range(PAYLOAD):
            self.letter += 1
            if self.letter > 26:
                self.letter = 1
            payload[i] = 64 + self.letter
        return self.system.queue_packet(self, packet)


class HandlerTask(Task):
    def __init__(self, system, number, priority, queue):
        Task.__init__(self, system, number, priority, queue, True, True)
        self.work = None
        self.devices = None

    def step(self, packet):
        if packet is not None:
            if packet.kind == WORK_PACKET:
                self.work = packet.append_to(self.work)
            else:
                self.devices = packet.append_to(self.devices)
        work = self.work
        if work is not None:
            position = work.position
            if position >= PAYLOAD:
                self.work = work.link
                return self.system.queue_packet(self, work)
            device = self.devices
            if device is not None:
                self.devices = device.link
                device.position = work.payload[position]
                work.position = position + 1
                return self.system.queue_packet(self, device)
        return self.wait()


class DeviceTask(Task):
    def __init__(self, system, number, priority):
        Task.__init__(self, system, number, priority, None, True, False)
        self.pending = None

    def step(self, packet):
        if packet is None:
            packet = self.pending
            if packet is None:
                return self.wait()
            self.pending = None
            return self.system.queue_packet(self, packet)
        self.pending = packet
        return self.system.hold(self)


class System:
    def __init__(self):
        self.first = None
        self.table = [None] * 6
        self.queued = 0
        self.holds = 0

    def hold(self, task):
        self.holds += 1
        task.held = True
        return task.following

    def release(self, task, number):
        other = self.table[number]
        other.release_self()
        return other if other.priority > task.priority else task

    def queue_packet(self, task, packet):
        target = self.table[packet.owner]
        self.queued += 1
        packet.link = None
        packet.owner = task.number
        return target.accept(packet, task)

    def schedule(self):
        task = self.first
        while task is not None:
            task = task.following if task.blocked() else task.go()


def packets(owner, kind, count):
    queue = None
    for _ in range(count):
        queue = Packet(queue, owner, kind)
    return queue


def once():
    system = System()
    IdleTask(system, 10000)
    WorkTask(system, packets(WORKER, WORK_PACKET, 2))
    HandlerTask(system, HANDLER_A, 2000, packets(DEVICE_A, DEVICE_PACKET, 3))
    HandlerTask(system, HANDLER_B, 3000, packets(DEVICE_B, DEVICE_PACKET, 3))
    DeviceTask(system, DEVICE_A, 4000)
    DeviceTask(system, DEVICE_B, 5000)
    system.schedule()
    return system.queued, system.holds


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    results = {once() for _ in range(times)}
    print("richards", sorted(results))


main()
