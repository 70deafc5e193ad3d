//! The exponential and GELU of many numbers at a time.
#![allow(clippy::inline_always)] // code that is not inlined loses the caller's instructions

use fearless_simd::prelude::*;

/// The lowest number whose exponential is computed; e^-87 is about the smallest 32-bit
/// number that is stored with all its digits.
const LOWEST: f32 = -87.0;
/// 1.5 * 2^23: a sum with it has no room for fractions, so it is rounded.
const ROUND: f32 = 12_582_912.0;
/// The bits of a 32-bit number that precede its exponent.
const FRACTION_BITS: u32 = 23;
/// ln 2 in two parts, the first with so few digits that its multiples are exact (Cody and
/// Waite, "Software Manual for the Elementary Functions", 1980).
const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
/// e^r = 1 + r + r^2 (0.5 + r / 6 + ..) up to half of ln 2, as in the library Cephes.
const POWERS: [f32; 6] = [
    1.987_569_1e-4,
    1.398_199_9e-3,
    8.333_452e-3,
    4.166_579_6e-2,
    1.666_666_5e-1,
    0.5,
];
/// Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964), 7.1.26.
const ERF: [f32; 5] = [
    1.061_405_4,
    -1.453_152,
    1.421_413_7,
    -0.284_496_74,
    0.254_829_6,
];
const ERF_SCALE: f32 = 0.327_591_1;

/// Returns e to the power of each number, which is 0 or less, with a relative error of at
/// most 3e-7. Below -87 it is that of -87.
#[inline(always)]
pub(super) fn exp<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    // x = n ln 2 + r, so e^x = 2^n e^r. The rounded sum has n in its lowest bits, from
    // where it is added to the exponent of e^r.
    let x = x.max(LOWEST);
    let rounded = x.mul_add(std::f32::consts::LOG2_E, S::f32s::splat(simd, ROUND));
    let n = rounded - ROUND;
    let r = n.mul_add(-LN_2[1], n.mul_add(-LN_2[0], x));
    let mut sum = S::f32s::splat(simd, POWERS[0]);
    for factor in &POWERS[1..] {
        sum = sum.mul_add(r, S::f32s::splat(simd, *factor));
    }
    let power = sum.mul_add(r * r, r + 1.0);
    S::f32s::from_bits(power.to_bits() + (rounded.to_bits() << FRACTION_BITS))
}

/// Returns `x` times the share of a normal distribution below `x` (Hendrycks and Gimpel,
/// 2016).
#[inline(always)]
pub(super) fn gelu<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let half = x * 0.5;
    half.mul_add(erf(simd, x * std::f32::consts::FRAC_1_SQRT_2), half)
}

/// Returns the error function, with an error of at most 5e-7.
#[inline(always)]
fn erf<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let one = S::f32s::splat(simd, 1.0);
    let t = one / x.abs().mul_add(ERF_SCALE, one);
    let mut sum = t * ERF[0];
    for factor in &ERF[1..] {
        sum = (sum + *factor) * t;
    }
    (one - sum * exp(simd, -(x * x))).copysign(x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::neural::kernel::levels;
    use fearless_simd::dispatch;

    /// Returns the exponential and the error function of a number, by each set of
    /// instructions that this machine has.
    fn of(x: f32) -> Vec<[f64; 2]> {
        let both = |level| dispatch!(level, simd => both(simd, x));
        levels().into_iter().map(both).collect()
    }

    #[inline(always)]
    fn both<S: Simd>(simd: S, x: f32) -> [f64; 2] {
        let x = S::f32s::splat(simd, x);
        [exp(simd, x), erf(simd, x)].map(|found| f64::from(found.as_slice()[0]))
    }

    #[test]
    fn the_error_function_is_as_in_tables() {
        for (x, expected) in [
            (0.0, 0.0),
            (0.5, 0.520_499_9),
            (-1.0, -0.842_700_8),
            (3.0, 0.999_977_9),
            (-9.0, -1.0),
        ] {
            for [_, found] in of(x) {
                assert!((found - expected).abs() < 1e-6, "erf({x}) is {found}");
            }
        }
    }

    #[test]
    fn the_exponential_is_that_of_the_standard_library() {
        for step in 0..8_700_u16 {
            let x = -f32::from(step) / 100.0;
            let exact = f64::from(x).exp();
            for [found, _] in of(x) {
                assert!((found / exact - 1.0).abs() < 3e-7, "exp({x}) is {found}");
            }
        }
        for [found, _] in of(-1e30) {
            assert!(found < 1e-37, "{found} is not next to nothing");
        }
    }
}
