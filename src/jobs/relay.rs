//! Distinguishes a rejected mail from a mail server that rejects every mail.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::domain::delivery::{Outcome, ServerRecord};

/// Number of rejected recipient domains since the last accepted mail, from which on the server is at fault.
const SEVERAL: usize = 3;

/// Rejections since the mail server last accepted a mail.
#[derive(Debug, Default)]
pub struct Relay {
    /// Domains of the rejected recipients, [`SEVERAL`] at most.
    refused: BTreeSet<String>,
    /// True once the rejections were attributed to the server.
    refuses_all: bool,
}

impl Relay {
    /// Corrects the `outcome` of an attempt to send a mail to `domain`, given the `record` of the server. The second
    /// value is true if mails abandoned before must be requeued. Anybody can name recipients that are rejected, so
    /// rejections count against the server only if it has accepted no mail for a day.
    pub fn judge(
        &mut self,
        domain: &str,
        outcome: Outcome,
        record: ServerRecord,
        now: Timestamp,
    ) -> (Outcome, bool) {
        match outcome {
            Outcome::Taken => *self = Self::default(),
            Outcome::Refused | Outcome::MaybeRefused => {
                return self.judge_refusal(domain, outcome, record, now);
            }
            Outcome::ServerRefused | Outcome::PutOff | Outcome::Unreached | Outcome::Unsendable => {
            }
        }
        (outcome, false)
    }

    fn judge_refusal(
        &mut self,
        domain: &str,
        outcome: Outcome,
        record: ServerRecord,
        now: Timestamp,
    ) -> (Outcome, bool) {
        if self.refused.len() < SEVERAL {
            self.refused.insert(domain.to_lowercase());
        }
        if self.refused.len() >= SEVERAL && !record.has_taken_lately(now) {
            let known = std::mem::replace(&mut self.refuses_all, true);
            return (Outcome::ServerRefused, !known);
        }
        (if record.works() { Outcome::Refused } else { outcome }, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNKNOWN: ServerRecord = ServerRecord { taken_at: None, has_fault: false };

    fn now() -> Timestamp {
        "2026-11-24T09:00:00Z".parse().unwrap()
    }

    fn taken_at(moment: &str) -> ServerRecord {
        ServerRecord { taken_at: Some(moment.parse().unwrap()), has_fault: false }
    }

    #[test]
    fn refusals_in_several_domains_are_the_fault_of_a_server_that_takes_nothing_for_a_day() {
        let record = taken_at("2026-11-23T09:00:00Z");
        let mut relay = Relay::default();
        let mut judge = |domain, outcome| relay.judge(domain, outcome, record, now());
        for domain in ["a.example", "b.example", "A.example", "b.example"] {
            assert_eq!(judge(domain, Outcome::Refused), (Outcome::Refused, false), "{domain}");
        }
        assert_eq!(judge("c.example", Outcome::Refused), (Outcome::ServerRefused, true));
        let again = judge("d.example", Outcome::MaybeRefused);
        assert_eq!(again, (Outcome::ServerRefused, false), "put back once");

        judge("e.example", Outcome::Taken);
        assert_eq!(judge("a.example", Outcome::Refused), (Outcome::Refused, false));
    }

    #[test]
    fn no_number_of_refusals_is_the_fault_of_a_server_that_took_a_mail_lately() {
        let record = taken_at("2026-11-23T09:00:01Z");
        let mut relay = Relay::default();
        for number in 0..50 {
            let judged = relay.judge(&format!("{number}.example"), Outcome::Refused, record, now());
            assert_eq!(judged, (Outcome::Refused, false), "{number}");
        }
    }

    #[test]
    fn a_refusal_that_may_be_about_every_mail_is_final_once_the_server_works() {
        let faulty = ServerRecord { has_fault: true, ..taken_at("2026-11-24T08:00:00Z") };
        for (record, outcome) in [
            (UNKNOWN, Outcome::MaybeRefused),
            (faulty, Outcome::MaybeRefused),
            (taken_at("2026-11-24T08:00:00Z"), Outcome::Refused),
        ] {
            let judged = Relay::default().judge("a.example", Outcome::MaybeRefused, record, now());
            assert_eq!(judged, (outcome, false), "{record:?}");
        }
    }
}
