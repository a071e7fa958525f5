//! Deterministic pseudo-random generator.

pub struct Random(u64);

impl Random {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % end.max(1)
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let at = self.below(list.len());
        list.get(at).expect("a non-empty list")
    }

    /// One of about thirty thousand made-up names, for a realistic vocabulary.
    pub fn name(&mut self) -> String {
        const SYLLABLES: [&str; 31] = [
            "ba", "bel", "bri", "cha", "cor", "da", "den", "do", "fa", "fon", "gar", "gi", "jo",
            "la", "lin", "lo", "ma", "mer", "mon", "na", "nel", "pa", "per", "ra", "ri", "sa",
            "son", "ta", "ti", "val", "vi",
        ];
        (0..3).map(|_| *self.pick(&SYLLABLES)).collect()
    }
}
