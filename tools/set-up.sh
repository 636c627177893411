#!/bin/sh
# Make the virtual environment .venv in the checkout and install the package into it.
#
# Usage: tools/set-up.sh run|dev
#   run  what `kg` needs; dev  also what the tests and linters need, Chromium where it can be had
# PYTHON names another interpreter than python3. A second run finds everything in place and is
# done at once; it starts anew when the packaging files, the checkout's place or PYTHON changed.
set -eu
unset CDPATH
cd "$(dirname "$0")/.."

kind=${1:-run}
python=${PYTHON:-python3}
stamp=.venv/.set-up

fail() {
    echo "set-up: $1" >&2
    exit 1
}

apt_install() {
    if [ "$(id -u)" = 0 ]; then echo "apt-get install $*"; else echo "sudo apt-get install $*"; fi
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

version_of() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])'
}

key() {
    echo "$1 $PWD"
    cksum setup.cfg pyproject.toml tools/set-up.sh
}

in_place() {
    [ -f "$stamp" ] && .venv/bin/python -c '' 2>/dev/null || return 1
    if [ -n "${PYTHON:-}" ]; then
        [ "$(version_of "$python" 2>/dev/null)" = "$(version_of .venv/bin/python)" ] || return 1
    fi
    found=$(cat "$stamp")
    # What the tests need holds what `kg` needs.
    [ "$found" = "$(key dev)" ] || { [ "$kind" = run ] && [ "$found" = "$(key run)" ]; }
}

# The tests of the graph page need a browser. What cannot be installed here is skipped there.
browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" >/dev/null; then return 0; fi
    done
    command -v apt-get >/dev/null || { echo "set-up: $no_browser." >&2; return 0; }
    as_root=
    if [ "$(id -u)" != 0 ]; then
        as_root="sudo -n"
        if ! sudo -n true 2>/dev/null; then
            echo "set-up: $no_browser. Install it: $(apt_install chromium)" >&2
            return 0
        fi
    fi
    echo "Installing Chromium for the tests of the graph page ..." >&2
    # $as_root is two words, or none.
    if ! { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1; then
        echo "set-up: $no_browser, and it could not be installed." >&2
    fi
}
no_browser="There is no Chromium here; tests of the graph page in a browser are skipped"

case $kind in run | dev) ;; *) fail "usage: tools/set-up.sh run|dev" ;; esac
if in_place; then exit 0; fi

command -v "$python" >/dev/null ||
    fail "There is no $python here. Install it: $(apt_install python3 python3-venv)"
if ! new_enough "$python"; then
    [ -z "${PYTHON:-}" ] || fail "$python is $(version_of "$python"); kg needs Python 3.11 or newer."
    for newer in python3.14 python3.13 python3.12 python3.11; do
        if command -v "$newer" >/dev/null && new_enough "$newer"; then
            python=$newer
            break
        fi
    done
    new_enough "$python" || fail "python3 is $(version_of python3); kg needs 3.11 or newer, as \
Debian 12 and Ubuntu 24.04 have it. On Ubuntu 22.04: $(apt_install python3.11 python3.11-venv)"
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    package=python3-venv
    [ "$python" = python3 ] || package="python$(version_of "$python")-venv"
    fail "$python has no venv. Install it: $(apt_install "$package")"
fi

echo "Setting up .venv in this folder (once; a minute or two) ..." >&2
rm -f "$stamp"
if ! .venv/bin/python -m pip --version >/dev/null 2>&1 ||
    [ "$(version_of .venv/bin/python)" != "$(version_of "$python")" ] ||
    [ "$(cat .venv/.place 2>/dev/null)" != "$PWD" ]; then
    # Scripts in an environment hold its full path: after a move it is made anew.
    "$python" -m venv --clear .venv || fail "$python could not make .venv; its message is above."
    pwd >.venv/.place
fi
what=.
[ "$kind" = run ] || what=.[dev]
.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable "$what" ||
    fail "pip could not install the packages; its message is above. Is there a network?"
[ "$kind" = run ] || browser
key "$kind" >"$stamp"
