//! How sure a measured share is.

/// The 95 % score interval of a share of `hits` in `cases` (Wilson, JASA 22, 1927): `(low, high)`, (0, 1) without cases.
pub fn wilson(hits: usize, cases: usize) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    if cases == 0 {
        return (0.0, 1.0);
    }
    let (n, share) = (cases as f64, hits.min(cases) as f64 / cases as f64);
    let centre = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (((centre - half) / scale).max(0.0), ((centre + half) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::wilson;

    #[test]
    fn the_interval_of_a_known_case() {
        // 42 of 60: 0.575 to 0.801.
        let (low, high) = wilson(42, 60);
        assert!((low - 0.5749).abs() < 5e-4 && (high - 0.8011).abs() < 5e-4, "{low} {high}");
        assert_eq!(wilson(0, 0), (0.0, 1.0));
        let (low, high) = wilson(60, 60);
        assert!(low > 0.93 && high > 0.9999);
        assert!(wilson(0, 60).0.abs() < 1e-12);
    }
}
