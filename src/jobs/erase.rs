//! Retention worker: erases expired records and reminds authors before; suspended while the clock is doubtful.

use std::{io, time::Duration};

use jiff::Timestamp;
use tokio::time::{MissedTickBehavior, interval};

use super::told::Told;
use crate::{
    app::App,
    config::Config,
    domain::{
        delivery::later,
        erasure::{Due, NOTICE, Perishable},
        heartbeat::ClockState,
        mail::{Mail, MailContent, Purpose},
    },
    mail::{Folder, proposal_expiring},
    paths,
    store::{self, AT_ONCE, Expiring, Reminder, Store},
};

const PERIOD: Duration = Duration::from_hours(1);

/// Result of a retention pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// Clock state; nothing is erased unless it is sound.
    pub clock: ClockState,
    /// Records due for erasure, and the number erased; `None` if they need an operator's confirmation.
    pub seen: Vec<(Due, Option<u64>)>,
}

impl Pass {
    /// Records that need an operator's confirmation.
    pub fn held(&self) -> impl Iterator<Item = &Due> {
        self.seen.iter().filter(|(_, gone)| gone.is_none()).map(|(due, _)| due)
    }
}

/// Runs a pass every hour; a failure is logged and retried.
pub async fn erase(app: App) {
    let mut ticks = interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut told = Told::default();
    loop {
        ticks.tick().await;
        match pass(&app).await {
            Ok(()) => told.well(),
            Err(error) => told.failure("could not erase expired records", &error),
        }
    }
}

async fn pass(app: &App) -> store::Result<()> {
    let pass = erase_due(&app.store, app.clock.now(), false).await?;
    note(&pass);
    app.set_held(pass.held().next().is_some());
    if let Err(error) = forget_files(&app.store, &app.config).await? {
        tracing::error!(%error, "could not delete the files of erased mails");
    }
    if pass.clock.is_sound() { remind_due(app).await } else { Ok(()) }
}

fn note(pass: &Pass) {
    for (Due { what, due, all }, gone) in &pass.seen {
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
pub async fn erase_due(store: &Store, now: Timestamp, agreed: bool) -> store::Result<Pass> {
    let clock = store.beat(now).await?;
    let mut seen = Vec::new();
    if clock.is_sound() {
        for due in store.list_due(now).await? {
            let gone = match due.due {
                _ if due.is_held() && !agreed => None,
                0 => Some(0),
                _ => Some(erase_all(store, due.what, now).await?),
            };
            seen.push((due, gone));
        }
    }
    Ok(Pass { clock, seen })
}

/// Erases in batches, so that other writers are not blocked.
async fn erase_all(store: &Store, what: Perishable, now: Timestamp) -> store::Result<u64> {
    let mut gone = 0;
    loop {
        let erased = store.erase(what, now).await?;
        gone += erased;
        if erased < AT_ONCE {
            return Ok(gone);
        }
    }
}

/// Deletes the files of mails whose content is erased.
///
/// # Errors
/// If the store cannot be read; the inner result fails if files cannot be deleted.
pub async fn forget_files(store: &Store, config: &Config) -> store::Result<io::Result<()>> {
    // Files are listed first: those written meanwhile belong to mails that are listed then.
    let folder = Folder::new(config.mail_folder());
    let files = match blocking(move || folder.files()).await {
        Ok(files) if !files.is_empty() => files,
        found => return Ok(found.map(drop)),
    };
    let mut kept = store.list_mails().await?;
    kept.retain(|mail: &Mail| mail.content != MailContent::Erased);
    Ok(blocking(move || Folder::forget(&files, &kept)).await)
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
pub async fn remind_due(app: &App) -> store::Result<()> {
    let now = app.clock.now();
    let expiring = app.store.list_expiring(now).await?;
    if expiring.is_empty() {
        return Ok(());
    }
    let reminders: Vec<Reminder> = expiring.into_iter().map(|it| reminder(app, it)).collect();
    app.store.remind(&reminders, now).await
}

fn reminder(app: &App, expiring: Expiring) -> Reminder {
    let token = app.clock.token();
    let address = format!("{}{}", app.public_url, paths::follow(&token));
    let end = later(expiring.changed_at, expiring.what.lifetime());
    // A late reminder postpones the expiry: [`NOTICE`] always remains.
    let end = end.max(later(app.clock.now(), NOTICE));
    let about = (expiring.what, expiring.title.as_str());
    let letter = proposal_expiring(about, app.clock.day(end), &address);
    let message = letter.to(&expiring.email, Purpose::DraftExpiring);
    Reminder { expiring, link: token.hash(), message }
}
