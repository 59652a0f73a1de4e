//! What the desk keeps, as CSV files for other programs: trades, equity, offers and options on calls, amounts in dollars with cents, instants in
//! UTC.

use std::fmt::Write as _;

use crate::domain::desk::approval::{Approval, ApprovalState, Mode};
use crate::domain::desk::book::Book;
use crate::domain::desk::potential::OptionResult;
use crate::domain::desk::quote::{ContractQuote, QuoteSource};
use crate::domain::desk::trade::{Attribution, Trade};
use crate::domain::money::Cents;
use crate::domain::symbol::Symbol;

/// A file as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvFile {
    /// Its name.
    pub name: String,
    /// Its text, the header first.
    pub text: String,
    /// Rows below the header.
    pub rows: usize,
}

const TRADES_HEADER: &str = "approval,mode,prediction,call,confidence,contract,contracts,opened_at,closed_at,paid,fees_in,received,\
                             fees_out,profit,gain,reason,price,time,volatility,spread,fees,rest";
const EQUITY_HEADER: &str = "mode,at,equity";
const OFFERS_HEADER: &str = "approval,mode,practice,prediction,call,confidence,contract,contracts,bid,ask,limit,break_even,delta,\
                             expected_profit,no_skill_profit,win_probability,opened_at,expires_at,state,decided_at,would_have_made,\
                             would_have_ended";

/// The columns of [`option_line`].
pub const OPTIONS_HEADER: &str = "symbol,prediction,horizon,call,contract,bought_at,ask,bought_by,bought_spot,bought_volatility,sold_at,bid,sold_by,\
                                  sold_spot,sold_volatility,fees,profit,gain,price,time,volatility,spread,attributed_fees,rest";

/// All files that have at least one row; `options` are what options on calls made.
pub fn files(book: &Book, options: &[OptionResult], symbol: Symbol) -> Vec<CsvFile> {
    let accounts = || [Mode::Paper, Mode::Live].into_iter().map(|mode| (mode, book.account(mode)));
    let trades = accounts().flat_map(|(_, account)| account.trades.iter().map(trade_line));
    let equity = accounts().flat_map(|(mode, account)| {
        let line = move |point: &crate::domain::desk::book::EquityPoint| {
            format!("{},{},{}", mode.name(), point.at, dollars(point.equity))
        };
        account.equity.iter().map(line)
    });
    let offers = book.offered.iter().filter_map(|id| book.approvals.get(id)).map(|approval| offer_line(book, approval));
    let files = [
        file(symbol, "trades", TRADES_HEADER, trades),
        file(symbol, "equity", EQUITY_HEADER, equity),
        file(symbol, "offers", OFFERS_HEADER, offers),
        file(symbol, "options", OPTIONS_HEADER, options.iter().map(option_line)),
    ];
    files.into_iter().filter(|file| file.rows > 0).collect()
}

fn file(symbol: Symbol, what: &str, header: &str, lines: impl Iterator<Item = String>) -> CsvFile {
    let mut text = format!("{header}\n");
    let mut rows = 0;
    for line in lines {
        text.push_str(&line);
        text.push('\n');
        rows += 1;
    }
    CsvFile { name: format!("{symbol}-{what}.csv"), text, rows }
}

/// Whole cents: `-151.20`.
fn dollars(amount: Cents) -> String {
    let cents = amount.0.unsigned_abs();
    let sign = if amount.0 < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

fn trade_line(trade: &Trade) -> String {
    let mut line = format!(
        "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}",
        trade.approval,
        trade.mode.name(),
        trade.signal.number.0,
        trade.signal.call.call(),
        trade.signal.confidence,
        trade.contract,
        trade.bought.filled,
        trade.opened_at,
        trade.closed_at,
        dollars(trade.bought.value),
        dollars(trade.bought.fees),
        dollars(trade.sold.value),
        dollars(trade.sold.fees),
        dollars(trade.profit()),
        trade.gain(),
        trade.reason.name(),
    );
    attributed(&mut line, trade.attribution.as_ref());
    line
}

/// Six columns of what a profit came from, dollars, not rounded; empty where it could not be told.
fn attributed(line: &mut String, parts: Option<&Attribution>) {
    // Writing into a text in memory cannot fail.
    let _written = match parts {
        Some(parts) => write!(
            line,
            ",{},{},{},{},{},{}",
            parts.price, parts.time, parts.volatility, parts.spread, parts.fees, parts.rest
        ),
        None => write!(line, ",,,,,,"),
    };
}

/// One contract, bought at the ask and sold at the bid, prices a share; `chain` or `model` says who quoted.
pub fn option_line(result: &OptionResult) -> String {
    let quoted = |quote: &ContractQuote, price: Cents| {
        let by = if quote.source == QuoteSource::Chain { "chain" } else { "model" };
        let volatility = quote.implied_volatility.map(|volatility| volatility.to_string()).unwrap_or_default();
        format!("{},{},{by},{},{volatility}", quote.at, dollars(price), quote.spot)
    };
    let mut line = format!(
        "{},{},{},{},{},{},{},{},{},{}",
        result.symbol,
        result.number.0,
        result.horizon.name(),
        result.call.call(),
        result.bought.contract,
        quoted(&result.bought, result.bought.ask),
        quoted(&result.sold, result.sold.bid),
        dollars(result.fees),
        dollars(result.profit()),
        result.gain(),
    );
    attributed(&mut line, result.attribution.as_ref());
    line
}

fn offer_line(book: &Book, approval: &Approval) -> String {
    let (offer, quote) = (&approval.offer, &approval.offer.quote);
    let (state, decided_at) = match approval.state {
        ApprovalState::Open => ("open", None),
        ApprovalState::Confirming { .. } => ("confirming", None),
        ApprovalState::Approved { at, .. } => ("approved", Some(at)),
        ApprovalState::Denied { at, .. } => ("denied", Some(at)),
        ApprovalState::Expired { at } => ("expired", Some(at)),
        ApprovalState::Unasked => ("unasked", None),
    };
    let shadow = book.shadows.iter().rfind(|shadow| shadow.approval == approval.id);
    let ended = shadow.and_then(|shadow| shadow.ended);
    let fields = [
        approval.id.to_string(),
        approval.mode.name().to_owned(),
        approval.practice.to_string(),
        approval.signal.number.0.to_string(),
        approval.signal.call.call().to_owned(),
        approval.signal.confidence.to_string(),
        approval.contract().to_string(),
        offer.quantity.to_string(),
        dollars(quote.bid),
        dollars(quote.ask),
        dollars(offer.limit),
        offer.break_even.to_string(),
        offer.delta.to_string(),
        offer.expected_profit.to_string(),
        offer.no_skill_profit.to_string(),
        offer.win_probability.to_string(),
        approval.opened_at.to_string(),
        approval.expires_at.to_string(),
        state.to_owned(),
        decided_at.map(|at| at.to_string()).unwrap_or_default(),
        shadow.map(|shadow| dollars(shadow.profit())).unwrap_or_default(),
        ended.map(|reason| reason.name().to_owned()).unwrap_or_default(),
    ];
    fields.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::screens::desk::samples;
    use expect_test::expect;

    #[test]
    fn every_row_has_the_columns_of_its_header() {
        let symbol = Symbol::new("RTX").unwrap();
        let files = files(&samples::full_book(), &samples::results(), symbol);
        assert_eq!(
            files.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(),
            ["RTX-trades.csv", "RTX-equity.csv", "RTX-offers.csv", "RTX-options.csv"]
        );
        for file in &files {
            let columns: Vec<usize> = file.text.lines().map(|line| line.split(',').count()).collect();
            assert!(columns.iter().all(|count| *count == columns[0]), "{}\n{}", file.name, file.text);
            assert_eq!(file.rows + 1, columns.len());
        }
        let shown: Vec<&str> = files.iter().flat_map(|file| file.text.lines().take(2)).collect();
        expect![[r#"
            approval,mode,prediction,call,confidence,contract,contracts,opened_at,closed_at,paid,fees_in,received,fees_out,profit,gain,reason,price,time,volatility,spread,fees,rest
            0000000000000001,paper,1234,BUY,0.581,RTX260130C00185000,1,2026-01-05T14:53:00Z,2026-01-05T14:55:00Z,193.00,1.05,290.00,1.07,94.88,0.4889461479000258,target,121.5,-14.2,-6.1,-5,-2.12,0.8
            mode,at,equity
            paper,2026-01-05T14:49:00Z,1000.00
            approval,mode,practice,prediction,call,confidence,contract,contracts,bid,ask,limit,break_even,delta,expected_profit,no_skill_profit,win_probability,opened_at,expires_at,state,decided_at,would_have_made,would_have_ended
            0000000000000001,paper,false,1234,BUY,0.581,RTX260130C00185000,1,1.86,1.90,1.99,187.01,0.41,12.31,-9.8,0.46,2026-01-05T15:15:00Z,2026-01-05T15:30:00Z,approved,2026-01-05T14:51:00Z,,
            symbol,prediction,horizon,call,contract,bought_at,ask,bought_by,bought_spot,bought_volatility,sold_at,bid,sold_by,sold_spot,sold_volatility,fees,profit,gain,price,time,volatility,spread,attributed_fees,rest
            RTX,1234,1h,BUY,RTX260130C00185000,2026-01-05T15:15:00Z,1.90,chain,183.42,0.231,2026-01-05T16:15:00Z,2.25,chain,183.42,0.231,2.12,32.88,0.17305263157894737,41.5,-3.25,1.75,-5,-2.12,-0.004"#]].assert_eq(&shown.join("\n"));
        assert_eq!(super::files(&Book::default(), &[], symbol), []);
    }
}
