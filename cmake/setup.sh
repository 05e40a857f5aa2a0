# shellcheck shell=bash
# What ./start and ./check share: brings a Debian 12 to the point where the house can be built.
#
# Everything here may be run again at any time; what is there already is left alone. Sourced, never run; the caller has set
# `root`, the folder of the repository.
#
# Two nodes: Vite needs a newer one than Debian 12 has. Debian's nodejs and npm serve only to fetch cmake/node, a pinned node
# and a pinned npm; these do all the rest. (An npm that runs on Debian's node would leave out Vite's binary parts without a
# word, since they want a newer node and are optional.)

: "${root:?}"

say() {
  printf '%s\n' "$*" >&2
}

# Ends with a sentence that says what to do.
give_up() {
  say "Sorry: $*"
  exit 1
}

package_is_installed() {
  [[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]
}

as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    give_up "installing packages needs root. Run this as root, or install sudo. What is missing: ${missing[*]}"
  fi
}

# Installs those of the named packages that are missing.
need_packages() {
  local missing=() package
  command -v dpkg-query >/dev/null || give_up "this is made for Debian 12; here is no dpkg. The packages it needs: $*"
  for package in "$@"; do
    package_is_installed "$package" || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0

  say "Installing ${missing[*]} ..."
  as_root apt-get -q update >&2 || say "(Some package lists could not be fetched; trying with those that are here.)"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "${missing[@]}" >&2 ||
    give_up "apt-get could not install ${missing[*]}; its message is above."
}

# What compiles and runs the server.
need_build_packages() {
  need_packages gcc libc6-dev cmake ninja-build pkg-config libwebsockets-dev libwebsockets-evlib-uv libuv1-dev \
    libcjson-dev libsqlite3-dev libsodium-dev libunistring-dev libqrencode-dev libcmocka-dev
}

# What the tests want besides.
need_check_packages() {
  need_packages clang clang-format llvm libclang-rt-14-dev valgrind binutils shellcheck chromium fonts-liberation git openssl \
    sqlite3 dpkg-dev systemd curl
}

# Debian's own node and npm, unless there are others; any version will do.
need_npm() {
  local wanted=(ca-certificates)
  command -v node >/dev/null || wanted+=(nodejs)
  command -v npm >/dev/null || wanted+=(npm)
  need_packages "${wanted[@]}"
}

# `npm ci` in one folder, unless its lockfile is the one that is installed.
need_modules() {
  local folder=$1
  local lock=$folder/package-lock.json installed=$folder/node_modules/.installed-lock.json
  [[ -f $lock ]] || return 0
  cmp -s "$lock" "$installed" && return 0
  say "Fetching the npm packages of ${folder#"$root"/} ..."
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2 ||
    give_up "npm ci failed in $folder; its message is above."
  cp "$lock" "$installed"
}

# From here on `node` and `npm` are the pinned ones.
use_pinned_node() {
  [[ "$(uname -m)" == x86_64 ]] || give_up "the pinned node is built for x86_64; this machine is $(uname -m)."
  local folder=$root/cmake/node
  cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed-lock.json" || need_npm
  need_modules "$folder"
  export PATH=$folder/node_modules/.bin:$PATH
  node --version >/dev/null || give_up "the node in cmake/node/node_modules does not run here."
}

# True when something that the client is made of is newer than the last build.
client_is_stale() {
  local built=$root/build/client.built
  [[ -f $built && -d $root/client-web/dist ]] || return 0
  [[ -n "$(find "$root/client-web" "$root/protocol/schema" -newer "$built" -type f \
    -not -path '*/node_modules/*' -not -path '*/dist/*' -print -quit)" ]]
}

# client-web/dist, which the binary embeds.
build_client() {
  client_is_stale || return 0
  (cd "$root/client-web" && node --run build) || return
  mkdir -p "$root/build"
  touch "$root/build/client.built"
}

# build_server PRESET [TARGET...]
build_server() {
  local preset=$1
  shift
  (cd "$root" && cmake --preset "$preset" && cmake --build --preset "$preset" ${1:+--target "$@"})
}
