#!/usr/bin/env bash
# Makes this computer the one that trains for an AlgoSlayer on a server, or takes that away again. `trainer.sh help` tells more.
set -euo pipefail
umask 077

readonly NAME=algoslayer
readonly UNIT=$NAME-trainer.service
readonly MARK=algoslayer-trainer
HERE=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly HERE

usage() {
    cat <<'TEXT'
trainer.sh COMMAND [OPTIONS]

  install USER@HOST   build the program, make a key that can do one thing only, take it to the server, start the trainer
  remove              stop the trainer, take the key from the server and from here, and everything else that was installed
  status              whether the trainer runs, and what the server says

  --binary FILE       install this file instead of building the checkout
  --account NAME      the account on the server that the service runs as [default: algoslayer where there is one, else USER]
  --server-program P  the program there [default: /opt/algoslayer/current/algoslayer]
  --server-data DIR   its data folder there [default: /var/lib/algoslayer]
  --ssh-option OPT    passed on to ssh as -o OPT, for example Port=2222; may be repeated
  --gpu cuda|metal    build for the graphics card
  --no-start          set everything up, but do not start the trainer
  --yes               ask nothing

USER@HOST is your own login there; it needs sudo where the service runs as another account. The key that stays here can do nothing on the
server but exchange data and models with the service.
TEXT
}

say() { printf '%s\n' "$*"; }
fail() { printf 'trainer.sh: %s\n' "$*" >&2; exit 1; }
misuse() { printf 'trainer.sh: %s; try: trainer.sh help\n' "$*" >&2; exit 2; }

COMMAND=${1:-}
[[ $# -gt 0 ]] && shift
SERVER='' BINARY='' ACCOUNT='' GPU='' YES=0 START=1
SERVER_PROGRAM=/opt/$NAME/current/$NAME SERVER_DATA=/var/lib/$NAME
OPTIONS=()
case $COMMAND in
    install) [[ $# -gt 0 && $1 != -* ]] || misuse "install wants USER@HOST"; SERVER=$1; shift ;;
    remove|status) ;;
    help|-h|--help) usage; exit 0 ;;
    '') usage >&2; exit 2 ;;
    *) misuse "\`$COMMAND\` is no command" ;;
esac
while [[ $# -gt 0 ]]; do
    case $1 in
        --binary|--account|--server-program|--server-data|--ssh-option|--gpu)
            [[ $# -ge 2 && -n $2 ]] || misuse "$1 wants a value behind it"
            case $1 in
                --binary) BINARY=$2 ;;
                --account) ACCOUNT=$2 ;;
                --server-program) SERVER_PROGRAM=$2 ;;
                --server-data) SERVER_DATA=$2 ;;
                --ssh-option) OPTIONS+=("$2") ;;
                --gpu) GPU=$2 ;;
            esac
            shift ;;
        --no-start) START=0 ;;
        --yes) YES=1 ;;
        *) misuse "\`$1\` is no option" ;;
    esac
    shift
done
# What ends in a line of authorized_keys or of a unit may hold no quotes, blanks or signs of its own.
plain() { [[ $2 =~ ^[A-Za-z0-9_.,=@:/%+-]+$ ]] || misuse "$1 holds a sign that cannot be used here: $2"; }
plain --server-program "$SERVER_PROGRAM"; plain --server-data "$SERVER_DATA"
[[ -z $ACCOUNT ]] || plain --account "$ACCOUNT"
for option in ${OPTIONS[@]+"${OPTIONS[@]}"}; do plain --ssh-option "$option"; done
[[ -z $SERVER ]] || { plain USER@HOST "$SERVER"; [[ $SERVER != -* ]] || misuse "USER@HOST may not begin with -"; }
[[ -z $GPU || $GPU == cuda || $GPU == metal ]] || misuse "--gpu is cuda or metal"

readonly PROGRAM=$HOME/.local/bin/$NAME
readonly FOLDER=${XDG_DATA_HOME:-$HOME/.local/share}/$NAME-trainer
readonly KEY=$HOME/.ssh/${NAME}_trainer
readonly MEMORY=$FOLDER/setup   # what was set up, for status and remove
readonly UNITS=${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user

has_systemd() { systemctl --user show-environment > /dev/null 2>&1; }

# The options of ssh for whoever logs in as the owner, and those of the trainer's own key.
own_ssh() { local option args=(); for option in ${OPTIONS[@]+"${OPTIONS[@]}"}; do args+=(-o "$option"); done; ssh ${args[@]+"${args[@]}"} "$@"; }
trainer_options() {
    local option
    printf '%s\n' "IdentityFile=$KEY" IdentitiesOnly=yes
    for option in ${OPTIONS[@]+"${OPTIONS[@]}"}; do printf '%s\n' "$option"; done
}
key_ssh() { local option args=(-T -o BatchMode=yes); while IFS= read -r option; do args+=(-o "$option"); done < <(trainer_options); ssh "${args[@]}" "$@" < /dev/null; }

# ---- on the server, by the owner's own login

# Takes a line of authorized_keys in or out; prints the account it is for.
readonly REMOTE='
set -eu
umask 077
what=$1 account=$2 body=$3 line=$4
if [ -z "$account" ]; then if id algoslayer > /dev/null 2>&1; then account=algoslayer; else account=$(id -un); fi; fi
entry=$(getent passwd "$account") || { echo "there is no account $account on the server; name one with --account" >&2; exit 1; }
home=$(echo "$entry" | cut -d: -f6) shell=$(echo "$entry" | cut -d: -f7)
as=
if [ "$account" != "$(id -un)" ] && [ "$(id -u)" != 0 ]; then
    sudo -n true 2> /dev/null || { echo "to change the keys of $account this login needs sudo without a password; or log in as root" >&2; exit 1; }
    as=sudo
fi
keys=$home/.ssh/authorized_keys
$as mkdir -p "$home/.ssh"
$as touch "$keys"
kept=$(mktemp)
$as cat "$keys" | grep -vF "$body" > "$kept" || true
if [ "$what" = add ]; then
    if [ -s "$kept" ] && [ -n "$(tail -c1 "$kept")" ]; then echo >> "$kept"; fi
    printf "%s\n" "$line" >> "$kept"
fi
$as cp "$kept" "$keys"
rm -f "$kept"
$as chmod 700 "$home/.ssh"
$as chmod 600 "$keys"
if [ "$account" != "$(id -un)" ]; then $as chown -R "$account:" "$home/.ssh"; fi
# A key bound to one command is run by the shell of the account, and one that refuses everybody would refuse that too.
case "$what:$shell" in
    # Its password stays impossible, but an account that is marked as locked would not be let in by key either.
    add:*nologin|add:*/false) $as usermod --shell /bin/sh --password "*" "$account" ;;
    remove:/bin/sh) if [ "$account" = algoslayer ] && ! $as test -s "$keys"; then $as usermod --shell /usr/sbin/nologin "$account"; fi ;;
esac
echo "$account"
'
on_server() {
    local words='' word
    for word in "$@"; do words+=" $(printf '%q' "$word")"; done
    # The shell there reads the script from a word, so that a question of sudo or ssh has the terminal.
    own_ssh "$SERVER" "sh -c $(printf '%q' "$REMOTE") sh$words"
}

# ---- here

install_program() {
    local file=$BINARY source
    if [[ -z $file ]]; then
        source=$(dirname "$HERE")
        [[ -f $source/Cargo.toml ]] || fail "there is no source in $source; name a built program with --binary FILE"
        command -v cargo > /dev/null || fail "cargo is not here; install Rust (https://rustup.rs), or name a built program with --binary FILE"
        say "Building $source; the first time takes some minutes."
        (umask 022; cd "$source" && cargo build --release --locked --target-dir "$source/target" ${GPU:+--features "$GPU"}) \
            || fail "the build failed; nothing was changed"
        file=$source/target/release/$NAME
    fi
    [[ -f $file && -x $file ]] || fail "$file is no program"
    "$file" --version > /dev/null 2>&1 || fail "$file does not start on this machine; nothing was changed"
    mkdir -p "$(dirname "$PROGRAM")"
    # Not over the file of a running program, but in its place.
    install -m 0755 "$file" "$PROGRAM.new"
    mv -f "$PROGRAM.new" "$PROGRAM"
    say "program: $PROGRAM ($("$PROGRAM" --version))"
}

make_key() {
    mkdir -p "$HOME/.ssh"
    chmod 700 "$HOME/.ssh"
    if [[ ! -f $KEY || ! -f $KEY.pub ]]; then
        rm -f "$KEY" "$KEY.pub"
        ssh-keygen -q -t ed25519 -N '' -C "$MARK@$(uname -n)" -f "$KEY"
    fi
    say "key: $KEY"
}

# The line that starts the trainer, one word after the other.
trainer_words() {
    local option
    printf '%s\n' "$PROGRAM" trainer --server "$TARGET" --folder "$FOLDER"
    while IFS= read -r option; do printf '%s\n' --ssh-option "$option"; done < <(trainer_options)
}

start_by_itself() {
    local words=() word line
    while IFS= read -r word; do words+=("$word"); done < <(trainer_words)
    words+=(--begin)
    printf -v line '%q ' "${words[@]}"
    if has_systemd; then
        mkdir -p "$UNITS"
        {
            printf '[Unit]\nDescription=AlgoSlayer trains on this computer\nAfter=network-online.target\n\n'
            printf '[Service]\nExecStart=%s\nNice=19\nCPUSchedulingPolicy=idle\nIOSchedulingClass=idle\nRestart=always\nRestartSec=30\n' "${words[*]}"
            printf 'NoNewPrivileges=yes\nPrivateTmp=yes\nUMask=0077\n\n[Install]\nWantedBy=default.target\n'
        } > "$UNITS/$UNIT"
        systemctl --user daemon-reload
        systemctl --user enable --quiet "$UNIT"
        # Without this a user's units wait until that user logs in.
        loginctl enable-linger "$(id -un)" 2> /dev/null || say "note: to train without a login, run once: sudo loginctl enable-linger $(id -un)"
        if [[ $START == 1 ]]; then systemctl --user restart "$UNIT"; fi
        say "starts by itself: systemd, $UNIT (log: journalctl --user -u $UNIT)"
    elif command -v crontab > /dev/null; then
        { crontab -l 2> /dev/null | grep -vF "# $MARK" || true
          printf '@reboot nice -n 19 %s >> %q 2>&1 # %s\n' "${line//%/\\%}" "$FOLDER/log" "$MARK"; } | crontab -
        if [[ $START == 1 ]]; then (nohup nice -n 19 "${words[@]}" >> "$FOLDER/log" 2>&1 & echo $! > "$FOLDER/pid"); fi
        say "starts by itself: cron, @reboot (log: $FOLDER/log)"
    else
        say "note: there is neither systemd nor cron here; start it yourself: $line"
    fi
}

stop() {
    if has_systemd && [[ -f $UNITS/$UNIT ]]; then
        systemctl --user disable --now --quiet "$UNIT" || true
        rm -f "$UNITS/$UNIT"
        systemctl --user daemon-reload
        say "stopped and taken away: $UNIT"
    fi
    if command -v crontab > /dev/null && crontab -l 2> /dev/null | grep -qF "# $MARK"; then
        { crontab -l | grep -vF "# $MARK" || true; } | crontab -
        say "taken from cron"
    fi
    if [[ -f $FOLDER/pid ]]; then kill "$(cat "$FOLDER/pid")" 2> /dev/null || true; rm -f "$FOLDER/pid"; fi
}

recall() {
    [[ -f $MEMORY ]] || fail "nothing was set up here; begin with: $HERE/trainer.sh install USER@HOST"
    local key value
    OPTIONS=()
    while IFS='=' read -r key value; do
        case $key in
            server) SERVER=$value ;;
            target) TARGET=$value ;;
            account) ACCOUNT=$value ;;
            option) OPTIONS+=("$value") ;;
        esac
    done < "$MEMORY"
}

remember() {
    local option
    { printf 'server=%s\ntarget=%s\naccount=%s\n' "$SERVER" "$TARGET" "$ACCOUNT"
      for option in ${OPTIONS[@]+"${OPTIONS[@]}"}; do printf 'option=%s\n' "$option"; done; } > "$MEMORY"
}

# What the key may do, and that it may do nothing else.
try_out() {
    local said
    said=$("$PROGRAM" trainer stats --server "$TARGET" $(trainer_options | sed 's/^/--ssh-option /') 2>&1) \
        || fail "the server does not answer the key: $said
Is the service running there, and of the same version? Run this again when it is"
    say "the server answers:"
    printf '%s\n' "$said" | sed 's/^/  /'
    if said=$(key_ssh "$TARGET" id 2>&1); then
        [[ $said != *uid=* ]] || fail "the key can run other commands on the server; take it away with: $HERE/trainer.sh remove"
    fi
    say "the key can do nothing else there: tried"
}

case $COMMAND in
install)
    for tool in ssh ssh-keygen; do command -v "$tool" > /dev/null || fail "$tool is not here; install the OpenSSH client"; done
    mkdir -p "$FOLDER"
    install_program
    make_key
    body=$(cut -d' ' -f2 "$KEY.pub")
    line="command=\"$SERVER_PROGRAM --data-dir $SERVER_DATA link\",restrict $(cat "$KEY.pub")"
    ACCOUNT=$(on_server add "$ACCOUNT" "$body" "$line" | tail -n1) || fail "the key could not be taken to the server; nothing runs yet"
    [[ -n $ACCOUNT ]] || fail "the key could not be taken to the server; nothing runs yet"
    TARGET=$ACCOUNT@${SERVER#*@}
    remember
    say "key bound to one command on the server: $TARGET"
    try_out
    start_by_itself
    say "Done. In the chat: /train. To take all of this away: $HERE/trainer.sh remove"
    ;;
remove)
    recall
    if [[ $YES == 0 && -t 0 ]]; then
        read -r -p "Stop training here and take the key from $SERVER? Type yes to go on: " answer
        [[ $answer == yes ]] || fail "nothing was changed"
    fi
    stop
    if [[ -f $KEY.pub ]]; then
        on_server remove "$ACCOUNT" "$(cut -d' ' -f2 "$KEY.pub")" '' > /dev/null \
            || fail "the key could not be taken from $SERVER; everything else here is left, so that this can be run again"
        say "key taken from $SERVER"
    fi
    rm -f "$KEY" "$KEY.pub" "$PROGRAM"
    rm -rf "$FOLDER"
    say "Everything is gone from here: program, key, data fetched for training."
    ;;
status)
    recall
    if has_systemd; then say "trainer: $(systemctl --user is-active "$UNIT" || true)"
    elif [[ -f $FOLDER/pid ]] && kill -0 "$(cat "$FOLDER/pid")" 2> /dev/null; then say "trainer: active"
    else say "trainer: not running"; fi
    "$PROGRAM" trainer stats --server "$TARGET" $(trainer_options | sed 's/^/--ssh-option /')
    ;;
esac
