//! `purge`: shows expired records and erases them on confirmation.

use std::io::{self, Write};
use std::process::ExitCode;

use super::table::Table;
use super::{error, open_existing};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::operations::{PurgeCount, RetentionClass, saturating_sub};
use crate::domain::proposal::QuarantineReason;
use crate::domain::time::ClockState;
use crate::i18n::{Key, Lang, messages};
use crate::jobs::{delete_mail_files, erase_expired};
use crate::store::{self, ERASURE_BATCH, Store};

use jiff::SignedDuration;

/// Arguments of `purge`. Doc comments are help texts, in French.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Purge {
    /// Efface ce qui est montré, et tient l’horloge de cette machine pour juste
    #[arg(long)]
    pub confirm: bool,

    /// Montre les propositions en quarantaine que personne n’a lues, au lieu de ce qui est périmé
    #[arg(long)]
    pub quarantine: bool,

    /// Avec --quarantine : seulement celles que personne n’a changées depuis ce nombre de jours
    #[arg(long, value_name = "JOURS", requires = "quarantine")]
    pub older_than: Option<u32>,
}

/// Shows expired records; with `--confirm`, erases them however many they are.
pub async fn run(
    purge: &Purge,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(store) = open_existing(config, messages::PURGE_NO_DATABASE, out).await? else {
        return Ok(ExitCode::FAILURE);
    };
    let outcome = if purge.quarantine {
        quarantine(purge, &store, config, clock, out).await
    } else if purge.confirm {
        erase(&store, config, clock, out).await.map(|()| ExitCode::SUCCESS)
    } else {
        show(&store, clock, out).await.map(|()| ExitCode::SUCCESS)
    };
    store.close().await;
    outcome
}

async fn show(store: &Store, clock: &Clock, out: &mut dyn Write) -> anyhow::Result<()> {
    let fault = |error: store::Error| error::store_fault(&error);
    let state = store.clock_state(clock.now()).await.map_err(fault)?;
    let due = store.list_due(clock.now()).await.map_err(fault)?;
    writeln!(out, "{}", Lang::Fr.message(clock_message(state)))?;
    let headings = [messages::PURGE_DUE, messages::PURGE_ALL].map(|key| Lang::Fr.message(key));
    print(headings, due.iter().map(|it| (it.class, [it.due, it.all])), out)?;
    let held = due.iter().any(PurgeCount::needs_confirmation);
    let all = due.iter().all(|it| it.due == 0);
    let key = match (all, held || !state.is_sound()) {
        (true, _) => messages::PURGE_NOTHING,
        (false, true) => messages::PURGE_UNCONFIRMED,
        (false, false) => messages::PURGE_SOON,
    };
    writeln!(out, "\n{}", Lang::Fr.message(key))?;
    Ok(())
}

async fn erase(
    store: &Store,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let fault = |error: store::Error| error::store_fault(&error);
    store.accept_clock(clock.now()).await.map_err(fault)?;
    let pass = erase_expired(store, clock.now(), true).await.map_err(fault)?;
    delete_mail_files(store, config).await.map_err(fault)??;
    let gone = pass.counts.iter().map(|(due, gone)| (due.class, [gone.unwrap_or_default()]));
    print([Lang::Fr.message(messages::PURGE_GONE)], gone, out)?;
    writeln!(out, "\n{}", Lang::Fr.message(messages::PURGE_DONE))?;
    Ok(())
}

/// Shows quarantined proposals; with `--confirm`, erases them. `--older-than` is refused while the clock is doubtful.
async fn quarantine(
    purge: &Purge,
    store: &Store,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let fault = |error: store::Error| error::store_fault(&error);
    let state = store.clock_state(clock.now()).await.map_err(fault)?;
    writeln!(out, "{}", Lang::Fr.message(clock_message(state)))?;
    if purge.older_than.is_some() && !state.is_sound() {
        writeln!(out, "\n{}", Lang::Fr.message(messages::PURGE_AGE_REFUSED))?;
        return Ok(ExitCode::FAILURE);
    }
    let days = i64::from(purge.older_than.unwrap_or_default());
    let limit = saturating_sub(clock.now(), SignedDuration::from_hours(24 * days));
    let found = store.count_quarantined(limit, clock.now()).await.map_err(fault)?;
    let mut table = Table::headed([Lang::Fr.message(messages::PURGE_QUARANTINE)]);
    for (why, count) in &found {
        table.row(
            Lang::Fr.message(quarantine_label(*why)),
            [usize::try_from(*count).unwrap_or(usize::MAX)],
        );
    }
    table.print(out)?;
    let key = match (purge.confirm, found.is_empty()) {
        (_, true) => messages::PURGE_NOTHING,
        (false, false) => messages::PURGE_QUARANTINE_SHOWN,
        (true, false) => {
            while store.erase_quarantined(limit, clock.now()).await.map_err(fault)? == ERASURE_BATCH
            {
            }
            delete_mail_files(store, config).await.map_err(fault)??;
            messages::PURGE_QUARANTINE_DONE
        }
    };
    let all = found.iter().map(|(_, count)| usize::try_from(*count).unwrap_or(usize::MAX)).sum();
    writeln!(out, "\n{}", Lang::Fr.message_count(key, all))?;
    Ok(ExitCode::SUCCESS)
}

/// Label of a quarantine reason.
fn quarantine_label(why: QuarantineReason) -> &'static Key {
    match why {
        QuarantineReason::TooFast => messages::PURGE_TOO_FAST,
        QuarantineReason::Honeypot => messages::PURGE_HONEYPOT,
        QuarantineReason::OverLimit => messages::PURGE_OVER_LIMIT,
    }
}

fn print<const N: usize>(
    headings: [impl Into<String>; N],
    rows: impl Iterator<Item = (RetentionClass, [u64; N])>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table = Table::headed(headings);
    for (what, numbers) in rows {
        let numbers = numbers.map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        table.row(Lang::Fr.message(name(what)), numbers);
    }
    table.print(out)
}

/// Label of the retention class `what`.
pub fn name(what: RetentionClass) -> &'static Key {
    match what {
        RetentionClass::Draft => messages::RETENTION_CLASS_DRAFT,
        RetentionClass::DraftWithoutEmail => messages::RETENTION_CLASS_DRAFT_WITHOUT_EMAIL,
        RetentionClass::Unconfirmed => messages::RETENTION_CLASS_UNCONFIRMED,
        RetentionClass::Unanswered => messages::RETENTION_CLASS_UNANSWERED,
        RetentionClass::Closed => messages::RETENTION_CLASS_CLOSED,
        RetentionClass::Superseded => messages::RETENTION_CLASS_SUPERSEDED,
        RetentionClass::MailBody => messages::RETENTION_CLASS_MAIL_BODY,
        RetentionClass::Link => messages::RETENTION_CLASS_LINK,
        RetentionClass::Session => messages::RETENTION_CLASS_SESSION,
        RetentionClass::Bucket => messages::RETENTION_CLASS_BUCKET,
        RetentionClass::SpamFingerprint => messages::RETENTION_CLASS_SPAM_MARK,
    }
}

/// Message for a clock in `state`.
pub fn clock_message(state: ClockState) -> &'static Key {
    match state {
        ClockState::Sound => messages::CLOCK_SOUND,
        ClockState::Behind => messages::CLOCK_BEHIND,
        ClockState::Ahead => messages::CLOCK_AHEAD,
    }
}
