#!/usr/bin/env bash
# Puts AlgoSlayer on a server, brings it up to date, takes it back, or removes it; see `server.sh help`.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root='' binary='' dry=no yes=no data=keep command=help
# How long a new version may take to give its first sign of life, seconds.
patience=${ALGOSLAYER_DEPLOY_PATIENCE:-1800}

help() {
    cat <<'TEXT'
server.sh COMMAND [--binary FILE] [--root FOLDER] [--dry-run] [--yes] [--delete-data]

  install    user, folders, units; builds with cargo unless --binary names the program
  update     copies the record, puts the new version in place, takes it back where it does not come up
  rollback   goes back to the version before
  remove     stops it and removes it; the record and the settings stay unless --delete-data
  status     what is installed and how it is doing

  --root FOLDER   everything below that folder, without users and services of this machine
TEXT
}

say() { printf '%s\n' "$*"; }
fail() { printf 'server.sh: %s\n' "$*" >&2; exit 1; }
act() { if [ "$dry" = yes ]; then say "would: $*"; else "$@"; fi; }

parse() {
    [ $# -gt 0 ] || return 0
    command=$1
    shift
    while [ $# -gt 0 ]; do
        case $1 in
            --binary) binary=${2:?--binary needs a file}; shift ;;
            --root) root=${2:?--root needs a folder}; root=${root%/}; shift ;;
            --dry-run) dry=yes ;;
            --yes) yes=yes ;;
            --delete-data) data=delete ;;
            *) fail "'$1' means nothing here; see 'server.sh help'" ;;
        esac
        shift
    done
    opt=$root/opt/algoslayer etc=$root/etc/algoslayer lib=$root/var/lib/algoslayer units=$root/etc/systemd/system
    journald=$root/etc/systemd/journald@algoslayer.conf
}

# Whether a service manager is at work; below another root only where a test puts one into the path.
managed() {
    command -v systemctl >/dev/null || return 1
    [ -n "$root" ] && { [ "${ALGOSLAYER_DEPLOY_SYSTEMCTL:-}" = yes ]; return; }
    [ -d /run/systemd/system ]
}

manage() { if managed; then act systemctl "$@"; fi; }

needs_root() { [ -n "$root" ] || [ "$(id -u)" = 0 ] || fail "this changes the machine; run it as root, such as with sudo"; }

own() { if [ -z "$root" ]; then act chown algoslayer:algoslayer "$@"; fi; }

find_binary() {
    if [ -z "$binary" ]; then
        [ -f "$here/../Cargo.toml" ] || fail "there is no source beside this script; name the program with --binary FILE"
        command -v cargo >/dev/null || fail "cargo is missing: install it from https://rustup.rs, or name the program with --binary FILE"
        (cd "$here/.." && act cargo build --release --locked)
        binary=$here/../target/release/algoslayer
    fi
    [ "$dry" = yes ] || [ -x "$binary" ] || fail "$binary is no program; name one with --binary FILE"
}

# The name of a version: what the program says of itself, and the beginning of its checksum.
version_of() {
    local says sum
    says=$("$1" --version) || fail "$1 does not run on this machine"
    sum=$(sha256sum "$1")
    printf '%s-%s' "${says##* }" "${sum:0:8}"
}

current() { if [ -L "$opt/current" ]; then basename "$(readlink "$opt/current")"; fi; }

# In one step: whoever starts the program meanwhile finds the old or the new version, never none.
switch_to() {
    act ln -sfn "$1" "$opt/current.new"
    act mv -T "$opt/current.new" "$opt/current"
}

place_version() {
    if [ "$dry" = yes ] && [ ! -x "$binary" ]; then version=new; else version=$(version_of "$binary"); fi
    act install -d -m 0755 "$opt/$version"
    # Aside and renamed: the file of a running program cannot be written.
    act install -m 0755 "$binary" "$opt/$version/algoslayer.new"
    act mv -f "$opt/$version/algoslayer.new" "$opt/$version/algoslayer"
}

place_units() {
    act install -d -m 0755 "$units"
    act install -m 0644 "$here/algoslayer.service" "$here/algoslayer-backup.service" "$here/algoslayer-backup.timer" "$units/"
    act install -m 0644 "$here/journald@algoslayer.conf" "$journald"
    manage daemon-reload
}

place_settings() {
    act install -d -m 0755 "$opt"
    act install -d -m 0700 "$etc" "$lib"
    [ -e "$etc/algoslayer.toml" ] || act install -m 0600 /dev/null "$etc/algoslayer.toml"
    [ -e "$etc/environment" ] || act install -m 0600 /dev/null "$etc/environment"
    own "$etc" "$lib" "$etc/algoslayer.toml"
}

as_service() {
    local program=$opt/current/algoslayer
    if [ -z "$root" ]; then
        act runuser -u algoslayer -- env ALGOSLAYER_DATA_DIR="$lib" ALGOSLAYER_CONFIG="$etc/algoslayer.toml" "$program" "$@"
    else
        act env ALGOSLAYER_DATA_DIR="$lib" ALGOSLAYER_CONFIG="$etc/algoslayer.toml" "$program" "$@"
    fi
}

comes_up() {
    managed && [ "$dry" = no ] || return 0
    local waited=0
    # A start returns when the chat is open, or with an error.
    timeout "$patience" systemctl restart algoslayer.service || return 1
    while [ "$waited" -lt 10 ]; do
        systemctl is-active --quiet algoslayer.service || return 1
        sleep "${ALGOSLAYER_DEPLOY_PAUSE:-1}"
        waited=$((waited + 1))
    done
}

install_it() {
    needs_root
    find_binary
    if [ -z "$root" ] && ! id algoslayer >/dev/null 2>&1; then
        act useradd --system --user-group --home-dir /var/lib/algoslayer --no-create-home --shell /usr/sbin/nologin algoslayer
    fi
    place_settings
    place_version
    switch_to "$version"
    place_units
    manage enable algoslayer.service algoslayer-backup.timer
    say "Version $version is installed."
    say "Set it up:  runuser -u algoslayer -- $opt/current/algoslayer --config $etc/algoslayer.toml --data-dir $lib init"
    if managed; then
        say "Start it:   systemctl start algoslayer.service algoslayer-backup.timer"
    else
        say "No service manager is at work here. Start it by hand:"
        say "            runuser -u algoslayer -- $opt/current/algoslayer --config $etc/algoslayer.toml --data-dir $lib"
    fi
}

update_it() {
    needs_root
    local before
    before=$(current)
    [ -n "$before" ] || fail "nothing is installed; use 'server.sh install'"
    find_binary
    if [ -e "$lib/algoslayer.db" ]; then
        as_service backup || fail "the record could not be copied; nothing was changed"
    fi
    place_version
    [ "$version" != "$before" ] || { say "Version $version is in place already."; return; }
    switch_to "$version"
    place_units
    if ! comes_up; then
        switch_to "$before"
        comes_up || fail "version $version does not come up, and neither does $before; see 'journalctl --namespace=algoslayer'"
        fail "version $version does not come up; $before is at work again. See 'journalctl --namespace=algoslayer'"
    fi
    if [ "$dry" = no ]; then printf '%s\n' "$before" >"$opt/previous"; fi
    say "Version $version is in place; $before is kept for 'server.sh rollback'."
}

rollback_it() {
    needs_root
    [ -s "$opt/previous" ] || fail "there is no version before this one"
    local before now
    before=$(cat "$opt/previous") now=$(current)
    [ -x "$opt/$before/algoslayer" ] || fail "version $before is no longer there"
    switch_to "$before"
    if [ "$dry" = no ]; then printf '%s\n' "$now" >"$opt/previous"; fi
    comes_up || fail "version $before does not come up; where its record is too new for it, put back a copy with 'algoslayer restore'"
    say "Version $before is in place."
}

remove_it() {
    needs_root
    if [ "$data" = delete ] && [ "$yes" = no ]; then
        read -r -p "Delete the record and the settings for good? Type 'delete': " answer || answer=''
        [ "$answer" = delete ] || fail "nothing was removed"
    fi
    manage disable --now algoslayer.service algoslayer-backup.timer
    act rm -f "$units/algoslayer.service" "$units/algoslayer-backup.service" "$units/algoslayer-backup.timer" "$journald"
    act rm -rf "$opt"
    manage daemon-reload
    if [ "$data" = delete ]; then
        act rm -rf "$lib" "$etc"
        if [ -z "$root" ] && id algoslayer >/dev/null 2>&1; then act userdel algoslayer; fi
        say "Everything is removed."
    else
        say "Removed. The record stays in $lib, the settings in $etc."
    fi
}

status_it() {
    local now
    now=$(current)
    [ -n "$now" ] || fail "nothing is installed"
    say "Installed: $now"
    as_service status
}

parse "$@"
case $command in
    install) install_it ;;
    update) update_it ;;
    rollback) rollback_it ;;
    remove) remove_it ;;
    status) status_it ;;
    help | --help | -h) help ;;
    *) fail "'$command' is no command; see 'server.sh help'" ;;
esac
