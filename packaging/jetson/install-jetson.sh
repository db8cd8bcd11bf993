#!/usr/bin/env bash
# Sets up a kiosk on an NVIDIA Jetson with JetPack 6, from a checkout:
#
#     packaging/jetson/install-jetson.sh [--sound "USB Audio"] [--power 0]
#
# llama.cpp is compiled for its GPU, the kiosk is installed as a Debian package, the sound card is
# set by its name and the power mode by its number. Every step says what it does and is checked;
# what is done already is left alone. Not tried on a Jetson yet: none was at hand.
set -euo pipefail
cd "$(dirname "$0")/../.."

sound='' power=0
while [ $# -gt 0 ]; do
  case $1 in
    --sound) sound=${2:?--sound takes a name} && shift 2 ;;
    --power) power=${2:?--power takes a number} && shift 2 ;;
    *) echo "usage: install-jetson.sh [--sound NAME] [--power MODE]" >&2 && exit 2 ;;
  esac
done

step() { echo "jetson: $1"; }
stop() {
  echo "jetson: $1" >&2
  exit 1
}
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

step "looking at the machine"
[ "$(uname -m)" = aarch64 ] || stop "this is no Jetson: its processor is $(uname -m)"
[ -r /etc/nv_tegra_release ] || stop "this is no Jetson: it has no /etc/nv_tegra_release"
release=$(sed -n 's/^# R\([0-9]*\).*/\1/p' /etc/nv_tegra_release)
[ "${release:-0}" -ge 36 ] || stop "JetPack 6 is needed (L4T 36), this is L4T ${release:-unknown}"

step "looking for CUDA"
cuda=/usr/local/cuda
[ -x "$cuda/bin/nvcc" ] || stop "no CUDA compiler: sudo apt-get install nvidia-jetpack"
# Of the GPU: 87 is Orin.
architecture=87
"$cuda/bin/nvcc" --list-gpu-arch | grep -qx "compute_$architecture" ||
  stop "this CUDA does not compile for compute_$architecture"

step "system packages"
packages=(g++ cmake make python3.11 python3.11-venv python3.11-dev libportaudio2 alsa-utils)
dpkg -s "${packages[@]}" >/dev/null 2>&1 || {
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y "${packages[@]}"
}
python3.11 -c 'import ensurepip, venv' || stop "Python 3.11 is not whole"

step "power mode $power"
command -v nvpmodel >/dev/null || stop "nvpmodel is missing: is this JetPack?"
if [ "$(nvpmodel -q | tail -n 1)" != "$power" ]; then
  # Some modes ask for a restart, which is not for a script to do.
  as_root nvpmodel -m "$power" </dev/null || stop "mode $power asks for a restart: set it by hand"
  [ "$(nvpmodel -q | tail -n 1)" = "$power" ] || stop "the power mode is still not $power"
fi

step "llama.cpp for the GPU, and all other packages (half an hour the first time)"
export PATH="$cuda/bin:$PATH"
export CMAKE_ARGS="-DGGML_CUDA=on -DCMAKE_CUDA_ARCHITECTURES=$architecture"
make setup PYTHON=python3.11
.venv/bin/python -c 'import llama_cpp, sys; sys.exit(not llama_cpp.llama_supports_gpu_offload())' ||
  stop "llama.cpp was built, but not for the GPU"

step "the Debian package"
make deb
as_root dpkg -i out/kiosk_*_arm64.deb || stop "the package could not be installed"

step "weights"
as_root kiosk models pull
as_root kiosk models verify >/dev/null || stop "the weights do not match: kiosk models verify"

if [ -n "$sound" ]; then
  step "sound: $sound"
  arecord -l | grep -qF "$sound" || stop "no sound card is called \"$sound\": arecord -l lists them"
  [[ $sound =~ ^[A-Za-z0-9\ .:_-]+$ ]] || stop "the name of the sound card has odd letters: \"$sound\""
  settings=/etc/kiosk/kiosk.toml
  for direction in input output; do
    # At the top: below a section's name it would be a setting of that section.
    as_root grep -q "^${direction}_device" "$settings" ||
      as_root sed -i "1i ${direction}_device = \"$sound\"" "$settings"
  done
fi

step "looking at all of it"
as_root kiosk doctor || stop "something is missing: it is named above"
step "done; a role is started by: sudo systemctl enable --now kiosk-drivethru"
