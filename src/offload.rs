//! Bounded queue that runs expensive requests on blocking threads, so that cheap ones are answered meanwhile.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::available_parallelism;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::edge::{NetworkLimit, Visitor};

/// Maximum cost run on the async thread, in steps of `catalogue/search/cost.rs`: a few milliseconds.
const MAX_INLINE_STEPS: usize = 50_000;
/// Maximum length of the queue; one more request is rejected.
const MAX_WAITING: usize = 64;
/// The part of the queue that one visitor may hold: one in so many.
const SHARES: usize = 8;

/// Queue of expensive requests.
#[derive(Debug, Clone)]
pub struct Offload {
    running: Arc<Semaphore>,
    /// Requests running or queued.
    admitted: Arc<Semaphore>,
    /// Slots of each visitor in the queue.
    shares: NetworkLimit,
}

/// The queue is full, or the share of this visitor in it.
#[derive(Debug, thiserror::Error)]
#[error("too many expensive requests at once")]
pub struct Busy;

impl Default for Offload {
    /// One running request a processor.
    fn default() -> Self {
        Self::new(available_parallelism().map_or(1, NonZero::get), MAX_WAITING)
    }
}

impl Offload {
    /// Runs `running` requests at a time and lets `waiting` more wait; of one visitor, an eighth of them and one at least.
    #[must_use]
    pub fn new(running: usize, waiting: usize) -> Self {
        let admitted = running + waiting;
        Self {
            running: Arc::new(Semaphore::new(running)),
            admitted: Arc::new(Semaphore::new(admitted)),
            shares: NetworkLimit::new((admitted / SHARES).max(1)),
        }
    }

    /// Does `work` of about `steps` steps for `visitor`: at once when it is small, else on a blocking thread when it is its
    /// turn.
    ///
    /// A cancelled request leaves the queue; work that has begun keeps its slot until it ends.
    ///
    /// # Errors
    /// Refuses when the queue is full, or the share of the visitor in it.
    pub async fn run<T: Send + 'static>(
        &self,
        visitor: Visitor,
        steps: usize,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Busy> {
        if steps <= MAX_INLINE_STEPS {
            return Ok(work());
        }
        let share = self.shares.try_acquire_for(visitor).ok_or(Busy)?;
        let admitted = Arc::clone(&self.admitted).try_acquire_owned().map_err(|_| Busy)?;
        let running = Arc::clone(&self.running).acquire_owned().await.map_err(|_| Busy)?;
        let done = spawn_blocking(move || {
            let done = work();
            drop((running, admitted, share));
            done
        });
        done.await.map_err(|error| match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            Err(_) => Busy,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::thread::{self, ThreadId};

    use tokio::sync::oneshot;

    use super::*;

    async fn thread_of(offload: &Offload, steps: usize) -> ThreadId {
        offload.run(Visitor::Unknown, steps, || thread::current().id()).await.unwrap()
    }

    #[tokio::test]
    async fn small_work_stays_on_its_thread_and_large_work_leaves_it() {
        let offload = Offload::new(1, 0);

        assert_eq!(thread_of(&offload, MAX_INLINE_STEPS).await, thread::current().id());
        assert_ne!(thread_of(&offload, MAX_INLINE_STEPS + 1).await, thread::current().id());
    }

    #[tokio::test]
    async fn a_full_queue_refuses_large_work_and_still_does_small_work() {
        let offload = Offload::new(1, 1);
        let (end, ended) = oneshot::channel::<()>();
        let large = |offload: Offload, ended: oneshot::Receiver<()>| async move {
            offload.run(Visitor::Unknown, usize::MAX, move || ended.blocking_recv().is_ok()).await
        };
        let running = tokio::spawn(large(offload.clone(), ended));
        let (also_end, also_ended) = oneshot::channel::<()>();
        let waiting = tokio::spawn(large(offload.clone(), also_ended));
        while offload.admitted.available_permits() > 0 {
            tokio::task::yield_now().await;
        }

        assert!(offload.run(Visitor::Unknown, usize::MAX, || ()).await.is_err());
        assert!(offload.run(Visitor::Unknown, 1, || ()).await.is_ok());

        end.send(()).unwrap();
        also_end.send(()).unwrap();
        assert!(running.await.unwrap().unwrap() && waiting.await.unwrap().unwrap());
        assert!(
            offload.run(Visitor::Unknown, usize::MAX, || ()).await.is_ok(),
            "the queue is empty again"
        );
    }

    #[tokio::test]
    async fn a_request_that_is_given_up_leaves_the_queue() {
        let offload = Offload::new(1, 1);
        let (end, ended) = oneshot::channel::<()>();
        let clone = offload.clone();
        let running = tokio::spawn(async move {
            clone.run(Visitor::Unknown, usize::MAX, move || ended.blocking_recv().is_ok()).await
        });
        while offload.running.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let clone = offload.clone();
        let waiting =
            tokio::spawn(async move { clone.run(Visitor::Unknown, usize::MAX, || ()).await });
        while offload.admitted.available_permits() > 0 {
            tokio::task::yield_now().await;
        }

        waiting.abort();
        assert!(waiting.await.unwrap_err().is_cancelled());

        assert_eq!(offload.admitted.available_permits(), 1);
        end.send(()).unwrap();
        assert!(running.await.unwrap().unwrap());
    }

    #[tokio::test]
    async fn one_visitor_fills_an_eighth_of_the_queue_and_others_are_still_answered() {
        // given a queue of sixteen, in which one work runs until a signal ends it
        let offload = Offload::new(1, 15);
        let (greedy, other) = (visitor("192.0.2.7"), visitor("198.51.100.4"));
        let (end, ended) = oneshot::channel::<()>();
        let clone = offload.clone();
        let running = tokio::spawn(async move {
            clone.run(greedy, usize::MAX, move || ended.blocking_recv().is_ok()).await
        });
        while offload.running.available_permits() > 0 {
            tokio::task::yield_now().await;
        }

        // when the same visitor asks for more
        let clone = offload.clone();
        let waiting = tokio::spawn(async move { clone.run(greedy, usize::MAX, || "second").await });
        while offload.admitted.available_permits() > 14 {
            tokio::task::yield_now().await;
        }
        let refused = offload.run(greedy, usize::MAX, || "third").await;

        // then the third is refused, and another visitor has a place
        assert!(refused.is_err());
        assert!(offload.run(greedy, 1, || ()).await.is_ok(), "what is small is done");
        let clone = offload.clone();
        let others = tokio::spawn(async move { clone.run(other, usize::MAX, || "other").await });
        while offload.admitted.available_permits() > 13 {
            tokio::task::yield_now().await;
        }
        end.send(()).unwrap();
        assert!(running.await.unwrap().unwrap());
        assert_eq!(waiting.await.unwrap().unwrap(), "second");
        assert_eq!(others.await.unwrap().unwrap(), "other");
        assert_eq!(offload.admitted.available_permits(), 16, "all places are free again");
        assert!(offload.run(greedy, usize::MAX, || ()).await.is_ok());
    }

    fn visitor(address: &str) -> Visitor {
        Visitor::Address(address.parse().unwrap())
    }
}
