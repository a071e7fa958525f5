//! What handlers share.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicI64, Ordering},
};

use arc_swap::{ArcSwap, ArcSwapOption};
use jiff::Timestamp;
use tokio::sync::Mutex;

use crate::{
    catalogue::Catalogue,
    clock::Clock,
    config::{Config, PublicUrl},
    domain::{
        backup::BackupState,
        delivery::{LATE, Outcome},
        mail::Purpose,
    },
    geocoder::Geocoder,
    offload::Offload,
    passkey::Passkeys,
    store::{self, Store},
};

/// The store, the catalogue in force, the clock and the settings.
#[derive(Debug, Clone)]
pub struct App {
    pub store: Store,
    pub clock: Clock,
    pub config: Arc<Config>,
    /// Scheme, host and port that the public reaches the site by.
    pub public_url: PublicUrl,
    /// Finds street addresses, if one is set.
    pub geocoder: Option<Geocoder>,
    /// Asks browsers for passkeys, where they offer any.
    pub passkeys: Option<Passkeys>,
    /// Runs expensive pages.
    pub offload: Offload,
    catalogue: Arc<ArcSwap<Catalogue>>,
    /// Whether what is over waits for an operator before it is erased.
    held: Arc<AtomicBool>,
    /// Since when the mail server is not reached, in seconds since 1970; [`i64::MAX`] while it is.
    unreached: Arc<AtomicI64>,
    /// The state of the hourly backups; none until the job has looked, or if it does not run.
    backups: Arc<ArcSwapOption<BackupState>>,
    /// Held by who builds the catalogue: one after the other, so that an older one never comes last.
    building: Arc<Mutex<()>>,
}

/// The catalogue could not be made: the one in force, if any, stays.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("building the catalogue")]
    Unbuilt(#[from] tokio::task::JoinError),
}

impl App {
    /// Serves what `store` has published.
    pub async fn new(
        store: Store,
        clock: Clock,
        config: Config,
        public_url: PublicUrl,
    ) -> Result<Self, Error> {
        let catalogue = build(&store, &clock).await?;
        let catalogue = Arc::new(ArcSwap::from_pointee(catalogue));
        let geocoder = config.geocoder.clone().map(Geocoder::new);
        if let Err(error) = store.clock_state(clock.now()).await {
            let error: &dyn std::error::Error = &error;
            tracing::warn!(error, "the greatest moment seen is not known");
        }
        let passkeys = Passkeys::new(&public_url);
        Ok(Self {
            store,
            clock,
            config: Arc::new(config),
            public_url,
            geocoder,
            passkeys,
            offload: Offload::default(),
            catalogue,
            held: Arc::default(),
            unreached: Arc::new(AtomicI64::new(i64::MAX)),
            backups: Arc::default(),
            building: Arc::default(),
        })
    }

    /// The moment by which links and sessions end: never before the greatest that was seen, so that a clock set back
    /// revives nothing.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.store.latest(self.clock.now())
    }

    /// Whether what is over waits for an operator before it is erased.
    #[must_use]
    pub fn has_held(&self) -> bool {
        self.held.load(Ordering::Relaxed)
    }

    pub(crate) fn set_held(&self, held: bool) {
        self.held.store(held, Ordering::Relaxed);
    }

    /// Whether the mail server has not been reached for [`LATE`] by mails that anybody may cause, at `now`.
    #[must_use]
    pub fn is_mail_late(&self, now: Timestamp) -> bool {
        let since = self.unreached.load(Ordering::Relaxed);
        now.as_second().saturating_sub(since) >= LATE.as_secs()
    }

    /// Notes how an attempt to send a mail written for `purpose` ended at `now`. Mails that are only sent to known
    /// addresses don't count, neither way: the public reads the outcome. Nor does what depends on the recipient or the
    /// content, which a stranger chooses.
    pub(crate) fn note_delivery(&self, purpose: Purpose, outcome: Outcome, now: Timestamp) {
        if purpose.is_sent_to_the_known_only() {
            return;
        }
        let since = match outcome {
            Outcome::Unreached | Outcome::ServerRefused => {
                self.unreached.load(Ordering::Relaxed).min(now.as_second())
            }
            Outcome::Taken => i64::MAX,
            Outcome::PutOff | Outcome::MaybeRefused | Outcome::Refused | Outcome::Unsendable => {
                return;
            }
        };
        self.unreached.store(since, Ordering::Relaxed);
    }

    /// The state of the hourly backups; none until the job has looked, or if it does not run.
    #[must_use]
    pub fn backup_state(&self) -> Option<Arc<BackupState>> {
        self.backups.load_full()
    }

    pub(crate) fn set_backup_state(&self, state: BackupState) {
        self.backups.store(Some(Arc::new(state)));
    }

    /// The catalogue as it stands; a request takes it once and keeps it to its end.
    #[must_use]
    pub fn catalogue(&self) -> Arc<Catalogue> {
        self.catalogue.load_full()
    }

    /// Grows with each publication, each day and each moment that pages tell: what they are made
    /// from besides their address.
    #[must_use]
    pub fn edition(&self) -> u64 {
        let catalogue = self.catalogue();
        let (today, now) = (catalogue.today(), self.clock.moment());
        let day = u64::from(today.year().unsigned_abs()) * 1_000
            + u64::from(today.day_of_year().unsigned_abs());
        let minute =
            u64::from(now.hour().unsigned_abs()) * 60 + u64::from(now.minute().unsigned_abs());
        // No publication makes up for an earlier moment.
        (day * 1_440 + minute) << 32 | (catalogue.version() & u64::from(u32::MAX))
    }

    /// Builds the catalogue anew, after a publication, and puts it in the place of the old one. Those who ask at once
    /// share what was built for the first of them, if it has what they published.
    pub async fn refresh(&self) -> Result<(), Error> {
        let _turn = self.building.lock().await;
        if !self.is_behind().await? {
            return Ok(());
        }
        let catalogue = build(&self.store, &self.clock).await?;
        self.catalogue.store(Arc::new(catalogue));
        Ok(())
    }

    /// Whether the store has published since, or the day has changed.
    pub async fn is_behind(&self) -> store::Result<bool> {
        let catalogue = self.catalogue();
        let version = self.store.version().await?;
        Ok(version != catalogue.version() || self.clock.today() != catalogue.today())
    }
}

/// The catalogue of what `store` has published, built away from the threads that answer.
async fn build(store: &Store, clock: &Clock) -> Result<Catalogue, Error> {
    let published = store.published().await?;
    let today = clock.today();
    let built = tokio::task::spawn_blocking(move || Catalogue::new(published, today)).await;
    Ok(built?)
}
