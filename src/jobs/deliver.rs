//! Delivery worker: sends the mails of the outbox one by one, each in its own task.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::watch,
    time::{Instant, sleep, timeout, timeout_at},
};

use super::{breaker::Breaker, relay::Relay, told::Told};
use crate::{
    app::App,
    domain::{
        delivery::{Attempt, Next, Outcome, ServerNews, ServerRecord, Verdict},
        heartbeat::ClockState,
        ids::MailId,
        mail::{Mail, MailContent},
    },
    i18n::{Arg, Lang, say},
    mail::{Composed, Courier, Smtp, Way},
    store,
};

/// Timeout of an attempt.
const DEADLINE: Duration = Duration::from_secs(30);
/// Timeout of the SMTP `QUIT`.
const FAREWELL: Duration = Duration::from_secs(2);
/// Poll interval of the outbox: commands may queue mails beside the server.
const PERIOD: Duration = Duration::from_secs(2);

/// State of the delivery worker.
#[derive(Debug)]
pub struct Round {
    courier: Arc<Courier>,
    deadline: Duration,
    breaker: Breaker,
    relay: Relay,
    /// What the outbox told of the server when this batch of mails began, and what the batch has brought since: reading it
    /// looks at every mail that was sent.
    record: Option<ServerRecord>,
    /// Result that could not be recorded yet; recorded before anything else.
    unnoted: Option<(MailId, Attempt, Verdict)>,
}

/// Runs the worker until `stopped`. A store failure is logged once and retried.
pub async fn deliver(app: App, courier: Courier, mut stopped: watch::Receiver<bool>) {
    let mut round = Round::new(courier);
    let mut told = Told::default();
    if let Err(error) = app.store.release_mails().await {
        told.failure("outbox unreachable", &error);
    }
    while !*stopped.borrow() {
        match round.step(&app).await {
            Ok(true) => continue,
            Ok(false) => told.well(),
            Err(error) => told.failure("outbox unreachable", &error),
        }
        tokio::select! {
            () = app.store.mail_queued() => {}
            () = sleep(PERIOD) => {}
            changed = stopped.changed() => if changed.is_err() { return },
        }
    }
}

impl Round {
    #[must_use]
    pub fn new(courier: Courier) -> Self {
        Self {
            courier: Arc::new(courier),
            deadline: DEADLINE,
            breaker: Breaker::default(),
            relay: Relay::default(),
            record: None,
            unnoted: None,
        }
    }

    /// Sets the timeout of an attempt.
    #[must_use]
    pub fn within(self, deadline: Duration) -> Self {
        Self { deadline, ..self }
    }

    /// Sends the first mail that is due, if there is one. Whether there was one: the batch ends where there was none.
    ///
    /// # Errors
    /// If the store cannot be read or written; the result of an attempt is kept for the next step.
    pub async fn step(&mut self, app: &App) -> store::Result<bool> {
        self.note(app).await?;
        let now = app.clock.now();
        let record = self.record.take();
        if !app.store.has_due_mail(now).await? || !self.breaker.lets_through(now) {
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
        self.unnoted = Some((mail.id, attempt, verdict));
        self.note(app).await?;
        Ok(true)
    }

    /// Verdict on an attempt that ended in `outcome`, given the `record` of the server before it. An unreadable clock
    /// state counts as doubtful. The circuit breaker and the public status depend on this attempt alone.
    async fn judge(
        &mut self,
        app: &App,
        mail: &Mail,
        outcome: Outcome,
        record: ServerRecord,
    ) -> Verdict {
        let now = app.clock.now();
        self.breaker.note(outcome, now);
        app.note_delivery(mail.purpose, outcome, now);
        let (outcome, puts_back) = self.relay.judge(recipient_domain(mail), outcome, record, now);
        let clock = app.store.clock_state(now).await.unwrap_or(ClockState::Behind);
        let next = Next::after(outcome, mail.tries, mail.queued_at, (now, clock));
        let server = match outcome {
            Outcome::Taken => ServerNews::Works,
            Outcome::ServerRefused => ServerNews::Fails,
            Outcome::Unreached if self.breaker.is_open() => ServerNews::Fails,
            Outcome::Unreached
            | Outcome::PutOff
            | Outcome::MaybeRefused
            | Outcome::Refused
            | Outcome::Unsendable => ServerNews::Unknown,
        };
        Verdict { next, server, puts_back }
    }

    async fn note(&mut self, app: &App) -> store::Result<()> {
        if let Some((id, attempt, verdict)) = &self.unnoted {
            app.store.note_attempt(*id, attempt, verdict, app.clock.now()).await?;
            self.unnoted = None;
        }
        Ok(())
    }

    /// Attempts to send `mail`. A panic abandons this mail only.
    async fn attempt(&self, mail: &Mail) -> Attempt {
        let (courier, mail, deadline) = (Arc::clone(&self.courier), mail.clone(), self.deadline);
        let sent = tokio::spawn(async move { attempt(&courier, mail, deadline).await });
        sent.await.unwrap_or_else(|_| unsendable("panic", Lang::Fr.t(say::OUTBOX_PANICKED).into()))
    }
}

async fn attempt(courier: &Courier, mail: Mail, deadline: Duration) -> Attempt {
    let MailContent::Readable(message) = &mail.content else {
        return unsendable("unreadable", Lang::Fr.t(say::OUTBOX_UNREADABLE).into_owned());
    };
    let composed = match courier.sender.compose(&mail, message) {
        Ok(composed) => composed,
        Err(error) => {
            let error = format!("{error:#}");
            let args = [("error", Arg::Text(&error))];
            return unsendable("not made", Lang::Fr.ta(say::OUTBOX_NOT_MADE, &args));
        }
    };
    match courier.way.clone() {
        Way::Server(smtp) => send(&smtp, &composed, deadline).await,
        Way::Files(folder) => {
            let kept = tokio::task::spawn_blocking(move || folder.keep(&mail, &composed)).await;
            kept.unwrap_or_else(|_| unsendable("panic", Lang::Fr.t(say::OUTBOX_PANICKED).into()))
        }
    }
}

async fn send(smtp: &Smtp, mail: &Composed, within: Duration) -> Attempt {
    let deadline = Instant::now() + within;
    let late = |outcome| {
        let seconds = usize::try_from(within.as_secs()).unwrap_or_default();
        let answer = Lang::Fr.tn(say::OUTBOX_LATE, seconds);
        Attempt { outcome, status: "timeout".to_owned(), answer }
    };
    let mut session = match timeout_at(deadline, smtp.connect()).await {
        Ok(Ok(session)) => session,
        Ok(Err(attempt)) => return attempt,
        Err(_) => return late(Outcome::Unreached),
    };
    let Ok(attempt) = timeout_at(deadline, session.send(mail)).await else {
        return late(Outcome::PutOff);
    };
    // The result of `QUIT` is irrelevant.
    let _ = timeout(FAREWELL, session.quit()).await;
    attempt
}

/// Domain of the recipient; empty if the content is unreadable.
fn recipient_domain(mail: &Mail) -> &str {
    let MailContent::Readable(message) = &mail.content else { return "" };
    message.to.as_str().rsplit_once('@').map_or("", |(_, domain)| domain)
}

fn unsendable(status: &str, answer: String) -> Attempt {
    Attempt { outcome: Outcome::Unsendable, status: status.to_owned(), answer }
}

/// Logs identifier, purpose and result of a mail; never its recipient or content.
fn log(mail: &Mail, Attempt { status, .. }: &Attempt, verdict: &Verdict) {
    let (id, purpose) = (mail.id, mail.purpose.as_str());
    match verdict.next {
        Next::Done => tracing::info!(mail.id = %id, purpose, status, "sent mail {id} ({purpose})"),
        Next::Again(_) => {
            tracing::warn!(mail.id = %id, purpose, status, "deferred mail {id} ({purpose}): {status}");
        }
        Next::GiveUp => {
            tracing::warn!(mail.id = %id, purpose, status, "abandoned mail {id} ({purpose}): {status}");
        }
    }
    if verdict.server == ServerNews::Fails {
        tracing::error!(status, "the mail server accepts no mail from this site: {status}");
    }
}
