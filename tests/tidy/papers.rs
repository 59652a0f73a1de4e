//! The papers and the code tell the same: paths, settings, commands, tables, migrations and decisions.

use crate::source::{Breach, hold, read, root, rust_files, tracked};

/// Papers whose paths must exist.
const PAPERS: &[&str] = &["README.md", "ARCHITECTURE.md", "STYLE.md"];

/// Folders at the root: what stands in backquotes and begins with one of them is a path.
const FOLDERS: &[&str] = &[".ci/", "benches/", "deploy/", "docs/", "locales/", "migrations/", "src/", "tests/"];

/// Endings that only files of the project have.
const ENDINGS: &[&str] = &[".rs", ".sql", ".ftl", ".chat"];

/// What a decision page has to have, in this order.
const CHAPTERS: &[&str] = &["## Context", "## Decision", "## Consequences"];

fn breach(file: &str, line: usize, what: impl Into<String>) -> Breach {
    Breach { file: file.to_owned(), line, what: what.into() }
}

/// Paths in backquotes and links of a paper, with their lines; fenced blocks and comments are passed over.
fn paths_in(text: &str) -> Vec<(usize, String)> {
    let mut paths = Vec::new();
    let mut fenced = false;
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced || line.trim_start().starts_with("<!--") {
            continue;
        }
        let quoted = line.split('`').skip(1).step_by(2).flat_map(str::split_whitespace).filter(|text| {
            let text = text.trim_end_matches([',', ':']);
            FOLDERS.iter().any(|folder| text.starts_with(folder)) || ENDINGS.iter().any(|ending| text.ends_with(ending))
        });
        let links = line.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
        let links = links.filter(|link| !link.is_empty() && !link.contains("://"));
        for path in quoted.chain(links) {
            paths.push((number + 1, path.trim_end_matches([',', ':']).to_owned()));
        }
    }
    paths
}

/// Paths that lead nowhere. A path with a blank in it (`NNNN`, `<..>`, `*`) stands for its folder.
fn dead_paths(paper: &str, text: &str, exists: impl Fn(&str) -> bool) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (line, path) in paths_in(text) {
        let blank = ["NNNN", "<", "*"].iter().filter_map(|blank| path.find(blank)).min();
        let known = match blank {
            None => path.as_str(),
            Some(at) => path[..at].rsplit_once('/').map_or(".", |(folder, _)| folder),
        };
        if !exists(known) {
            breaches.push(breach(paper, line, format!("`{path}` does not exist: write where it is now")));
        }
    }
    breaches
}

/// Names that a paper does not hold between characters that are no part of a name.
fn unnamed<'a>(paper: &str, text: &str, names: &'a [String], what: &str) -> Vec<Breach> {
    let part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || "_-.".contains(letter));
    let stands = |name: &&'a String| {
        text.match_indices(name.as_str()).any(|(at, _)| {
            let after = text[at + name.len()..].trim_start_matches('.').chars().next();
            !part(text[..at].chars().next_back()) && !part(after)
        })
    };
    let missing = names.iter().filter(|name| !stands(name));
    missing.map(|name| breach(paper, 1, format!("{what} `{name}` is not told of: give it a line"))).collect()
}

/// The values of `pub const ENV_..: &str = "..";`.
fn environment(config: &str) -> Vec<String> {
    let lines = config.lines().filter_map(|line| line.strip_prefix("pub const ENV_"));
    lines.filter_map(|line| Some(line.split_once(": &str = \"")?.1.split('"').next()?.to_owned())).collect()
}

/// The dotted keys of the configuration file: the leaves of `struct File` and of the structs it holds.
fn file_keys(config: &str, of: &str, prefix: &str) -> Vec<String> {
    let Some((_, body)) = config.split_once(&format!("struct {of} {{\n")) else { return Vec::new() };
    let body = body.split_once("\n}").map_or(body, |(body, _)| body);
    let mut keys = Vec::new();
    for (name, kind) in body.lines().filter_map(|line| line.trim().trim_end_matches(',').split_once(": ")) {
        let inner = file_keys(config, kind, &format!("{prefix}{name}."));
        if inner.is_empty() {
            keys.push(format!("{prefix}{name}"));
        }
        keys.extend(inner);
    }
    keys
}

/// The subcommands: variants of `enum Command`, as clap writes them.
fn subcommands(commands: &str) -> Vec<String> {
    let body = commands.split_once("enum Command {").map_or("", |(_, rest)| rest.split("\n}").next().unwrap_or(""));
    let variants = body.lines().filter_map(|line| line.strip_prefix("    "));
    let variants = variants.filter(|line| line.starts_with(|letter: char| letter.is_ascii_uppercase()));
    variants.map(|line| kebab(line.split(['(', ' ', ',']).next().unwrap_or_default())).collect()
}

/// The flags: fields under `#[arg(long ..)]`, hidden ones left out.
fn flags(commands: &str) -> Vec<String> {
    let after = commands.split("#[arg(long").skip(1).filter(|rest| !rest.lines().next().unwrap_or("").contains("hide"));
    after.filter_map(|rest| Some(format!("--{}", kebab(rest.lines().nth(1)?.trim().split(':').next()?)))).collect()
}

fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(if letter == '_' { '-' } else { letter }.to_lowercase());
    }
    kebab
}

/// The commands of the chat: rows of `COMMANDS`.
fn chat_commands(surface: &str) -> Vec<String> {
    let rows = surface.lines().filter_map(|line| line.trim().strip_prefix("(Command::"));
    rows.filter_map(|row| Some(format!("/{}", row.split('"').nth(1)?))).collect()
}

/// Tables and views that a migration makes.
fn tables(sql: &str) -> Vec<String> {
    let lines = sql.lines().filter_map(|line| line.strip_prefix("CREATE TABLE ").or(line.strip_prefix("CREATE VIEW ")));
    lines.filter_map(|line| Some(line.split([' ', '(']).next()?.to_owned())).collect()
}

/// Numbers of files `NNNN..` that do not run from 0001 without holes.
fn holes(folder: &str, names: &[String]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (name, number) in names.iter().zip(1..) {
        if !name.starts_with(&format!("{number:04}")) {
            let what = format!("number {number:04} is due here: numbers run from 0001 without holes");
            breaches.push(breach(&format!("{folder}/{name}"), 1, what));
        }
    }
    breaches
}

/// Dependencies of a table of Cargo.toml that none of the sources names.
fn unused(cargo: &str, table: &str, sources: &[&str]) -> Vec<Breach> {
    let lines = cargo.lines().zip(1..).skip_while(|(line, _)| *line != table).skip(1);
    let entries = lines.take_while(|(line, _)| !line.starts_with('[')).filter(|(line, _)| line.contains(" = "));
    let mut breaches = Vec::new();
    for (entry, line) in entries {
        let name = entry.split(' ').next().unwrap_or_default();
        let path = name.replace('-', "_");
        let part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
        let named = |source: &&str| {
            source.match_indices(&path).any(|(at, _)| {
                !part(source[..at].chars().next_back()) && !part(source[at + path.len()..].chars().next())
            })
        };
        if !sources.iter().any(named) {
            breaches.push(breach("Cargo.toml", line, format!("`{name}` is used by nothing: take it out until it is")));
        }
    }
    breaches
}

/// Names of the files in a folder with an ending, sorted.
fn names(folder: &str, ending: &str) -> Vec<String> {
    let files = tracked(&[folder], &[ending]).into_iter();
    files.map(|(path, _)| path.rsplit('/').next().unwrap_or_default().to_owned()).collect()
}

fn migrations() -> Vec<String> {
    names("migrations", "sql").into_iter().filter(|name| !name.ends_with(".sample.sql")).collect()
}

fn ladder(migration: &str, ladder: &str, sample: Option<&str>, tables: &[String]) -> Vec<Breach> {
    let file = format!("migrations/{migration}");
    let mut breaches = Vec::new();
    if !ladder.contains(&format!("\"../../{file}\"")) {
        breaches.push(breach(&file, 1, "no rung: add it to LADDER in src/storage/migrations.rs"));
    }
    let sample_file = file.replace(".sql", ".sample.sql");
    let Some(sample) = sample else {
        breaches.push(breach(
            &sample_file,
            1,
            "missing: write rows for every table, which tests/migrations.rs carries upward",
        ));
        return breaches;
    };
    for table in tables {
        if !sample.contains(&format!("INSERT INTO {table} ")) {
            breaches.push(breach(&sample_file, 1, format!("no row for the table `{table}`: write one")));
        }
    }
    breaches
}

fn decision(name: &str, text: &str) -> Vec<Breach> {
    let file = format!("docs/decisions/{name}");
    let mut breaches = Vec::new();
    if !text.starts_with(&format!("# {} ", &name[..4])) {
        breaches.push(breach(&file, 1, "begin with `# NNNN Title`"));
    }
    let places: Vec<Option<usize>> = CHAPTERS.iter().map(|chapter| text.find(chapter)).collect();
    if places.contains(&None) || !places.is_sorted() {
        breaches.push(breach(&file, 1, format!("needs the chapters {}", CHAPTERS.join(", "))));
    }
    breaches
}

#[test]
fn every_path_in_the_papers_exists() {
    for paper in PAPERS {
        hold(&dead_paths(paper, &read(paper), |path| root().join(path).exists()));
    }
}

#[test]
fn a_path_that_leads_nowhere_is_caught() {
    let caught =
        |text: &str| dead_paths("README.md", text, |path| ["src/lib.rs", "docs", "LICENSE-MIT"].contains(&path)).len();
    assert_eq!(caught("see `src/gone.rs` and [this](docs/gone.md)"), 2);
    assert_eq!(caught("see `bot/surface.rs`, `src/lib.rs`"), 1);
    assert_eq!(caught("`src/lib.rs`, `docs/NNNN-x.md`, [MIT](LICENSE-MIT), [x](https://x/y.rs), `algoslayer.toml`"), 0);
    assert_eq!(caught("```\n`src/gone.rs`\n```\n"), 0);
}

#[test]
fn the_readme_tells_every_setting_and_command() {
    let (readme, config, commands) = (read("README.md"), read("src/config.rs"), read("src/app/commands.rs"));
    let surface = read("src/bot/surface.rs");
    for (names, what) in [
        (environment(&config), "the variable"),
        (file_keys(&config, "File", ""), "the key"),
        (subcommands(&commands).iter().map(|name| format!("algoslayer {name}")).collect(), "the command"),
        (flags(&commands), "the flag"),
        (chat_commands(&surface), "the chat's command"),
    ] {
        assert!(names.len() > 3, "{what}: only {names:?} were found, so this test reads the wrong place");
        hold(&unnamed("README.md", &readme, &names, what));
    }
}

#[test]
fn settings_and_commands_are_read_from_the_code() {
    assert_eq!(environment("pub const ENV_X: &str = \"ALGO_X\";\nconst Y: &str = \"Y\";"), ["ALGO_X"]);
    let config = "struct File {\n    log: Option<String>,\n    sub: FileSub,\n}\nstruct FileSub {\n    port: u16,\n}\n";
    assert_eq!(file_keys(config, "File", ""), ["log", "sub.port"]);
    let commands = "enum Command {\n    /// Run\n    Replay(Args),\n    VeryWell,\n    Restore {\n        /// X\n        backup: P,\n    },\n}\n";
    assert_eq!(subcommands(commands), ["replay", "very-well", "restore"]);
    let arguments =
        "    #[arg(long, value_name = \"X\")]\n    data_dir: P,\n    #[arg(long, hide = true)]\n    stop: u8,\n";
    assert_eq!(flags(arguments), ["--data-dir"]);
    assert_eq!(chat_commands("    (Command::Start,    \"start\",    \"command-start\"),\n"), ["/start"]);
}

#[test]
fn a_setting_that_is_not_told_of_is_caught() {
    let caught = |text: &str, name: &str| unnamed("README.md", text, &[name.to_owned()], "x").len();
    assert_eq!(caught("`ALGOSLAYER_PORT_X`", "ALGOSLAYER_PORT"), 1);
    assert_eq!(caught("`ALGOSLAYER_PORT`", "ALGOSLAYER_PORT"), 0);
    assert_eq!((caught("`market.sim.seed`", "sim.seed"), caught("`--bars-x`", "--bars")), (1, 1));
    assert_eq!((caught("`--bars PATH`", "--bars"), caught("run `algoslayer verify`.", "algoslayer verify")), (0, 0));
}

#[test]
fn the_architecture_names_every_table() {
    let architecture = read("ARCHITECTURE.md");
    for migration in migrations() {
        let tables = tables(&read(&format!("migrations/{migration}")));
        hold(&unnamed("ARCHITECTURE.md", &architecture, &tables, "the table"));
    }
}

#[test]
fn tables_are_read_from_migrations() {
    assert_eq!(
        tables("CREATE TABLE bars (\n  x\n);\nCREATE VIEW open AS\nCREATE INDEX i ON bars (x);"),
        ["bars", "open"]
    );
    assert_eq!(unnamed("ARCHITECTURE.md", "`bars`", &["bars".to_owned(), "open".to_owned()], "the table").len(), 1);
}

#[test]
fn migrations_are_numbered_climbed_and_sampled() {
    let migrations = migrations();
    assert!(!migrations.is_empty());
    hold(&holes("migrations", &migrations));
    let rungs = read("src/storage/migrations.rs");
    for migration in &migrations {
        let sql = read(&format!("migrations/{migration}"));
        let made: Vec<String> =
            tables(&sql).into_iter().filter(|name| !sql.contains(&format!("CREATE VIEW {name} "))).collect();
        let sample = format!("migrations/{}", migration.replace(".sql", ".sample.sql"));
        let sample = root().join(&sample).exists().then(|| read(&sample));
        hold(&ladder(migration, &rungs, sample.as_deref(), &made));
    }
}

#[test]
fn a_migration_without_its_rung_or_sample_is_caught() {
    let rungs = "include_str!(\"../../migrations/0001_a.sql\")";
    let table = ["t".to_owned()];
    assert_eq!(ladder("0001_a.sql", rungs, Some("INSERT INTO t (x) VALUES (1);"), &table).len(), 0);
    assert_eq!(ladder("0001_a.sql", rungs, Some(""), &table).len(), 1);
    assert_eq!(ladder("0002_b.sql", rungs, None, &table).len(), 2);
    assert_eq!(holes("migrations", &["0001_a.sql".to_owned(), "0003_c.sql".to_owned()]).len(), 1);
}

#[test]
fn every_dependency_is_used() {
    let files = rust_files();
    let all: Vec<&str> = files.iter().map(|file| file.code.as_str()).collect();
    let product = files.iter().filter(|file| file.path.starts_with("src/"));
    let product: Vec<&str> = product.map(|file| file.code.as_str()).collect();
    let cargo = read("Cargo.toml");
    hold(&unused(&cargo, "[dependencies]", &product));
    hold(&unused(&cargo, "[dev-dependencies]", &all));
}

#[test]
fn a_dependency_that_waits_is_caught() {
    let cargo = "[dependencies]\nserde = \"1\"\nserde-json = \"1\"\n\n[dev-dependencies]\nx = \"1\"\n";
    assert_eq!(unused(cargo, "[dependencies]", &["use serde_json::json;", "fn f() {}"]).len(), 1);
    assert_eq!(unused(cargo, "[dependencies]", &["use serde_json::json; use serde::x;"]).len(), 0);
    assert_eq!(unused(cargo, "[dev-dependencies]", &["use serde::y;"]).len(), 1);
}

#[test]
fn decisions_are_numbered_and_have_their_chapters() {
    let pages = names("docs/decisions", "md");
    assert!(!pages.is_empty());
    hold(&holes("docs/decisions", &pages));
    hold(&pages.iter().flat_map(|name| decision(name, &read(&format!("docs/decisions/{name}")))).collect::<Vec<_>>());
}

#[test]
fn an_unfinished_decision_is_caught() {
    let good = "# 0001 A title\n\n## Context\nx\n\n## Decision\ny\n\n## Consequences\nz\n";
    assert_eq!(decision("0001-a-title.md", good).len(), 0);
    assert_eq!(decision("0002-a-title.md", good).len(), 1);
    assert_eq!(decision("0001-a-title.md", &good.replace("## Decision", "## Choice")).len(), 1);
    assert_eq!(holes("docs/decisions", &["0002-b.md".to_owned()]).len(), 1);
}
