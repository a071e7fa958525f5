//! Delivery worker: sends the mails of the outbox one by one, each in its own task.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::FailureLog;
use super::rejection_history::RejectionHistory;
use crate::app::App;
use crate::circuit_breaker::CircuitBreaker;
use crate::domain::operations::{
    Attempt, AttemptResult, Mail, MailContent, MailId, MailServerRecord, MailServerStatus,
    RetryDecision, SendOutcome,
};
use crate::domain::time::ClockState;
use crate::i18n::{Arg, Lang, messages};
use crate::mail::{Mailer, MimeMessage, Smtp, Transport};
use crate::store;

/// Timeout of an attempt.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
/// Timeout of the SMTP `QUIT`.
const QUIT_TIMEOUT: Duration = Duration::from_secs(2);
/// Pause of the circuit breaker before a trial.
const BREAKER_PAUSE: SignedDuration = SignedDuration::from_mins(1);
/// Poll interval of the outbox: commands may queue mails beside the server.
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// State of the delivery worker.
#[derive(Debug)]
pub struct DeliveryWorker {
    mailer: Arc<Mailer>,
    timeout: Duration,
    breaker: CircuitBreaker,
    rejections: RejectionHistory,
    /// Record of the mail server at the start of the batch, updated by it: reading it scans every sent mail.
    record: Option<MailServerRecord>,
    /// Result that could not be recorded yet; recorded before anything else.
    unrecorded: Option<(MailId, Attempt, AttemptResult)>,
}

/// Runs the worker until `stopped`. A store failure is logged once and retried.
pub async fn run_delivery(app: App, mailer: Mailer, mut stopped: watch::Receiver<bool>) {
    let mut round = DeliveryWorker::new(mailer);
    let mut failures = FailureLog::default();
    if let Err(error) = app.store.release_mails().await {
        failures.failed("outbox unreachable", &error);
    }
    while !*stopped.borrow() {
        match round.step(&app).await {
            Ok(true) => continue,
            Ok(false) => failures.resolved(),
            Err(error) => failures.failed("outbox unreachable", &error),
        }
        tokio::select! {
            () = app.store.wait_for_mail() => {}
            () = sleep(POLL_INTERVAL) => {}
            changed = stopped.changed() => if changed.is_err() { return },
        }
    }
}

impl DeliveryWorker {
    #[must_use]
    pub fn new(mailer: Mailer) -> Self {
        Self {
            mailer: Arc::new(mailer),
            timeout: ATTEMPT_TIMEOUT,
            breaker: CircuitBreaker::new(BREAKER_PAUSE),
            rejections: RejectionHistory::default(),
            record: None,
            unrecorded: None,
        }
    }

    /// Sets the timeout of an attempt.
    #[must_use]
    pub fn with_timeout(self, deadline: Duration) -> Self {
        Self { timeout: deadline, ..self }
    }

    /// Sends the first mail that is due, if there is one. Whether there was one: the batch ends where there was none.
    ///
    /// # Errors
    /// If the store cannot be read or written; the result of an attempt is kept for the next step.
    pub async fn step(&mut self, app: &App) -> store::Result<bool> {
        self.record_result(app).await?;
        let now = app.clock.now();
        let record = self.record.take();
        if !app.store.has_due_mail(now).await? || !self.breaker.allows(now) {
            return Ok(false);
        }
        let record = match record {
            Some(record) => record,
            None => app.store.mail_server_record().await?,
        };
        let Some(mail) = app.store.claim_mail(now).await? else { return Ok(false) };
        let attempt = self.attempt(&mail).await;
        let verdict = self.judge(app, &mail, attempt.outcome, record).await;
        self.record = Some(record.after(verdict.server, app.clock.now()));
        log(&mail, &attempt, &verdict);
        self.unrecorded = Some((mail.id, attempt, verdict));
        self.record_result(app).await?;
        Ok(true)
    }

    /// Verdict on an attempt that ended in `outcome`, given the `record` of the server before it. An unreadable clock
    /// state counts as doubtful. The circuit breaker and the public status depend on this attempt alone.
    async fn judge(
        &mut self,
        app: &App,
        mail: &Mail,
        outcome: SendOutcome,
        record: MailServerRecord,
    ) -> AttemptResult {
        let now = app.clock.now();
        record_outcome(&mut self.breaker, outcome, now);
        app.record_delivery(mail.purpose, outcome, now);
        let (outcome, puts_back) =
            self.rejections.judge(recipient_domain(mail), outcome, record, now);
        let clock = app.store.clock_state(now).await.unwrap_or(ClockState::Behind);
        let next = RetryDecision::after(outcome, mail.tries, mail.queued_at, now, clock);
        let server = match outcome {
            SendOutcome::Accepted => MailServerStatus::Works,
            SendOutcome::ServerRefused => MailServerStatus::Fails,
            SendOutcome::Unreachable if self.breaker.is_open() => MailServerStatus::Fails,
            SendOutcome::Unreachable
            | SendOutcome::Deferred
            | SendOutcome::MaybeRefused
            | SendOutcome::Refused
            | SendOutcome::Unsendable => MailServerStatus::Unknown,
        };
        AttemptResult { next, server, requeues_failed: puts_back }
    }

    async fn record_result(&mut self, app: &App) -> store::Result<()> {
        if let Some((id, attempt, verdict)) = &self.unrecorded {
            app.store.record_attempt(*id, attempt, verdict, app.clock.now()).await?;
            self.unrecorded = None;
        }
        Ok(())
    }

    /// Attempts to send `mail`. A panic abandons this mail only.
    async fn attempt(&self, mail: &Mail) -> Attempt {
        let (mailer, mail, deadline) = (Arc::clone(&self.mailer), mail.clone(), self.timeout);
        let sent = tokio::spawn(async move { attempt(&mailer, mail, deadline).await });
        sent.await.unwrap_or_else(|_| {
            unsendable("panic", Lang::Fr.message(messages::OUTBOX_PANICKED).into())
        })
    }
}

/// Tells the breaker of an attempt at `now`. A mail that could not be composed says nothing of the server.
fn record_outcome(breaker: &mut CircuitBreaker, outcome: SendOutcome, now: Timestamp) {
    match outcome {
        SendOutcome::Unreachable | SendOutcome::ServerRefused => breaker.record_failure(now),
        SendOutcome::Accepted
        | SendOutcome::Deferred
        | SendOutcome::MaybeRefused
        | SendOutcome::Refused => breaker.record_success(),
        SendOutcome::Unsendable => {}
    }
}

async fn attempt(mailer: &Mailer, mail: Mail, deadline: Duration) -> Attempt {
    let MailContent::Readable(message) = &mail.content else {
        return unsendable(
            "unreadable",
            Lang::Fr.message(messages::OUTBOX_UNREADABLE).into_owned(),
        );
    };
    let composed = match mailer.sender.compose(&mail, message) {
        Ok(composed) => composed,
        Err(error) => {
            let error = format!("{error:#}");
            let args = [("error", Arg::Text(&error))];
            return unsendable("not made", Lang::Fr.message_with(messages::OUTBOX_NOT_MADE, &args));
        }
    };
    match mailer.transport.clone() {
        Transport::Server(smtp) => send(&smtp, &composed, deadline).await,
        Transport::Files(folder) => {
            let log_lines =
                tokio::task::spawn_blocking(move || folder.write_mail(&mail, &composed)).await;
            log_lines.unwrap_or_else(|_| {
                unsendable("panic", Lang::Fr.message(messages::OUTBOX_PANICKED).into())
            })
        }
    }
}

async fn send(smtp: &Smtp, mail: &MimeMessage, within: Duration) -> Attempt {
    let deadline = Instant::now() + within;
    let late = |outcome| {
        let seconds = usize::try_from(within.as_secs()).unwrap_or_default();
        let answer = Lang::Fr.message_count(messages::OUTBOX_LATE, seconds);
        Attempt { outcome, status: "timeout".to_owned(), answer }
    };
    let mut session = match timeout_at(deadline, smtp.connect()).await {
        Ok(Ok(session)) => session,
        Ok(Err(attempt)) => return attempt,
        Err(_) => return late(SendOutcome::Unreachable),
    };
    let Ok(attempt) = timeout_at(deadline, session.send(mail)).await else {
        return late(SendOutcome::Deferred);
    };
    // The result of `QUIT` is irrelevant.
    let _ = timeout(QUIT_TIMEOUT, session.quit()).await;
    attempt
}

/// Domain of the recipient; empty if the content is unreadable.
fn recipient_domain(mail: &Mail) -> &str {
    let MailContent::Readable(message) = &mail.content else { return "" };
    message.to.as_str().rsplit_once('@').map_or("", |(_, domain)| domain)
}

fn unsendable(status: &str, answer: String) -> Attempt {
    Attempt { outcome: SendOutcome::Unsendable, status: status.to_owned(), answer }
}

/// Logs identifier, purpose and result of a mail; never its recipient or content.
fn log(mail: &Mail, Attempt { status, .. }: &Attempt, verdict: &AttemptResult) {
    let (id, purpose) = (mail.id, mail.purpose.as_str());
    match verdict.next {
        RetryDecision::Done => {
            tracing::info!(mail.id = %id, purpose, status, "sent mail {id} ({purpose})");
        }
        RetryDecision::RetryAt(_) => {
            tracing::warn!(mail.id = %id, purpose, status, "deferred mail {id} ({purpose}): {status}");
        }
        RetryDecision::GiveUp => {
            tracing::warn!(mail.id = %id, purpose, status, "abandoned mail {id} ({purpose}): {status}");
        }
    }
    if verdict.server == MailServerStatus::Fails {
        tracing::error!(status, "the mail server accepts no mail from this site: {status}");
    }
}
