#!/usr/bin/env python3
"""Installs a build of Weft into a folder and uses it as a stranger would: pkg-config, C, C++, static, shared.

  run.py BUILD_FOLDER        (configured with -Dshared=true)

Ends with the line 'N passed, N failed'.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = None

CONSUMER = """#include <weft/weft.h>
int main() {
    WeftConfig config = WEFT_CONFIG_INIT;
    WeftThread *thread = weft_runtime_create(&config);
    WeftValue value = weft_evaluate(thread, "6 * 7");
    int64_t number = 0;
    int done = weft_to_int(thread, value, &number) && weft_release(thread, value);
    return done && weft_runtime_destroy(thread, nullptr) == 1 && number == 42 ? 0 : 1;
}
"""

RACY = """#include <pthread.h>
#include <heddle.h>
static int shared;
static void *body(void *unused) { shared++; return unused; }
int main(void)
{
    pthread_t other;
    pthread_create(&other, 0, body, 0);
    heddle_label("own step");
    shared++;
    pthread_join(other, 0);
    return 0;
}
"""
MESON = """project('racy', 'c')
executable('racy', 'racy.c', dependencies: dependency('heddle'))
"""
CMAKE = """cmake_minimum_required(VERSION 3.18)
project(racy C)
find_package(PkgConfig REQUIRED)
pkg_check_modules(HEDDLE REQUIRED heddle)
add_executable(racy racy.c)
target_compile_options(racy PRIVATE ${HEDDLE_CFLAGS})
target_link_libraries(racy PRIVATE ${HEDDLE_LDFLAGS})
"""


def run(command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        run(["meson", "install", "-C", BUILD, "--no-rebuild", "--destdir", cls.folder.name])
        prefix = os.path.join(cls.folder.name, "usr/local")
        cls.files = {}
        for where, _, names in os.walk(prefix):
            for name in names:
                cls.files[name] = os.path.join(where, name)
        cls.libraries = os.path.dirname(cls.files["libweft.so"])
        cls.environment = dict(os.environ, PKG_CONFIG_PATH=os.path.dirname(cls.files["weft.pc"]),
                               PKG_CONFIG_SYSROOT_DIR=cls.folder.name, LD_LIBRARY_PATH=cls.libraries)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def flags(self, *options):
        return run(["pkg-config", *options, "weft"], env=self.environment).split()

    def compile(self, *arguments):
        program = os.path.join(self.folder.name, "program")
        run([*arguments, "-o", program])
        return program

    def test_files(self):
        for name in ("weft", "weft.h", "weft.pc", "weft.1", "libweft.a", "libweft.so", "libweft.so.0.1"):
            self.assertIn(name, self.files)
        self.assertEqual(run([self.files["weft"], "-c", "print(6 * 7)"]), "42\n")

    def test_version(self):
        told = run([self.files["weft"], "--version"]).split()[1]
        self.assertEqual(self.flags("--modversion"), [told])

    def test_example_with_the_shared_library(self):
        program = self.compile("cc", os.path.join(ROOT, "docs/examples/embed.c"), "-Wall", "-Wextra", "-Werror",
                               *self.flags("--cflags", "--libs"), "-pthread")
        self.assertIn("libweft.so.0.1", run(["ldd", program], env=self.environment))
        self.assertIn("leaked handles: 0", run([program], env=self.environment))

    def test_example_with_the_static_library(self):
        flags = [self.files["libweft.a"] if flag == "-lweft" else flag for flag in self.flags("--static", "--cflags", "--libs")]
        program = self.compile("cc", os.path.join(ROOT, "docs/examples/embed.c"), *flags)
        self.assertNotIn("libweft", run(["ldd", program]))
        self.assertIn("leaked handles: 0", run([program]))

    def test_cxx17(self):
        source = os.path.join(self.folder.name, "consumer.cc")
        with open(source, "w", encoding="utf-8") as file:
            file.write(CONSUMER)
        program = self.compile("g++", "-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror", source,
                               *self.flags("--cflags", "--libs"))
        run([program], env=self.environment)

    def test_c11(self):
        run(["cc", "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-x", "c",
             self.files["weft.h"]])

    def test_exported_symbols(self):
        with open(self.files["weft.h"], encoding="utf-8") as file:
            declared = set(re.findall(r"\b(weft_\w+)\(", re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)))
        symbols = run(["nm", "-D", "--defined-only", self.files["libweft.so"]]).splitlines()
        self.assertEqual({line.split()[-1] for line in symbols}, declared)

    def heddle(self, *words, status=0, command=None):
        done = subprocess.run([command or self.files["heddle"], *words], capture_output=True, text=True, env=self.environment, check=False)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout.strip().splitlines()[-1:]

    def test_heddle_by_itself(self):
        """The installed command finds its library, its header and its own parts."""
        with tempfile.TemporaryDirectory() as folder:
            source = os.path.join(folder, "racy.c")
            with open(source, "w", encoding="ascii") as file:
                file.write(RACY)
            self.heddle("cc", "-O1", source, "-o", os.path.join(folder, "racy"))
            self.assertRegex(self.heddle("run", os.path.join(folder, "racy"), status=1)[0], "^FAIL kind=race seed=")
            for libraries in ("lib", "lib64", "lib/x86_64-linux-gnu"):  # each is some system's place for libraries
                with self.subTest(libraries):
                    prefix = os.path.join(folder, libraries.replace("/", "-"))
                    for name, place in (("heddle", "bin"), ("heddle.h", "include"), ("libheddle.a", libraries)):
                        os.makedirs(os.path.join(prefix, place))
                        shutil.copy(self.files[name], os.path.join(prefix, place))
                    shutil.copytree(os.path.dirname(self.files["main.py"]), os.path.join(prefix, "share/heddle/heddle_command"))
                    self.heddle("cc", "-O1", source, "-o", os.path.join(prefix, "racy"), command=os.path.join(prefix, "bin/heddle"))

    def test_heddle_in_meson_and_cmake(self):
        """A build through the pkg-config file, as docs/heddle.md says."""
        for name, text, commands in (
                ("meson.build", MESON, (["meson", "setup", "build"], ["ninja", "-C", "build"])),
                ("CMakeLists.txt", CMAKE, (["cmake", "-G", "Ninja", "-S", ".", "-B", "build"], ["cmake", "--build", "build"]))):
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                for file_name, content in (("racy.c", RACY), (name, text)):
                    with open(os.path.join(folder, file_name), "w", encoding="ascii") as file:
                        file.write(content)
                for command in commands:
                    done = subprocess.run(command, cwd=folder, env=self.environment, capture_output=True, text=True, check=False)
                    self.assertEqual(done.returncode, 0, done.stdout[-1500:] + done.stderr[-1500:])
                last = self.heddle("run", os.path.join(folder, "build", "racy"), status=1)[0]
                self.assertRegex(last, "^FAIL kind=race seed=")


def main():
    global BUILD
    BUILD = os.path.abspath(sys.argv[1])
    result = unittest.TextTestRunner(verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(Installed))
    bad = len(result.failures) + len(result.errors)
    print("%d passed, %d failed" % (result.testsRun - bad, bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
