//! The product on a server: set up by `init`, asked by `status`, watched by a service manager.

#![cfg(test)]

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use algoslayer::clock::{Clock, Stopwatch};
use algoslayer::sandbox::{self, Sandbox, SandboxOptions};
use secrecy::SecretString;

const TOKEN: &str = "7001:sandbox-token-of-sufficient-length";
const OWNER: i64 = 1001;

async fn pretend_telegram() -> Sandbox {
    let clock = Clock::manual("2025-01-02T14:30:00Z".parse().unwrap());
    let options = SandboxOptions { token: SecretString::from(TOKEN), ..SandboxOptions::in_memory(clock) };
    sandbox::start(options).await.unwrap()
}

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_algoslayer"));
    command.env_clear().env("ALGOSLAYER_PORT", "0").arg("--data-dir").arg(folder).args(arguments);
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn init(telegram: &Sandbox, folder: &Path, arguments: &[&str], input: &str) -> (Option<i32>, String) {
    let mut command = program(folder, &["init", "--token-stdin"]);
    command.args(arguments).env("ALGOSLAYER_API_URL", telegram.api_url());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code(), said(&output))
}

#[tokio::test(flavor = "multi_thread")]
async fn init_writes_what_it_has_checked_and_nothing_else() {
    let telegram = pretend_telegram().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("algoslayer.toml");
    let token = format!("{TOKEN}\n");
    for (arguments, input, words) in [
        (&["--owner", "1001"][..], "nonsense\n", "not a bot token"),
        (&["--owner", "1001"], "7001:another-token-of-sufficient-length\n", "does not know this token"),
        (&["--owner", "4242424242"], &token, "has not pressed Start"),
        (&["--owner", "1001"], "", "the input ended"),
    ] {
        let (code, text) = init(&telegram, folder.path(), arguments, input);
        assert_eq!(code, Some(1), "{text}");
        assert!(text.contains(words), "{text}");
        assert!(!file.exists(), "{text}");
    }
    telegram.says(OWNER, "/start").unwrap();
    std::fs::write(&file, "# mine\nlog = \"warn\"\n").unwrap();
    let (code, text) = init(&telegram, folder.path(), &[], &format!("{TOKEN}\ny\n"));
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("(id 1001)") && !text.contains(TOKEN), "{text}");
    let written = std::fs::read_to_string(&file).unwrap();
    assert_eq!(written, format!("# mine\nlog = \"warn\"\n[telegram]\ntoken = \"{TOKEN}\"\nowner = 1001\n"));
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let (code, text) = init(&telegram, folder.path(), &["--owner", "1001"], &token);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("has a token already"), "{text}");
    assert_eq!(init(&telegram, folder.path(), &["--owner", "1001", "--yes"], &token).0, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_manager_is_told_and_status_knows() {
    let folder = tempfile::tempdir().unwrap();
    let output = program(folder.path(), &["status"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("There is no record"), "{}", said(&output));
    let heard = UnixDatagram::bind(folder.path().join("notify")).unwrap();
    heard.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    std::fs::write(folder.path().join("algoslayer.toml"), "[metrics]\nport = 0\n[market.sim]\nwarm_up_sessions = 6\n")
        .unwrap();
    let mut child = program(folder.path(), &[])
        .env("NOTIFY_SOCKET", folder.path().join("notify"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut told = String::new();
    let mut hear_until = |word: &str| {
        let watch = Stopwatch::start();
        while !told.contains(word) {
            assert!(watch.elapsed() < Duration::from_mins(1), "{word} was not told: {told}");
            let mut bytes = [0; 512];
            let length = heard.recv(&mut bytes).unwrap();
            told.push_str(&String::from_utf8_lossy(&bytes[..length]));
        }
    };
    hear_until("READY=1");
    hear_until("WATCHDOG=1");
    std::thread::sleep(Duration::from_secs(1));
    let output = program(folder.path(), &["status"]).output().unwrap();
    let text = said(&output);
    assert!(text.contains(&format!("Running: process {}", child.id())), "{text}");
    assert!(text.contains("Status") && text.contains("Health") && !text.contains("<b>"), "{text}");
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    hear_until("STOPPING=1");
    child.wait().unwrap();
    let output = program(folder.path(), &["status"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("NOT RUNNING"), "{}", said(&output));
}
