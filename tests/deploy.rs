//! The script that sets a server up, run below a folder of its own with stand-ins for the system's programs and for the product.

#![cfg(test)]

use std::collections::BTreeMap;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// It keeps a state and writes down its calls; it refuses to start a version that stands in `refused`.
const SYSTEMCTL: &str = r#"#!/bin/sh
at=$(dirname "$0")/..
echo "$*" >> "$at/calls"
case "$*" in
is-active*) state=$(cat "$at/state" 2> /dev/null || echo inactive); [ "$2" = --quiet ] || echo "$state"; [ "$state" = active ] ;;
"restart algoslayer.service")
    version=$("$at/opt/algoslayer/current/algoslayer" --version)
    if grep -qsxF "$version" "$at/refused"; then echo activating > "$at/state"; exit 1; fi
    echo active > "$at/state" ;;
"stop algoslayer.service"|"disable --now algoslayer.service "*) echo inactive > "$at/state" ;;
esac
"#;
const GETENT: &str = "#!/bin/sh\ngrep -sx \"$2\" \"$(dirname \"$0\")/../users\"\n";
const USERADD: &str = "#!/bin/sh\nfor name; do :; done\necho \"$name\" >> \"$(dirname \"$0\")/../users\"\n";
const USERDEL: &str = "#!/bin/sh\nrm \"$(dirname \"$0\")/../users\"\n";

const UNITS: [&str; 4] = [
    "etc/systemd/system/algoslayer.service",
    "etc/systemd/system/algoslayer-backup.service",
    "etc/systemd/system/algoslayer-backup.timer",
    "etc/systemd/journald@algoslayer.conf",
];

/// What one stand-in for the product can do.
#[derive(Clone, Copy)]
struct Skill {
    well: bool,
    backs_up: bool,
}

const SOUND: Skill = Skill { well: true, backs_up: true };

fn executable(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn outcome(output: &Output) -> (i32, String) {
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().unwrap(), text)
}

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/server.sh")
}

/// Every path below a folder, with its rights and what it holds.
fn tree(at: &Path) -> BTreeMap<PathBuf, (u32, Vec<u8>)> {
    let mut found = BTreeMap::new();
    let mut left = vec![at.to_owned()];
    while let Some(path) = left.pop() {
        let meta = fs::symlink_metadata(&path).unwrap();
        let holds = if meta.is_symlink() {
            fs::read_link(&path).unwrap().into_os_string().into_encoded_bytes()
        } else if meta.is_dir() {
            left.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            Vec::new()
        } else {
            fs::read(&path).unwrap()
        };
        found.insert(path, (meta.permissions().mode(), holds));
    }
    found
}

/// A machine in a folder.
struct Machine {
    root: TempDir,
    programs: TempDir,
}

impl Machine {
    fn new() -> Self {
        let machine = Self { root: tempfile::tempdir().unwrap(), programs: tempfile::tempdir().unwrap() };
        fs::create_dir(machine.at("bin")).unwrap();
        for (name, text) in [
            ("systemctl", SYSTEMCTL),
            ("getent", GETENT),
            ("useradd", USERADD),
            ("userdel", USERDEL),
            ("chown", "#!/bin/sh\necho chown \"$@\" >> \"$(dirname \"$0\")/../calls\"\n"),
        ] {
            executable(&machine.at("bin").join(name), text);
        }
        fs::create_dir_all(machine.at("run/systemd/system")).unwrap();
        machine
    }

    /// A machine on which version 1.0.0 runs, with a record.
    fn running() -> Self {
        let machine = Self::new();
        machine.good(&["install", "--start", "--binary", &machine.program("1.0.0", SOUND)]);
        fs::write(machine.at("var/lib/algoslayer/algoslayer.db"), "record").unwrap();
        machine
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn program(&self, version: &str, skill: Skill) -> String {
        let path = self.programs.path().join(format!("program-{version}"));
        let Skill { well, backs_up } = skill;
        let text = format!(
            "#!/bin/sh\ncase \"$1\" in\n--version) echo algoslayer {version} ;;\nstatus) {well} ;;\n\
             backup) {backs_up} && mkdir -p backups && cp algoslayer.db backups/asked-$(ls backups | wc -l)-{version}.db ;;\n\
             show) umask; pwd; echo \"$ALGOSLAYER_DATA_DIR|$ALGOSLAYER_ALPACA_KEY|$2\" ;;\nesac\n"
        );
        executable(&path, &text);
        path.to_str().unwrap().to_owned()
    }

    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new("bash");
        command.arg(script()).arg(arguments[0]).arg("--root").arg(self.root.path()).args(&arguments[1..]);
        command.env_clear().env("PATH", "/usr/bin:/bin").stdin(Stdio::null());
        outcome(&command.output().unwrap())
    }

    fn good(&self, arguments: &[&str]) -> String {
        let (code, text) = self.run(arguments);
        assert_eq!(code, 0, "{arguments:?}: {text}");
        text
    }

    fn bad(&self, arguments: &[&str], words: &str) -> String {
        let (code, text) = self.run(arguments);
        assert!(code == 1 && text.contains(words), "{arguments:?}: {code}, {text}");
        text
    }

    fn points(&self, link: &str) -> String {
        let target = fs::read_link(self.at("opt/algoslayer").join(link)).unwrap();
        target.to_str().unwrap().split_once('-').unwrap().0.to_owned()
    }

    /// The installed versions, without links.
    fn versions(&self) -> usize {
        let paths = fs::read_dir(self.at("opt/algoslayer")).unwrap().map(|entry| entry.unwrap());
        paths.filter(|entry| entry.file_type().unwrap().is_dir()).count()
    }

    fn backups(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.at("var/lib/algoslayer/backups")) else { return Vec::new() };
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn units(&self) -> Vec<String> {
        UNITS.iter().map(|unit| fs::read_to_string(self.at(unit)).unwrap()).collect()
    }

    /// Makes the units differ from those of the checkout, as those of an older version would.
    fn age_units(&self) -> Vec<String> {
        for unit in UNITS {
            fs::write(self.at(unit), format!("# older\n# {unit}\n")).unwrap();
        }
        self.units()
    }

    fn state(&self) -> String {
        fs::read_to_string(self.at("state")).unwrap_or_default().trim().to_owned()
    }

    /// What was asked of systemd since the last look.
    fn calls(&self) -> String {
        let calls = fs::read_to_string(self.at("calls")).unwrap_or_default();
        fs::remove_file(self.at("calls")).ok();
        calls
    }
}

#[test]
fn a_second_install_changes_nothing_and_does_not_disturb() {
    let machine = Machine::new();
    let binary = machine.program("1.0.0", SOUND);
    let text = machine.good(&["install", "--binary", &binary]);
    assert!(text.contains("run init") && text.contains("systemctl restart algoslayer"), "{text}");
    assert_eq!(machine.state(), "", "it was started without a token");
    machine.good(&["install", "--start", "--binary", &binary]);
    assert_eq!((machine.points("current").as_str(), machine.state().as_str()), ("1.0.0", "active"));
    let calls = machine.calls();
    for call in ["daemon-reload", "enable algoslayer.service", "enable --now algoslayer-backup.timer"] {
        assert!(calls.contains(call), "{call}: {calls}");
    }
    assert_eq!(fs::read_to_string(machine.at("users")).unwrap(), "algoslayer\n");
    for (path, rights) in [
        ("var/lib/algoslayer", 0o700),
        ("etc/algoslayer", 0o700),
        ("var/lib/algoslayer/algoslayer.toml", 0o600),
        ("etc/algoslayer/environment", 0o600),
        ("opt/algoslayer/current/algoslayer", 0o755),
    ] {
        assert_eq!(mode(&machine.at(path)), rights, "{path}");
    }
    assert!(UNITS.iter().all(|unit| mode(&machine.at(unit)) == 0o644));

    fs::write(machine.at("etc/algoslayer/environment"), "ALGOSLAYER_ALPACA_KEY=\"a b\"\n").unwrap();
    fs::set_permissions(machine.at("etc/algoslayer/environment"), Permissions::from_mode(0o644)).unwrap();
    machine.good(&["install"]);
    assert_eq!(mode(&machine.at("etc/algoslayer/environment")), 0o600);
    machine.calls();
    let before = tree(machine.root.path());
    let text = machine.good(&["install"]);
    assert!(text.contains("not disturbed"), "{text}");
    assert!(!machine.calls().contains("restart"));
    assert!(tree(machine.root.path()) == before, "a second install changed a file");

    let shown = machine.good(&["run", "show", "two words"]);
    let data = machine.at("var/lib/algoslayer").display().to_string();
    assert_eq!(shown, format!("0077\n{data}\n{data}|a b|two words\n"));
    let text = machine.good(&["status"]);
    assert!(text.contains("version   1.0.0-") && text.contains("service   active"), "{text}");
}

#[test]
fn a_good_update_backs_up_swaps_and_can_be_taken_back() {
    let machine = Machine::running();
    let aged = machine.age_units();
    machine.calls();
    machine.good(&["update", "--binary", &machine.program("2.0.0", SOUND)]);
    assert_eq!((machine.points("current").as_str(), machine.points("previous").as_str()), ("2.0.0", "1.0.0"));
    assert_eq!((machine.state().as_str(), machine.backups().len()), ("active", 1));
    let calls = machine.calls();
    assert!(calls.contains("restart algoslayer.service") && calls.contains("daemon-reload"), "{calls}");
    let fresh = machine.units();
    assert_ne!(fresh, aged);
    let text = machine.good(&["update", "--binary", &machine.program("2.0.0", SOUND)]);
    assert!(text.contains("installed already"), "{text}");

    machine.good(&["rollback"]);
    assert_eq!((machine.points("current").as_str(), machine.points("previous").as_str()), ("1.0.0", "2.0.0"));
    assert_eq!((machine.units(), machine.backups().len()), (aged, 2));
    machine.good(&["rollback"]);
    assert_eq!((machine.points("current").as_str(), machine.units()), ("2.0.0", fresh));
    machine.good(&["update", "--binary", &machine.program("3.0.0", SOUND)]);
    assert_eq!(machine.versions(), 2, "the oldest version was not taken away");
}

#[test]
fn an_update_that_does_not_come_up_leaves_everything_as_it_was() {
    let ill = Skill { well: false, backs_up: true };
    for (version, skill, refused) in [("2.0.0", ill, ""), ("2.0.0", SOUND, "algoslayer 2.0.0\n")] {
        let machine = Machine::running();
        fs::write(machine.at("refused"), refused).unwrap();
        let mut aged = machine.age_units();
        // A unit that the older version did not have goes again.
        fs::remove_file(machine.at(UNITS[3])).unwrap();
        aged.pop();
        machine.calls();
        let text = machine.bad(&["update", "--binary", &machine.program(version, skill)], "1.0.0");
        assert!(text.contains("the update failed") && text.contains("runs again"), "{text}");
        assert_eq!((machine.points("current").as_str(), machine.state().as_str()), ("1.0.0", "active"), "{text}");
        let units: Vec<_> = UNITS[..3].iter().map(|unit| fs::read_to_string(machine.at(unit)).unwrap()).collect();
        assert_eq!(units, aged);
        assert!(!machine.at(UNITS[3]).exists());
        assert_eq!((machine.backups(), machine.versions()), (vec!["asked-0-1.0.0.db".to_owned()], 1));
        let calls = machine.calls();
        assert_eq!(calls.matches("restart algoslayer.service").count(), 2, "{calls}");
        assert_eq!(calls.matches("daemon-reload").count(), 2, "{calls}");
    }
}

#[test]
fn an_update_without_a_backup_changes_nothing() {
    let machine = Machine::new();
    let mute = Skill { well: true, backs_up: false };
    machine.good(&["install", "--start", "--binary", &machine.program("1.0.0", mute)]);
    fs::write(machine.at("var/lib/algoslayer/algoslayer.db"), "record").unwrap();
    let aged = machine.age_units();
    machine.bad(&["update", "--binary", &machine.program("2.0.0", SOUND)], "could not be backed up");
    assert_eq!((machine.points("current").as_str(), machine.versions(), machine.units()), ("1.0.0", 1, aged));
    machine.bad(&["rollback"], "no version before");
}

#[test]
fn going_back_is_not_refused_where_the_present_version_is_broken() {
    let machine = Machine::running();
    machine.good(&["update", "--binary", &machine.program("2.0.0", Skill { well: true, backs_up: false })]);
    let text = machine.good(&["rollback"]);
    assert!(text.contains("version 2.0.0-") && text.contains("could not back the record up"), "{text}");
    assert!(!text.contains("going on without"), "{text}");
    assert_eq!(machine.points("current"), "1.0.0");
    assert_eq!(machine.backups(), ["asked-0-1.0.0.db", "asked-1-1.0.0.db"]);

    let machine = Machine::new();
    let mute = Skill { well: true, backs_up: false };
    machine.good(&["install", "--start", "--binary", &machine.program("1.0.0", mute)]);
    machine.good(&["update", "--binary", &machine.program("2.0.0", mute)]);
    fs::write(machine.at("var/lib/algoslayer/algoslayer.db"), "record").unwrap();
    let text = machine.good(&["rollback"]);
    assert!(text.contains("going on without a new backup; the newest there is: none"), "{text}");
    assert_eq!((machine.points("current").as_str(), machine.state().as_str()), ("1.0.0", "active"));
    // One that does not come up is not gone back to.
    fs::write(machine.at("refused"), "algoslayer 2.0.0\n").unwrap();
    machine.bad(&["rollback"], "does not come up, so 1.0.0");
    assert_eq!((machine.points("current").as_str(), machine.state().as_str()), ("1.0.0", "active"));
}

#[test]
fn removal_keeps_the_data_and_purging_leaves_nothing() {
    let machine = Machine::running();
    fs::write(machine.at("etc/algoslayer/environment"), "ALGOSLAYER_ALPACA_KEY=k\n").unwrap();
    machine.calls();
    let text = machine.good(&["remove"]);
    assert!(text.contains("The data is kept"), "{text}");
    let calls = machine.calls();
    assert!(calls.contains("disable --now algoslayer.service algoslayer-backup.timer"), "{calls}");
    assert!(calls.contains("chown -R root:root"), "{calls}");
    for gone in ["opt/algoslayer", "etc/algoslayer", "users"].iter().chain(&UNITS) {
        assert!(!machine.at(gone).exists(), "{gone}");
    }
    assert_eq!(fs::read_to_string(machine.at("var/lib/algoslayer/algoslayer.db")).unwrap(), "record");
    assert_eq!(mode(&machine.at("var/lib/algoslayer/environment.kept")), 0o600);

    machine.good(&["install", "--start", "--binary", &machine.program("1.0.0", SOUND)]);
    assert_eq!(fs::read_to_string(machine.at("etc/algoslayer/environment")).unwrap(), "ALGOSLAYER_ALPACA_KEY=k\n");
    machine.calls();
    let before = tree(machine.root.path());
    machine.bad(&["remove", "--purge"], "add --yes");
    machine.calls();
    assert!(tree(machine.root.path()) == before, "it was removed although nobody said yes");
    let text = machine.good(&["remove", "--purge", "--yes"]);
    assert!(text.contains("nothing is left"), "{text}");
    machine.calls();
    let left: Vec<_> =
        tree(machine.root.path()).into_keys().filter(|path| path.to_str().unwrap().contains("algoslayer")).collect();
    assert!(left.is_empty(), "{left:?}");
    machine.good(&["remove", "--purge", "--yes"]);
}

#[test]
fn nothing_is_removed_under_a_copy_that_runs() {
    for name in [".lock", ".replay.lock"] {
        let machine = Machine::running();
        let lock = File::create(machine.at("var/lib/algoslayer").join(name)).unwrap();
        lock.lock().unwrap();
        machine.bad(&["remove", "--purge", "--yes"], "although its service was stopped");
        assert_eq!(machine.state(), "inactive");
        let before = tree(&machine.at("opt"));
        let text = machine.bad(&["remove", "--purge", "--yes"], "started by hand still runs");
        assert!(text.contains("end it"), "{text}");
        assert!(tree(&machine.at("opt")) == before && machine.at("var/lib/algoslayer/algoslayer.db").exists());
        drop(lock);
        machine.good(&["remove", "--purge", "--yes"]);
        assert!(!machine.at("var/lib/algoslayer").exists());
    }
}

#[test]
fn a_dry_run_changes_nothing() {
    let machine = Machine::new();
    let binary = machine.program("1.0.0", SOUND);
    let unchanged = |machine: &Machine, arguments: &[&str]| {
        machine.calls();
        let before = tree(machine.root.path());
        let text = machine.good(arguments);
        assert!(text.contains("would: ") && !text.contains("would: sys ") && !text.contains("It runs"), "{text}");
        let calls = machine.calls();
        assert!(calls.lines().all(|call| call.starts_with("is-active")), "{calls}");
        assert!(tree(machine.root.path()) == before, "{arguments:?} changed a file");
    };
    unchanged(&machine, &["install", "--binary", &binary, "--dry-run"]);
    let machine = Machine::running();
    machine.good(&["update", "--binary", &machine.program("2.0.0", SOUND)]);
    unchanged(&machine, &["update", "--binary", &machine.program("3.0.0", SOUND), "--dry-run"]);
    unchanged(&machine, &["rollback", "--dry-run"]);
    unchanged(&machine, &["remove", "--dry-run"]);
    unchanged(&machine, &["remove", "--purge", "--dry-run"]);
}

#[test]
fn without_systemd_no_sentence_names_its_programs() {
    let machine = Machine::new();
    fs::remove_dir_all(machine.at("run")).unwrap();
    let mut said = machine.good(&["install", "--start", "--binary", &machine.program("1.0.0", SOUND)]);
    fs::write(machine.at("var/lib/algoslayer/algoslayer.db"), "record").unwrap();
    said += &machine.good(&["update", "--binary", &machine.program("2.0.0", SOUND)]);
    said += &machine.good(&["rollback"]);
    assert_eq!(said.matches("server.sh run (in a terminal that stays open").count(), 3, "{said}");
    let lock = File::create(machine.at("var/lib/algoslayer/.lock")).unwrap();
    lock.lock().unwrap();
    said += &machine.good(&["rollback"]);
    assert!(said.contains("started by hand goes on as version 1.0.0"), "{said}");
    said += &machine.bad(&["remove"], "started by hand still runs");
    drop(lock);
    said += &machine.good(&["status"]);
    said += &machine.good(&["remove"]);
    assert!(!said.contains("systemctl") && !said.contains("journalctl"), "{said}");
    assert_eq!(machine.calls().lines().filter(|call| !call.starts_with("chown")).count(), 0);
}

#[test]
fn mistakes_get_a_sentence_that_says_what_to_do() {
    let machine = Machine::new();
    for (arguments, words) in [
        (&["destroy"][..], "`destroy` is no command; try: server.sh help"),
        (&["install", "--force"], "`--force` is no option"),
        (&["install", "--binary"], "--binary wants a path behind it"),
        (&["rollback", "--binary", "/bin/true"], "--binary belongs to install and update"),
        (&["update", "--purge"], "--purge belongs to remove"),
        (&["update", "--start"], "--start belongs to install"),
    ] {
        let (code, text) = machine.run(arguments);
        assert!(code == 2 && text.contains(words), "{arguments:?}: {code}, {text}");
    }
    for command in ["update", "rollback", "status", "run"] {
        machine.bad(&[command], "is not installed; begin with");
    }
    let stranger = machine.programs.path().join("stranger");
    executable(&stranger, "#!/bin/sh\necho something else\n");
    machine.bad(&["install", "--binary", stranger.to_str().unwrap()], "is not algoslayer");
    executable(&stranger, "#!/bin/sh\nexit 1\n");
    machine.bad(&["install", "--binary", stranger.to_str().unwrap()], "does not start on this machine");
    machine.bad(&["install", "--binary", "/nowhere/at/all"], "is no program");
    assert!(!machine.at("opt").exists() && !machine.at("var").exists());
}

#[test]
fn who_is_not_root_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    let copy = folder.path().join("server.sh");
    executable(&copy, &fs::read_to_string(script()).unwrap());
    let mut command = Command::new("bash");
    command.arg(&copy).args(["remove", "--yes"]).current_dir("/");
    if Command::new("id").arg("-u").output().unwrap().stdout == b"0\n" {
        command.uid(65534).gid(65534);
    }
    let (code, text) = outcome(&command.output().unwrap());
    assert!(code == 1 && text.contains("this needs root; run it again with sudo"), "{code}: {text}");
    let (code, text) = outcome(&Command::new("bash").arg(&copy).arg("help").output().unwrap());
    assert!(code == 0 && text.contains("rollback"), "{code}: {text}");
}

/// Runs a checker of the machine, or says that it is not there.
fn checked(command: &mut Command) -> Option<(i32, String)> {
    let output = command.output().ok();
    if output.is_none() {
        eprintln!("SKIPPED: {} is not on this machine", command.get_program().display());
    }
    output.as_ref().map(outcome)
}

#[test]
fn the_script_is_sound_shell() {
    let (code, text) = outcome(&Command::new("bash").arg("-n").arg(script()).output().unwrap());
    assert_eq!(code, 0, "{text}");
    if let Some((code, text)) = checked(Command::new("shellcheck").arg(script())) {
        assert_eq!(code, 0, "{text}");
    }
}

/// What `systemd-analyze verify` says of a unit's own text; of a machine that lacks programs or units it speaks in other words.
fn faults(said: &str) -> Vec<&str> {
    let words = ["Unknown", "Failed to parse", "Invalid", "invalid", "Missing", "ignoring", "not valid"];
    said.lines().filter(|line| line.contains("algoslayer") && words.iter().any(|word| line.contains(word))).collect()
}

#[test]
fn the_units_are_sound() {
    let units = script().parent().unwrap().to_owned();
    let verify = |folder: &Path| {
        let names = ["algoslayer.service", "algoslayer-backup.service", "algoslayer-backup.timer"];
        checked(Command::new("systemd-analyze").arg("verify").args(names.map(|name| folder.join(name))))
    };
    let Some((_, text)) = verify(&units) else { return };
    assert!(faults(&text).is_empty(), "{text}");
    // The check would tell a fault from a sound unit.
    let folder = tempfile::tempdir().unwrap();
    for name in ["algoslayer-backup.service", "algoslayer-backup.timer", "algoslayer.service"] {
        let unit = fs::read_to_string(units.join(name)).unwrap();
        fs::write(folder.path().join(name), unit.replace("WatchdogSec=300", "WatchdogSeconds=300")).unwrap();
    }
    let (_, text) = verify(folder.path()).unwrap();
    assert_eq!(faults(&text).len(), 1, "{text}");
}
