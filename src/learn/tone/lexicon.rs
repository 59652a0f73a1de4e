//! The default reader of tone: a lexicon of finance with rules for direction, negation and comparison.

mod words;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use super::ToneReader;
use crate::domain::symbol::SourceName;
use crate::domain::unit::Score;

use words::{PHRASES, Sense, WORDS};

/// Words of a title that are looked at; the rest is left.
const WORDS_MAX: usize = 96;

/// How many words before a direction the thing that moved is sought, and how many after it.
const THING_BEFORE: usize = 12;
const THING_AFTER: usize = 4;

/// How many words a negation reaches, and what is left of a tone that it turned round: "not good" is less than "bad".
const NEGATION_REACH: usize = 4;
const NEGATED: f64 = -0.7;

/// How many words a word such as "sharply" reaches to either side.
const TIMES_REACH: usize = 2;

/// How many words before a comparison its one side is sought, and how many after it the other.
const COMPARED_BEFORE: usize = 20;
const COMPARED_AFTER: usize = 8;

/// Numbers further apart than this factor are not of one kind.
const COMPARED_FACTOR_MAX: f64 = 100.0;

/// A leap of something unnamed.
const LEAP: f64 = 0.8;

/// A direction of something unnamed, where a share in per cent stands behind it: "Boeing falls 3 %".
const UNNAMED: f64 = 0.6;

/// A deal that is made.
const DEAL: f64 = 0.7;

/// How many words after the verb a deal is sought.
const DEAL_REACH: usize = 6;

/// What is left of the tone of a question.
const ASKED: f64 = 0.5;

/// Reads tone by rules. What it says of a text depends on the text alone, so its history can be read again without knowing the future.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lexicon;

/// One word of a title.
#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    text: &'a str,
    sense: Option<Sense>,
    number: Option<Number>,
    /// Whether a full stop, semicolon or colon follows.
    ends: bool,
    /// Whether a rule has used it up.
    used: bool,
}

/// A number with its unit.
#[derive(Clone, Copy, Debug)]
struct Number {
    value: f64,
    percent: bool,
}

static ENTRIES: LazyLock<Vec<(&'static str, Sense)>> = LazyLock::new(|| {
    let of = |(sense, words): &(Sense, &'static str)| {
        words.split_whitespace().map(|word| (word, *sense)).collect::<Vec<_>>()
    };
    let mut entries: Vec<_> = WORDS.iter().flat_map(of).collect();
    entries.sort_by_key(|(word, _)| *word);
    entries
});

static PHRASES_SPLIT: LazyLock<Vec<(Vec<&'static str>, f64)>> = LazyLock::new(|| {
    let of = |(tone, phrases): &(f64, &'static [&'static str])| {
        phrases.iter().map(|phrase| (phrase.split(' ').collect(), *tone)).collect::<Vec<_>>()
    };
    PHRASES.iter().flat_map(of).collect()
});

impl ToneReader for Lexicon {
    fn name(&self) -> SourceName {
        SourceName::new("lexicon/1").unwrap_or(SourceName::UNNAMED)
    }

    /// `None` only where the text holds no word.
    fn read(&self, title: &str) -> Option<Score> {
        let lower = title.to_lowercase();
        let mut words = split(&lower);
        if words.is_empty() {
            return None;
        }
        let sum =
            phrases(&mut words) + comparisons(&mut words) + directions(&mut words) + deals(&words) + tones(&words);
        // A question asserts nothing.
        let asserted = if title.trim_end().ends_with('?') { ASKED } else { 1.0 };
        Score::squash(asserted * sum)
    }
}

impl Number {
    fn is_comparable_to(self, other: Self) -> bool {
        let within = |one: f64, other: f64| one.abs() <= other.abs() * COMPARED_FACTOR_MAX;
        self.percent == other.percent && within(self.value, other.value) && within(other.value, self.value)
    }
}

/// The words of a text in lower case, looked up.
fn split(lower: &str) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(WORDS_MAX);
    for chunk in lower.split([' ', '-', '–', '—', '/', '(', ')', '"', '“', '”']) {
        let text = chunk.trim_matches(|c: char| !(c.is_alphanumeric() || c == '%' || c == '.'));
        let text = text.trim_end_matches('.');
        let text = text.trim_end_matches("'s").trim_end_matches("’s");
        let ends = chunk.ends_with([':', ';']) || (chunk.ends_with('.') && text.len() > 3);
        if !text.contains(|c: char| c.is_alphanumeric() || c == '%') {
            let stop = chunk.ends_with([':', ';', '.']);
            words.last_mut().into_iter().for_each(|last: &mut Word<'_>| last.ends |= stop);
            continue;
        }
        if words.len() == WORDS_MAX {
            break;
        }
        words.push(Word { text, sense: sense(text), number: number(text), ends, used: false });
    }
    join_units(&mut words);
    words
}

/// Numbers take their unit from the word behind them ("4 per cent", "5 mn") and their sign from those before ("a negative EUR 5 mn").
fn join_units(words: &mut [Word<'_>]) {
    for at in 0..words.len() {
        let unit = words.get(at + 1).map_or("", |word| word.text);
        let minus = |word: &Word<'_>| matches!(word.text, "negative" | "minus");
        let negative = words.get(at.saturating_sub(2)..at).is_some_and(|before| before.iter().any(minus));
        if let Some(number) = words.get_mut(at).and_then(|word| word.number.as_mut()) {
            number.percent |= matches!(unit, "%" | "pct" | "percent" | "per" | "percentage");
            number.value *= scale(unit) * if negative { -1.0 } else { 1.0 };
        }
    }
}

fn scale(unit: &str) -> f64 {
    match unit {
        "k" | "thousand" => 1e3,
        "m" | "mn" | "mln" | "million" => 1e6,
        "b" | "bn" | "bln" | "billion" => 1e9,
        _ => 1.0,
    }
}

/// A number such as `5.2`, `$1,200`, `eur131m` or `4%`; years are none.
fn number(text: &str) -> Option<Number> {
    let from = text.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = text.split_at_checked(from)?;
    if before.contains('.') || before.len() > 3 {
        return None;
    }
    let until = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len());
    let (digits, unit) = rest.split_at_checked(until)?;
    let value = decimal(digits)?;
    let year =
        before.is_empty() && unit.is_empty() && (1900.0..2100.0).contains(&value) && !digits.contains(['.', ',']);
    (!year).then(|| Number { value: value * scale(unit), percent: unit == "%" })
}

/// The value of digits with a decimal point and with commas between thousands.
fn decimal(digits: &str) -> Option<f64> {
    let (mut value, mut unit) = (0.0, None);
    for letter in digits.trim_end_matches(['.', ',']).chars() {
        match letter.to_digit(10) {
            Some(digit) => {
                let place = unit.map_or(1.0, |unit| unit / 10.0);
                value = unit.map_or(10.0, |_| 1.0) * value + f64::from(digit) * place;
                unit = unit.map(|_| place);
            }
            None if letter == ',' => {}
            None if unit.is_none() => unit = Some(1.0),
            None => return None,
        }
    }
    Some(value)
}

/// What a word means; regular endings are taken off.
fn sense(word: &str) -> Option<Sense> {
    if let Some(sense) = entry(word) {
        return Some(sense);
    }
    let endings: [(&str, &str); 12] = [
        ("ies", "y"),
        ("ied", "y"),
        ("es", ""),
        ("s", ""),
        ("ed", "e"),
        ("ed", ""),
        ("ing", ""),
        ("ing", "e"),
        ("ly", ""),
        ("er", ""),
        ("ment", ""),
        ("es", "e"),
    ];
    endings.iter().find_map(|(ending, instead)| {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() >= 3)?;
        if instead.is_empty() { entry(stem).or_else(|| entry(undoubled(stem)?)) } else { spelled(stem, instead) }
    })
}

/// "dropp" without its second p.
fn undoubled(stem: &str) -> Option<&str> {
    let mut letters = stem.chars().rev();
    (letters.next()? == letters.next()?).then(|| stem.get(..stem.len() - 1))?
}

/// Looks up `stem` with a letter put behind it, without putting it there.
fn spelled(stem: &str, letter: &str) -> Option<Sense> {
    let place = ENTRIES.binary_search_by(|(word, _)| {
        let key = stem.bytes().chain(letter.bytes());
        word.bytes().cmp(key)
    });
    ENTRIES.get(place.ok()?).map(|(_, sense)| *sense)
}

fn entry(word: &str) -> Option<Sense> {
    let place = ENTRIES.binary_search_by_key(&word, |(word, _)| word).ok()?;
    ENTRIES.get(place).map(|(_, sense)| *sense)
}

/// Whether `word` is `base`, or `base` with a regular ending.
fn is_form_of(word: &str, base: &str) -> bool {
    word.strip_prefix(base).is_some_and(|ending| matches!(ending, "" | "s" | "es" | "ed" | "d" | "ing"))
}

/// Tones of the phrases, whose words are used up.
fn phrases(words: &mut [Word<'_>]) -> f64 {
    let mut sum = 0.0;
    for start in 0..words.len() {
        let rest = words.get(start..).unwrap_or_default();
        let found = PHRASES_SPLIT.iter().find(|(phrase, _)| {
            rest.len() >= phrase.len()
                && rest.iter().zip(phrase).all(|(word, base)| !word.used && is_form_of(word.text, base))
        });
        let Some((phrase, tone)) = found else { continue };
        sum += tone * negation(words, start);
        for word in words.iter_mut().skip(start).take(phrase.len()) {
            word.used = true;
        }
    }
    sum
}

/// "A profit of 5 against a loss of 3", "13.6 % compared to 14.3 %": the tone of the difference, where no direction is told.
fn comparisons(words: &mut [Word<'_>]) -> f64 {
    let mut sum = 0.0;
    for at in 0..words.len() {
        if words.get(at).is_none_or(|word| word.sense != Some(Sense::Against) || word.used) {
            continue;
        }
        let back = at.saturating_sub(COMPARED_BEFORE)..at;
        let mine = back.clone().rev().find_map(|place| thing(words, place));
        let theirs = (at + 1..words.len()).take(COMPARED_AFTER).find_map(|place| thing(words, place));
        let Some((place, good)) = mine else { continue };
        if let Some((other, _)) = theirs.filter(|(_, other)| good * other < 0.0) {
            sum += good;
            for word in [place, other] {
                use_up(words, word);
            }
            continue;
        }
        let told = |word: &Word<'_>| matches!(word.sense, Some(Sense::Direction(_) | Sense::Leap(_) | Sense::Growth));
        let between = words.get(place..at).unwrap_or_default();
        if words.get(back).is_some_and(|before| before.iter().any(told)) {
            continue;
        }
        let now = between.iter().find_map(|word| word.number);
        let then = words.iter().skip(at + 1).take(COMPARED_AFTER).find_map(|word| word.number);
        if let (Some(now), Some(then)) = (now, then)
            && now.is_comparable_to(then)
        {
            sum += good * (f64::from(now.value > then.value) - f64::from(now.value < then.value));
        }
    }
    sum
}

/// The word at `place` as a thing of which more is good (+1) or bad (-1).
fn thing(words: &[Word<'_>], place: usize) -> Option<(usize, f64)> {
    match words.get(place).filter(|word| !word.used)?.sense? {
        Sense::Thing(good) => Some((place, good)),
        Sense::Growth => Some((place, 1.0)),
        Sense::Trouble(_) => Some((place, -1.0)),
        _ => None,
    }
}

/// Takes a trouble, or a growth, out of what is counted by itself; other things are none of it and may be named again.
fn use_up(words: &mut [Word<'_>], place: usize) {
    if let Some(word) = words.get_mut(place) {
        word.used |= matches!(word.sense, Some(Sense::Trouble(_) | Sense::Growth));
    }
}

/// Tones of what went up or down: the direction times what it is good for. Growth comes last: it may be what a direction is about.
fn directions(words: &mut [Word<'_>]) -> f64 {
    let mut sum = 0.0;
    for growth in [false, true] {
        for at in 0..words.len() {
            let Some(word) = words.get(at).filter(|word| !word.used) else { continue };
            let (direction, by_itself) = match word.sense {
                Some(Sense::Direction(direction)) if !growth => (direction, 0.0),
                Some(Sense::Leap(direction)) if !growth => (direction, LEAP),
                Some(Sense::Growth) if growth => (1.0, 0.0),
                _ => continue,
            };
            let strength = negation(words, at) * times(words, at);
            sum += strength
                * match moved(words, at) {
                    Some((place, good)) => {
                        use_up(words, place);
                        direction * good
                    }
                    None if by_percent(words, at) => direction * UNNAMED,
                    None => direction * by_itself,
                };
        }
    }
    sum
}

/// The thing that a direction is about, the nearest before or behind: its place, and whether more of it is good.
fn moved(words: &[Word<'_>], at: usize) -> Option<(usize, f64)> {
    let breaks = |place: usize| words.get(place).is_some_and(|word| word.ends || word.sense == Some(Sense::Break));
    let before =
        (0..at).rev().take(THING_BEFORE).take_while(|place| !breaks(*place)).find_map(|place| thing(words, place));
    let goes_on = |place: &usize| {
        let against = words.get(*place).is_some_and(|word| word.sense == Some(Sense::Against));
        !against && !breaks(place - 1) && !words.get(*place).is_some_and(|word| word.sense == Some(Sense::Break))
    };
    let after = (at + 1..words.len()).take(THING_AFTER).take_while(goes_on).find_map(|place| thing(words, place));
    match (before, after) {
        (Some((one, _)), Some((other, _))) if at - one > other - at => after,
        (Some(_), _) => before,
        (None, _) => after,
    }
}

/// Whether a number in per cent stands within the next words.
fn by_percent(words: &[Word<'_>], at: usize) -> bool {
    words.iter().skip(at + 1).take(4).any(|word| word.number.is_some_and(|number| number.percent))
}

/// Tones of deals that are made: "signs a framework agreement".
fn deals(words: &[Word<'_>]) -> f64 {
    let mut sum = 0.0;
    for at in 0..words.len() {
        if words.get(at).is_some_and(|word| word.sense == Some(Sense::Makes) && !word.used) {
            let after = words.iter().skip(at + 1).take(DEAL_REACH);
            let is_deal = |word: &Word<'_>| word.sense == Some(Sense::Deal) || matches!(word.text, "order" | "orders");
            let deal = after.take_while(|word| word.sense != Some(Sense::Break)).any(is_deal);
            sum += if deal { DEAL * negation(words, at) } else { 0.0 };
        }
    }
    sum
}

/// Tones of single words that no rule has used up.
fn tones(words: &[Word<'_>]) -> f64 {
    let tone = |(at, word): (usize, &Word<'_>)| match word.sense.filter(|_| !word.used)? {
        Sense::Tone(tone) => Some(tone * negation(words, at) * times(words, at)),
        Sense::Trouble(bad) => Some(-bad * negation(words, at)),
        _ => None,
    };
    words.iter().enumerate().filter_map(tone).sum()
}

/// What the words before `at` make of its tone: 1, or [`NEGATED`].
fn negation(words: &[Word<'_>], at: usize) -> f64 {
    let negated = (0..at)
        .rev()
        .take(NEGATION_REACH)
        .filter_map(|place| words.get(place))
        .take_while(|word| !word.ends)
        .any(|word| word.sense == Some(Sense::Not) || is_form_of(word.text, "fail"));
    if negated { NEGATED } else { 1.0 }
}

/// How much the words around `at` strengthen or weaken it.
fn times(words: &[Word<'_>], at: usize) -> f64 {
    let around = words.iter().skip(at.saturating_sub(TIMES_REACH)).take(2 * TIMES_REACH + 1);
    around
        .fold(1.0, |times, word| if let Some(Sense::Times(by)) = word.sense { times * by } else { times })
        .clamp(0.5, 2.0)
}
