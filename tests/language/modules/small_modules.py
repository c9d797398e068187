"""html, graphlib, sched, colorsys and platform."""
import colorsys
import graphlib
import html
import html.entities
import platform
import sched
import sys
import threading
import time

for text in ("<a href='x'>&\"</a>", "plain", ""):
    print(html.escape(text), html.escape(text, quote=False), html.unescape(html.escape(text)) == text)
for text in ("&lt;&gt;&amp;&quot;&#39;&#x27;", "&eacute;&euro;&nbsp;", "&notit;", "&notin;", "&amp", "&ampx", "&#0;", "&#x80;",
             "&#150;", "&#xD800;", "&#x110000;", "&#1;", "&#xFDD0;", "&unknown;", "& x &", "&#;", "&#x;", "&acE;", "&lt", "&#65",
             "&#x41g", "&#13;", "&copy2", "&CounterClockwiseContourIntegral;", "a&b=c", "&&amp;", "&#xFFFE;&#127;"):
    print(repr(text), ascii(html.unescape(text)))
print(len(html.entities.html5), html.entities.name2codepoint["lang"], html.entities.codepoint2name[233],
      html.entities.entitydefs["amp"], len(html.entities.name2codepoint))

graph = {"D": {"B", "C"}, "C": {"A"}, "B": {"A"}}
order = list(graphlib.TopologicalSorter(graph).static_order())
print(order[0], sorted(order[1:3]), order[3])
sorter = graphlib.TopologicalSorter()
sorter.add(3, 1, 2)
sorter.add(4, 3)
sorter.add(2)
sorter.prepare()
print(sorted(sorter.get_ready()), sorter.get_ready(), sorter.is_active(), bool(sorter))
sorter.done(1)
print(sorter.get_ready())
sorter.done(2)
print(sorter.get_ready())
for bad in (lambda: sorter.done(4), lambda: sorter.done(1), lambda: sorter.done(99), lambda: sorter.add(5), lambda: sorter.prepare(),
            lambda: graphlib.TopologicalSorter().get_ready(), lambda: graphlib.TopologicalSorter().is_active(),
            lambda: graphlib.TopologicalSorter({}).done(1)):
    try:
        print(bad())
    except ValueError as error:
        print(error)
sorter.done(3)
print(sorter.get_ready(), sorter.is_active())
sorter.done(4)
print(sorter.is_active(), list(graphlib.TopologicalSorter({}).static_order()))
try:
    list(graphlib.TopologicalSorter({1: [2], 2: [3], 3: [1], 4: [1]}).static_order())
except graphlib.CycleError as error:
    circle = error.args[1]
    print(error.args[0], circle[0] == circle[-1], sorted(set(circle)), type(error).__mro__[1])

now = [0.0]
ran = []
timer = sched.scheduler(lambda: now[0], lambda delay: now.__setitem__(0, now[0] + delay))
timer.enter(3, 1, ran.append, (3,))
timer.enter(1, 2, ran.append, ("late",))
timer.enter(1, 1, ran.append, ("early",))
kept = timer.enterabs(2, 1, print, ("event",), {"end": "!\n"})
gone = timer.enter(5, 1, ran.append, (5,))
print([(event.time, event.priority, event.argument, event.kwargs) for event in timer.queue], timer.empty())
print(kept._fields, kept < gone)
timer.cancel(gone)
try:
    timer.cancel(gone)
except ValueError as error:
    print("ValueError")
timer.run()
print(ran, now, timer.empty())
timer.enter(2, 1, ran.append, ("x",))
print(timer.run(blocking=False))
real = sched.scheduler()
real.enter(0.01, 1, lambda: ran.append(threading.current_thread().name))
real.run()
print(ran[-1])


def rounded(values):
    return [round(value, 12) for value in values]


for color in ((0, 0, 0), (1, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0.2, 0.4, 0.6), (0.9, 0.1, 0.5), (0.5, 0.5, 0.5)):
    for name in ("yiq", "hls", "hsv"):
        there = getattr(colorsys, "rgb_to_" + name)(*color)
        print(color, name, rounded(there), rounded(getattr(colorsys, name + "_to_rgb")(*there)))
print(colorsys.hsv_to_rgb(1.0, 0.5, 0.5), colorsys.hls_to_rgb(0.3, 0.7, 0.2))

print(platform.system(), platform.python_version() == "%d.%d.%d" % sys.version_info[:3], platform.python_version_tuple()[:2])
u = platform.uname()
print(u.system == u[0], len(u), u._fields, u.node == platform.node(), platform.machine() == u.machine, tuple(u)[:1])
print(platform.architecture()[0], platform.platform().startswith("Linux-"), platform.platform(terse=True).startswith("Linux-"),
      platform.release() in platform.platform(), platform.mac_ver(), platform.win32_edition(), platform.java_ver())
print(platform.freedesktop_os_release()["ID"], platform.libc_ver()[0])
