//! Application state shared by handlers and jobs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use arc_swap::{ArcSwap, ArcSwapOption};
use jiff::Timestamp;
use tokio::sync::Mutex;

use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::config::{Config, PublicUrl};
use crate::domain::operations::{ALARM_AFTER, BackupState, Purpose, SendOutcome};
use crate::edge::RequestMetrics;
use crate::geocoder::Geocoder;
use crate::offload::Offload;
use crate::passkey::Passkeys;
use crate::store::{self, Store};

/// Store, current catalogue, clock and settings; cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    pub store: Store,
    pub clock: Clock,
    pub config: Arc<Config>,
    /// Public origin of the site: scheme, host and port.
    pub public_url: PublicUrl,
    /// Geocoder for street addresses, if one is configured.
    pub geocoder: Option<Geocoder>,
    /// `WebAuthn` relying party; none if the origin does not allow passkeys.
    pub passkeys: Option<Passkeys>,
    /// Queue of expensive requests.
    pub offload: Offload,
    /// Counters of the requests to the public address.
    pub request_metrics: RequestMetrics,
    /// Public URL of the primary server if this one is a read-only replica.
    pub primary: Option<PublicUrl>,
    /// Start of the program.
    pub started_at: Timestamp,
    catalogue: Arc<ArcSwap<Catalogue>>,
    /// True if expired records need an operator's confirmation before they are erased.
    purge_unconfirmed: Arc<AtomicBool>,
    /// Start of the current mail server outage, seconds since 1970; [`i64::MAX`] if there is none.
    mail_outage_since: Arc<AtomicI64>,
    /// State of the hourly backups; none before the first check, or if the worker does not run.
    backups: Arc<ArcSwapOption<BackupState>>,
    /// Serialises catalogue builds, so that an older one never replaces a newer one.
    build_lock: Arc<Mutex<()>>,
}

/// The catalogue could not be built; the current one, if any, stays.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("building the catalogue")]
    CatalogueBuild(#[from] tokio::task::JoinError),
}

impl App {
    /// Builds the first catalogue from `store`.
    pub async fn new(
        store: Store,
        clock: Clock,
        config: Config,
        public_url: PublicUrl,
    ) -> Result<Self, Error> {
        let catalogue = build(&store, &clock).await?;
        let catalogue = Arc::new(ArcSwap::from_pointee(catalogue));
        let geocoder = config.geocoder.clone().map(|base| Geocoder::new(base, clock.clone()));
        if let Err(error) = store.clock_state(clock.now()).await {
            let error: &dyn std::error::Error = &error;
            tracing::warn!(error, "could not read the latest time seen");
        }
        let passkeys = Passkeys::new(&public_url);
        let started_at = clock.now();
        Ok(Self {
            store,
            clock,
            config: Arc::new(config),
            public_url,
            geocoder,
            passkeys,
            offload: Offload::default(),
            request_metrics: RequestMetrics::default(),
            primary: None,
            started_at,
            catalogue,
            purge_unconfirmed: Arc::default(),
            mail_outage_since: Arc::new(AtomicI64::new(i64::MAX)),
            backups: Arc::default(),
            build_lock: Arc::default(),
        })
    }

    /// The same site as a read-only replica of the server at `primary`: it serves public pages, and its forms lead
    /// there.
    #[must_use]
    pub fn replica_of(self, primary: PublicUrl) -> Self {
        Self { primary: Some(primary), ..self }
    }

    /// Current time for the expiry of links and sessions. Monotonic: never before the latest time seen, so that a
    /// clock set back revives nothing.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.store.monotonic_time(self.clock.now())
    }

    /// True if expired records need an operator's confirmation before they are erased.
    #[must_use]
    pub fn purge_needs_confirmation(&self) -> bool {
        self.purge_unconfirmed.load(Ordering::Relaxed)
    }

    pub(crate) fn set_purge_needs_confirmation(&self, held: bool) {
        self.purge_unconfirmed.store(held, Ordering::Relaxed);
    }

    /// True if the mail server has been unreachable for [`ALARM_AFTER`] at `now`, as seen by mails that anybody can trigger.
    #[must_use]
    pub fn is_mail_late(&self, now: Timestamp) -> bool {
        let since = self.mail_outage_since.load(Ordering::Relaxed);
        now.as_second().saturating_sub(since) >= ALARM_AFTER.as_secs()
    }

    /// Records the outcome of an attempt to send a mail of `purpose` at `now`, for the public health status. Ignored:
    /// mails sent only to known addresses, since the public reads the status; outcomes that depend on the recipient
    /// or the content, which a stranger chooses.
    pub(crate) fn record_delivery(&self, purpose: Purpose, outcome: SendOutcome, now: Timestamp) {
        if purpose.is_for_known_addresses_only() {
            return;
        }
        let since = match outcome {
            SendOutcome::Unreachable | SendOutcome::ServerRefused => {
                self.mail_outage_since.load(Ordering::Relaxed).min(now.as_second())
            }
            SendOutcome::Accepted => i64::MAX,
            SendOutcome::Deferred
            | SendOutcome::MaybeRefused
            | SendOutcome::Refused
            | SendOutcome::Unsendable => {
                return;
            }
        };
        self.mail_outage_since.store(since, Ordering::Relaxed);
    }

    /// State of the hourly backups; none before the first check, or if the worker does not run.
    #[must_use]
    pub fn backup_state(&self) -> Option<Arc<BackupState>> {
        self.backups.load_full()
    }

    pub(crate) fn set_backup_state(&self, state: BackupState) {
        self.backups.store(Some(Arc::new(state)));
    }

    /// Current catalogue. A request takes it once, by [`RequestCatalogue`](crate::request_catalogue::RequestCatalogue).
    #[must_use]
    pub fn catalogue(&self) -> Arc<Catalogue> {
        self.catalogue.load_full()
    }

    /// Cache generation of the public pages rendered from `catalogue`: changes with each publication, each day and
    /// each five-minute step of the displayed time.
    #[must_use]
    pub fn cache_generation(&self, catalogue: &Catalogue) -> u64 {
        let (today, now) = (catalogue.today(), self.clock.rounded_now());
        let day = u64::from(today.year().unsigned_abs()) * 1_000
            + u64::from(today.day_of_year().unsigned_abs());
        let minute =
            u64::from(now.hour().unsigned_abs()) * 60 + u64::from(now.minute().unsigned_abs());
        // The time is in the high bits: a later version never outweighs an earlier time.
        (day * 1_440 + minute) << 32 | (catalogue.version() & u64::from(u32::MAX))
    }

    /// Rebuilds and swaps the catalogue if it is out of date. Concurrent callers share one build if it includes what
    /// they published.
    pub async fn refresh(&self) -> Result<(), Error> {
        let _build_lock = self.build_lock.lock().await;
        if !self.is_outdated().await? {
            return Ok(());
        }
        let catalogue = build(&self.store, &self.clock).await?;
        self.catalogue.store(Arc::new(catalogue));
        Ok(())
    }

    /// Rebuilds the catalogue after a publication. If that fails, the job that follows the store tries again within a
    /// second.
    pub async fn refresh_after_publication(&self) {
        if let Err(error) = self.refresh().await {
            tracing::error!(error = &error as &dyn std::error::Error, "catalogue rebuild failed");
        }
    }

    /// True if the store has a newer version than the catalogue, or the day has changed.
    pub async fn is_outdated(&self) -> store::Result<bool> {
        let catalogue = self.catalogue();
        let version = self.store.version().await?;
        Ok(version != catalogue.version() || self.clock.today() != catalogue.today())
    }
}

/// Builds the catalogue from `store` on a blocking thread.
async fn build(store: &Store, clock: &Clock) -> Result<Catalogue, Error> {
    let published = store.published().await?;
    let today = clock.today();
    let built = tokio::task::spawn_blocking(move || Catalogue::new(published, today)).await;
    Ok(built?)
}
