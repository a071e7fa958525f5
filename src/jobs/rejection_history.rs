//! Distinguishes a rejected mail from a mail server that rejects every mail.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::domain::operations::{MailServerRecord, SendOutcome};

/// Number of rejected recipient domains since the last accepted mail, from which on the server is at fault.
const MIN_DOMAINS: usize = 3;

/// Rejections since the mail server last accepted a mail.
#[derive(Debug, Default)]
pub struct RejectionHistory {
    /// Domains of the rejected recipients, [`MIN_DOMAINS`] at most.
    refused: BTreeSet<String>,
    /// True once the rejections were attributed to the server.
    refuses_all: bool,
}

impl RejectionHistory {
    /// Corrects the `outcome` of an attempt to send a mail to `domain`, given the `record` of the server. The second
    /// value is true if mails abandoned before must be requeued. Anybody can name recipients that are rejected, so
    /// rejections count against the server only if it has accepted no mail for a day.
    pub fn judge(
        &mut self,
        domain: &str,
        outcome: SendOutcome,
        record: MailServerRecord,
        now: Timestamp,
    ) -> (SendOutcome, bool) {
        match outcome {
            SendOutcome::Accepted => *self = Self::default(),
            SendOutcome::Refused | SendOutcome::MaybeRefused => {
                return self.judge_refusal(domain, outcome, record, now);
            }
            SendOutcome::ServerRefused
            | SendOutcome::Deferred
            | SendOutcome::Unreachable
            | SendOutcome::Unsendable => {}
        }
        (outcome, false)
    }

    fn judge_refusal(
        &mut self,
        domain: &str,
        outcome: SendOutcome,
        record: MailServerRecord,
        now: Timestamp,
    ) -> (SendOutcome, bool) {
        if self.refused.len() < MIN_DOMAINS {
            self.refused.insert(domain.to_lowercase());
        }
        if self.refused.len() >= MIN_DOMAINS && !record.has_accepted_recently(now) {
            let known = std::mem::replace(&mut self.refuses_all, true);
            return (SendOutcome::ServerRefused, !known);
        }
        (if record.works() { SendOutcome::Refused } else { outcome }, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNKNOWN: MailServerRecord = MailServerRecord { accepted_at: None, has_fault: false };

    fn now() -> Timestamp {
        "2026-11-24T09:00:00Z".parse().unwrap()
    }

    fn taken_at(moment: &str) -> MailServerRecord {
        MailServerRecord { accepted_at: Some(moment.parse().unwrap()), has_fault: false }
    }

    #[test]
    fn refusals_in_several_domains_are_the_fault_of_a_server_that_takes_nothing_for_a_day() {
        let record = taken_at("2026-11-23T09:00:00Z");
        let mut relay = RejectionHistory::default();
        let mut judge = |domain, outcome| relay.judge(domain, outcome, record, now());
        for domain in ["a.example", "b.example", "A.example", "b.example"] {
            assert_eq!(
                judge(domain, SendOutcome::Refused),
                (SendOutcome::Refused, false),
                "{domain}"
            );
        }
        assert_eq!(judge("c.example", SendOutcome::Refused), (SendOutcome::ServerRefused, true));
        let again = judge("d.example", SendOutcome::MaybeRefused);
        assert_eq!(again, (SendOutcome::ServerRefused, false), "put back once");

        judge("e.example", SendOutcome::Accepted);
        assert_eq!(judge("a.example", SendOutcome::Refused), (SendOutcome::Refused, false));
    }

    #[test]
    fn rejections_are_no_fault_of_a_server_that_recently_accepted_a_mail() {
        let record = taken_at("2026-11-23T09:00:01Z");
        let mut relay = RejectionHistory::default();
        for number in 0..50 {
            let judged =
                relay.judge(&format!("{number}.example"), SendOutcome::Refused, record, now());
            assert_eq!(judged, (SendOutcome::Refused, false), "{number}");
        }
    }

    #[test]
    fn a_refusal_that_may_be_about_every_mail_is_final_once_the_server_works() {
        let faulty = MailServerRecord { has_fault: true, ..taken_at("2026-11-24T08:00:00Z") };
        for (record, outcome) in [
            (UNKNOWN, SendOutcome::MaybeRefused),
            (faulty, SendOutcome::MaybeRefused),
            (taken_at("2026-11-24T08:00:00Z"), SendOutcome::Refused),
        ] {
            let judged = RejectionHistory::default().judge(
                "a.example",
                SendOutcome::MaybeRefused,
                record,
                now(),
            );
            assert_eq!(judged, (outcome, false), "{record:?}");
        }
    }
}
