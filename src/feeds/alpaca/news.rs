//! Decodes headlines.

use jiff::Timestamp;
use serde_json::Value;

use super::page::{Page, given, list, root};
use crate::domain::health::Refused;
use crate::domain::symbol::Symbol;
use crate::feeds::json::Node;
use crate::feeds::source_fault::SourceFault;
use crate::feeds::vendor::VendorHeadline;

/// The longest character reference that is looked for, from `&` to `;`.
const REFERENCE_LEN_MAX: usize = 10;

/// A headline and when the vendor last touched it; the vendor sorts and cuts by that instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The headline, dated when it was first published.
    pub headline: VendorHeadline,
    /// The last change.
    pub updated: Timestamp,
}

/// Decodes a page of headlines that name `symbol`.
///
/// # Errors
/// [`SourceFault::Shape`] names a field that is missing. A headline without a title or a time is left out as [`Refused::Headline`], one
/// that does not name the symbol as [`Refused::WrongSymbol`].
pub fn headlines(body: &Value, symbol: Symbol) -> Result<Page<Article>, SourceFault> {
    let root = root(body)?;
    let mut page = Page::begun(&root)?;
    for node in list(&root, "news")? {
        page.take(article(&node, symbol)?);
    }
    Ok(page)
}

fn article(node: &Node<'_>, symbol: Symbol) -> Result<Result<Article, Refused>, SourceFault> {
    let time = |key| given(node, key).map(|at| at.as_str().and_then(|text| text.parse().ok()));
    let id = node.whole("id")?.to_string();
    let (published, updated) = (time("created_at")?, time("updated_at")?);
    let title = plain(node.text("headline")?);
    let publisher = node.text("source")?.to_owned();
    let (mut symbols_named, mut named) = (0_u32, false);
    for other in list(node, "symbols")? {
        symbols_named = symbols_named.saturating_add(1);
        named |= other.value().as_str() == Some(symbol.as_str());
    }
    let Some((published, updated)) = Option::zip(published, updated) else { return Ok(Err(Refused::Headline)) };
    if title.trim().is_empty() {
        return Ok(Err(Refused::Headline));
    }
    if !named {
        return Ok(Err(Refused::WrongSymbol));
    }
    Ok(Ok(Article { headline: VendorHeadline { id, publisher, published, title, symbols_named }, updated }))
}

/// A title without HTML: publishers leave character references such as `&#39;` and `&amp;` in it.
fn plain(title: &str) -> String {
    let mut plain = String::with_capacity(title.len());
    let mut rest = title;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let reference = after.split_once(';').filter(|(name, _)| name.len() < REFERENCE_LEN_MAX);
        let read = reference.and_then(|(name, after)| Some((character(name)?, after)));
        let (read, after) = read.unwrap_or(('&', after));
        plain.push(read);
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// The character of a reference, given without `&` and `;`.
fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" | "rsquo" | "lsquo" => Some('\''),
        "nbsp" => Some(' '),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn character_references_become_characters_and_lone_ampersands_stay() {
        assert_eq!(plain("AT&amp;T&#39;s Q&A: &quot;up&#x21;&quot; & away;"), "AT&T's Q&A: \"up!\" & away;");
        assert_eq!(plain("&#99999999;&unknown;&"), "&#99999999;&unknown;&");
    }
}
