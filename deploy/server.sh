#!/usr/bin/env bash
# Sets AlgoSlayer up as a service on a Debian machine, updates it, rolls it back and removes it. `server.sh help` tells more.
set -euo pipefail
umask 022

readonly NAME=algoslayer
readonly START_SECONDS_MAX=90   # how long a started program has to say that it is well
HERE=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly HERE

usage() {
    cat <<'TEXT'
server.sh COMMAND [OPTIONS]

  install    make the user, the folders, the service, the backups; build and install the program
  update     back up, build, swap, start, check; the old version comes back where the new one does not come up
  rollback   back to the version before
  remove     take everything away but the data; with --purge the data too
  status     what runs, since when, what was backed up; fails where it does not run well
  run ...    the program itself as the service's user, for instance: server.sh run init

  --binary FILE   install or update to this file instead of building the checkout
  --start         install: start without a bot's token too; that is the chat page with its simulated market
  --purge         remove: delete data, backups and keys as well
  --yes           ask nothing
  --dry-run       say what would be done, change nothing
  --root DIR      work below DIR; programs of the system are taken from DIR/bin alone, and left out where they are not there
TEXT
}

say() { printf '%s\n' "$*"; }
warn() { printf 'server.sh: %s\n' "$*" >&2; }
fail() { printf 'server.sh: %s\n' "$*" >&2; exit 1; }
misuse() { printf 'server.sh: %s; try: server.sh help\n' "$*" >&2; exit 2; }

# ---- the command line

COMMAND=${1:-}
[[ $# -gt 0 ]] && shift
ROOT='' BINARY='' YES=0 PURGE=0 DRY=0 START=0 ARGUMENTS=()
while [[ $# -gt 0 ]]; do
    if [[ $COMMAND == run && ! $1 == --root ]]; then ARGUMENTS=("$@"); break; fi
    case $1 in
        --binary|--root)
            [[ $# -ge 2 && -n $2 ]] || misuse "$1 wants a path behind it"
            if [[ $1 == --binary ]]; then BINARY=$2; else ROOT=${2%/}; fi
            shift ;;
        --start) START=1 ;;
        --purge) PURGE=1 ;;
        --yes) YES=1 ;;
        --dry-run) DRY=1 ;;
        *) misuse "\`$1\` is no option" ;;
    esac
    shift
done
case $COMMAND in
    install|update|rollback|remove|status|run) ;;
    help|-h|--help) usage; exit 0 ;;
    '') usage >&2; exit 2 ;;
    *) misuse "\`$COMMAND\` is no command" ;;
esac
[[ -z $BINARY || $COMMAND == install || $COMMAND == update ]] || misuse "--binary belongs to install and update"
[[ $PURGE == 0 || $COMMAND == remove ]] || misuse "--purge belongs to remove"
[[ $START == 0 || $COMMAND == install ]] || misuse "--start belongs to install"
[[ -z $ROOT || $ROOT == /* ]] || misuse "--root wants a path that begins with /"
[[ -z $ROOT || -d $ROOT ]] || fail "the folder $ROOT of --root does not exist; make it first"
[[ -n $ROOT || $(id -u) == 0 ]] || fail "this needs root; run it again with sudo"

readonly PROGRAMS=$ROOT/opt/$NAME DATA=$ROOT/var/lib/$NAME KEYS=$ROOT/etc/$NAME UNITS=$ROOT/etc/systemd/system
readonly JOURNAL=$ROOT/etc/systemd/journald@$NAME.conf
readonly PROGRAM=$PROGRAMS/current/$NAME
readonly FILES=("$UNITS/$NAME.service" "$UNITS/$NAME-backup.service" "$UNITS/$NAME-backup.timer" "$JOURNAL")

# ---- small tools

# Does it, or in a dry run says it.
act() {
    if [[ $DRY == 0 ]]; then "$@"; return $?; fi
    if [[ $1 == sys ]]; then shift; fi
    say "would: $*"
}

# A program of the system. Below --root the machine itself is never touched.
sys() {
    if [[ -z $ROOT ]]; then command "$@"
    elif [[ -x $ROOT/bin/$1 ]]; then "$ROOT/bin/$1" "${@:2}"
    fi
}

has_systemd() { [[ -d $ROOT/run/systemd/system ]]; }
systemd() { if has_systemd; then act sys systemctl "$@"; fi; }
# What systemd says of the service: active, activating, failed, inactive; nothing where it does not run the machine.
state() { if has_systemd; then sys systemctl is-active "$NAME.service" 2> /dev/null || true; fi; }
has_user() { [[ -n $(sys getent passwd "$NAME" || true) ]]; }
own() { act sys chown "$NAME:$NAME" "$@"; }
pointed() { if [[ -L $PROGRAMS/$1 ]]; then basename "$(readlink "$PROGRAMS/$1")"; fi; }

# Puts a link in the place of another in one step, so that there is always one.
point() {
    act ln -sfn "$2" "$PROGRAMS/$1.new"
    act mv -T "$PROGRAMS/$1.new" "$PROGRAMS/$1"
}

# A file with its rights, written only where it differs.
put() {
    local mode=$1 from=$2 to=$3
    if cmp -s "$from" "$to" && [[ $(stat -c %a "$to") == "${mode#0}" ]]; then return 0; fi
    act install -D -m "$mode" "$from" "$to"
}

folder() { [[ -d $2 && $(stat -c %a "$2") == "${1#0}" ]] || act install -d -m "$1" "$2"; }

# The program as the service's user, with the keys, which no command line shows.
as_user() (
    local line value
    if [[ -r $KEYS/environment ]]; then
        while IFS= read -r line || [[ -n $line ]]; do
            [[ $line =~ ^[A-Z_][A-Z0-9_]*=. ]] || continue
            value=${line#*=}
            if [[ $value =~ ^\"(.*)\"$ || $value =~ ^\'(.*)\'$ ]]; then value=${BASH_REMATCH[1]}; fi
            export "${line%%=*}=$value"
        done < "$KEYS/environment"
    fi
    export ALGOSLAYER_DATA_DIR=$DATA HOME=$DATA
    # What it writes is for the service's user alone, exports too.
    umask 077
    cd "$DATA"
    if [[ -n $ROOT ]]; then "$@"; else runuser -u "$NAME" -- "$@"; fi
)

has_token() {
    grep -Eqs '^[[:space:]]*token[[:space:]]*=' "$DATA/algoslayer.toml" || grep -Eqs '^TELOXIDE_TOKEN=.' "$KEYS/environment"
}

ask() {
    [[ $YES == 1 || $DRY == 1 ]] && return
    [[ -t 0 ]] || fail "$1 Nobody is here to say yes; add --yes if that is meant"
    local answer
    read -r -p "$1 Type yes to go on: " answer
    [[ $answer == yes ]] || fail "nothing was changed"
}

# How the service is started here.
start_hint() {
    if has_systemd; then say "systemctl restart $NAME"; else say "$HERE/server.sh run (in a terminal that stays open: systemd does not run this machine)"; fi
}

# Where the reason stands when it does not come up.
why() { say "why, says: journalctl --namespace=$NAME -e"; }

# Whether a copy is at work on the data, started by whomever: it holds a lock as long as it lives.
at_work() {
    local lock code
    for lock in "$DATA/.lock" "$DATA/.replay.lock"; do
        code=0
        if [[ -e $lock ]]; then flock --nonblock --conflict-exit-code 9 "$lock" true || code=$?; fi
        if [[ $code == 9 ]]; then return 0; fi
    done
    return 1
}

# ---- the program

# Sets FILE to the program that is to be installed, built from the checkout where none was named.
find_program() {
    FILE=$BINARY
    if [[ -z $FILE ]]; then
        local source; source=$(dirname "$HERE")
        FILE=$source/target/release/$NAME
        [[ -f $source/Cargo.toml ]] || fail "there is no source in $source; name a built program with --binary FILE"
        local build=(cargo build --release --locked --target-dir "$source/target")
        if [[ $DRY == 1 ]]; then say "would: ${build[*]}"; return; fi
        say "Building $source; the first time takes some minutes."
        # The one who called sudo has Rust, and root should not run build scripts.
        if [[ -n ${SUDO_USER:-} && $SUDO_USER != root ]]; then
            runuser -l "$SUDO_USER" -c "cd $(printf %q "$source") && $(printf '%q ' "${build[@]}")" \
                || fail "the build failed; nothing was changed. Is Rust there (https://rustup.rs), and a C compiler (apt install build-essential)?"
        else
            command -v cargo > /dev/null || fail "cargo is not here; install Rust (https://rustup.rs), or name a built program with --binary FILE"
            (cd "$source" && "${build[@]}") || fail "the build failed; nothing was changed"
        fi
    fi
    [[ -f $FILE && -x $FILE ]] || fail "$FILE is no program; build it, or name another with --binary FILE"
}

# Lays FILE down under its version and sets VERSION.
lay_down() {
    local said
    if [[ $DRY == 1 && ! -f $FILE ]]; then VERSION='<version>'; return; fi
    said=$("$FILE" --version 2> /dev/null) || fail "$FILE does not start on this machine; nothing was changed"
    [[ $said =~ ^$NAME\ ([0-9A-Za-z.+-]+)$ ]] || fail "$FILE is not $NAME: it calls itself \`${said:0:80}\`"
    # Two builds of one version are two versions here, so that each can come back.
    VERSION=${BASH_REMATCH[1]}-$(sha256sum "$FILE" | cut -c1-8)
    folder 0755 "$PROGRAMS"
    put 0755 "$FILE" "$PROGRAMS/$VERSION/$NAME"
}

lay_down_files() {
    if has_user; then :; else
        act sys useradd --system --user-group --home-dir "/var/lib/$NAME" --no-create-home --shell /usr/sbin/nologin "$NAME"
    fi
    folder 0700 "$DATA"
    folder 0700 "$KEYS"
    if [[ ! -e $DATA/algoslayer.toml ]]; then act install -m 0600 "$HERE/algoslayer.toml" "$DATA/algoslayer.toml"; fi
    if [[ ! -e $KEYS/environment ]]; then
        local keys=$HERE/environment
        # What remove kept comes back.
        if [[ -f $DATA/environment.kept && ! -L $DATA/environment.kept ]]; then keys=$DATA/environment.kept; fi
        act install -m 0600 "$keys" "$KEYS/environment"
        act rm -f "$DATA/environment.kept"
    fi
    # The folder is the service's own: a link in it could lead anywhere.
    if [[ -L $DATA/algoslayer.toml ]]; then fail "$DATA/algoslayer.toml is a link; put the file itself there and run this again"; fi
    act chmod 0600 "$DATA/algoslayer.toml" "$KEYS/environment"
    own -R "$DATA"
    local unit
    for unit in "$NAME.service" "$NAME-backup.service" "$NAME-backup.timer"; do put 0644 "$HERE/$unit" "$UNITS/$unit"; done
    put 0644 "$HERE/journald@$NAME.conf" "$JOURNAL"
    systemd daemon-reload
}

# Keeps the units as they are now beside version $1, so that they come back with it.
keep_files() {
    local file at=$PROGRAMS/$1/files
    act rm -rf -- "$at"
    act install -d -m 0755 "$at"
    for file in "${FILES[@]}"; do
        if [[ -e $file ]]; then act cp -p "$file" "$at/"; fi
    done
}

# Puts the units back that were kept beside version $1.
bring_files_back() {
    local file at=$PROGRAMS/$1/files
    [[ -d $at ]] || return 0
    for file in "${FILES[@]}"; do
        if [[ -e $at/${file##*/} ]]; then put 0644 "$at/${file##*/}" "$file"; else act rm -f "$file"; fi
    done
    systemd daemon-reload
}

# Starts what `current` names, and holds when it says that it is well.
comes_up() {
    has_systemd && [[ $DRY == 0 ]] || return 0
    # A service that gave up is not started again before this.
    sys systemctl reset-failed "$NAME.service" 2> /dev/null || true
    sys systemctl restart "$NAME.service" || return 1
    local left=$START_SECONDS_MAX
    [[ -n $ROOT ]] && left=2
    while (( left > 0 )); do
        if sys systemctl is-active --quiet "$NAME.service" && as_user "$PROGRAM" status > /dev/null 2>&1; then return 0; fi
        sleep 1
        left=$((left - 1))
    done
    return 1
}

installed() { [[ -n $(pointed current) ]] || fail "$NAME is not installed; begin with: $HERE/server.sh install"; }

# ---- the commands

do_install() {
    local before; before=$(pointed current)
    if [[ -n $before ]]; then
        say "Version $before is installed already; its files are put in order. Another version comes with: $HERE/server.sh update"
    else
        find_program
        lay_down
        point current "$VERSION"
    fi
    lay_down_files
    systemd enable "$NAME.service"
    systemd enable --now "$NAME-backup.timer"
    if [[ $DRY == 1 ]]; then say "Nothing was changed."; return; fi
    if [[ $(state) == active ]]; then
        say "It runs, and was not disturbed; changed files hold from the next start on: $(start_hint)"
    elif has_systemd && { has_token || [[ $START == 1 ]]; }; then
        comes_up || fail "installed, but it does not come up; $(why)"
        say "It runs. What it does, says: $HERE/server.sh status"
    fi
    if ! has_token; then say "No bot is named yet, so a next step is left: $HERE/server.sh run init"; fi
    if [[ $(state) != active ]]; then say "Start it with: $(start_hint)"; fi
    say "Program $PROGRAMS, data and configuration $DATA, keys $KEYS/environment."
}

# Puts `current` back to version $1, also over a record that the newer program has carried over.
fall_back() {
    local to=$1 copy=$2
    # A bare return would give, inside of a trap, the code from before the trap.
    comes_up && return 0
    [[ -n $copy ]] || return 1
    sys systemctl stop "$NAME.service" || true
    say "Version $to does not take the record as it is now; the copy from before the update goes in its place, and the record is moved aside."
    as_user "$PROGRAM" restore "$copy" && comes_up
}

# Everything as it was before an update that failed or was broken off, with BEFORE, RAN and COPY as do_update left them.
undo_update() {
    trap - EXIT
    set +e
    say "Version $VERSION does not come up or was broken off; back to $BEFORE."
    bring_files_back "$BEFORE"
    point current "$BEFORE"
    if [[ $RAN == 1 ]]; then fall_back "$BEFORE" "$COPY" || fail "version $BEFORE does not come up either; $(why)"; fi
    forget_old
    if [[ $RAN == 1 ]]; then fail "the update failed, and version $BEFORE runs again; $(why)"; fi
    fail "the update failed, and version $BEFORE is in its place again"
}

do_update() {
    installed
    find_program
    BEFORE=$(pointed current) COPY='' RAN=0
    lay_down
    if [[ $VERSION == "$BEFORE" ]]; then say "Version $BEFORE is installed already; nothing to do."; return; fi
    if [[ $DRY == 1 ]]; then say "would: back up the record, swap $BEFORE for $VERSION, start, check"; return; fi
    # One that starts again and again ran too; one that gave up has a configuration that no version mends.
    case $(state) in active|activating|reloading) RAN=1 ;; esac
    if [[ -e $DATA/algoslayer.db ]]; then
        if ! as_user "$PROGRAM" backup; then
            forget_old
            fail "the record could not be backed up, so nothing was updated; is the disk full? Ask: $HERE/server.sh run doctor"
        fi
        COPY=$(newest_copy)
    fi
    keep_files "$BEFORE"
    trap undo_update EXIT
    lay_down_files
    point current "$VERSION"
    if [[ $RAN == 1 ]] && ! comes_up; then exit 1; fi
    trap - EXIT
    point previous "$BEFORE"
    forget_old
    say "Version $VERSION is installed; $BEFORE comes back with: $HERE/server.sh rollback"
    if [[ $RAN == 1 ]]; then return; fi
    if at_work; then say "A copy that was started by hand goes on as version $BEFORE; end it, and start it anew with: $(start_hint)"
    else say "It did not run before and was not started; start it with: $(start_hint)"; fi
}

copies() { if [[ -d $DATA/backups ]]; then find "$DATA/backups" -maxdepth 1 -name "$1"; fi; }
newest_copy() { copies 'asked-*.db' | sort | tail -n 1; }

# Versions beside the present one and the one before are taken away.
forget_old() {
    local path version
    for path in "$PROGRAMS"/*/; do
        version=$(basename "$path")
        [[ -L ${path%/} || $version == "$(pointed current)" || $version == "$(pointed previous)" ]] || act rm -rf -- "${path%/}"
    done
}

# A copy of the record by whichever of the two versions can make one. Going back is what helps where a version is broken,
# so it is not refused because that version cannot make a copy.
back_up_by_either() {
    local version
    [[ -e $DATA/algoslayer.db ]] || return 0
    for version in "$@"; do
        if as_user "$PROGRAMS/$version/$NAME" backup; then return; fi
        warn "version $version could not back the record up"
    done
    warn "going on without a new backup; the newest there is: $(newest_copy | grep . || echo none)"
}

do_rollback() {
    installed
    local now before started=0; now=$(pointed current); before=$(pointed previous)
    [[ -n $before && -x $PROGRAMS/$before/$NAME ]] || fail "there is no version before $now to go back to"
    if [[ $DRY == 1 ]]; then say "would: back up the record, swap $now for $before, start, check"; return; fi
    # What was stopped on purpose stays so; one that gave up may come up as the other version.
    case $(state) in ''|inactive) ;; *) started=1 ;; esac
    back_up_by_either "$now" "$before"
    keep_files "$now"
    bring_files_back "$before"
    point current "$before"
    point previous "$now"
    if [[ $started == 1 ]] && ! comes_up; then
        bring_files_back "$now"
        point current "$now"; point previous "$before"
        comes_up || true
        fail "version $before does not come up, so $now stays. A record that $now has carried over can be put back first: $HERE/server.sh run restore $DATA/backups/<copy>"
    fi
    say "Version $before is installed again; $now comes back with: $HERE/server.sh rollback"
    if [[ $started == 1 ]]; then return; fi
    if at_work; then say "A copy that was started by hand goes on as version $now; end it, and start it anew with: $(start_hint)"
    else say "It did not run before and was not started; start it with: $(start_hint)"; fi
}

do_remove() {
    case $(state) in
        ''|inactive|failed)
            if at_work; then fail "a copy of $NAME that was started by hand still runs, so nothing was removed; end it, then run this again"; fi ;;
    esac
    if [[ $PURGE == 1 ]]; then ask "This deletes the record, its backups and the keys in $DATA and $KEYS for good."; fi
    if [[ -e $UNITS/$NAME.service ]]; then
        systemd disable --now "$NAME.service" "$NAME-backup.timer"
        systemd stop "$NAME-backup.service"
    fi
    if [[ $DRY == 0 ]] && at_work; then
        fail "a copy of $NAME still runs although its service was stopped, so no file was removed; end it, then run this again"
    fi
    act rm -f "${FILES[@]}" "$ROOT/var/lib/systemd/timers/stamp-$NAME-backup.timer"
    systemd daemon-reload
    if [[ $PURGE == 1 ]]; then
        act rm -rf -- "$DATA"
    elif [[ -d $DATA ]]; then
        if [[ -f $KEYS/environment ]]; then act install -m 0600 "$KEYS/environment" "$DATA/environment.kept"; fi
        # The user goes, and its number may be given to another, who must not find the data.
        act sys chown -R root:root "$DATA"
    fi
    systemd stop "systemd-journald@$NAME.socket" "systemd-journald-varlink@$NAME.socket" "systemd-journald@$NAME.service" || true
    local journal
    for journal in "$ROOT"/var/log/journal/*."$NAME" "$ROOT"/run/log/journal/*."$NAME"; do
        if [[ -d $journal ]]; then act rm -rf -- "$journal"; fi
    done
    act rm -rf -- "$PROGRAMS" "$KEYS"
    if has_user; then act sys userdel "$NAME"; fi
    if [[ $DRY == 1 ]]; then say "Nothing was changed."
    elif [[ -d $DATA ]]; then say "Removed. The data is kept in $DATA and is used again by install; remove --purge deletes it."
    else say "Removed; nothing is left."; fi
}

do_status() {
    installed
    say "version   $(pointed current), before it $(pointed previous || true)"
    say "backups   $(copies '*.db' | wc -l), the newest $(newest_copy | sed 's|.*/||')"
    if has_systemd; then
        say "service   $(sys systemctl is-active "$NAME.service" || true)"
    else
        say "service   systemd does not run this machine"
    fi
    as_user "$PROGRAM" status
}

case $COMMAND in
    install) do_install ;;
    update) do_update ;;
    rollback) do_rollback ;;
    remove) do_remove ;;
    status) do_status ;;
    run) installed; as_user "$PROGRAM" ${ARGUMENTS[@]+"${ARGUMENTS[@]}"} ;;
esac
