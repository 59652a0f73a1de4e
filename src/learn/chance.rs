//! Chance: uniform, normal and Student numbers made of bits that are handed in.

/// Evenly spread bits of a seeded generator.
pub trait Dice: Send {
    /// The next 64 bits.
    fn bits(&mut self) -> u64;
}

/// A stream of chance.
pub struct Chance {
    dice: Box<dyn Dice>,
    spare: Option<f64>,
}

impl Chance {
    /// A stream made of these bits.
    pub fn new(dice: Box<dyn Dice>) -> Self {
        Self { dice, spare: None }
    }

    /// Evenly spread over (0, 1), both ends excluded.
    pub fn uniform(&mut self) -> f64 {
        ((self.dice.bits() >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0 // 2^53
    }

    /// A whole number from 0 to `below` - 1, evenly spread but for one part in 2^53; 0 where `below` is 0.
    pub fn below(&mut self, below: usize) -> usize {
        ((self.uniform() * below as f64) as usize).min(below.saturating_sub(1))
    }

    /// 1 or -1, one as often as the other.
    pub fn sign(&mut self) -> f64 {
        if self.dice.bits() >> 63 == 0 { 1.0 } else { -1.0 }
    }

    /// Standard normal, by Marsaglia's polar method.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let s = x * x + y * y;
            if s < 1.0 && s > 0.0 {
                let factor = libm::sqrt(-2.0 * libm::log(s) / s);
                self.spare = Some(y * factor);
                return x * factor;
            }
        }
    }

    /// Student's t with `degrees` of freedom (3 at least), scaled to unit variance.
    pub fn student(&mut self, degrees: u32) -> f64 {
        let z = self.normal();
        // A chi-square of two degrees is an exponential; an odd degree more is a squared normal.
        let product: f64 = (0..degrees / 2).map(|_| self.uniform()).product();
        let odd = if degrees % 2 == 1 { self.normal() } else { 0.0 };
        let chi_square = odd * odd - 2.0 * libm::log(product);
        z * libm::sqrt((f64::from(degrees) - 2.0) / chi_square)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use rand::{RngCore, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    struct ChaCha(ChaCha8Rng);

    impl Dice for ChaCha {
        fn bits(&mut self) -> u64 {
            self.0.next_u64()
        }
    }

    pub(crate) fn chance(seed: u64) -> Chance {
        Chance::new(Box::new(ChaCha(ChaCha8Rng::seed_from_u64(seed))))
    }

    fn moments(draw: impl Fn(&mut Chance) -> f64) -> (f64, f64, f64) {
        let mut chance = chance(7);
        let drawn: Vec<f64> = (0..200_000).map(|_| draw(&mut chance)).collect();
        let mean_of = |power: i32| drawn.iter().map(|x| x.powi(power)).sum::<f64>() / drawn.len() as f64;
        (mean_of(1), mean_of(2), mean_of(4))
    }

    #[test]
    fn the_numbers_have_the_moments_of_their_laws() {
        let (mean, square, fourth) = moments(Chance::normal);
        assert!(mean.abs() < 0.01 && (square - 1.0).abs() < 0.015 && (fourth - 3.0).abs() < 0.12, "{square} {fourth}");
        let (mean, square, fourth) = moments(|chance| chance.student(5));
        // Kurtosis of t5 is 9, of which a sample shows little; it is far above the normal's 3.
        assert!(mean.abs() < 0.01 && (square - 1.0).abs() < 0.04 && fourth > 4.5, "{square} {fourth}");
        let (mean, square, _) = moments(|chance| chance.student(8));
        assert!(mean.abs() < 0.01 && (square - 1.0).abs() < 0.03, "{square}");
        let (mean, square, _) = moments(Chance::uniform);
        assert!((mean - 0.5).abs() < 0.005 && (square - 1.0 / 3.0).abs() < 0.005);
        let (mean, square, _) = moments(Chance::sign);
        assert!(mean.abs() < 0.01 && square == 1.0);
        assert_eq!(chance(1).below(0), 0);
        assert!((0..100).all(|seed| chance(seed).below(3) < 3));
    }

    #[test]
    fn a_seed_gives_one_stream() {
        let draw = |seed: u64| -> Vec<f64> {
            let mut chance = chance(seed);
            (0..50).map(|_| chance.student(5)).collect()
        };
        assert_eq!(draw(3), draw(3));
        assert_ne!(draw(3), draw(4));
    }
}
