//! The words of simulated headlines: templates of a tone, with blanks that chance fills.

use crate::feeds::sim::noise::Noise;

/// Good news.
const GOOD: [&str; 18] = [
    "RTX wins {amount} {product} contract from {customer}",
    "RTX raises full-year profit outlook on strong {unit} demand",
    "RTX posts strong quarter as {unit} margins improve",
    "{customer} awards RTX {amount} for {product}, strengthening its backlog",
    "RTX shares gain after {unit} results exceed expectations",
    "Analyst upgrades RTX, sees stronger {unit} profitability",
    "RTX completes {product} flight test successfully, winning praise",
    "RTX boosts dividend after record {unit} gains",
    "RTX and {customer} achieve milestone in {product} program ahead of plan",
    "{unit} recovery accelerates at RTX, improving cash flow",
    "RTX beats profit estimates, helped by strong {unit} orders",
    "RTX secures favorable {amount} settlement on {product} work",
    "RTX opens {product} plant early, easing bottlenecks and improving output",
    "RTX gains share in {product} as {customer} expands order to {amount}",
    "Strong orders lift RTX {unit} business to best quarter in years",
    "RTX outperforms defense rivals as {unit} profits improve",
    "{customer} praises RTX {product} after successful trial",
    "RTX wins dispute with {customer}, gaining {amount} in back payments",
];

/// Bad news.
const BAD: [&str; 18] = [
    "RTX cuts full-year guidance as {unit} recall costs rise",
    "RTX loses {amount} {product} contract with {customer}",
    "RTX warns of weak {unit} margins amid parts shortages",
    "{customer} halts RTX {product} deliveries after defects found",
    "RTX shares decline on disappointing {unit} results",
    "Analyst downgrades RTX, fears further {unit} losses",
    "RTX delays {product} program after test failure",
    "RTX takes {amount} charge on troubled {product} contract",
    "Regulators investigate RTX over {product} quality problems",
    "RTX faces lawsuit from {customer} over late {product}",
    "{unit} weakness drags RTX to surprise loss",
    "RTX misses profit estimates as {unit} costs worsen",
    "RTX to pay {amount} penalty over {product} violations",
    "Strike threatens RTX {unit} output, worsening shortages",
    "RTX recalls {product} parts after cracks and failures",
    "{customer} cancels {amount} RTX {product} order over delays",
    "RTX suffers setback as {product} fails inspection",
    "RTX warns of {amount} loss in {unit} on supplier bankruptcy",
];

/// Neither.
const NEUTRAL: [&str; 14] = [
    "RTX to report quarterly results on Tuesday",
    "RTX executive to speak at {unit} conference",
    "RTX names new head of {unit} operations",
    "RTX schedules annual meeting of shareholders",
    "{customer} to receive RTX {product} next month",
    "RTX files quarterly report with the regulator",
    "RTX shows {product} at trade fair",
    "Five things to know about RTX and {product}",
    "RTX moves {unit} staff to new office",
    "RTX and {customer} hold talks on {product}",
    "What to watch when RTX reports on {unit}",
    "RTX publishes agenda of {unit} investor day",
    "RTX director sells shares under a standing plan",
    "A look at RTX, {customer} and the market for {product}",
];

const PRODUCTS: [&str; 12] = [
    "radar",
    "missile defense",
    "avionics",
    "jet engine",
    "interceptor",
    "air defense",
    "sensor",
    "satellite",
    "landing system",
    "helicopter engine",
    "guided munition",
    "electronic warfare",
];

const CUSTOMERS: [&str; 12] = [
    "the Army",
    "the Navy",
    "the Air Force",
    "Poland",
    "Germany",
    "Japan",
    "Norway",
    "the Netherlands",
    "South Korea",
    "a European airline",
    "an Asian carrier",
    "the Coast Guard",
];

const UNITS: [&str; 8] = [
    "commercial aftermarket",
    "engine services",
    "missile",
    "avionics",
    "cabin interiors",
    "military engine",
    "space systems",
    "repair shop",
];

/// How a story is told again.
const AGAIN: [(&str, &str); 4] = [("UPDATE 1-", ""), ("", " - report"), ("", " (corrected)"), ("Brief: ", "")];

/// A title of that tone: -1 is bad, 1 is good, 0 neither.
pub(super) fn title(tone: f64, noise: &mut Noise) -> String {
    let templates: &[&str] = match tone {
        tone if tone > 0.0 => &GOOD,
        tone if tone < 0.0 => &BAD,
        _ => &NEUTRAL,
    };
    let amount = if noise.uniform() < 0.5 {
        format!("${:.1} billion", 1.0 + 4.0 * noise.uniform())
    } else {
        format!("${} million", 10 * (3.0 + 90.0 * noise.uniform()) as u32)
    };
    let filled = pick(templates, noise)
        .replace("{amount}", &amount)
        .replace("{product}", pick(&PRODUCTS, noise))
        .replace("{customer}", pick(&CUSTOMERS, noise))
        .replace("{unit}", pick(&UNITS, noise));
    capitalised(&filled)
}

/// The title of a story that is told again.
pub(super) fn told_again(title: &str, number: usize) -> String {
    let (before, after) = AGAIN.get(number % AGAIN.len()).copied().unwrap_or_default();
    format!("{before}{title}{after}")
}

fn pick<'a>(texts: &[&'a str], noise: &mut Noise) -> &'a str {
    let place = (noise.uniform() * texts.len() as f64) as usize;
    texts.get(place).copied().unwrap_or_default()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
