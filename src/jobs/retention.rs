//! Retention worker: erases expired records and reminds authors before; suspended while the clock is doubtful.

use std::io;
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::{MissedTickBehavior, interval};

use super::FailureLog;
use crate::app::App;
use crate::config::Config;
use crate::domain::operations::{
    EXPIRY_NOTICE, Mail, MailContent, PurgeCount, Purpose, RetentionClass, saturating_add,
};
use crate::domain::time::ClockState;
use crate::mail::{MailFolder, expiry_reminder};
use crate::paths;
use crate::store::{self, ERASURE_BATCH, ExpiringProposal, Reminder, Store};

const PERIOD: Duration = Duration::from_hours(1);

/// Result of a retention pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionPass {
    /// Clock state; nothing is erased unless it is sound.
    pub clock: ClockState,
    /// Records due for erasure, and the number erased; `None` if they need an operator's confirmation.
    pub counts: Vec<(PurgeCount, Option<u64>)>,
}

impl RetentionPass {
    /// Records that need an operator's confirmation.
    pub fn unconfirmed(&self) -> impl Iterator<Item = &PurgeCount> {
        self.counts.iter().filter(|(_, gone)| gone.is_none()).map(|(due, _)| due)
    }
}

/// Runs a pass every hour; a failure is logged and retried.
pub async fn erase(app: App) {
    let mut ticks = interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut failures = FailureLog::default();
    loop {
        ticks.tick().await;
        match pass(&app).await {
            Ok(()) => failures.resolved(),
            Err(error) => failures.failed("could not erase expired records", &error),
        }
    }
}

async fn pass(app: &App) -> store::Result<()> {
    let pass = erase_expired(&app.store, app.clock.now(), false).await?;
    note(&pass);
    app.set_purge_needs_confirmation(pass.unconfirmed().next().is_some());
    if let Err(error) = delete_mail_files(&app.store, &app.config).await? {
        tracing::error!(%error, "could not delete the files of erased mails");
    }
    if pass.clock.is_sound() { send_reminders(app).await } else { Ok(()) }
}

fn note(pass: &RetentionPass) {
    for (PurgeCount { class: what, due, all }, gone) in &pass.counts {
        match gone {
            None => {
                tracing::error!(
                    "{due} of {all} {what:?} are due for erasure: confirm by `purge --confirm`"
                );
            }
            Some(0) => {}
            Some(gone) => tracing::info!("erased {gone} {what:?}"),
        }
    }
}

/// Erases records expired at `now`, if the clock is sound. Large amounts are erased only if an operator has `agreed`.
///
/// # Errors
/// If the store cannot be read or written; earlier erasures of the pass stay.
pub async fn erase_expired(
    store: &Store,
    now: Timestamp,
    agreed: bool,
) -> store::Result<RetentionPass> {
    let clock = store.tick(now).await?;
    let mut seen = Vec::new();
    if clock.is_sound() {
        for due in store.list_due(now).await? {
            let gone = match due.due {
                _ if due.needs_confirmation() && !agreed => None,
                0 => Some(0),
                _ => Some(erase_all(store, due.class, now).await?),
            };
            seen.push((due, gone));
        }
    }
    Ok(RetentionPass { clock, counts: seen })
}

/// Erases in batches, so that other writers are not blocked.
async fn erase_all(store: &Store, what: RetentionClass, now: Timestamp) -> store::Result<u64> {
    let mut gone = 0;
    loop {
        let erased = store.erase(what, now).await?;
        gone += erased;
        if erased < ERASURE_BATCH {
            return Ok(gone);
        }
    }
}

/// Deletes the files of mails whose content is erased.
///
/// # Errors
/// If the store cannot be read; the inner result fails if files cannot be deleted.
pub async fn delete_mail_files(store: &Store, config: &Config) -> store::Result<io::Result<()>> {
    // Files are listed first: those written meanwhile belong to mails that are listed then.
    let folder = MailFolder::new(config.mail_folder());
    let files = match blocking(move || folder.list_files()).await {
        Ok(files) if !files.is_empty() => files,
        found => return Ok(found.map(drop)),
    };
    let mut stored = store.list_mails().await?;
    stored.retain(|mail: &Mail| mail.content != MailContent::Erased);
    Ok(blocking(move || MailFolder::delete_orphans(&files, &stored)).await)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|panic| Err(io::Error::other(panic)))
}

/// Reminds authors of proposals that expire soon and wait for them, each with a new link.
///
/// # Errors
/// If the store cannot be read or written; then no reminder is sent.
pub async fn send_reminders(app: &App) -> store::Result<()> {
    let now = app.clock.now();
    let expiring = app.store.list_expiring(now).await?;
    if expiring.is_empty() {
        return Ok(());
    }
    let reminders: Vec<Reminder> = expiring.into_iter().map(|it| reminder(app, it)).collect();
    app.store.remind(&reminders, now).await
}

fn reminder(app: &App, expiring: ExpiringProposal) -> Reminder {
    let token = app.clock.token();
    let address = format!("{}{}", app.public_url, paths::follow(&token));
    let end = saturating_add(expiring.changed_at, expiring.what.lifetime());
    // A late reminder postpones the expiry: [`EXPIRY_NOTICE`] always remains.
    let end = end.max(saturating_add(app.clock.now(), EXPIRY_NOTICE));
    let on = app.clock.day(end);
    let letter = expiry_reminder(expiring.what, &expiring.title, on, &address);
    let message = letter.to(&expiring.email, Purpose::DraftExpiring);
    Reminder { expiring, link: token.hash(), message }
}
