//! The standard price: the Black-Scholes equation in the logarithm of the share, on a grid, from expiry back to now.
//!
//! Time is discretised after Crank and Nicolson, with implicit half-steps after every kink (Rannacher 1984). Early exercise is taken into the
//! solution of each step (Brennan and Schwartz 1977). On an ex-date the value just before is that just after at a share lower by the dividend.
//! A coarse and a fine grid are extrapolated to one of no width (Richardson).

use super::Valued;
use super::terms::{PricingFault, Terms, VOLATILITY_MAX, VOLATILITY_MIN};
use crate::domain::option_chain::OptionRight;

/// Nodes on each side of the share, and steps in time, of the coarse grid; the fine one has twice as many.
const HALF: usize = 100;
const STEPS: usize = 50;

/// The grid reaches so many deviations to each side.
const DEVIATIONS: f64 = 6.0;

/// Volatility and rate are moved so far up and down to see what the price does.
const BUMP: f64 = 1e-4;

/// A calendar day in years.
const DAY: f64 = 1.0 / 365.0;

/// What a grid tells at today's share.
#[derive(Clone, Copy, Debug, Default)]
struct Read {
    price: f64,
    delta: f64,
    gamma: f64,
    theta: f64,
}

/// The price alone; not a number where the grid fails.
pub(super) fn price(terms: &Terms<'_>, volatility: f64) -> f64 {
    read(terms, volatility).price
}

/// Price and sensitivities.
pub(super) fn valued(terms: &Terms<'_>, volatility: f64) -> Result<Valued, PricingFault> {
    if terms.years == 0.0 {
        let inside = terms.payoff(terms.spot) > 0.0;
        let sign = if terms.right == OptionRight::Call { 1.0 } else { -1.0 };
        let delta = if inside { sign } else { 0.0 };
        return Ok(Valued { price: terms.intrinsic(), delta, gamma: 0.0, theta: 0.0, vega: 0.0, rho: 0.0 });
    }
    let Read { price, delta, gamma, theta } = read(terms, volatility);
    let (low, high) = ((volatility - BUMP).max(VOLATILITY_MIN), (volatility + BUMP).min(VOLATILITY_MAX));
    let vega = (self::price(terms, high) - self::price(terms, low)) / (high - low);
    let at = |rate| self::price(&Terms { rate, ..*terms }, volatility);
    let rho = (at(terms.rate + BUMP) - at(terms.rate - BUMP)) / (2.0 * BUMP);
    let numbers = [price, delta, gamma, theta, vega, rho];
    if numbers.into_iter().all(f64::is_finite) {
        Ok(Valued { price, delta, gamma, theta, vega, rho })
    } else {
        Err(PricingFault::Failed)
    }
}

fn read(terms: &Terms<'_>, volatility: f64) -> Read {
    let coarse = Grid::new(terms, volatility, HALF).run(1);
    let fine = Grid::new(terms, volatility, 2 * HALF).run(2);
    let finest = |fine: f64, coarse: f64| fine + (fine - coarse) / 3.0;
    Read {
        price: finest(fine.price, coarse.price).max(terms.intrinsic()),
        delta: finest(fine.delta, coarse.delta),
        gamma: finest(fine.gamma, coarse.gamma),
        theta: finest(fine.theta, coarse.theta),
    }
}

/// One grid and what has been solved on it.
///
/// Places are ordered so that early exercise lies at their end: calls by rising shares, puts by falling ones.
struct Grid<'a> {
    terms: &'a Terms<'a>,
    /// 1 for calls, -1 for puts: the direction of the share along the places.
    sign: f64,
    /// Nodes on each side of the share.
    half: usize,
    /// Between two nodes, in the logarithm of the share.
    width: f64,
    shares: Vec<f64>,
    payoffs: Vec<f64>,
    values: Vec<f64>,
    known: Vec<f64>,
    inverse: Vec<f64>,
    /// The equation's weights of the place before, of the place itself and of the place after.
    weights: [f64; 3],
}

impl<'a> Grid<'a> {
    fn new(terms: &'a Terms<'a>, volatility: f64, half: usize) -> Self {
        let sign = if terms.right == OptionRight::Call { 1.0 } else { -1.0 };
        let variance = volatility * volatility;
        let paid: f64 = terms.due().map(|dividend| dividend.amount).sum();
        let drift = terms.rate.abs() * terms.years + libm::log1p(paid / terms.spot);
        let reach = DEVIATIONS * volatility * libm::sqrt(terms.years) + drift;
        let width = reach / half as f64;
        let factor = libm::exp(sign * width);
        let mut share = terms.spot * libm::exp(-sign * reach);
        let shares: Vec<f64> = (0..=2 * half)
            .map(|_| {
                let here = share;
                share *= factor;
                here
            })
            .collect();
        let payoffs: Vec<f64> = shares.iter().map(|share| terms.payoff(*share)).collect();
        let values = payoffs
            .iter()
            .zip(&shares)
            .map(|(payoff, share)| averaged(*payoff, share * width / 2.0).max(NEXT_TO_NOTHING))
            .collect();
        let spread = variance / (2.0 * width * width);
        let drift = sign * (terms.rate - variance / 2.0) / (2.0 * width);
        let weights = [spread - drift, -2.0 * spread - terms.rate, spread + drift];
        let (known, inverse) = (vec![0.0; shares.len()], vec![0.0; shares.len()]);
        Self { terms, sign, half, width, shares, payoffs, values, known, inverse, weights }
    }

    /// Goes from expiry back to now.
    fn run(mut self, refined: usize) -> Read {
        let years = self.terms.years;
        let mut time = years;
        let mut kink = true;
        for dividend in self.terms.due().rev() {
            self.march(time, dividend.years, refined, kink);
            time = dividend.years;
            self.pay(dividend.amount);
            kink = self.terms.right == OptionRight::Call;
        }
        let soon = time.min(DAY);
        if time > soon {
            self.march(time, soon, refined, kink);
            kink = false;
        }
        let later = if soon == years { self.terms.intrinsic() } else { self.center()[1] };
        self.march(soon, 0.0, refined, kink);
        let [before, price, after] = self.center();
        let slope = self.sign * (after - before) / (2.0 * self.width);
        let bend = (after - 2.0 * price + before) / (self.width * self.width);
        let spot = self.terms.spot;
        Read { price, delta: slope / spot, gamma: (bend - slope) / (spot * spot), theta: (later - price) / soon * DAY }
    }

    fn center(&self) -> [f64; 3] {
        match self.values.get(self.half - 1..self.half + 2) {
            Some(&[before, here, after]) => [before, here, after],
            _ => [f64::NAN; 3],
        }
    }

    /// Goes back from one time to an earlier one.
    fn march(&mut self, from: f64, to: f64, refined: usize, kink: bool) {
        let length = from - to;
        if length <= 0.0 {
            return;
        }
        let steps = refined
            * libm::round(STEPS as f64 * length / self.terms.years).max(if kink { STEPS_KINK } else { 1.0 }) as usize;
        let power = if kink { GRADING } else { 1.0 };
        let mut done = 0.0;
        for step in 1..=steps {
            let until = length * libm::pow(step as f64 / steps as f64, power);
            let duration = until - done;
            done = until;
            if kink && step <= 2 {
                self.step(duration / 2.0, 1.0);
                self.step(duration / 2.0, 1.0);
            } else {
                self.step(duration, 0.5);
            }
        }
    }

    /// One step back by so many years, of which the part `implicit` is taken at its end.
    fn step(&mut self, years: f64, implicit: f64) {
        let last = self.values.len() - 1;
        let [before, here, after] = self.weights;
        // What is known at the step's beginning.
        let explicit = (1.0 - implicit) * years;
        for i in 1..last {
            self.known[i] = self.values[i]
                + explicit * (before * self.values[i - 1] + here * self.values[i] + after * self.values[i + 1]);
        }
        // Beyond the ends the price is linear in the share.
        let (first_w, last_w) = (libm::exp(-self.sign * self.width), libm::exp(self.sign * self.width));
        let scale = -implicit * years;
        let (a, b, c) = (scale * before, 1.0 + scale * here, scale * after);
        let mut inv = 1.0 / (b + a * (1.0 + first_w));
        let mut c_i = c - a * first_w;
        self.inverse[1] = inv;
        self.known[1] *= inv;
        let c_first = c_i;
        let mut fixed = false;
        for i in 2..last {
            let (a_i, b_i) = if i == last - 1 { (a - c * last_w, b + c * (1.0 + last_w)) } else { (a, b) };
            if !fixed || i == last - 1 {
                let next = 1.0 / (b_i - a_i * inv * c_i);
                fixed = (next - inv).abs() <= 4.0 * f64::EPSILON * inv;
                inv = next;
            }
            c_i = c;
            self.inverse[i] = inv;
            self.known[i] = (self.known[i] - a_i * self.known[i - 1]) * inv;
        }
        let mut v = 0.0;
        for i in (1..last).rev() {
            let c_i = if i == 1 {
                c_first
            } else if i == last - 1 {
                0.0
            } else {
                c
            };
            v = (self.known[i] - c_i * self.inverse[i] * v).max(self.payoffs[i]);
            self.values[i] = v;
        }
        self.values[0] = (1.0 + first_w) * self.values[1] - first_w * self.values[2];
        self.values[last] = (1.0 + last_w) * self.values[last - 1] - last_w * self.values[last - 2];
    }

    /// Crosses an ex-date backwards.
    fn pay(&mut self, amount: f64) {
        let last = self.values.len() - 1;
        let old = self.values.clone();
        for i in 0..=last {
            let share = (self.shares[i] - amount).max(0.0);
            let place = if share > 0.0 {
                self.half as f64 + self.sign * libm::log(share / self.terms.spot) / self.width
            } else {
                f64::NAN
            };
            self.values[i] = if place >= 0.0 && place <= last as f64 {
                let base = (place as usize).clamp(1, last - 2);
                let t = place - base as f64;
                let [p, q, r, s] = [old[base - 1], old[base], old[base + 1], old[base + 2]];
                -t * (t - 1.0) * (t - 2.0) / 6.0 * p + (t + 1.0) * (t - 1.0) * (t - 2.0) / 2.0 * q
                    - (t + 1.0) * t * (t - 2.0) / 2.0 * r
                    + (t + 1.0) * t * (t - 1.0) / 6.0 * s
            } else {
                let (k, l) = if self.sign > 0.0 { (0, 1) } else { (last, last - 1) };
                old[k] + (share - self.shares[k]) * (old[l] - old[k]) / (self.shares[l] - self.shares[k])
            };
        }
        for i in 0..=last {
            let gain = |i: usize| self.payoffs[i] - self.values[i];
            let f = gain(i);
            if i == 0 || i == last {
                self.known[i] = f.max(0.0);
                continue;
            }
            self.known[i] = averaged(f, (gain(i + 1) - gain(i - 1)) / 4.0);
        }
        for i in 0..=last {
            self.values[i] += self.known[i];
        }
    }
}

const NEXT_TO_NOTHING: f64 = 1e-30;

const STEPS_KINK: f64 = 8.0;
const GRADING: f64 = 2.0;

/// What of `middle` is positive, on average over a cell in which it changes by `reach` to each side: a kink inside of a cell counts by its place.
fn averaged(middle: f64, reach: f64) -> f64 {
    let reach = reach.abs();
    if middle.abs() >= reach { middle.max(0.0) } else { (middle + reach) * (middle + reach) / (4.0 * reach) }
}
