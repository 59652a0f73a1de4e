//! `algoslayer trainer` and `algoslayer link`: this computer trains for a service, over the service's socket or what ssh makes of it.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::train_here::chances;
use super::training::socket::SOCKET_NAME;
use crate::clock::Stopwatch;
use crate::config::{Config, ssh_original_command};
use crate::domain::training::observation::Observation;
use crate::domain::training::{ModelId, RunId};
use crate::learn::models::{FitError, Watch, nn};
use crate::learn::training::{Plan, Table, plan, work};
use crate::link::client::{Sent, Talk, TalkFault, stats};
use crate::link::frame::{FrameFault, receive, send};
use crate::link::message::Task;

/// The longest pause between two attempts to connect, and between two questions for work.
const CONNECT_PAUSE_MAX: Duration = Duration::from_mins(1);
const WORK_PAUSE: Duration = Duration::from_secs(3);

/// How often it is said how far a unit is.
const TOLD_PAUSE: Duration = Duration::from_secs(1);

/// How often it is asked whether a training should begin by itself.
const BEGIN_PAUSE: Duration = Duration::from_hours(1);

#[derive(Debug, Args)]
pub(super) struct TrainerArgs {
    #[command(subcommand)]
    what: Option<TrainerStep>,
    /// The service's server, as ssh knows it: user@host or a name from its configuration
    #[arg(long, global = true, value_name = "USER@HOST")]
    server: Option<String>,
    /// An option of ssh, for example Port=2222; may be repeated
    #[arg(long, global = true, value_name = "OPTION")]
    ssh_option: Vec<String>,
    /// A service on this machine: its socket [default: link.sock in the data folder]
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "server")]
    socket: Option<PathBuf>,
    /// Folder for fetched data [default: trainer in the data folder]
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// The name that the chat shows [default: the name of this machine]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// End where there is nothing to do
    #[arg(long)]
    once: bool,
    /// Begin a training by itself where there is enough that is new to learn from
    #[arg(long)]
    begin: bool,
}

#[derive(Debug, Subcommand)]
enum TrainerStep {
    /// Print the service's figures
    Stats,
}

/// What a service is reached through.
enum Road {
    Socket(PathBuf),
    Ssh { server: String, options: Vec<String> },
}

/// A connection.
enum Pipe {
    Socket(UnixStream),
    Ssh { child: Child, to: ChildStdin, from: ChildStdout },
}

impl Read for Pipe {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Socket(stream) => stream.read(into),
            Self::Ssh { from, .. } => from.read(into),
        }
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Socket(stream) => stream.write(bytes),
            Self::Ssh { to, .. } => to.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Socket(stream) => stream.flush(),
            Self::Ssh { to, .. } => to.flush(),
        }
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        if let Self::Ssh { child, .. } = self {
            // It may have ended by itself.
            let _ended = child.kill();
            let _code = child.wait();
        }
    }
}

impl Road {
    fn of(args: &TrainerArgs, config: &Config) -> Self {
        match &args.server {
            Some(server) => Self::Ssh { server: server.clone(), options: args.ssh_option.clone() },
            None => Self::Socket(args.socket.clone().unwrap_or_else(|| config.data_dir.join(SOCKET_NAME))),
        }
    }

    fn go(&self) -> anyhow::Result<Pipe> {
        match self {
            Self::Socket(path) => Ok(Pipe::Socket(connect(path)?)),
            Self::Ssh { server, options } => {
                if server.starts_with('-') {
                    bail!("--server: `{server}` is no user@host");
                }
                let mut ssh = Command::new("ssh");
                ssh.args(["-T", "-o", "BatchMode=yes", "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4"]);
                for option in options {
                    ssh.arg("-o").arg(option);
                }
                // A key that is bound to one command runs that one, whatever is asked for.
                ssh.args(["--", server, "algoslayer link"]).stdin(Stdio::piped()).stdout(Stdio::piped());
                let mut child = ssh.spawn().context("ssh cannot be started; install the OpenSSH client")?;
                let pipes = child.stdin.take().zip(child.stdout.take());
                let (to, from) = pipes.context("ssh was started without pipes")?;
                Ok(Pipe::Ssh { child, to, from })
            }
        }
    }
}

fn connect(path: &Path) -> anyhow::Result<UnixStream> {
    UnixStream::connect(path)
        .with_context(|| format!("nobody answers at {}; is the service running with this data folder?", path.display()))
}

/// `algoslayer trainer`.
pub(super) fn run(args: &TrainerArgs, config: &Config, out: &mut dyn Write) -> anyhow::Result<()> {
    let road = Road::of(args, config);
    if let Some(TrainerStep::Stats) = args.what {
        write!(out, "{}", stats(road.go()?)?)?;
        return Ok(());
    }
    let folder = args.folder.clone().unwrap_or_else(|| config.data_dir.join("trainer"));
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let name = args.name.clone().unwrap_or_else(machine_name);
    if nn::on_graphics_card() {
        writeln!(out, "networks are fitted on the graphics card")?;
    }
    let mut trainer = Trainer { folder, known: Vec::new(), ledger: None, laid_out: None, finished: None };
    let mut pause = Duration::from_secs(1);
    loop {
        let ended = match road.go() {
            Ok(pipe) => {
                Talk::begin(pipe, &name, env!("CARGO_PKG_VERSION")).map_err(anyhow::Error::from).and_then(|mut talk| {
                    pause = Duration::from_secs(1);
                    writeln!(out, "connected; the service is version {}", talk.program)?;
                    out.flush()?;
                    trainer.talk(&mut talk, args, out)
                })
            }
            Err(error) => Err(error),
        };
        match ended {
            Ok(()) => return Ok(()),
            Err(error) if args.once && !is_cut(&error) => return Err(error),
            Err(error) => writeln!(out, "{error:#}; again in {} s", pause.as_secs())?,
        }
        out.flush()?;
        std::thread::sleep(pause);
        pause = (pause * 2).min(CONNECT_PAUSE_MAX);
    }
}

/// Whether a connection broke, which says nothing about the next one.
fn is_cut(error: &anyhow::Error) -> bool {
    matches!(
        error.downcast_ref(),
        Some(TalkFault::Frame(FrameFault::Ended | FrameFault::Pipe(_) | FrameFault::Damaged))
    )
}

fn machine_name() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname")
        .map_or_else(|_| "a computer".to_owned(), |name| name.trim().to_owned())
}

/// What a trainer knows between connections.
struct Trainer {
    folder: PathBuf,
    known: Vec<Observation>,
    ledger: Option<[u8; 32]>,
    /// The training that is laid out.
    laid_out: Option<(RunId, Table, Plan)>,
    /// A result that no connection has brought yet.
    finished: Option<(Task, Vec<u8>)>,
}

impl Trainer {
    /// Fetches, works and brings, until there is nothing to do for one that works once.
    fn talk(&mut self, talk: &mut Talk<Pipe>, args: &TrainerArgs, out: &mut dyn Write) -> anyhow::Result<()> {
        self.take_ledger(talk.ledger);
        self.fetch(talk, out)?;
        if let Some((task, bytes)) = self.finished.take() {
            self.bring(talk, task, bytes, out)?;
        }
        let mut asked: Option<Stopwatch> = None;
        loop {
            if args.begin && asked.is_none_or(|asked| asked.elapsed() > BEGIN_PAUSE) {
                asked = Some(Stopwatch::start());
                writeln!(out, "{}", talk.begin_training()?)?;
            }
            match talk.claim()? {
                Some(task) => self.work(talk, task, out)?,
                None if args.once => {
                    writeln!(out, "nothing to do")?;
                    return Ok(());
                }
                None => std::thread::sleep(WORK_PAUSE),
            }
            out.flush()?;
        }
    }

    /// Goes on from what was fetched of this ledger before.
    fn take_ledger(&mut self, ledger: [u8; 32]) {
        if self.ledger == Some(ledger) {
            return;
        }
        self.ledger = Some(ledger);
        (self.laid_out, self.finished) = (None, None);
        self.known = read_cache(&self.cache()).unwrap_or_default();
    }

    fn cache(&self) -> PathBuf {
        let ledger = ModelId(self.ledger.unwrap_or_default()).short();
        self.folder.join(format!("observations-{ledger}.bin"))
    }

    fn fetch(&mut self, talk: &mut Talk<Pipe>, out: &mut dyn Write) -> anyhow::Result<()> {
        let had = self.known.len();
        loop {
            let more = talk.data(self.known.last().map_or(0, |last| last.number))?;
            if more.is_empty() {
                break;
            }
            self.known.extend(more);
        }
        let new = self.known.get(had..).unwrap_or_default();
        if !new.is_empty() {
            append_cache(&self.cache(), new)?;
            writeln!(out, "{} observations fetched, {} in all", new.len(), self.known.len())?;
        }
        Ok(())
    }

    fn work(&mut self, talk: &mut Talk<Pipe>, task: Task, out: &mut dyn Write) -> anyhow::Result<()> {
        if self.known.last().is_none_or(|last| last.number < task.last_number) {
            self.fetch(talk, out)?;
        }
        if let Err(why) = self.lay_out(&task) {
            talk.give_up(task.run, task.unit, why)?;
            return Ok(());
        }
        let Some((_, table, plan)) = &self.laid_out else { return Ok(()) };
        let what = format!("training {}: {} {:?}", task.run.0, task.unit.family.name(), task.unit.part);
        writeln!(out, "{what}")?;
        out.flush()?;
        let mut told = Told { talk, lease: task.lease, last: Stopwatch::start(), cut: None };
        let worked = work(table, plan, &task.unit, &chances, &mut told);
        let cut = told.cut;
        match worked {
            Ok(result) => {
                let bytes = postcard::to_stdvec(&result).context("a result cannot be written down")?;
                match cut {
                    Some(fault) => {
                        self.finished = Some((task, bytes));
                        Err(fault.into())
                    }
                    None => self.bring(talk, task, bytes, out),
                }
            }
            Err(FitError::Cancelled) => cut.map_or(Ok(()), |fault| Err(fault.into())),
            Err(error) => Ok(talk.give_up(task.run, task.unit, error.to_string())?),
        }
    }

    fn lay_out(&mut self, task: &Task) -> Result<(), String> {
        if self.laid_out.as_ref().is_some_and(|(run, ..)| *run == task.run) {
            return Ok(());
        }
        let until = self.known.partition_point(|observed| observed.number <= task.last_number);
        let table = Table::of(self.known.get(..until).unwrap_or_default()).map_err(|fault| fault.to_string())?;
        let plan = plan(&table, &task.order).map_err(|fault| fault.to_string())?;
        self.laid_out = Some((task.run, table, plan));
        Ok(())
    }

    fn bring(&mut self, talk: &mut Talk<Pipe>, task: Task, bytes: Vec<u8>, out: &mut dyn Write) -> anyhow::Result<()> {
        match talk.upload(task.run, task.unit, &bytes) {
            Ok(Sent::Taken) => {}
            Ok(Sent::Late) => writeln!(out, "nobody waits for that result any more")?,
            Ok(Sent::NotTaken(why)) => {
                // Perhaps what was fetched is damaged: from the beginning, then.
                writeln!(out, "the result was not taken: {why}")?;
                drop(std::fs::remove_file(self.cache()));
                (self.laid_out, self.known) = (None, Vec::new());
                self.fetch(talk, out)?;
            }
            Err(fault) => {
                self.finished = Some((task, bytes));
                return Err(fault.into());
            }
        }
        Ok(())
    }
}

/// Says how far a unit is, and hears whether it is still wanted.
struct Told<'t> {
    talk: &'t mut Talk<Pipe>,
    lease: u64,
    last: Stopwatch,
    /// The connection broke; the work goes on, and its result is brought by the next one.
    cut: Option<TalkFault>,
}

impl Watch for Told<'_> {
    fn go_on(&mut self, done: f64) -> bool {
        if self.cut.is_some() || self.last.elapsed() < TOLD_PAUSE {
            return true;
        }
        self.last = Stopwatch::start();
        match self.talk.progress(self.lease, done) {
            Ok(go_on) => go_on,
            Err(fault) => {
                self.cut = Some(fault);
                true
            }
        }
    }
}

/// What was fetched before; what is damaged at its end is fetched again.
fn read_cache(path: &Path) -> anyhow::Result<Vec<Observation>> {
    let mut file = BufReader::new(File::open(path)?);
    let mut known: Vec<Observation> = Vec::new();
    loop {
        match receive::<Vec<Observation>>(&mut file) {
            Ok(page)
                if page.first().is_some_and(|first| known.last().is_none_or(|last| last.number < first.number)) =>
            {
                known.extend(page);
            }
            Err(FrameFault::Ended) => return Ok(known),
            Ok(_) | Err(_) => {
                // Anew, with what is sound.
                drop(std::fs::remove_file(path));
                append_cache(path, &known)?;
                return Ok(known);
            }
        }
    }
}

fn append_cache(path: &Path, observations: &[Observation]) -> anyhow::Result<()> {
    let mut file = File::options().create(true).append(true).open(path)?;
    file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    for page in observations.chunks(crate::link::message::PAGE_ROWS) {
        send(&mut file, &page.to_vec()).with_context(|| format!("cannot write {}", path.display()))?;
    }
    file.sync_all()?;
    Ok(())
}

/// `algoslayer link`: bytes from here to the service's socket and back, until one side ends.
pub(super) fn link(config: &Config) -> anyhow::Result<()> {
    if let Some(command) = ssh_original_command()
        && !["", "link", "algoslayer link"].contains(&command.trim())
    {
        bail!("this key is for training alone: it can run nothing but `algoslayer link`");
    }
    let stream = connect(&config.data_dir.join(SOCKET_NAME))?;
    let (mut from, mut to) = (stream.try_clone()?, stream);
    let upward = std::thread::Builder::new().name("link-up".to_owned()).spawn(move || {
        // Whichever way it ends, the service sees the end of what the trainer says.
        let _copied = io::copy(&mut io::stdin().lock(), &mut to);
        let _told = to.shutdown(std::net::Shutdown::Write);
    })?;
    let mut out = io::stdout().lock();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let read = match from.read(&mut chunk) {
            Ok(0) | Err(_) => break,
            Ok(read) => read,
        };
        // Not gathered: the trainer waits for each answer.
        if out.write_all(chunk.get(..read).unwrap_or_default()).and_then(|()| out.flush()).is_err() {
            break;
        }
    }
    drop(upward);
    Ok(())
}
