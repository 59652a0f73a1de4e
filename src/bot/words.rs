//! The sentences of the chat in the reader's language; each stands in `locales/<language>.ftl` and nowhere else.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};

use crate::bot::numbers::{self, Numbers};
use crate::bot::show;

/// A language the product speaks, by its code. To add one: its file in `locales/`, and one line here.
#[rustfmt::skip]
const LANGUAGES: &[(&str, &str, &str)] = &[
    ("en",    "English",            include_str!("../../locales/en.ftl")),
    ("de",    "Deutsch",            include_str!("../../locales/de.ftl")),
    ("es",    "Español",            include_str!("../../locales/es.ftl")),
    ("pl",    "Polski",             include_str!("../../locales/pl.ftl")),
    ("uk",    "Українська",         include_str!("../../locales/uk.ftl")),
    ("pt-BR", "Português (Brasil)", include_str!("../../locales/pt-BR.ftl")),
];

/// One of the languages the product speaks; the default is English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(usize);

impl Language {
    /// The language every other falls back to.
    pub const ENGLISH: Self = Self(0);

    /// All languages, English first.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        (0..LANGUAGES.len()).map(Self)
    }

    /// The language of a code such as `en`, `en-GB` or `pt-br`; `None` where it is not spoken. Where one country's way of a language is spoken, all of
    /// its speakers get that.
    pub fn from_code(code: &str) -> Option<Self> {
        let all: Vec<_> = LANGUAGES.iter().map(|row| row.0).collect();
        spoken(&all, code).map(Self)
    }

    /// The ISO 639-1 code, with that of a country where it is that country's way of a language.
    pub fn code(self) -> &'static str {
        LANGUAGES.get(self.0).map_or("en", |row| row.0)
    }

    /// The ISO 639-1 code alone.
    pub fn primary_code(self) -> &'static str {
        primary(self.code())
    }

    /// What its speakers call it.
    pub fn own_name(self) -> &'static str {
        LANGUAGES.get(self.0).map_or("English", |row| row.1)
    }

    /// Its sentences.
    pub fn words(self) -> &'static Words {
        static SPOKEN: LazyLock<Vec<Words>> =
            LazyLock::new(|| LANGUAGES.iter().map(|row| Words::read(row.0, row.2)).collect());
        static NONE: LazyLock<Words> = LazyLock::new(|| Words::read("en", ""));
        SPOKEN.get(self.0).unwrap_or(&NONE)
    }
}

fn primary(code: &str) -> &str {
    code.split(['-', '_']).next().unwrap_or_default()
}

/// The place of the language that is meant by a code: the very same, else the first of the same tongue.
fn spoken(known: &[&str], code: &str) -> Option<usize> {
    let same = |known: &str| known.eq_ignore_ascii_case(&code.replace('_', "-"));
    let tongue = |known: &str| primary(known).eq_ignore_ascii_case(primary(code));
    known.iter().position(|known| same(known)).or_else(|| known.iter().position(|known| tongue(known)))
}

impl Default for Language {
    fn default() -> Self {
        Self::ENGLISH
    }
}

impl TryFrom<String> for Language {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        Self::from_code(&code).ok_or_else(|| "this language is not spoken".to_owned())
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.code().to_owned()
    }
}

/// The sentences of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    numbers: Numbers,
}

/// What is filled into a sentence.
pub type Args<'a> = &'a [(&'static str, FluentValue<'a>)];

impl Words {
    fn read(code: &str, source: &str) -> Self {
        let locale = code.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Telegram shows the marks that keep writing directions apart as boxes on some phones.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(numbers::formatter(code)));
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, faults)| {
            tracing::error!(code, faults = faults.len(), "a locale has faulty lines");
            partial
        });
        if bundle.add_resource(resource).is_err() {
            tracing::error!(code, "a locale names a sentence twice");
        }
        Self { bundle, numbers: Numbers::of(code) }
    }

    /// How the language writes numbers.
    pub fn numbers(&self) -> Numbers {
        self.numbers
    }

    /// The sentence `key` with its blanks filled. A missing sentence shows its key in angle brackets; a test sees to it that none is.
    pub fn say(&self, key: &str, args: Args<'_>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, "a sentence is missing");
            return format!("⟨{key}⟩");
        };
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        let mut faults = vec![];
        let sentence = self.bundle.format_pattern(pattern, Some(&args), &mut faults).into_owned();
        if faults.is_empty() {
            return sentence;
        }
        tracing::error!(key, "a sentence was not given what it names");
        format!("⟨{key}⟩ {sentence}")
    }
}

/// Independent outcomes as they are shown, and the number that finds their plural: what stands there with a decimal takes it by that, as in
/// `1.0 outcomes`.
pub fn counted<'a>(words: &Words, independent: f64) -> (String, FluentValue<'a>) {
    let shown = show::independent(words, independent);
    let decimals = (independent > 0.0 && independent < 10.0).then_some(1);
    let counted = if decimals.is_some() { independent } else { independent.max(0.0).floor() };
    let options = FluentNumberOptions { minimum_fraction_digits: decimals, ..FluentNumberOptions::default() };
    (shown, FluentNumber::new(counted, options).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    use fluent_syntax::ast;

    #[test]
    fn languages_are_found_by_their_codes() {
        assert_eq!(Language::from_code("en-GB"), Some(Language::ENGLISH));
        assert_eq!(Language::from_code("xx"), None);
        assert_eq!(Language::from_code(""), None);
        let known: Vec<_> = Language::all().map(Language::code).collect();
        assert_eq!(known.iter().collect::<BTreeSet<_>>().len(), known.len());
    }

    #[test]
    fn a_countrys_way_of_a_language_is_found_by_all_who_speak_it() {
        let known = ["en", "pt-BR", "de"];
        for (code, place) in
            [("pt-br", Some(1)), ("pt", Some(1)), ("pt_PT", Some(1)), ("DE", Some(2)), ("fr", None), ("", None)]
        {
            assert_eq!(spoken(&known, code), place, "{code}");
        }
    }

    #[test]
    fn numbers_are_grouped_and_no_marks_are_added() {
        let words = Language::ENGLISH.words();
        assert_eq!(words.say("unit-days", &[("count", 12_345.into())]), "12,345 days");
        assert_eq!(words.say("unit-days", &[("count", 1.into())]), "1 day");
    }

    #[test]
    fn a_missing_sentence_or_blank_shows() {
        let words = Language::ENGLISH.words();
        assert_eq!(words.say("no-such-key", &[]), "⟨no-such-key⟩");
        assert!(words.say("unit-days", &[]).starts_with("⟨unit-days⟩"));
    }

    /// Every message of a file with the names of its blanks.
    fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let resource = fluent_syntax::parser::parse(source).expect("the locale has no faulty line");
        let mut found = BTreeMap::new();
        for entry in resource.body {
            if let ast::Entry::Message(message) = entry {
                let mut names = BTreeSet::new();
                if let Some(value) = &message.value {
                    blanks(value, &mut names);
                }
                assert!(found.insert(message.id.name.to_owned(), names).is_none(), "{} stands twice", message.id.name);
            }
        }
        found
    }

    fn blanks(pattern: &ast::Pattern<&str>, names: &mut BTreeSet<String>) {
        for element in &pattern.elements {
            if let ast::PatternElement::Placeable { expression } = element {
                match expression {
                    ast::Expression::Inline(inline) => blank(inline, names),
                    ast::Expression::Select { selector, variants } => {
                        blank(selector, names);
                        for variant in variants {
                            blanks(&variant.value, names);
                        }
                    }
                }
            }
        }
    }

    fn blank(inline: &ast::InlineExpression<&str>, names: &mut BTreeSet<String>) {
        if let ast::InlineExpression::VariableReference { id } = inline {
            names.insert(id.name.to_owned());
        }
    }

    /// The program's own lines of `src/bot` and of the files that name keys; tests are cut off.
    fn sources() -> String {
        fn walk(folder: &std::path::Path, text: &mut String) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, text);
                } else if path.extension().is_some_and(|ending| ending == "rs") {
                    let source = std::fs::read_to_string(&path).unwrap();
                    text.push_str(source.split("#[cfg(test)]\nmod tests {").next().unwrap());
                }
            }
        }
        let mut text = String::new();
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        walk(&root.join("bot"), &mut text);
        walk(&root.join("domain"), &mut text);
        text
    }

    /// Calls of `say` with a literal key: the key and the names of the blanks it fills.
    fn calls(source: &str) -> Vec<(String, BTreeSet<String>)> {
        let mut found = vec![];
        for (at, said) in source.match_indices("say(") {
            let call = source.split_at(at + said.len()).1.trim_start().strip_prefix('"');
            let Some((key, rest)) = call.and_then(|call| call.split_once('"')) else { continue };
            let mut depth = 1;
            let end = rest.find(|letter| {
                depth += i32::from(letter == '(') - i32::from(letter == ')');
                depth == 0
            });
            let call = rest.split_at(end.unwrap()).0;
            // A blank is the first of a pair: `("name", ..)` that no name of a function stands before.
            let pairs = call
                .match_indices("(\"")
                .filter(|(at, _)| call.split_at(*at).0.ends_with(|c: char| " [&\n".contains(c)));
            let names = pairs.filter_map(|(at, _)| call.split_at(at + 2).1.split_once('"'));
            let own = names.filter(|(_, after)| after.starts_with(',')).map(|(name, _)| name.to_owned());
            found.push((key.to_owned(), own.collect()));
        }
        found
    }

    #[test]
    fn every_sentence_exists_is_used_and_gets_its_blanks_filled() {
        let source = sources();
        let english = messages(LANGUAGES[0].2);
        for (key, given) in calls(&source) {
            let wanted = english.get(&key).unwrap_or_else(|| panic!("{key} is said but stands in no locale"));
            assert_eq!(&given, wanted, "the blanks of {key}");
        }
        for key in english.keys() {
            assert!(source.contains(&format!("\"{key}\"")), "{key} stands in the locale and is never said");
        }
    }

    #[test]
    fn every_name_of_a_kind_of_things_has_its_sentence() {
        let source = sources();
        let english = messages(LANGUAGES[0].2);
        for literal in source.split('"').skip(1).step_by(2) {
            let family = ["closure-", "early-close-", "signal-", "abstains-", "skip-", "horizon-", "call-", "verdict-"]
                .into_iter()
                .chain([
                    "command-", "weekday-", "month-", "button-", "warn-", "table-", "refused-", "fault-", "channel-",
                    "barrier-",
                ])
                .any(|family| literal.strip_prefix(family).is_some_and(|name| !name.is_empty()));
            let is_key = literal.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
            assert!(!family || !is_key || english.contains_key(literal), "{literal} stands in no locale");
        }
    }

    #[test]
    fn every_language_has_the_same_sentences_and_blanks() {
        let english = messages(LANGUAGES[0].2);
        for (code, _, source) in &LANGUAGES[1..] {
            assert_eq!(messages(source), english, "locales/{code}.ftl");
        }
    }
}
