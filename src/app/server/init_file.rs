//! Puts token and owner into the configuration file and leaves every other line as it stands.

use std::fs::File;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, ensure};
use secrecy::{ExposeSecret, SecretString};

/// The file's text; empty where there is none.
pub(super) fn read(path: &Path) -> anyhow::Result<String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

fn telegram(text: &str) -> Option<toml::Value> {
    toml::from_str::<toml::Table>(text).ok()?.get("telegram").cloned()
}

/// Whether a token stands in the text.
pub(super) fn has_token(text: &str) -> bool {
    telegram(text).is_some_and(|telegram| telegram.get("token").is_some())
}

/// The address of the Bot API in the text.
pub(super) fn api_url(text: &str) -> Option<String> {
    Some(telegram(text)?.get("api_url")?.as_str()?.to_owned())
}

/// Writes token and owner into the file, aside first, readable for its owner alone.
pub(super) fn write(path: &Path, before: &str, token: &SecretString, owner: u64) -> anyhow::Result<()> {
    let text = with(before, token.expose_secret(), owner);
    let written = telegram(&text);
    let holds = written.is_some_and(|it| {
        it.get("token").and_then(toml::Value::as_str) == Some(token.expose_secret())
            && it.get("owner").and_then(toml::Value::as_integer) == i64::try_from(owner).ok()
    });
    ensure!(
        holds,
        "{} is written in a way that cannot be changed safely; set telegram.token and telegram.owner by hand",
        path.display()
    );
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let aside = path.with_extension("toml.new");
    // One that was left behind may have other rights.
    let _absent = std::fs::remove_file(&aside);
    let mut file = File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&aside)
        .with_context(|| format!("cannot write {}", aside.display()))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&aside, path).with_context(|| format!("cannot write {}", path.display()))
}

/// The text with both keys in the table `[telegram]`, which is put at the end where there is none.
fn with(before: &str, token: &str, owner: u64) -> String {
    let keys = format!("token = \"{token}\"\nowner = {owner}\n");
    let (mut text, mut inside, mut done) = (String::new(), false, false);
    for line in before.lines() {
        let bare = line.trim();
        if bare.starts_with('[') {
            inside = bare == "[telegram]";
        }
        let key = bare.split('=').next().unwrap_or_default().trim();
        if !(inside && matches!(key, "token" | "owner")) {
            text.push_str(line);
            text.push('\n');
        }
        if bare == "[telegram]" && !done {
            text.push_str(&keys);
            done = true;
        }
    }
    if !done {
        text.push_str("[telegram]\n");
        text.push_str(&keys);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_lines_stay_as_they_are() {
        let before =
            "# mine\nlog = \"warn\"\n[telegram]\n# people\ntoken = \"old\"\nviewers = [5]\n[market]\nsymbol = \"X\"\n";
        let after = "# mine\nlog = \"warn\"\n[telegram]\ntoken = \"new\"\nowner = 7\n# people\nviewers = [5]\n[market]\nsymbol = \"X\"\n";
        assert_eq!(with(before, "new", 7), after);
        assert_eq!(with(after, "new", 7), after);
        assert_eq!(with("", "new", 7), "[telegram]\ntoken = \"new\"\nowner = 7\n");
    }
}
