//! The socket that trainers come in by: a file in the data folder that nobody but the service's own user may open.

use std::io;
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use tokio::net::UnixListener;

/// Name of the socket in the data folder.
pub const SOCKET_NAME: &str = "link.sock";

/// Only the service's own user may read and write.
const MODE: u32 = 0o600;

/// An open socket; its file goes with it.
pub struct Socket {
    pub(super) listener: UnixListener,
    path: PathBuf,
}

/// Opens the socket. One that a killed process left behind is taken away: whoever calls this holds the lock of the folder.
pub fn open(data_dir: &Path) -> anyhow::Result<Socket> {
    let path = data_dir.join(SOCKET_NAME);
    let aside = data_dir.join(format!("{SOCKET_NAME}.new"));
    for old in [&path, &aside] {
        match std::fs::symlink_metadata(old) {
            Ok(kind) if kind.file_type().is_socket() => std::fs::remove_file(old)?,
            Ok(_) => ensure!(false, "{} is no socket; move it away and start again", old.display()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("cannot look at {}", old.display())),
        }
    }
    // Under another name first: it must not be there for a moment with more rights than it is to have.
    let listener = UnixListener::bind(&aside).with_context(|| {
        format!(
            "cannot open a socket at {}; a shorter --data-dir helps where the path has more than 100 letters",
            aside.display()
        )
    })?;
    std::fs::set_permissions(&aside, std::fs::Permissions::from_mode(MODE))?;
    std::fs::rename(&aside, &path)?;
    Ok(Socket { listener, path })
}

impl Drop for Socket {
    fn drop(&mut self) {
        // Where it is gone already there is nothing to take away.
        drop(std::fs::remove_file(&self.path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::net::UnixStream;

    #[tokio::test]
    async fn the_socket_is_for_one_user_and_a_stale_one_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(SOCKET_NAME);
        let socket = open(folder.path()).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, MODE);
        UnixStream::connect(&path).unwrap();
        drop(socket);
        assert!(!path.exists());
        // What a killed process leaves behind.
        drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
        assert!(UnixStream::connect(&path).is_err());
        let socket = open(folder.path()).unwrap();
        UnixStream::connect(&path).unwrap();
        drop(socket);
        std::fs::write(&path, "mine").unwrap();
        let refused = open(folder.path()).err().unwrap();
        assert!(refused.to_string().contains("no socket"), "{refused}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    }
}
