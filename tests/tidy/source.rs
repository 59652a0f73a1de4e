//! Files of the project as the rules see them: Rust with its comments, literals and test code told apart.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A line that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Breach {
    pub(crate) file: String,
    pub(crate) line: usize,
    /// What is wrong, and what to do.
    pub(crate) what: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// Fails with every breach in a line of its own.
pub(crate) fn hold(breaches: &[Breach]) {
    let lines: Vec<String> = breaches.iter().map(Breach::to_string).collect();
    assert!(lines.is_empty(), "{} breaches:\n{}\n", lines.len(), lines.join("\n"));
}

/// A Rust file.
pub(crate) struct Source {
    /// Path from the root of the project, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
    /// The text with comments blanked and the insides of literals replaced by `~`, as long as the text.
    pub(crate) code: String,
    /// String literals: where they stand (quotes included) and what they hold.
    pub(crate) strings: Vec<(Range<usize>, String)>,
    /// Byte ranges of items under `#[cfg(test)]`; the whole file where its module is declared so.
    pub(crate) tests: Vec<Range<usize>>,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let (code, strings) = mask(text);
        let tests = test_items(&code);
        Self { path: path.to_owned(), text: text.to_owned(), code, strings, tests }
    }

    pub(crate) fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }

    pub(crate) fn in_tests(&self, at: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&at))
    }

    pub(crate) fn breach(&self, at: usize, what: impl Into<String>) -> Breach {
        Breach { file: self.path.clone(), line: self.line(at), what: what.into() }
    }

    /// Where `wanted` stands in the code, literals and comments left out; at its ends no name may go on.
    pub(crate) fn find_code(&self, wanted: &str) -> Vec<usize> {
        let goes_on = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
        let begins_name = !wanted.starts_with(|letter: char| !letter.is_alphanumeric());
        let ends_name = wanted.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
        let found = self.code.match_indices(wanted).map(|(at, _)| at);
        found
            .filter(|at| !begins_name || !goes_on(self.code[..*at].chars().next_back()))
            .filter(|at| !ends_name || !goes_on(self.code[at + wanted.len()..].chars().next()))
            .collect()
    }

    /// Lines with code on them inside `range`, test code left out.
    pub(crate) fn code_lines(&self, range: Range<usize>) -> usize {
        let mut at = range.start;
        let mut lines = 0;
        for line in self.code[range].split_inclusive('\n') {
            lines += usize::from(!line.trim().is_empty() && !self.in_tests(at));
            at += line.len();
        }
        lines
    }

    /// From an opening bracket to just behind its partner.
    pub(crate) fn bracketed(&self, open: usize) -> Range<usize> {
        open..closing(&self.code, open)
    }
}

/// Every Rust file of `src`, `tests` and `benches`, with modules that are declared under `#[cfg(test)]` marked as tests.
pub(crate) fn rust_files() -> Vec<Source> {
    let mut files: Vec<Source> = tracked(&["src", "tests", "benches"], &["rs"])
        .into_iter()
        .map(|(path, text)| Source::new(&path, &text))
        .collect();
    let test_modules: Vec<String> = files.iter().flat_map(test_modules).collect();
    for file in &mut files {
        if !file.path.starts_with("src/") || test_modules.contains(&file.path) {
            file.tests = std::iter::once(0..file.text.len()).collect();
        }
    }
    files
}

/// The root of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Text files under the folders (all of them where none is named) with one of the endings (any where none is named), by path.
pub(crate) fn tracked(folders: &[&str], endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for path in paths() {
        let within = folders.is_empty() || folders.iter().any(|folder| path.starts_with(&format!("{folder}/")));
        let ends = endings.is_empty() || endings.iter().any(|ending| path.ends_with(&format!(".{ending}")));
        // A picture is no text; a file that was just deleted is still listed.
        if let (true, Ok(text)) = (within && ends, std::fs::read_to_string(root().join(&path))) {
            found.push((path, text));
        }
    }
    assert!(!found.is_empty(), "no file of {folders:?} with an ending of {endings:?}: the rule would hold nothing");
    found
}

/// What git knows or would take in; without git, everything but build outputs.
fn paths() -> Vec<String> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output();
    let mut paths: Vec<String> = match listed {
        Ok(output) if output.status.success() => {
            String::from_utf8(output.stdout).unwrap().split_terminator('\0').map(str::to_owned).collect()
        }
        _ => {
            let mut paths = Vec::new();
            walk(root(), &mut paths);
            paths
        }
    };
    paths.sort();
    paths.dedup();
    paths
}

fn walk(folder: &Path, paths: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            if !["target", ".git", "algoslayer-data"].contains(&name.as_str()) {
                walk(&path, paths);
            }
        } else {
            paths.push(name);
        }
    }
}

/// The files of modules that a file declares as `#[cfg(test)] mod name;`.
fn test_modules(file: &Source) -> Vec<String> {
    let folder = match file.path.rsplit_once('/') {
        Some((folder, "mod.rs" | "lib.rs" | "main.rs")) => folder.to_owned(),
        _ => file.path.trim_end_matches(".rs").to_owned(),
    };
    let mut found = Vec::new();
    for range in &file.tests {
        let item = file.code[range.clone()].trim_end();
        let name = item.strip_suffix(';').and_then(|item| item.rsplit_once("mod ")).map(|(_, name)| name.trim());
        if let Some(name) = name {
            found.extend([format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")]);
        }
    }
    found
}

/// Byte ranges of the items that stand under `#[cfg(test)]`.
fn test_items(code: &str) -> Vec<Range<usize>> {
    let mut items: Vec<Range<usize>> = Vec::new();
    for (at, attribute) in code.match_indices("#[cfg(test)]") {
        if items.last().is_some_and(|last| last.contains(&at)) {
            continue;
        }
        let after = at + attribute.len();
        let end = code[after..].find(['{', ';']).map(|next| after + next);
        items.push(match end {
            Some(open) if code[open..].starts_with('{') => at..closing(code, open),
            Some(end) => at..end + 1,
            None => at..code.len(),
        });
    }
    items
}

/// The byte behind the bracket that closes the one at `open`.
fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0_i32;
    for (at, letter) in code[open..].char_indices() {
        depth += i32::from(matches!(letter, '{' | '(' | '[')) - i32::from(matches!(letter, '}' | ')' | ']'));
        if depth == 0 {
            return open + at + letter.len_utf8();
        }
    }
    code.len()
}

/// Blanks comments, covers what stands in literals, and lists the strings; every byte keeps its place.
fn mask(text: &str) -> (String, Vec<(Range<usize>, String)>) {
    let mut code = String::with_capacity(text.len());
    let mut strings = Vec::new();
    while code.len() < text.len() {
        let at = code.len();
        let rest = &text[at..];
        let before = code.chars().next_back();
        let (end, kind) = token(rest, before);
        let token = &rest[..end];
        match kind {
            Kind::Code => code.push_str(token),
            Kind::Comment => cover(&mut code, token, ' '),
            Kind::Letter => cover(&mut code, token, '~'),
            Kind::Text(inside) => {
                strings.push((at..at + end, token[inside.clone()].to_owned()));
                code.push_str(&token[..inside.start]);
                cover(&mut code, &token[inside.clone()], '~');
                code.push_str(&token[inside.end..]);
            }
        }
    }
    (code, strings)
}

enum Kind {
    Code,
    Comment,
    /// A character.
    Letter,
    /// A string, and the bytes between its quotes.
    Text(Range<usize>),
}

fn cover(code: &mut String, token: &str, with: char) {
    for letter in token.chars() {
        if letter == '\n' {
            code.push('\n');
        } else {
            code.extend(std::iter::repeat_n(with, letter.len_utf8()));
        }
    }
}

/// The length of the token that `rest` begins with, and what it is.
fn token(rest: &str, before: Option<char>) -> (usize, Kind) {
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), Kind::Comment);
    }
    if rest.starts_with("/*") {
        return (comment_end(rest), Kind::Comment);
    }
    let in_name = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    let prefix = if in_name { 0 } else { rest.len() - rest.trim_start_matches(['b', 'c', 'r']).len() };
    let hashes = rest[prefix..].len() - rest[prefix..].trim_start_matches('#').len();
    let raw = prefix <= 2 && rest[..prefix].ends_with('r') && rest[prefix + hashes..].starts_with('"');
    if raw {
        let begin = prefix + hashes + 1;
        let close = format!("\"{}", "#".repeat(hashes));
        let inside = begin..rest[begin..].find(&close).map_or(rest.len(), |end| begin + end);
        return ((inside.end + close.len()).min(rest.len()), Kind::Text(inside));
    }
    if prefix <= 1 && rest[prefix..].starts_with('"') {
        let end = quoted_end(&rest[prefix + 1..]).map_or(rest.len(), |end| prefix + 1 + end);
        return ((end + 1).min(rest.len()), Kind::Text(prefix + 1..end));
    }
    if let Some(inside) = rest.strip_prefix('\'') {
        let letter = inside.chars().next().map_or(0, char::len_utf8);
        if inside.starts_with('\\') {
            return (inside[2..].find('\'').map_or(rest.len(), |end| end + 4), Kind::Letter);
        }
        if inside[letter..].starts_with('\'') {
            return (letter + 2, Kind::Letter);
        }
    }
    (rest.chars().next().map_or(1, char::len_utf8), Kind::Code)
}

fn comment_end(rest: &str) -> usize {
    let mut depth = 0_i32;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// Where the closing quote of a string stands.
fn quoted_end(inside: &str) -> Option<usize> {
    let mut escaped = false;
    inside.char_indices().find_map(|(at, letter)| {
        let ends = letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        ends.then_some(at)
    })
}

#[test]
fn comments_and_literals_are_told_from_code() {
    let text = "let a = \"x // \\\" y\"; // b\nlet c: &'a str = r#\"q \" {\"#; /* d /* e */ } */ let f = ('{', '\\'', b\"g\");";
    let source = Source::new("src/x.rs", text);
    assert_eq!(source.code.len(), text.len());
    let strings: Vec<&str> = source.strings.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(strings, ["x // \\\" y", "q \" {", "g"]);
    assert!(!source.code.contains('{') && !source.code.contains('}'), "{}", source.code);
    assert!(source.code.contains("let c: &'a str") && source.code.contains("let f ="), "{}", source.code);
}

#[test]
fn test_code_is_told_from_the_products() {
    let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { \"}\"; }\n}\nfn c() {}\n#[cfg(test)]\nmod facts;\n";
    let source = Source::new("src/room/mod.rs", text);
    let at = |name: &str| source.in_tests(text.find(name).unwrap());
    assert_eq!([at("fn a"), at("fn b"), at("fn c"), at("mod facts")], [false, true, false, true]);
    assert_eq!(test_modules(&source)[0], "src/room/facts.rs");
    assert_eq!(source.code_lines(0..text.len()), 2);
}

#[test]
fn the_files_of_the_project_are_found() {
    let files = rust_files();
    assert!(files.iter().any(|file| file.path == "src/lib.rs" && file.tests.is_empty()));
    assert!(files.iter().any(|file| file.path == "src/domain/calendar/facts.rs" && file.in_tests(0)));
}
