//! A failure that lasts is told once, not every second.

use std::error::Error;

/// What was told last.
#[derive(Debug, Default)]
pub struct Told(Option<String>);

impl Told {
    /// Logs that `what` has failed by `error`, unless that was the last thing told.
    pub fn failure(&mut self, what: &str, error: &(dyn Error + 'static)) {
        if self.0.as_deref() != Some(what) {
            tracing::error!(error, "{what}");
            self.0 = Some(what.to_owned());
        }
    }

    /// It works again.
    pub fn well(&mut self) {
        if let Some(what) = self.0.take() {
            tracing::info!("no longer: {what}");
        }
    }
}
