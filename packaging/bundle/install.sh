#!/bin/sh
# Installs a kiosk from the bundle that this script came in, on a machine without a network:
#
#     tar -xf kiosk-….tar install.sh
#     sudo sh install.sh kiosk-….tar
#
# The installer in it compares every file with the bundle's list before it changes anything.
set -eu

stop() {
  echo "install: $1" >&2
  exit 2
}
[ $# -ge 1 ] || stop "name the bundle: sh install.sh kiosk-….tar"
bundle=$1
shift
[ -f "$bundle" ] || stop "$bundle is not there"
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
  stop "$python has to be Python 3.11 or newer (or name one: PYTHON=python3.11)"
"$python" -c 'import venv' 2>/dev/null || stop "Python's venv is missing: it is in libpython3-stdlib"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
wheel=$(tar -tf "$bundle" 2>/dev/null | grep -E '^wheels/kiosk-[^/]+\.whl$') ||
  stop "$bundle is no bundle of a kiosk"
# The installer is in the kiosk's own wheel, which Python can run as it is.
tar -xOf "$bundle" "$wheel" >"$scratch/kiosk.whl"
PYTHONPATH=$scratch/kiosk.whl "$python" -P -m kiosk.release "$@" apply "$bundle"
