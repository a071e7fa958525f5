//! Routes as constants: a path is spelt once, for the router and for the links.

use std::fmt::{Display, Write as _};

/// Bytes reserved for the values of a path: growing it takes longer than to write it.
const VALUE_BYTES: usize = 64;

/// Path pattern with `N` parameters, as the router writes it: `/initiatives/{slug}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoutePattern<const N: usize>(&'static str);

impl<const N: usize> RoutePattern<N> {
    /// # Panics
    /// At compile time, in a constant whose pattern has not `N` parameters.
    pub(super) const fn new(pattern: &'static str) -> Self {
        let bytes = pattern.as_bytes();
        let (mut at, mut parameters) = (0, 0);
        while let Some((_, [byte, ..])) = bytes.split_at_checked(at) {
            parameters += (*byte == b'{') as usize;
            at += 1;
        }
        assert!(parameters == N, "a route has as many parameters as its type tells");
        Self(pattern)
    }

    #[must_use]
    pub const fn pattern(self) -> &'static str {
        self.0
    }

    /// Path above the first parameter: `/initiatives`.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        let bytes = self.0.as_bytes();
        let mut at = 0;
        while let Some((before, [byte, ..])) = bytes.split_at_checked(at) {
            if *byte == b'{' {
                return self.0.split_at(before.len().saturating_sub(1)).0;
            }
            at += 1;
        }
        self.0
    }

    /// Path with `values`, which need no encoding, in the place of the parameters.
    pub(super) fn fill(self, values: [&dyn Display; N]) -> String {
        let mut parts = self.0.split('{');
        let mut path = String::with_capacity(self.0.len() + VALUE_BYTES);
        path.push_str(parts.next().unwrap_or_default());
        for (part, value) in parts.zip(values) {
            let rest = part.split_once('}').map_or("", |(_, rest)| rest);
            write!(path, "{value}{rest}").expect("a String takes any text");
        }
        path
    }
}

impl<const N: usize> From<RoutePattern<N>> for &'static str {
    fn from(route: RoutePattern<N>) -> Self {
        route.0
    }
}

/// Defines a constant for each route, and the list of their patterns. A route without a parameter is a text, one with
/// parameters a [`RoutePattern`].
macro_rules! routes {
    (
        $list:ident
        paths { $($(#[$note:meta])* $name:ident = $path:literal;)* }
        patterns { $($(#[$more:meta])* $route:ident<$count:literal> = $pattern:expr;)* }
    ) => {
        $($(#[$note])* pub const $name: &str = $path;)*
        $($(#[$more])* pub const $route: $crate::paths::RoutePattern<$count> =
            $crate::paths::RoutePattern::new($pattern);)*

        /// Patterns of the routes of this module.
        pub(super) const $list: &[&str] = &[$($name,)* $($route.pattern(),)*];
    };
}

pub(super) use routes;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_replaced_in_their_order() {
        let step = RoutePattern::<2>::new("/proposer/{token}/{step}");
        assert_eq!(step.fill([&"abc", &7]), "/proposer/abc/7");
        assert_eq!(step.prefix(), "/proposer");
        let poster = RoutePattern::<1>::new("/quartiers/{slug}/affiche");
        assert_eq!(poster.fill([&"sanitas"]), "/quartiers/sanitas/affiche");
    }
}
