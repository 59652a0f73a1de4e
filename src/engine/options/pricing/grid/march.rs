//! The march of a grid's prices from expiry back to now.

use super::super::terms::Terms;
use super::Read;
use super::places::Places;
use crate::domain::option_chain::OptionRight;

/// Steps in the whole life of a contract, on the coarse grid.
const STEPS: f64 = 50.0;

/// Fewest steps after a kink, on the coarse grid.
const STEPS_KINK_MIN: f64 = 8.0;

/// After a kink the time passed grows with this power of the steps: the boundary of early exercise leaves the strike like a square root.
const GRADING: f64 = 2.0;

/// Steps after a kink that are taken in implicit halves.
const IMPLICIT_STEPS: usize = 2;

/// A calendar day in years.
const DAY: f64 = 1.0 / 365.0;

/// Prices under way.
pub(super) struct March<'a> {
    places: Places<'a>,
    values: Vec<f64>,
    /// What is known at the beginning of a step; then, what elimination makes of it.
    known: Vec<f64>,
    /// What elimination leaves of the weight of the next node.
    next_weights: Vec<f64>,
    /// How fast a price changes by the price one node before, at the node itself and one node after.
    weights: [f64; 3],
}

impl<'a> March<'a> {
    pub(super) fn new(terms: &'a Terms<'a>, volatility: f64, reach: f64, half: usize) -> Self {
        let places = Places::new(terms, reach, half);
        let variance = volatility * volatility;
        let spread = variance / (2.0 * places.width * places.width);
        let drift = places.sign * (terms.rate - variance / 2.0) / (2.0 * places.width);
        let weights = [spread - drift, -2.0 * spread - terms.rate, spread + drift];
        let values = places.expired();
        let (known, next_weights) = (values.clone(), values.clone());
        Self { places, values, known, next_weights, weights }
    }

    /// Goes from expiry back to now, with so many times the steps of the coarse grid.
    pub(super) fn run(mut self, refined: usize) -> Read {
        let terms = self.places.terms;
        let mut time = terms.years;
        let mut kink = true;
        for dividend in terms.due().rev() {
            self.back(time, dividend.years, refined, kink);
            time = dividend.years;
            self.pay(dividend.amount);
            kink = terms.right == OptionRight::Call;
        }
        let soon = time.min(DAY);
        if time > soon {
            self.back(time, soon, refined, kink);
            kink = false;
        }
        let later = if soon == terms.years { terms.intrinsic() } else { self.center()[1] };
        self.back(soon, 0.0, refined, kink);
        let [before, price, after] = self.center();
        let width = self.places.width;
        let slope = self.places.sign * (after - before) / (2.0 * width);
        let bend = (after - 2.0 * price + before) / (width * width);
        let gamma = (bend - slope) / (terms.spot * terms.spot);
        Read { price, delta: slope / terms.spot, gamma, theta: (later - price) / soon * DAY }
    }

    /// Prices at today's share and at the nodes beside it.
    fn center(&self) -> [f64; 3] {
        let half = self.places.half;
        match self.values.get(half - 1..half + 2) {
            Some(&[before, here, after]) => [before, here, after],
            _ => [f64::NAN; 3],
        }
    }

    fn pay(&mut self, amount: f64) {
        std::mem::swap(&mut self.values, &mut self.known);
        self.places.pay(amount, &self.known, &mut self.values, &mut self.next_weights);
    }

    /// Goes back from one time to an earlier one.
    fn back(&mut self, from: f64, to: f64, refined: usize, kink: bool) {
        let length = from - to;
        if length <= 0.0 {
            return;
        }
        let share = libm::round(STEPS * length / self.places.terms.years);
        let steps = refined * share.max(if kink { STEPS_KINK_MIN } else { 1.0 }) as usize;
        let mut done = 0.0;
        for step in 1..=steps {
            let part = step as f64 / steps as f64;
            let until = length * if kink { libm::pow(part, GRADING) } else { part };
            let duration = until - done;
            done = until;
            if kink && step <= IMPLICIT_STEPS {
                self.step(duration / 2.0, 1.0);
                self.step(duration / 2.0, 1.0);
            } else {
                self.step(duration, 0.5);
            }
        }
    }

    /// One step back by so many years; the part `implicit` of the change is that at its end.
    fn step(&mut self, years: f64, implicit: f64) {
        if implicit < 1.0 {
            let rows = Rows::new(self.weights, &self.places, (1.0 - implicit) * years);
            self.look(&rows);
        } else {
            self.known.copy_from_slice(&self.values);
        }
        let rows = Rows::new(self.weights, &self.places, -implicit * years);
        self.eliminate(&rows);
        self.substitute();
    }

    /// Applies rows to the prices.
    fn look(&mut self, rows: &Rows) {
        let Rows { first: [b_first, c_first], inner: [a, b, c], last: [a_last, b_last] } = *rows;
        let (Some(known_first), &[here, after, ..]) = (self.known.first_mut(), self.values.as_slice()) else { return };
        *known_first = b_first * here + c_first * after;
        for (known, around) in self.known.iter_mut().skip(1).zip(self.values.windows(3)) {
            if let &[before, here, after] = around {
                *known = a * before + b * here + c * after;
            }
        }
        let (Some(known_last), &[.., before, here]) = (self.known.last_mut(), self.values.as_slice()) else { return };
        *known_last = a_last * before + b_last * here;
    }

    /// Makes each row tell a node's price by that of the next one. Away from the first node rows soon become alike, bit for bit, and then need
    /// no division.
    fn eliminate(&mut self, rows: &Rows) {
        let [a, b, c] = rows.inner;
        let [b_first, c_first] = rows.first;
        let inner = self.known.len() - 2;
        let mut each = self.known.iter_mut().zip(&mut self.next_weights);
        let Some((known, weight)) = each.next() else { return };
        *known /= b_first;
        *weight = c_first / b_first;
        let (mut told, mut carried) = (*known, *weight);
        let mut alike = false;
        let mut left = inner;
        for (known, weight) in each.by_ref().take(inner) {
            let inverse = 1.0 / (b - a * carried);
            alike = (c * inverse - carried).abs() <= 2.0 * f64::EPSILON * carried.abs();
            carried = c * inverse;
            told = *known * inverse - a * inverse * told;
            (*known, *weight) = (told, carried);
            left -= 1;
            if alike {
                break;
            }
        }
        let inverse = 1.0 / (b - a * carried);
        let (pull, same) = (a * inverse, c * inverse);
        for (known, weight) in each.by_ref().take(if alike { left } else { 0 }) {
            told = *known * inverse - pull * told;
            (*known, *weight) = (told, same);
            carried = same;
        }
        let [a_last, b_last] = rows.last;
        if let Some((known, weight)) = each.next() {
            *known = (*known - a_last * told) / (b_last - a_last * carried);
            *weight = 0.0;
        }
    }

    /// From the end where early exercise lies back to the first node: a price is never below what using the right brings.
    fn substitute(&mut self) {
        let mut next = 0.0;
        let told = self.known.iter().zip(&self.next_weights).zip(&self.places.payoffs);
        for (value, ((known, weight), payoff)) in self.values.iter_mut().zip(told).rev() {
            next = (known - weight * next).max(*payoff);
            *value = next;
        }
    }
}

/// Rows of the matrix 1 + years · (weights): what a node takes from the one before, from itself and from the one after. Beyond both ends prices
/// go on as lines in the share, so the missing node of the first and of the last row is made of the two beside it.
struct Rows {
    first: [f64; 2],
    inner: [f64; 3],
    last: [f64; 2],
}

impl Rows {
    fn new([before, here, after]: [f64; 3], places: &Places<'_>, years: f64) -> Self {
        let [a, b, c] = [years * before, 1.0 + years * here, years * after];
        let (down, up) = (places.ratio_down, places.ratio_up);
        Self { first: [b + a * (1.0 + down), c - a * down], inner: [a, b, c], last: [a - c * up, b + c * (1.0 + up)] }
    }
}
