//! What the machine gives: memory that the process holds, size of the ledger, free space beside it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::LEDGER_NAME;
use crate::bot::context::MachineWatch;
use crate::domain::view::Machine;

/// What belongs to the ledger, by the ending of its name: the file, what is not yet brought into it, and the index of that.
const LEDGER_ENDINGS: [&str; 3] = ["", "-wal", "-shm"];

/// Looks at this machine whenever it is asked to.
pub fn watch(data_dir: &Path) -> MachineWatch {
    let folder: PathBuf = data_dir.to_owned();
    Arc::new(move || look(&folder))
}

/// What the machine gives now.
pub fn look(data_dir: &Path) -> Machine {
    Machine {
        resident_bytes: std::fs::read_to_string("/proc/self/status").ok().and_then(|status| resident(&status)),
        ledger_bytes: ledger(data_dir),
        free_bytes: rustix::fs::statvfs(data_dir).ok().map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize)),
    }
}

/// The resident set, from Linux's `VmRSS:  1234 kB`; its kB are kibibytes.
fn resident(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}

fn ledger(data_dir: &Path) -> Option<u64> {
    let size =
        |ending: &&str| std::fs::metadata(data_dir.join(format!("{LEDGER_NAME}{ending}"))).ok().map(|it| it.len());
    let sizes: Vec<u64> = LEDGER_ENDINGS.iter().filter_map(size).collect();
    (!sizes.is_empty()).then(|| sizes.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_as_linux_writes_it() {
        assert_eq!(resident("Name:\tx\nVmRSS:\t   34816 kB\nVmData:\t1 kB\n"), Some(34_816 * 1_024));
        assert_eq!(resident("Name:\tx\n"), None);
        assert_eq!(resident("VmRSS: many kB"), None);
    }

    #[test]
    fn the_ledger_is_measured_with_what_belongs_to_it() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(look(folder.path()).ledger_bytes, None);
        std::fs::write(folder.path().join(LEDGER_NAME), [0; 100]).unwrap();
        std::fs::write(folder.path().join(format!("{LEDGER_NAME}-wal")), [0; 11]).unwrap();
        let machine = look(folder.path());
        assert_eq!(machine.ledger_bytes, Some(111));
        assert!(machine.free_bytes.is_some_and(|free| free > 0));
    }
}
