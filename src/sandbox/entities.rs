//! Turns Telegram's HTML into plain text with entities, counted in UTF-16 units as the Bot API counts them.

use serde::{Deserialize, Serialize};

/// Plain text and what is bold, linked or quoted in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Styled {
    pub(super) text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) entities: Vec<Entity>,
}

/// One `MessageEntity`; offset and length are UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entity {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) offset: usize,
    pub(super) length: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<String>,
}

impl Entity {
    fn plain(kind: &str, offset: usize, length: usize) -> Self {
        Self { kind: kind.to_owned(), offset, length, url: None, language: None }
    }

    fn end(&self) -> usize {
        self.offset + self.length
    }
}

impl Styled {
    /// Text without markup; commands and links in it are still found.
    pub(super) fn plain(text: &str) -> Self {
        Self::finished(text, Vec::new())
    }

    /// Reads `parse_mode` HTML; the error is what follows "can't parse entities: ".
    pub(super) fn from_html(html: &str) -> Result<Self, String> {
        let mut reader =
            Reader { rest: html, whole: html.len(), text: String::new(), units: 0, open: vec![], done: vec![] };
        reader.read()?;
        Ok(Self::finished(&reader.text, reader.done))
    }

    /// Trims as Telegram does, drops what became empty, finds commands and links.
    pub(super) fn finished(text: &str, mut entities: Vec<Entity>) -> Self {
        let text = text.replace('\r', "");
        let first = entities.iter().map(|entity| entity.offset).min().unwrap_or(usize::MAX);
        // White space in front is dropped up to the first entity, so that a table in <pre> keeps its indent.
        let mut cut = 0;
        let mut start = 0;
        for found in text.chars() {
            if cut >= first || !matches!(found, ' ' | '\n' | '\t') {
                break;
            }
            cut += found.len_utf16();
            start += found.len_utf8();
        }
        let text = text.get(start..).unwrap_or_default().trim_end().to_owned();
        let length = utf16_len(&text);
        for entity in &mut entities {
            let end = entity.end().saturating_sub(cut).min(length);
            entity.offset = entity.offset.saturating_sub(cut).min(length);
            entity.length = end.saturating_sub(entity.offset);
        }
        entities.retain(|entity| entity.length > 0);
        drop_inside_code(&mut entities);
        find_links_and_commands(&text, &mut entities);
        entities.sort_by(|a, b| a.offset.cmp(&b.offset).then(b.length.cmp(&a.length)));
        Self { text, entities }
    }
}

/// The length as Telegram counts it.
pub(super) fn utf16_len(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Nothing can be styled within code: Telegram drops such entities without a word.
fn drop_inside_code(entities: &mut Vec<Entity>) {
    let code: Vec<(usize, usize)> =
        entities.iter().filter(|it| it.kind == "code" || it.kind == "pre").map(|it| (it.offset, it.end())).collect();
    entities.retain(|it| {
        let quote = it.kind.ends_with("blockquote");
        it.kind == "code"
            || it.kind == "pre"
            || quote
            || !code.iter().any(|(from, to)| it.offset >= *from && it.end() <= *to)
    });
}

/// A tag that waits for its end.
struct Open {
    tag: String,
    from: usize,
    link: Option<String>,
    language: Option<String>,
    expandable: bool,
}

struct Reader<'html> {
    rest: &'html str,
    whole: usize,
    text: String,
    units: usize,
    open: Vec<Open>,
    done: Vec<Entity>,
}

impl<'html> Reader<'html> {
    fn read(&mut self) -> Result<(), String> {
        while let Some(next) = self.rest.chars().next() {
            match next {
                '<' if self.rest.starts_with("</") => self.end_tag()?,
                '<' => self.start_tag()?,
                '&' => {
                    let (found, after) = reference(self.rest);
                    self.rest = after;
                    self.push(found);
                }
                plain => {
                    self.skip(plain.len_utf8());
                    self.push(plain);
                }
            }
        }
        match self.open.last() {
            Some(open) => Err(format!("Can't find end tag corresponding to start tag \"{}\"", open.tag)),
            None => Ok(()),
        }
    }

    fn at(&self) -> usize {
        self.whole - self.rest.len()
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn push(&mut self, found: char) {
        // A carriage return is dropped here, before it can shift an entity.
        if found != '\r' {
            self.text.push(found);
            self.units += found.len_utf16();
        }
    }

    /// Takes the bytes up to the first character that `stop` accepts.
    fn take_until(&mut self, stop: impl Fn(char) -> bool) -> &'html str {
        let length = self.rest.find(stop).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let begin = self.at();
        self.skip(1);
        let tag = self.take_until(|c| c.is_ascii_whitespace() || c == '>').to_ascii_lowercase();
        if self.rest.is_empty() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        if kind_of(&tag, false).is_none() {
            return Err(format!("Unsupported start tag \"{tag}\" at byte offset {begin}"));
        }
        let mut open = Open { from: self.units, link: None, language: None, expandable: false, tag };
        let mut spoiler = false;
        while let Some((name, value)) = self.attribute(&open.tag, begin)? {
            match (open.tag.as_str(), name.as_str()) {
                ("a", "href") => open.link = Some(value),
                ("code", "class") => open.language = value.strip_prefix("language-").map(str::to_owned),
                ("span", "class") => spoiler = value == "tg-spoiler",
                ("blockquote", "expandable") => open.expandable = true,
                _ => {}
            }
        }
        if open.tag == "span" && !spoiler {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
        }
        self.open.push(open);
        Ok(())
    }

    /// The next attribute of the tag, or nothing after its `>`.
    fn attribute(&mut self, tag: &str, begin: usize) -> Result<Option<(String, String)>, String> {
        self.take_until(|c| !c.is_ascii_whitespace());
        let unclosed = || format!("Unclosed start tag \"{tag}\" at byte offset {begin}");
        if self.rest.is_empty() {
            return Err(unclosed());
        }
        if self.rest.starts_with('>') {
            self.skip(1);
            return Ok(None);
        }
        let name = self.take_until(|c| c.is_ascii_whitespace() || c == '=' || c == '>').to_ascii_lowercase();
        if name.is_empty() {
            return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
        }
        self.take_until(|c| !c.is_ascii_whitespace());
        if !self.rest.starts_with('=') {
            return Ok(Some((name, String::new())));
        }
        self.skip(1);
        self.take_until(|c| !c.is_ascii_whitespace());
        let Some(quote @ ('"' | '\'')) = self.rest.chars().next() else {
            let value = self.take_until(|c| c.is_ascii_whitespace() || c == '>').to_owned();
            return Ok(Some((name, value)));
        };
        self.skip(1);
        let mut value = String::new();
        loop {
            match self.rest.chars().next() {
                None => return Err(unclosed()),
                Some(end) if end == quote => break,
                Some('&') => {
                    let (found, after) = reference(self.rest);
                    self.rest = after;
                    value.push(found);
                }
                Some(plain) => {
                    self.skip(plain.len_utf8());
                    value.push(plain);
                }
            }
        }
        self.skip(1);
        Ok(Some((name, value)))
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let begin = self.at();
        let Some(open) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        self.skip(2);
        let tag = self.take_until(|c| c.is_ascii_whitespace() || c == '>').to_ascii_lowercase();
        self.take_until(|c| !c.is_ascii_whitespace());
        if !self.rest.starts_with('>') {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.skip(1);
        if tag != open.tag {
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{tag}>\"",
                open.tag
            ));
        }
        self.close(open);
        Ok(())
    }

    fn close(&mut self, open: Open) {
        let length = self.units - open.from;
        let Some(kind) = kind_of(&open.tag, open.expandable) else { return };
        let mut entity = Entity::plain(kind, open.from, length);
        if open.tag == "a" {
            let inner = String::from_utf16_lossy(&self.text.encode_utf16().skip(open.from).collect::<Vec<_>>());
            match working_url(open.link.as_deref().unwrap_or(&inner)) {
                Some(url) => entity.url = Some(url),
                None => return, // Telegram shows the bare words of a link that leads nowhere.
            }
        }
        if open.tag == "code" {
            entity.language = open.language;
        }
        if open.tag == "pre" {
            let inner =
                self.done.iter().position(|it| it.kind == "code" && it.offset == open.from && it.length == length);
            entity.language = inner.and_then(|at| self.done.remove(at).language);
        } else if open.tag == "code" && self.open.last().is_none_or(|outer| outer.tag != "pre") {
            entity.language = None;
        }
        self.done.push(entity);
    }
}

/// The entity a tag makes; nothing for a tag that Telegram does not know.
fn kind_of(tag: &str, expandable: bool) -> Option<&'static str> {
    Some(match tag {
        "b" | "strong" => "bold",
        "i" | "em" => "italic",
        "u" | "ins" => "underline",
        "s" | "strike" | "del" => "strikethrough",
        "tg-spoiler" | "span" => "spoiler",
        "code" => "code",
        "pre" => "pre",
        "a" => "text_link",
        "blockquote" if expandable => "expandable_blockquote",
        "blockquote" => "blockquote",
        _ => return None,
    })
}

/// Reads `&lt;` and its like at the start of `text`; an unknown one stays as it is written.
fn reference(text: &str) -> (char, &str) {
    const REFERENCE_BYTES_MAX: usize = 12;
    let literal = ('&', text.get(1..).unwrap_or_default());
    let Some(end) = text.find(';').filter(|end| *end <= REFERENCE_BYTES_MAX) else { return literal };
    let (Some(name), Some(rest)) = (text.get(1..end), text.get(end + 1..)) else { return literal };
    let found = match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        _ => name.strip_prefix('#').and_then(|number| {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            code.ok().filter(|code| *code != 0).and_then(char::from_u32)
        }),
    };
    found.map_or(literal, |found| (found, rest))
}

/// The address a link leads to, with a scheme; nothing when it cannot be one.
pub(super) fn working_url(raw: &str) -> Option<String> {
    let raw = raw.trim();
    if raw.is_empty() || raw.contains(char::is_whitespace) {
        return None;
    }
    if raw.starts_with("tg://") {
        return Some(raw.to_owned());
    }
    let (scheme, rest) = raw.split_once("://").unwrap_or(("http", raw));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    (known && host.contains('.') && !host.starts_with('.')).then(|| format!("{}://{rest}", scheme.to_ascii_lowercase()))
}

/// Finds `/command` and `https://` words that no code, link or quote of code covers.
fn find_links_and_commands(text: &str, entities: &mut Vec<Entity>) {
    let covered: Vec<(usize, usize)> = entities
        .iter()
        .filter(|it| matches!(it.kind.as_str(), "code" | "pre" | "text_link"))
        .map(|it| (it.offset, it.end()))
        .collect();
    let mut offset = 0;
    let mut found = Vec::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let front = word.len() - word.trim_start_matches(['(', '"', '\'', '[']).len();
        if let Some(core) = word.get(front..) {
            let entity = command(core)
                .map(|length| Entity::plain("bot_command", offset + front, length))
                .or_else(|| url_word(core).map(|length| Entity::plain("url", offset + front, length)));
            found.extend(entity.filter(|it| !covered.iter().any(|(from, to)| it.offset < *to && it.end() > *from)));
        }
        offset += utf16_len(piece);
    }
    entities.extend(found.into_iter().filter(|it| !entities.contains(it)).collect::<Vec<_>>());
}

/// The length of the command a word starts with, `/name` or `/name@bot`.
fn command(word: &str) -> Option<usize> {
    const NAME_LEN_MAX: usize = 64;
    let name = word.strip_prefix('/')?;
    let part = |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').count();
    let length = part(name);
    if length == 0 || length > NAME_LEN_MAX {
        return None;
    }
    let rest = name.get(length..)?;
    match rest.chars().next() {
        Some('@') => {
            let bot = part(rest.get(1..)?);
            Some(1 + length + if bot == 0 { 0 } else { 1 + bot })
        }
        Some('/') => None,
        Some(other) if other.is_alphanumeric() => None,
        _ => Some(1 + length),
    }
}

fn url_word(word: &str) -> Option<usize> {
    if !(word.starts_with("http://") || word.starts_with("https://")) {
        return None;
    }
    let bare = word.trim_end_matches(['.', ',', ')', ';', ':', '!', '?', '"', '\'', ']']);
    working_url(bare).map(|_| utf16_len(bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(html: &str) -> (String, Vec<(String, usize, usize)>) {
        let styled = Styled::from_html(html).unwrap();
        (styled.text, styled.entities.into_iter().map(|it| (it.kind, it.offset, it.length)).collect())
    }

    #[test]
    fn offsets_are_utf16_units() {
        let (text, entities) = parts("😀 <b>né</b> <i>x</i>");
        assert_eq!(text, "😀 né x");
        assert_eq!(entities, [("bold".to_owned(), 3, 2), ("italic".to_owned(), 6, 1)]);
    }

    #[test]
    fn every_supported_tag_is_read() {
        let html = "<b>1</b><strong>2</strong><i>3</i><em>4</em><u>5</u><ins>6</ins><s>7</s><strike>8</strike><del>9</del>\
                    <tg-spoiler>a</tg-spoiler><span class=\"tg-spoiler\">b</span><code>c</code><pre>d</pre>\
                    <a href='https://e.org'>e</a><blockquote>f</blockquote><blockquote expandable>g</blockquote>";
        let (text, entities) = parts(html);
        assert_eq!(text, "123456789abcdefg");
        assert_eq!(entities.len(), 16);
        assert_eq!(entities[15].0, "expandable_blockquote");
    }

    #[test]
    fn references_are_decoded_and_unknown_ones_kept() {
        assert_eq!(parts("a &lt; b &amp; c &#65; &nbsp; & d").0, "a < b & c A &nbsp; & d");
    }

    #[test]
    fn a_language_moves_from_code_to_pre() {
        let styled = Styled::from_html("<pre><code class=\"language-rust\">fn</code></pre>").unwrap();
        assert_eq!(styled.entities.len(), 1);
        assert_eq!(styled.entities[0].language.as_deref(), Some("rust"));
    }

    #[test]
    fn broken_markup_is_refused_in_telegrams_words() {
        for (html, expected) in [
            ("a < b", "Unsupported start tag \"\" at byte offset 2"),
            ("1<2 or", "Unsupported start tag \"2\" at byte offset 1"),
            ("tail <", "Unclosed start tag at byte offset 5"),
            ("<b>x", "Can't find end tag corresponding to start tag \"b\""),
            ("<div>x</div>", "Unsupported start tag \"div\" at byte offset 0"),
            ("x</b>", "Unexpected end tag at byte offset 1"),
            ("<b>x</i>", "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\""),
            ("<span>x</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
            ("<a href=\"x>y</a>", "Unclosed start tag \"a\" at byte offset 0"),
        ] {
            assert_eq!(Styled::from_html(html).unwrap_err(), expected, "{html}");
        }
    }

    #[test]
    fn white_space_around_is_trimmed_but_not_before_an_entity() {
        let (text, entities) = parts("\n <pre>  a\n</pre>\n ");
        assert_eq!(text, "  a");
        assert_eq!(entities, [("pre".to_owned(), 0, 3)]);
    }

    #[test]
    fn commands_and_links_are_found_outside_code() {
        let kinds = |text: &str| -> Vec<(String, usize, usize)> {
            Styled::plain(text).entities.into_iter().map(|it| (it.kind, it.offset, it.length)).collect()
        };
        assert_eq!(kinds("/start now"), [("bot_command".to_owned(), 0, 6)]);
        assert_eq!(kinds("é /why@a_bot"), [("bot_command".to_owned(), 2, 10)]);
        assert_eq!(kinds("see https://a.org/b."), [("url".to_owned(), 4, 15)]);
        assert_eq!(kinds("a/b and /etc/passwd"), []);
        assert_eq!(parts("<code>/start</code>").1, [("code".to_owned(), 0, 6)]);
    }

    proptest::proptest! {
        #[test]
        fn no_input_breaks_the_reader(html in ".{0,80}") {
            if let Ok(styled) = Styled::from_html(&html) {
                let length = utf16_len(&styled.text);
                for entity in styled.entities {
                    proptest::prop_assert!(entity.offset + entity.length <= length);
                }
            }
        }

        #[test]
        fn escaped_text_comes_back(text in "[a-z<>&\"]{1,40}") {
            let html = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
            proptest::prop_assert_eq!(Styled::from_html(&html).unwrap().text, text);
        }
    }
}
