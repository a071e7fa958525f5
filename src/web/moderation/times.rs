//! Times on moderation pages: relative and exact.

use jiff::Timestamp;

use crate::app::App;
use crate::clock::Clock;
use crate::i18n::Lang;

/// Formatter of times relative to now.
#[derive(Debug, Clone)]
pub struct TimeFormatter {
    clock: Clock,
    now: Timestamp,
    lang: Lang,
}

/// A time as text.
#[derive(Debug, Clone)]
pub struct FormattedTime {
    /// Relative: « il y a 6 jours ».
    pub ago: String,
    /// Exact, in France: « 24 novembre 2026 à 10 h 05 ».
    pub exact: String,
    /// Value of `datetime`: RFC 3339, UTC.
    pub datetime: String,
}

impl TimeFormatter {
    pub fn new(app: &App, lang: Lang) -> Self {
        Self { clock: app.clock.clone(), now: app.clock.now(), lang }
    }

    pub fn format(&self, at: Timestamp) -> FormattedTime {
        FormattedTime {
            ago: self.lang.ago(self.now.duration_since(at)),
            exact: self.lang.date_time(self.clock.in_france(at)),
            datetime: format!("{at:.0}"),
        }
    }

    /// Elapsed time: « depuis 6 jours ».
    pub fn since(&self, at: Timestamp) -> String {
        self.lang.since(self.now.duration_since(at))
    }
}
