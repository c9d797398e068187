"""What machine, system and Python this is."""
import os
import sys

__all__ = ["architecture", "freedesktop_os_release", "java_ver", "libc_ver", "mac_ver", "machine", "node", "platform",
           "processor", "python_branch", "python_build", "python_compiler", "python_implementation",
           "python_revision", "python_version", "python_version_tuple", "release", "system", "system_alias",
           "uname", "uname_result", "version", "win32_edition", "win32_is_iot", "win32_ver"]

import collections

_fields = ("system", "node", "release", "version", "machine")


class uname_result(collections.namedtuple("uname_result", _fields)):
    """What uname() gives; a sixth item, the processor, is looked up when somebody asks."""

    _fields = _fields + ("processor",)

    @property
    def processor(self):
        return ""

    def __iter__(self):
        yield from super().__iter__()
        yield self.processor

    def __getitem__(self, key):
        return tuple(self)[key]

    def __len__(self):
        return 6

    def __reduce__(self):
        return uname_result, tuple(self)[:5]


_known = None


def uname():
    """System, node, release, version, machine and processor; unknown ones are ""."""
    global _known
    if _known is None:
        _known = uname_result(*os.uname())
    return _known


def system():
    return uname().system


def node():
    return uname().node


def release():
    return uname().release


def version():
    return uname().version


def machine():
    return uname().machine


def processor():
    return uname().processor


def architecture(executable=sys.executable, bits="", linkage=""):
    """(width of a pointer, format of the program)"""
    if not bits:
        bits = "64bit" if sys.maxsize > 2 ** 32 else "32bit"
    if not linkage:
        try:
            with open(executable, "rb") as file:
                linkage = "ELF" if file.read(4) == b"\x7fELF" else ""
        except OSError:
            linkage = ""
    return bits, linkage


def libc_ver(executable=None, lib="", version="", chunksize=16384):
    """(name, version) of the C library."""
    try:
        found = os.confstr("CS_GNU_LIBC_VERSION")
        name, number = found.split(maxsplit=1)
        return name, number
    except (AttributeError, ValueError, OSError):
        return lib, version


def system_alias(system, release, version):
    return system, release, version


def platform(aliased=False, terse=False):
    """One text that says what system this is, made of letters that may stand in a file name."""
    of = uname()
    parts = [of.system, of.release]
    if not terse:
        if of.machine:
            parts.append(of.machine)
    name, number = libc_ver()
    if of.system == "Linux":
        if terse:
            return _file_name(of.system, of.release, "with", name + number)
        parts += ["with", name + number]
    return _file_name(*parts)


def _file_name(*parts):
    text = "-".join(part.strip() for part in parts if part)
    for letter in " /\\:;\"()":
        text = text.replace(letter, "_" if letter in " " else "-")
    while "--" in text:
        text = text.replace("--", "-")
    return text.strip("-").replace("unknown", "")


def python_implementation():
    return "Weft" if "weft" in sys.version.lower() else "CPython"


def python_version():
    """major.minor.patch"""
    return "%d.%d.%d" % sys.version_info[:3]


def python_version_tuple():
    return tuple(python_version().split("."))


def python_branch():
    return ""


def python_revision():
    return ""


def python_build():
    return "", ""


def python_compiler():
    return sys.version.rpartition("[")[2].rstrip("]") if "[" in sys.version else ""


def java_ver(release="", vendor="", vminfo=("", "", ""), osinfo=("", "", "")):
    return release, vendor, vminfo, osinfo


def mac_ver(release="", versioninfo=("", "", ""), machine=""):
    return release, versioninfo, machine


def win32_ver(release="", version="", csd="", ptype=""):
    return release, version, csd, ptype


def win32_edition():
    return None


def win32_is_iot():
    return False


def freedesktop_os_release():
    """The pairs of /etc/os-release as a dict."""
    import errno
    import shlex
    for path in ("/etc/os-release", "/usr/lib/os-release"):
        try:
            with open(path, encoding="utf-8") as file:
                result = {"NAME": "Linux", "ID": "linux", "PRETTY_NAME": "Linux"}
                for line in file:
                    name, found, value = line.strip().partition("=")
                    if found and not name.startswith("#"):
                        words = shlex.split(value)
                        result[name] = words[0] if words else ""
                return result
        except OSError:
            continue
    raise OSError(errno.ENOENT, "Unable to read files /etc/os-release, /usr/lib/os-release")


if __name__ == "__main__":
    print(platform("aliased" not in sys.argv, "terse" in sys.argv))
