//! Logs a lasting failure once, not at every attempt.

use std::error::Error;

/// Last failure logged.
#[derive(Debug, Default)]
pub struct FailureLog(Option<String>);

impl FailureLog {
    /// Logs the failure `what` with its `error`, unless it was the last one logged.
    pub fn failed(&mut self, what: &str, error: &(dyn Error + 'static)) {
        if self.0.as_deref() != Some(what) {
            tracing::error!(error, "{what}");
            self.0 = Some(what.to_owned());
        }
    }

    /// Logs the end of the failure, if there was one.
    pub fn resolved(&mut self) {
        if let Some(what) = self.0.take() {
            tracing::info!("resolved: {what}");
        }
    }
}
