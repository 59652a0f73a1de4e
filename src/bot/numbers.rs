//! How each language writes numbers, per cent and money; the figures themselves are made in [`super::show`].

use fluent_bundle::FluentValue;

/// The signs of one language (Unicode CLDR 46, latin digits). The currency is always the US dollar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Between the whole part and the decimals.
    decimal: char,
    /// Between thousands.
    group: char,
    /// Fewest digits of a whole part whose thousands are set apart.
    grouped_from: usize,
    /// Between a number and its per cent sign.
    before_percent: &'static str,
    /// What stands before an amount of money.
    before_money: &'static str,
    /// What stands after it.
    after_money: &'static str,
}

/// A space at which no line is broken.
const NO_BREAK: char = '\u{a0}';

const ENGLISH: Numbers =
    Numbers { decimal: '.', group: ',', grouped_from: 4, before_percent: " ", before_money: "$", after_money: "" };

const GERMAN: Numbers = Numbers {
    decimal: ',',
    group: '.',
    before_money: "",
    after_money: "\u{a0}$",
    before_percent: " ",
    grouped_from: 4,
};

/// Every language with its signs.
const STYLES: [(&str, Numbers); 6] = [
    ("en", ENGLISH),
    ("de", GERMAN),
    ("es", Numbers { grouped_from: 5, ..GERMAN }),
    ("pl", Numbers { group: NO_BREAK, grouped_from: 5, before_percent: "", ..GERMAN }),
    ("uk", Numbers { group: NO_BREAK, ..GERMAN }),
    ("pt-BR", Numbers { before_money: "US$\u{a0}", after_money: "", before_percent: "", ..GERMAN }),
];

/// Writes a whole number into a sentence; Fluent asks for a plain function, which can hold no language.
pub type Formatter<M> = fn(&FluentValue<'_>, &M) -> Option<String>;

/// The function that writes the numbers of a language by its code.
pub fn formatter<M>(code: &str) -> Formatter<M> {
    let all: [Formatter<M>; 6] =
        [written::<M, 0>, written::<M, 1>, written::<M, 2>, written::<M, 3>, written::<M, 4>, written::<M, 5>];
    let found = STYLES.iter().zip(all).find(|((known, _), _)| *known == code);
    found.map_or(written::<M, 0>, |(_, formatter)| formatter)
}

fn written<M, const STYLE: usize>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let (_, numbers) = STYLES.get(STYLE)?;
    Some(numbers.write(&format!("{:.0}", number.value.trunc() + 0.0)))
}

impl Numbers {
    /// The signs of a language by its code; those of English for any that is not known.
    pub fn of(code: &str) -> Self {
        STYLES.iter().find(|(known, _)| *known == code).map_or(ENGLISH, |(_, numbers)| *numbers)
    }

    /// A number as `format!` writes it (`-1234.5`), in the signs of the language: `-1,234.5`. What is no number comes back as it is.
    pub fn write(self, plain: &str) -> String {
        let (sign, rest) = match plain.strip_prefix(['-', '+']) {
            Some(rest) => (plain.get(..1).unwrap_or_default(), rest),
            None => ("", plain),
        };
        let (whole, decimals) = rest.split_once('.').map_or((rest, None), |(whole, decimals)| (whole, Some(decimals)));
        let mut text = sign.to_owned();
        let apart = whole.len() >= self.grouped_from && whole.bytes().all(|byte| byte.is_ascii_digit());
        for (position, digit) in whole.chars().enumerate() {
            if apart && position > 0 && (whole.len() - position).is_multiple_of(3) {
                text.push(self.group);
            }
            text.push(digit);
        }
        if let Some(decimals) = decimals {
            text.push(self.decimal);
            text.push_str(decimals);
        }
        text
    }

    /// A number of per cent with its sign: `51 %`.
    pub fn percent(self, plain: &str) -> String {
        self.write(plain) + self.before_percent + "%"
    }

    /// An amount of dollars: `-$1,234.50`.
    pub fn money(self, plain: &str) -> String {
        let written = self.write(plain);
        let (sign, amount) = match written.strip_prefix(['-', '+']) {
            Some(amount) => (written.get(..1).unwrap_or_default(), amount),
            None => ("", written.as_str()),
        };
        format!("{sign}{}{amount}{}", self.before_money, self.after_money)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_as_its_readers_do() {
        let written = |code: &str| {
            let numbers = Numbers::of(code);
            [
                numbers.write("1234"),
                numbers.write("-1234567.25"),
                numbers.percent("51.5"),
                numbers.money("-1234.50"),
                numbers.money("+12345"),
            ]
            .map(|text| text.replace(NO_BREAK, "_"))
        };
        assert_eq!(written("en"), ["1,234", "-1,234,567.25", "51.5 %", "-$1,234.50", "+$12,345"]);
        assert_eq!(written("de"), ["1.234", "-1.234.567,25", "51,5 %", "-1.234,50_$", "+12.345_$"]);
        assert_eq!(written("es"), ["1234", "-1.234.567,25", "51,5 %", "-1234,50_$", "+12.345_$"]);
        assert_eq!(written("pl"), ["1234", "-1_234_567,25", "51,5%", "-1234,50_$", "+12_345_$"]);
        assert_eq!(written("uk"), ["1_234", "-1_234_567,25", "51,5 %", "-1_234,50_$", "+12_345_$"]);
        assert_eq!(written("pt-BR"), ["1.234", "-1.234.567,25", "51,5%", "-US$_1.234,50", "+US$_12.345"]);
    }

    #[test]
    fn what_is_no_number_stays() {
        assert_eq!(Numbers::of("en").write("NaN"), "NaN");
        assert_eq!(Numbers::of("de").write(""), "");
    }
}
