"""Say in a sentence why the course cannot be installed here, if so: python3 tools/ready.py [3.14]

The pinned PyTorch has packages for some systems only, and for Python up to a version, which can be
given. Older Pythons have to be able to read this file, too.
"""

import platform
import sys
import sysconfig

OLDEST, NEWEST = (3, 11), (3, 14)
COLAB = " You can take the course in Google Colab, where nothing is installed: see README.md."
HAVE = ("linux-x86_64", "linux-aarch64", "macosx-arm64", "win-amd64")


def numbers(text):
    """The first two numbers of a version: (14, 7) for "14.7.1"."""
    return tuple(int(part) for part in text.split(".")[:2] if part.isdigit())


def reason(system, python, newest=NEWEST, libc=("glibc", "2.36"), mac="15.0", made=("CPython", 64)):
    """Why the pinned PyTorch cannot be installed on a system, or None."""
    if not OLDEST <= python <= newest:
        return (
            "This course needs Python 3.11 to 3.{}, and this is {}.{}. If you have another one, "
            "name it: make lab PYTHON=python3.12, say."
        ).format(newest[1], *python)
    if system == "macosx-x86_64":
        return (
            "PyTorch has stopped making packages for Macs with an Intel processor. (If yours has "
            "an Apple one, take a Python made for it, such as python.org's.)" + COLAB
        )
    if system.startswith("macosx") and numbers(mac) < (14,):
        return "This PyTorch needs macOS 14, and this is macOS {}.".format(mac) + COLAB
    if system == "win-arm64":
        return (
            "PyTorch's packages for Windows on ARM are not where pip looks. Python for Intel and "
            "AMD, 64 bit, from python.org runs on this machine too, and has them." + COLAB
        )
    if system.startswith("linux") and (libc[0] != "glibc" or numbers(libc[1]) < (2, 28)):
        return (
            "This PyTorch needs Linux with glibc 2.28, which Alpine and systems from before 2019 "
            "do not have." + COLAB
        )
    if system not in HAVE or made != ("CPython", 64):
        return "PyTorch has no package for {}, {} of {} bits.".format(system, *made) + COLAB
    return None


def here():
    """The reason on this machine."""
    system = sysconfig.get_platform()
    if sys.platform == "darwin":  # where it may say universal2, or the macOS it was made for
        system = "macosx-" + platform.machine()
    newest = numbers(sys.argv[1]) if sys.argv[1:] else NEWEST
    made = platform.python_implementation(), 64 if sys.maxsize > 2**32 else 32
    mac, libc = platform.mac_ver()[0], platform.libc_ver()
    return reason(system, sys.version_info[:2], newest, libc, mac, made)


if __name__ == "__main__":
    sys.exit(here())
