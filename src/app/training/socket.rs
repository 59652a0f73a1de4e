//! The socket that trainers come in by: a file in the data folder that nobody but the service's own user may open.

use std::io;
use std::net::Shutdown;
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, ensure};
use tokio::net::UnixListener;
use tokio::sync::watch;

/// Name of the socket in the data folder.
pub const SOCKET_NAME: &str = "link.sock";

/// Only the service's own user may read and write.
const MODE: u32 = 0o600;

/// Trainers that may be connected at once.
const CONNECTIONS_MAX: usize = 16;

/// Pause after a connection could not be taken.
const REFUSED_PAUSE: Duration = Duration::from_secs(1);

/// An open socket; its file goes with it.
pub struct Socket {
    listener: UnixListener,
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

/// What is done with a connection until it ends.
pub type Session = Arc<dyn Fn(UnixStream) + Send + Sync>;

/// A connection that is served.
struct Served {
    stream: UnixStream,
    thread: JoinHandle<()>,
}

impl Socket {
    /// Serves every connection on a thread of its own, until `stopped` says so; then connections are cut and their threads waited for.
    pub async fn serve(self, mut stopped: watch::Receiver<bool>, session: Session) {
        let mut served: Vec<Served> = Vec::new();
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                _ = stopped.wait_for(|stopped| *stopped) => break,
            };
            served.retain(|served| !served.thread.is_finished());
            let taken = match accepted {
                Ok(_) if served.len() >= CONNECTIONS_MAX => Err(io::Error::other("too many trainers are connected")),
                Ok((stream, _)) => stream.into_std().and_then(|stream| begin(stream, Arc::clone(&session))),
                Err(error) => Err(error),
            };
            match taken {
                Ok(connection) => served.push(connection),
                Err(error) => {
                    tracing::warn!("a trainer could not be let in: {error}");
                    // Where files run out, the next attempt would fail at once too.
                    tokio::time::sleep(REFUSED_PAUSE).await;
                }
            }
        }
        let cut = tokio::task::spawn_blocking(move || {
            for Served { stream, thread } in served {
                // One that is closed already needs no cutting.
                drop(stream.shutdown(Shutdown::Both));
                if thread.join().is_err() {
                    tracing::error!("the thread of a trainer's connection panicked");
                }
            }
        });
        drop(cut.await);
    }
}

fn begin(stream: UnixStream, session: Session) -> io::Result<Served> {
    stream.set_nonblocking(false)?;
    let kept = stream.try_clone()?;
    let thread = std::thread::Builder::new().name("link".to_owned()).spawn(move || session(stream))?;
    Ok(Served { stream: kept, thread })
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
    use std::io::{Read, Write};

    #[tokio::test]
    async fn connections_are_served_beside_one_another_and_cut_at_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(SOCKET_NAME);
        let (stop, stopped) = watch::channel(false);
        let echo = |mut stream: UnixStream| {
            let mut byte = [0];
            while stream.read_exact(&mut byte).is_ok() {
                stream.write_all(&[byte[0] + 1]).unwrap();
            }
        };
        let serving = tokio::spawn(open(folder.path()).unwrap().serve(stopped, Arc::new(echo)));
        let (mut one, mut two) = (UnixStream::connect(&path).unwrap(), UnixStream::connect(&path).unwrap());
        let asked = tokio::task::spawn_blocking(move || {
            let mut answer = [0; 2];
            for (stream, place) in [(&mut two, 0), (&mut one, 1)] {
                stream.write_all(&[7]).unwrap();
                stream.read_exact(&mut answer[place..=place]).unwrap();
            }
            (answer, one)
        });
        let (answer, mut one) = asked.await.unwrap();
        assert_eq!(answer, [8, 8]);
        stop.send_replace(true);
        serving.await.unwrap();
        assert_eq!(one.read(&mut [0]).unwrap(), 0, "it was cut");
        assert!(!path.exists());
    }

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
