//! Memory budget for request bodies in flight: a body over it waits, then is rejected.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until};

/// Unit of the budget, in bytes.
pub(super) const STEP_BYTES: usize = 4 * 1024;
/// Maximum wait for a share of the budget.
const MAX_WAIT: Duration = Duration::from_secs(5);
/// Age after which a large body may be revoked for a waiting one: 64 KiB at 13 KB/s.
const PROTECTED_AGE: Duration = Duration::from_secs(5);
/// Pause between two revocations on behalf of the same waiting body.
const REVOCATION_PAUSE: Duration = Duration::from_millis(250);

/// Budget in two halves: the first step of every body is taken from one, growth from the other, so that large bodies
/// never block a small form.
#[derive(Clone)]
pub struct BodyBudget(Arc<Inner>);

struct Inner {
    first: Arc<Semaphore>,
    growth: Arc<Semaphore>,
    /// Steps of each half.
    steps: usize,
    /// Incomplete bodies with a share of `growth`, oldest first.
    large: Mutex<Large>,
}

#[derive(Default)]
struct Large {
    next: u64,
    bodies: BTreeMap<u64, (Instant, Arc<Notify>)>,
}

/// No budget became free in time.
#[derive(Debug)]
pub(super) struct Exhausted;

impl BodyBudget {
    /// Budget of `bytes`, rounded down to pairs of steps.
    #[must_use]
    pub fn new(bytes: usize) -> Self {
        let steps = bytes / STEP_BYTES / 2;
        let half = || Arc::new(Semaphore::new(steps));
        Self(Arc::new(Inner { first: half(), growth: half(), steps, large: Mutex::default() }))
    }

    /// Bytes in use.
    #[must_use]
    pub fn used_bytes(&self) -> usize {
        let free = self.0.first.available_permits() + self.0.growth.available_permits();
        (2 * self.0.steps - free) * STEP_BYTES
    }

    /// Reserves the first step of a new body.
    pub(super) async fn reserve_first_step(&self) -> Result<Share, Exhausted> {
        let permit = Arc::clone(&self.0.first).acquire_owned();
        let first = tokio::time::timeout(MAX_WAIT, permit).await;
        let first = first.ok().and_then(Result::ok).ok_or(Exhausted)?;
        Ok(Share { budget: self.clone(), _first: first, growth: None, large: None })
    }

    /// Reserves `steps` for the growth of a body. Revokes old large bodies, one at a time, while there are too few.
    async fn grow(&self, steps: u32) -> Result<OwnedSemaphorePermit, Exhausted> {
        let mut permit = std::pin::pin!(Arc::clone(&self.0.growth).acquire_many_owned(steps));
        let deadline = Instant::now() + MAX_WAIT;
        let mut wake = Instant::now();
        loop {
            tokio::select! {
                biased;
                permit = &mut permit => return permit.map_err(|_| Exhausted),
                () = sleep_until(wake) => {}
            }
            let now = Instant::now();
            if now >= deadline {
                return Err(Exhausted);
            }
            self.revoke_oldest(now);
            wake = deadline.min(now + REVOCATION_PAUSE);
        }
    }

    fn revoke_oldest(&self, now: Instant) {
        let mut large = self.large();
        if let Some(oldest) = large.bodies.first_entry()
            && now.duration_since(oldest.get().0) >= PROTECTED_AGE
        {
            oldest.remove().1.notify_one();
        }
    }

    fn large(&self) -> MutexGuard<'_, Large> {
        // The map is consistent after a panic: each change is a single call.
        self.0.large.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for BodyBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyBudget").field("held", &self.used_bytes()).finish_non_exhaustive()
    }
}

/// One body's share of the budget, returned on drop.
pub(super) struct Share {
    budget: BodyBudget,
    _first: OwnedSemaphorePermit,
    growth: Option<OwnedSemaphorePermit>,
    large: Option<Registration>,
}

impl Share {
    /// Adds `steps` to the share.
    pub async fn grow(&mut self, steps: usize) -> Result<(), Exhausted> {
        let steps = u32::try_from(steps).map_err(|_| Exhausted)?;
        let revoked = revoked(self.large.as_ref());
        let permit = tokio::select! {
            permit = self.budget.grow(steps) => permit?,
            () = revoked => return Err(Exhausted),
        };
        match &mut self.growth {
            Some(growth) => growth.merge(permit),
            None => self.growth = Some(permit),
        }
        self.large.get_or_insert_with(|| Registration::new(&self.budget));
        Ok(())
    }

    /// Completes when this body is revoked.
    pub async fn revoked(&self) {
        revoked(self.large.as_ref()).await;
    }

    /// Marks the body as complete: its share can no longer be revoked.
    pub fn finish(&mut self) {
        self.large = None;
    }
}

async fn revoked(large: Option<&Registration>) {
    match large {
        Some(large) => large.revoked.notified().await,
        None => std::future::pending().await,
    }
}

/// Entry of a large body in the list of revocable bodies, removed on drop.
struct Registration {
    budget: BodyBudget,
    id: u64,
    revoked: Arc<Notify>,
}

impl Registration {
    fn new(budget: &BodyBudget) -> Self {
        let revoked = Arc::new(Notify::new());
        let mut large = budget.large();
        let id = large.next;
        large.next += 1;
        large.bodies.insert(id, (Instant::now(), Arc::clone(&revoked)));
        drop(large);
        Self { budget: budget.clone(), id, revoked }
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.budget.large().bodies.remove(&self.id);
    }
}
