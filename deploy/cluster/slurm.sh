#!/usr/bin/env bash
# Trains on a Slurm cluster: lays the units out, runs them as a job array, and merges the results when all are there.
set -euo pipefail

usage() {
    cat <<'TEXT'
slurm.sh FOLDER [--resume] [--program FILE] [--at-once N] [OPTIONS OF `algoslayer units plan`]

  FOLDER          a folder that every node sees
  --resume        the units are laid out already: do those that are missing, and merge
  --program FILE  the program, as every node sees it [default: algoslayer on the path]
  --at-once N     units that run at the same time [default: as many as Slurm gives]

Whatever else stands there goes to `algoslayer units plan`, such as --data-dir, --families, --depth and --seed.
TEXT
}

fail() { printf 'slurm.sh: %s\n' "$*" >&2; exit 1; }

[[ $# -gt 0 ]] || { usage >&2; exit 2; }
[[ $1 != help && $1 != --help ]] || { usage; exit 0; }
FOLDER=$1; shift
RESUME=0 PROGRAM=algoslayer AT_ONCE='' ARGUMENTS=()
while [[ $# -gt 0 ]]; do
    case $1 in
        --resume) RESUME=1 ;;
        --program) [[ $# -ge 2 ]] || fail "--program wants a file"; PROGRAM=$2; shift ;;
        --at-once) [[ $# -ge 2 && $2 =~ ^[1-9][0-9]*$ ]] || fail "--at-once wants a number"; AT_ONCE=%$2; shift ;;
        *) ARGUMENTS+=("$1") ;;
    esac
    shift
done
[[ $FOLDER == /* ]] || fail "$FOLDER has to begin with /: the nodes look for it from their own place"
command -v "$PROGRAM" > /dev/null || fail "there is no program $PROGRAM; name it with --program"
command -v sbatch > /dev/null || fail "there is no sbatch here; run this where jobs are submitted"

if [[ $RESUME == 0 ]]; then
    "$PROGRAM" units plan "$FOLDER" "${ARGUMENTS[@]}"
fi
UNITS=$("$PROGRAM" units count "$FOLDER")
mkdir -p "$FOLDER/logs"
ARRAY=$(sbatch --parsable --job-name=algoslayer-train --array="0-$((UNITS - 1))$AT_ONCE" --cpus-per-task=1 --mem=1G \
    --output="$FOLDER/logs/unit-%a.txt" --requeue \
    --wrap="exec $(printf '%q' "$PROGRAM") units work $(printf '%q' "$FOLDER") --unit \$SLURM_ARRAY_TASK_ID")
MERGE=$(sbatch --parsable --job-name=algoslayer-merge --dependency="afterok:${ARRAY%%;*}" --kill-on-invalid-dep=yes --mem=2G \
    --output="$FOLDER/logs/merge.txt" --wrap="exec $(printf '%q' "$PROGRAM") units merge $(printf '%q' "$FOLDER")")
printf '%s units as job %s; the card comes from job %s into %s\n' "$UNITS" "${ARRAY%%;*}" "${MERGE%%;*}" "$FOLDER/logs/merge.txt"
