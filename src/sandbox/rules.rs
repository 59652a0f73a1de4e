//! Telegram's limits and the words it refuses with.

use serde_json::Value;

use super::entities::{Styled, utf16_len, working_url};
use super::model::{Button, Rows};

/// The longest text, UTF-16 units after the markup is read.
pub(super) const TEXT_UNITS_MAX: usize = 4096;
/// The longest caption, UTF-16 units after the markup is read.
pub(super) const CAPTION_UNITS_MAX: usize = 1024;
/// The longest answer to a tap, characters.
pub(super) const ANSWER_CHARS_MAX: usize = 200;
/// The longest `callback_data`, bytes.
pub(super) const CALLBACK_DATA_BYTES_MAX: usize = 64;
/// The most buttons under one message.
pub(super) const BUTTONS_MAX: usize = 100;
/// The largest photo, bytes.
pub(super) const PHOTO_BYTES_MAX: usize = 10 * 1024 * 1024;
/// The largest document, bytes.
pub(super) const DOCUMENT_BYTES_MAX: usize = 50 * 1024 * 1024;
/// The largest sum of a photo's width and height, pixels.
pub(super) const PHOTO_SIDES_MAX: u32 = 10_000;
/// The most commands in one menu.
pub(super) const COMMANDS_MAX: usize = 100;
/// The longest time a tap can be answered after it, seconds; Telegram does not publish its own.
pub(super) const TAP_AGE_MAX_S: i64 = 900;
/// The longest time after which a message can be deleted, seconds.
pub(super) const DELETE_AGE_MAX_S: i64 = 48 * 3600;

/// An answer that is not `ok`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: u16,
    pub(super) description: String,
    pub(super) retry_after_s: Option<u32>,
    pub(super) migrate_to: Option<i64>,
}

impl Refusal {
    pub(super) fn new(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), retry_after_s: None, migrate_to: None }
    }

    /// 400 for a group that is a supergroup now, under another id.
    pub(super) fn moved(new: i64) -> Self {
        Self { migrate_to: Some(new), ..Self::bad("group chat was upgraded to a supergroup chat") }
    }

    /// 400 with Telegram's prefix.
    pub(super) fn bad(reason: impl AsRef<str>) -> Self {
        Self::new(400, format!("Bad Request: {}", reason.as_ref()))
    }
}

/// Checks a text to be sent.
pub(super) fn check_text(raw: &str, styled: &Styled) -> Result<(), Refusal> {
    if raw.is_empty() {
        return Err(Refusal::bad("message text is empty"));
    }
    if styled.text.is_empty() {
        return Err(Refusal::bad("text must be non-empty"));
    }
    if utf16_len(&styled.text) > TEXT_UNITS_MAX {
        return Err(Refusal::bad("message is too long"));
    }
    Ok(())
}

/// Checks a caption to be sent.
pub(super) fn check_caption(styled: &Styled) -> Result<(), Refusal> {
    if utf16_len(&styled.text) > CAPTION_UNITS_MAX {
        return Err(Refusal::bad("message caption is too long"));
    }
    Ok(())
}

/// Reads a `reply_markup`; only inline keyboards can be shown.
pub(super) fn keyboard(markup: &Value) -> Result<Rows, Refusal> {
    let Some(object) = markup.as_object() else {
        return Err(Refusal::bad("object expected as reply markup"));
    };
    if object.contains_key("remove_keyboard") || object.contains_key("force_reply") {
        return Ok(Vec::new());
    }
    if object.contains_key("keyboard") {
        return Err(Refusal::bad("the sandbox shows inline keyboards only, use inline_keyboard"));
    }
    let Some(rows) = object.get("inline_keyboard") else { return Ok(Vec::new()) };
    let Some(rows) = rows.as_array() else {
        return Err(Refusal::bad("field \"inline_keyboard\" must be of type Array"));
    };
    let mut keyboard = Vec::new();
    for row in rows {
        let Some(row) = row.as_array() else {
            return Err(Refusal::bad("field \"inline_keyboard\" must be an Array of Arrays"));
        };
        let row = row.iter().map(button).collect::<Result<Vec<_>, _>>()?;
        if !row.is_empty() {
            keyboard.push(row);
        }
    }
    if keyboard.iter().map(Vec::len).sum::<usize>() > BUTTONS_MAX {
        return Err(Refusal::bad("reply markup is too long"));
    }
    Ok(keyboard)
}

fn button(raw: &Value) -> Result<Button, Refusal> {
    let broken = |reason: &str| Refusal::bad(format!("can't parse inline keyboard button: {reason}"));
    let text = |name: &str| raw.get(name).and_then(Value::as_str).map(str::to_owned);
    let label = text("text").ok_or_else(|| broken("Field \"text\" must be of type String"))?;
    if label.trim().is_empty() {
        return Err(broken("Button text must be non-empty"));
    }
    let mut button = Button { text: label, ..Button::default() };
    if let Some(data) = text("callback_data") {
        if data.is_empty() || data.len() > CALLBACK_DATA_BYTES_MAX {
            return Err(Refusal::bad("BUTTON_DATA_INVALID"));
        }
        button.data = Some(data);
    } else if let Some(url) = text("url") {
        let wrong = || Refusal::bad(format!("inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"));
        button.url = Some(working_url(&url).ok_or_else(wrong)?);
    } else if let Some(copy) = raw.get("copy_text").and_then(|it| it.get("text")).and_then(Value::as_str) {
        const COPY_CHARS_MAX: usize = 256;
        if copy.is_empty() || copy.chars().count() > COPY_CHARS_MAX {
            return Err(Refusal::bad("BUTTON_COPY_TEXT_INVALID"));
        }
        button.copy = Some(copy.to_owned());
    } else {
        return Err(broken("Text buttons are unallowed in the inline keyboard"));
    }
    Ok(button)
}

/// Checks a command of a menu.
pub(super) fn check_command(name: &str, description: &str) -> Result<(), Refusal> {
    const NAME_LEN_MAX: usize = 32;
    const DESCRIPTION_CHARS_MAX: usize = 256;
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() || name.len() > NAME_LEN_MAX || !name.chars().all(allowed) {
        return Err(Refusal::bad("BOT_COMMAND_INVALID"));
    }
    if description.trim().is_empty() {
        return Err(Refusal::bad("command description must be non-empty"));
    }
    if description.chars().count() > DESCRIPTION_CHARS_MAX {
        return Err(Refusal::bad("BOT_COMMAND_DESCRIPTION_INVALID"));
    }
    Ok(())
}

/// The kind and the size in pixels of a picture, read from its first bytes.
pub(super) fn picture(bytes: &[u8]) -> Result<(&'static str, u32, u32), Refusal> {
    const RATIO_MAX: u32 = 20;
    if bytes.is_empty() {
        return Err(Refusal::bad("file must be non-empty"));
    }
    if bytes.len() > PHOTO_BYTES_MAX {
        let size = bytes.len();
        return Err(Refusal::bad(format!(
            "file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_BYTES_MAX} bytes"
        )));
    }
    let (mime, width, height) = png(bytes)
        .map(|(w, h)| ("image/png", w, h))
        .or_else(|| jpeg(bytes).map(|(w, h)| ("image/jpeg", w, h)))
        .ok_or_else(|| Refusal::bad("IMAGE_PROCESS_FAILED"))?;
    let (short, long) = (width.min(height), width.max(height));
    if short == 0 || width.saturating_add(height) > PHOTO_SIDES_MAX || long / short > RATIO_MAX {
        return Err(Refusal::bad("PHOTO_INVALID_DIMENSIONS"));
    }
    Ok((mime, width, height))
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let side = |from: usize| rest.get(from..from + 4)?.try_into().ok().map(u32::from_be_bytes);
    (rest.get(4..8)? == b"IHDR").then_some(())?;
    Some((side(8)?, side(12)?))
}

fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    bytes.strip_prefix(b"\xff\xd8")?;
    let pair = |at: usize| bytes.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes);
    let mut at = 2;
    loop {
        let marker = pair(at)?;
        let length = usize::from(pair(at + 2)?);
        // SOF0 to SOF15 hold the size; C4, C8 and CC in their midst are tables.
        if (0xffc0..=0xffcf).contains(&marker) && !matches!(marker, 0xffc4 | 0xffc8 | 0xffcc) {
            return Some((u32::from(pair(at + 7)?), u32::from(pair(at + 5)?)));
        }
        if marker < 0xff00 || length < 2 {
            return None;
        }
        at += 2 + length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(markup: &Value) -> String {
        keyboard(markup).unwrap_err().description
    }

    #[test]
    fn callback_data_is_counted_in_bytes() {
        let with = |data: String| json!({"inline_keyboard": [[{"text": "x", "callback_data": data}]]});
        assert_eq!(keyboard(&with("é".repeat(32))).unwrap().len(), 1);
        assert_eq!(refused(&with("é".repeat(33))), "Bad Request: BUTTON_DATA_INVALID");
        assert_eq!(refused(&with(String::new())), "Bad Request: BUTTON_DATA_INVALID");
    }

    #[test]
    fn keyboards_have_limits_and_known_buttons() {
        let many = json!({"inline_keyboard": vec![vec![json!({"text": "x", "callback_data": "y"}); 8]; 13]});
        assert_eq!(refused(&many), "Bad Request: reply markup is too long");
        let bare = json!({"inline_keyboard": [[{"text": "x"}]]});
        assert!(refused(&bare).contains("Text buttons are unallowed"));
        let local = json!({"inline_keyboard": [[{"text": "x", "url": "nowhere"}]]});
        assert!(refused(&local).contains("Wrong HTTP URL"));
    }

    #[test]
    fn text_is_measured_after_the_markup_is_read() {
        let long = format!("<b>{}</b>", "x".repeat(TEXT_UNITS_MAX));
        assert_eq!(check_text(&long, &Styled::from_html(&long).unwrap()), Ok(()));
        let longer = "😀".repeat(TEXT_UNITS_MAX / 2 + 1);
        let refusal = check_text(&longer, &Styled::plain(&longer)).unwrap_err();
        assert_eq!(refusal.description, "Bad Request: message is too long");
        assert!(check_text("", &Styled::plain("")).unwrap_err().description.ends_with("message text is empty"));
    }

    #[test]
    fn command_names_and_descriptions_are_checked() {
        assert_eq!(check_command("why_now2", "x"), Ok(()));
        for name in ["", "Start", "start-now", "é", &"a".repeat(33)] {
            assert!(check_command(name, "x").is_err(), "{name}");
        }
        assert!(check_command("a", "").is_err());
        assert!(check_command("a", &"x".repeat(257)).is_err());
    }

    #[test]
    fn pictures_are_told_by_their_first_bytes() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend(640_u32.to_be_bytes());
        png.extend(480_u32.to_be_bytes());
        assert_eq!(picture(&png).unwrap(), ("image/png", 640, 480));
        let jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x20\x00\x40";
        assert_eq!(picture(jpeg).unwrap(), ("image/jpeg", 64, 32));
        assert_eq!(picture(b"hello").unwrap_err().description, "Bad Request: IMAGE_PROCESS_FAILED");
        assert!(picture(&vec![0; PHOTO_BYTES_MAX + 1]).unwrap_err().description.contains("too big for a photo"));
    }
}
