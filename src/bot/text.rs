//! Text for the chat, built as styled runs: what people or numbers put in can never become markup, and long text splits at borders.

/// The longest message Telegram takes, in UTF-16 units after its markup is read.
pub const MESSAGE_UNITS_MAX: usize = 4096;

/// The longest caption Telegram takes under a picture, in UTF-16 units after its markup is read.
pub const CAPTION_UNITS_MAX: usize = 1024;

/// A message as styled runs. The markup is written once, when it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html {
    runs: Vec<Run>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    style: Style,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Plain,
    Bold,
    Italic,
    Code,
    Table,
}

impl Html {
    /// An empty message.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds plain text.
    pub fn text(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Style::Plain, text.into())
    }

    /// Adds bold text.
    pub fn bold(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Style::Bold, text.into())
    }

    /// Adds text in italics.
    pub fn italic(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Style::Italic, text.into())
    }

    /// Adds text that can be copied by a tap.
    pub fn code(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Style::Code, text.into())
    }

    /// Adds a table in letters of one width, on lines of its own.
    pub fn table(&mut self, rows: &[String]) -> &mut Self {
        self.push(Style::Table, rows.join("\n"))
    }

    /// Adds a plain line.
    pub fn line(&mut self, text: impl Into<String>) -> &mut Self {
        self.text(text).text("\n")
    }

    /// Adds a bold line.
    pub fn title(&mut self, text: impl Into<String>) -> &mut Self {
        self.bold(text).text("\n")
    }

    /// Adds an empty line.
    pub fn gap(&mut self) -> &mut Self {
        self.text("\n")
    }

    fn push(&mut self, style: Style, text: String) -> &mut Self {
        if text.is_empty() {
            return self;
        }
        match self.runs.last_mut() {
            Some(last) if last.style == style => last.text.push_str(&text),
            _ => self.runs.push(Run { style, text }),
        }
        self
    }

    /// The text as people see it, without white space at either end, as Telegram trims it.
    pub fn visible(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect::<String>().trim().to_owned()
    }

    /// Length in UTF-16 units as Telegram counts them.
    pub fn units(&self) -> usize {
        self.runs.iter().map(|run| units(&run.text)).sum()
    }

    /// Markup in Telegram's HTML.
    pub fn markup(&self) -> String {
        let mut markup = String::new();
        for run in &self.runs {
            let (open, close) = run.style.tags();
            markup.push_str(open);
            escape_into(&mut markup, &run.text);
            markup.push_str(close);
        }
        markup.trim().to_owned()
    }

    /// The message in parts that Telegram takes, cut between lines where possible and never inside a tag.
    pub fn split(&self) -> Vec<Self> {
        let mut parts = vec![];
        let mut part = Self::new();
        for line in self.lines() {
            if part.units() + line.units() > MESSAGE_UNITS_MAX && !part.runs.is_empty() {
                parts.push(std::mem::take(&mut part));
            }
            for run in line.runs {
                for piece in pieces(&run.text) {
                    if part.units() + units(&piece) > MESSAGE_UNITS_MAX {
                        parts.push(std::mem::take(&mut part));
                    }
                    part.push(run.style, piece);
                }
            }
        }
        parts.push(part);
        parts.retain(|part| !part.visible().is_empty());
        parts
    }

    /// The same runs, cut after each line break.
    fn lines(&self) -> Vec<Self> {
        let mut lines = vec![Self::new()];
        for run in &self.runs {
            for piece in run.text.split_inclusive('\n') {
                if let Some(line) = lines.last_mut() {
                    line.push(run.style, piece.to_owned());
                }
                if piece.ends_with('\n') {
                    lines.push(Self::new());
                }
            }
        }
        lines
    }
}

impl Style {
    const fn tags(self) -> (&'static str, &'static str) {
        match self {
            Self::Plain => ("", ""),
            Self::Bold => ("<b>", "</b>"),
            Self::Italic => ("<i>", "</i>"),
            Self::Code => ("<code>", "</code>"),
            Self::Table => ("<pre>", "</pre>"),
        }
    }
}

/// Length in UTF-16 units.
pub fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// A text in pieces that fit into one message each; almost always one.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut length = 0;
    for letter in text.chars() {
        if length + letter.len_utf16() > MESSAGE_UNITS_MAX {
            pieces.push(String::new());
            length = 0;
        }
        length += letter.len_utf16();
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    pieces
}

fn escape_into(markup: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '&' => markup.push_str("&amp;"),
            other => markup.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_put_in_never_becomes_markup() {
        let mut html = Html::new();
        html.bold("<b>&").text("</b><i>").code("a > b");
        assert_eq!(html.markup(), "<b>&lt;b&gt;&amp;</b>&lt;/b&gt;&lt;i&gt;<code>a &gt; b</code>");
        assert_eq!(html.visible(), "<b>&</b><i>a > b");
    }

    #[test]
    fn emoji_count_as_telegram_counts_them() {
        assert_eq!(units("a😀é"), 4);
    }

    #[test]
    fn a_long_text_is_cut_between_lines_and_keeps_its_styles() {
        let mut html = Html::new();
        for number in 0..600 {
            html.bold(format!("row {number}")).line(" of many");
        }
        let parts = html.split();
        assert!(parts.len() > 1);
        for part in &parts {
            assert!(part.units() <= MESSAGE_UNITS_MAX);
            assert!(part.markup().starts_with("<b>row") && part.markup().ends_with("of many"));
        }
    }

    proptest! {
        #[test]
        fn splitting_loses_nothing_and_fits(lines in prop::collection::vec("[a-z<😀 ]{0,900}", 0..40)) {
            let mut html = Html::new();
            for (number, line) in lines.iter().enumerate() {
                if number % 2 == 0 { html.bold(line.clone()).gap() } else { html.line(line.clone()) };
            }
            let parts = html.split();
            let squeezed = |text: String| text.split_whitespace().collect::<String>();
            prop_assert!(parts.iter().all(|part| part.units() <= MESSAGE_UNITS_MAX));
            prop_assert_eq!(squeezed(parts.iter().map(Html::visible).collect()), squeezed(html.visible()));
        }
    }
}
