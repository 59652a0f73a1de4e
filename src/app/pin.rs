//! Sets the PIN: asks for it twice where nobody can read along, and writes its hash into the configuration.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, ensure};
use rand::RngCore;
use rand::rngs::OsRng;
use secrecy::{ExposeSecret, SecretString};

use crate::bot::pin::{PIN_DIGITS, hash};
use crate::config::pin_in;

/// Only the owner of the file may read it: it holds the token too.
const MODE: u32 = 0o600;

/// Asks, and writes what was answered into the file at `path`.
pub fn set(path: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let ask = |prompt: String| rpassword::prompt_password(prompt).context("a PIN can only be typed at a terminal");
    let first = SecretString::from(ask(format!("New PIN, {PIN_DIGITS} digits: "))?);
    let again = SecretString::from(ask("Once more: ".to_owned())?);
    ensure!(first.expose_secret() == again.expose_secret(), "the two are not the same; nothing was changed");
    let mut salt = [0; 16];
    OsRng.fill_bytes(&mut salt);
    let hashed = hash(first.expose_secret().trim(), &salt);
    let hashed =
        hashed.with_context(|| format!("a PIN has {PIN_DIGITS} digits and nothing else; nothing was changed"))?;
    write(path, &hashed)?;
    writeln!(out, "The PIN is in {}. It counts after the next start.", path.display())?;
    Ok(())
}

/// Writes the hash under `telegram.pin` and leaves everything else in the file as it is.
fn write(path: &Path, hashed: &SecretString) -> anyhow::Result<()> {
    let before = if path.exists() {
        std::fs::read_to_string(path).context("the configuration cannot be read")?
    } else {
        String::new()
    };
    let after = with_pin(&before, hashed.expose_secret());
    let written = pin_in(&after);
    ensure!(
        written.as_deref() == Some(hashed.expose_secret()),
        "the section [telegram] of {} is written in a way that cannot be added to; write it as `[telegram]` on a line of its own",
        path.display()
    );
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let aside = path.with_extension("toml.new");
    drop(std::fs::remove_file(&aside));
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(MODE).open(&aside)?;
    file.write_all(after.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&aside, path)?;
    Ok(())
}

/// The text with the line of the PIN in the place of an older one, or as the first of its section.
fn with_pin(text: &str, hashed: &str) -> String {
    let line = format!("pin = \"{hashed}\"");
    let mut lines: Vec<&str> = text.lines().collect();
    let Some(head) = lines.iter().position(|line| line.split('#').next().unwrap_or_default().trim() == "[telegram]")
    else {
        let gap = if text.is_empty() { "" } else { "\n" };
        return format!(
            "{}{gap}[telegram]\n{line}\n",
            if text.is_empty() { String::new() } else { format!("{}\n", lines.join("\n")) }
        );
    };
    let is_key =
        |line: &&str| line.trim_start().strip_prefix("pin").is_some_and(|rest| rest.trim_start().starts_with('='));
    let section = lines.iter().skip(head + 1).take_while(|line| !line.trim_start().starts_with('['));
    match section.clone().position(is_key) {
        Some(at) => {
            if let Some(old) = lines.get_mut(head + 1 + at) {
                *old = &line;
            }
        }
        None => lines.insert(head + 1, &line),
    }
    format!("{}\n", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_pin_is_written_where_it_belongs_and_nothing_else_changes() {
        for (before, after) in [
            ("", "[telegram]\npin = \"$h\"\n"),
            ("log = \"info\"\n", "log = \"info\"\n\n[telegram]\npin = \"$h\"\n"),
            ("[telegram] # mine\nowner = 5\n", "[telegram] # mine\npin = \"$h\"\nowner = 5\n"),
            ("[telegram]\nowner = 5\npin=\"old\"\n[market]\n", "[telegram]\nowner = 5\npin = \"$h\"\n[market]\n"),
            ("[telegram]\nowner = 5\n[market]\npin = 1", "[telegram]\npin = \"$h\"\nowner = 5\n[market]\npin = 1\n"),
        ] {
            assert_eq!(with_pin(before, "$h"), after, "{before}");
        }
    }

    #[test]
    fn only_the_owner_of_the_file_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("algoslayer.toml");
        std::fs::write(&path, "[telegram]\nowner = 5\n").unwrap();
        write(&path, &SecretString::from("$argon2id$x")).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, MODE);
        assert!(std::fs::read_to_string(&path).unwrap().contains("owner = 5"));
        std::fs::write(&path, "telegram.owner = 5\n").unwrap();
        let refused = write(&path, &SecretString::from("$argon2id$x")).unwrap_err();
        assert!(!refused.to_string().contains("argon2"), "{refused}");
    }
}
