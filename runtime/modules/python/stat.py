"""Meaning of the bits in st_mode."""
S_IFMT_MASK = 0o170000
S_IFSOCK, S_IFLNK, S_IFREG, S_IFBLK, S_IFDIR, S_IFCHR, S_IFIFO = (
    0o140000, 0o120000, 0o100000, 0o060000, 0o040000, 0o020000, 0o010000)
S_IRUSR, S_IWUSR, S_IXUSR, S_IRWXU = 0o400, 0o200, 0o100, 0o700
S_IRGRP, S_IWGRP, S_IXGRP, S_IRWXG = 0o040, 0o020, 0o010, 0o070
S_IROTH, S_IWOTH, S_IXOTH, S_IRWXO = 0o004, 0o002, 0o001, 0o007


def S_IFMT(mode):
    return mode & 0o170000


def S_IMODE(mode):
    return mode & 0o7777


def S_ISDIR(mode):
    return mode & 0o170000 == S_IFDIR


def S_ISREG(mode):
    return mode & 0o170000 == S_IFREG


def S_ISLNK(mode):
    return mode & 0o170000 == S_IFLNK


def S_ISCHR(mode):
    return mode & 0o170000 == S_IFCHR


def S_ISFIFO(mode):
    return mode & 0o170000 == S_IFIFO


def S_ISSOCK(mode):
    return mode & 0o170000 == S_IFSOCK


def S_ISBLK(mode):
    return mode & 0o170000 == S_IFBLK
