//! Tells a refusal that is about one mail from those of a mail server that refuses every mail.

use crate::domain::{delivery::Outcome, ids::MailId};

/// Mails refused in a row, with none taken in between, from which on the server is at fault and not the mails.
const TOO_MANY: usize = 3;

/// Remembers how the mail server answered lately.
#[derive(Debug, Default)]
pub struct Relay {
    /// It has taken a mail since it last refused all.
    works: bool,
    /// It refused too many mails in a row, and has taken none since.
    refuses_all: bool,
    /// The mails that it refused since it last took one.
    refused: Vec<MailId>,
}

impl Relay {
    /// The outcome of an attempt to send the mail `id` in the light of the others, and the mails that were given up
    /// before and are to be tried again.
    pub fn judge(&mut self, id: MailId, outcome: Outcome) -> (Outcome, Vec<MailId>) {
        match outcome {
            Outcome::Taken => {
                *self = Self { works: true, ..Self::default() };
                (outcome, Vec::new())
            }
            Outcome::Refused | Outcome::RecipientRefused => self.judge_refusal(id, outcome),
            Outcome::ServerRefused => {
                self.works = false;
                (outcome, Vec::new())
            }
            Outcome::PutOff | Outcome::Unreached | Outcome::Unsendable => (outcome, Vec::new()),
        }
    }

    fn judge_refusal(&mut self, id: MailId, outcome: Outcome) -> (Outcome, Vec<MailId>) {
        if self.refuses_all {
            return (Outcome::ServerRefused, Vec::new());
        }
        if !self.refused.contains(&id) {
            self.refused.push(id);
        }
        if self.refused.len() >= TOO_MANY {
            let mut others = std::mem::take(&mut self.refused);
            others.retain(|other| *other != id);
            *self = Self { refuses_all: true, ..Self::default() };
            return (Outcome::ServerRefused, others);
        }
        // A refusal that may be about every recipient counts once another mail was taken.
        let certain = outcome == Outcome::Refused || self.works;
        (if certain { Outcome::Refused } else { outcome }, Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: i64) -> MailId {
        MailId::new(number)
    }

    #[test]
    fn three_mails_refused_in_a_row_are_the_fault_of_the_server() {
        let mut relay = Relay::default();
        for number in 1..=2 {
            let judged = relay.judge(id(number), Outcome::Refused);
            assert_eq!(judged, (Outcome::Refused, vec![]), "{number}");
        }
        let judged = relay.judge(id(3), Outcome::Refused);
        assert_eq!(judged, (Outcome::ServerRefused, vec![id(1), id(2)]));
        for number in [4, 1, 2] {
            let judged = relay.judge(id(number), Outcome::Refused);
            assert_eq!(judged, (Outcome::ServerRefused, vec![]), "put back once: {number}");
        }

        relay.judge(id(5), Outcome::Taken);
        assert_eq!(relay.judge(id(1), Outcome::Refused), (Outcome::Refused, vec![]));
    }

    #[test]
    fn one_mail_refused_again_and_again_is_one() {
        let mut relay = Relay::default();
        for _ in 0..10 {
            let judged = relay.judge(id(1), Outcome::RecipientRefused);
            assert_eq!(judged, (Outcome::RecipientRefused, vec![]));
        }
        relay.judge(id(2), Outcome::Taken);
        assert_eq!(relay.judge(id(1), Outcome::RecipientRefused), (Outcome::Refused, vec![]));
    }
}
