//! Mail, backups, retention and rate limits.

pub mod backup;
mod import_report;
mod mail;
mod mail_delivery;
mod rate_limit;
mod retention;

pub use backup::{BackupState, DAYS, ErasedKind, Erasure, NumberedBackup, is_late};
pub use import_report::{ImportCounts, ImportReport, RecordType, SlugConflict};
pub use mail::{Mail, MailContent, MailId, MailState, Message, Purpose};
pub use mail_delivery::{
    ALARM_AFTER, Attempt, AttemptResult, LEASE, MAX_BACKOFF, MailServerFault, MailServerRecord,
    MailServerStatus, OutboxHealth, RetryDecision, SERVER_RETRY_PERIOD, SendOutcome,
    saturating_add,
};
pub use rate_limit::{BrowserId, Ceiling, DraftSize, Network, Quota, RateKey, RateLimit};
pub use retention::{
    CLOSED_MONTHS, EXPIRY_NOTICE, PurgeCount, RetentionClass, SPAM_MONTHS, SUPERSEDED_MONTHS,
    saturating_sub,
};
