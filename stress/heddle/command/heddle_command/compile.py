"""`heddle cc`: the compiler, with the flags that Heddle needs."""
import os
import subprocess
import sys

COMPILE = ["-g", "-fsanitize=thread", "-DHEDDLE", "-fno-omit-frame-pointer", "-fno-optimize-sibling-calls",
           "-fno-pie", "-fcf-protection=none"]
# gcc writes small ones of these out as instructions, behind the instrumentation's back.
COMPILE += ["-fno-builtin-" + name for name in ("memset", "memcpy", "memmove", "memcmp", "strlen", "strcpy", "strcmp",
                                                "strncmp", "strchr", "stpcpy")]


SOURCES = (".c", ".i", ".cc", ".cpp", ".cxx", ".C")


def compiler():
    """HEDDLE_CC, else CC, unless a build calls `heddle cc` by that name."""
    usual = os.environ.get("CC", "")
    return (os.environ.get("HEDDLE_CC") or ("" if "heddle" in usual else usual) or "gcc").split()


def is_clang(command):
    try:
        version = subprocess.run(command + ["--version"], capture_output=True, text=True).stdout
    except OSError as error:
        print("heddle cc: %s: %s" % (command[0], error.strerror), file=sys.stderr)
        sys.exit(2)
    return "clang" in version


def main(arguments, places):
    if not arguments or arguments[0] in ("-h", "--help"):
        print("usage: heddle cc [compiler options] FILES -o PROGRAM   (HEDDLE_CC or CC names the compiler)")
        return 0 if arguments else 2
    command = compiler()
    flags = list(COMPILE) + ["-I" + places.include]
    clang = is_clang(command)
    if clang:
        flags += ["-mcx16", "-mllvm", "-tsan-instrument-read-before-write=1", "-Wno-unused-command-line-argument"]
    if any(word in arguments for word in ("-c", "-S", "-E")):
        return subprocess.run(command + flags + arguments).returncode
    sources = [word for word in arguments if word.endswith(SOURCES + (".o", ".a", ".s", ".S", ".so"))]
    if not sources:
        return subprocess.run(command + flags + arguments).returncode
    link = ["-no-pie", "-Wl,--whole-archive", places.library, "-Wl,--no-whole-archive", "-pthread"]
    if not clang:  # arithmetic on atomic floating point calls it
        link += ["-Wl,--as-needed", "-latomic", "-Wl,--no-as-needed"]
    if clang:
        link.append("-fno-sanitize-link-runtime")
        return subprocess.run(command + flags + arguments + link).returncode
    return compile_and_link(command, flags, arguments, link)


def compile_and_link(command, flags, arguments, link):
    """gcc links its own runtime whenever -fsanitize=thread is there, so that it must not see it."""
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        rest, objects, skip = [], [], False
        output = "a.out"
        words = iter(enumerate(arguments))
        for _, word in words:
            if word == "-o":
                output = next(words, (0, "a.out"))[1]
            elif word.endswith(SOURCES):
                objects.append((word, os.path.join(folder, "%d.o" % len(objects))))
                rest.append(objects[-1][1])
            else:
                rest.append(word)
        compile_only = [word for word in rest if not word.endswith((".o", ".a")) and not word.startswith(("-l", "-L", "-Wl,"))]
        for source, target in objects:
            status = subprocess.run(command + flags + compile_only + ["-c", source, "-o", target]).returncode
            if status:
                return status
        return subprocess.run(command + rest + link + ["-o", output]).returncode
