//! Backup retention, and erasures that are replayed after a restore.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use crate::domain::account::HASH_BYTES;

/// Number of the latest hours of which the last backup is kept.
pub const HOURS: usize = 24;
/// Number of the latest days of which the last backup is kept.
pub const DAYS: usize = 30;

/// Age beyond which the newest backup is late.
const LATE_AFTER: SignedDuration = SignedDuration::from_hours(2);

const HOUR_SECONDS: i64 = 3_600;
const DAY_SECONDS: i64 = 24 * HOUR_SECONDS;

/// Number and time of a backup. Numbers grow with each backup of a folder, even if the clock goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberedBackup {
    pub number: u64,
    pub made_at: Timestamp,
}

/// Numbers of the `backups` that rotation deletes at `now`: all but the last of each of the last [`HOURS`] hours and
/// [`DAYS`] days that have one.
///
/// The newest is always kept. Backups later than `now` come from a clock that was ahead: they are neither deleted nor
/// counted.
#[must_use]
pub fn backups_to_prune(backups: &[NumberedBackup], now: Timestamp) -> Vec<u64> {
    let mut past: Vec<NumberedBackup> =
        backups.iter().filter(|it| it.made_at <= now).copied().collect();
    past.sort_by_key(|it| Reverse((it.made_at, it.number)));
    let newest = backups.iter().map(|it| it.number).max();
    let mut preserved: BTreeSet<u64> = newest.into_iter().collect();
    preserved.extend(last_of_each(&past, HOUR_SECONDS).into_iter().take(HOURS));
    preserved.extend(last_of_each(&past, DAY_SECONDS).into_iter().take(DAYS));
    let mut backups_to_prune: Vec<u64> = past.iter().map(|it| it.number).collect();
    backups_to_prune.retain(|number| !preserved.contains(number));
    backups_to_prune.sort_unstable();
    backups_to_prune
}

/// Number of the last backup of each period of `seconds`, latest period first. Expects `backups` latest first.
fn last_of_each(backups: &[NumberedBackup], seconds: i64) -> Vec<u64> {
    let mut last = BTreeMap::new();
    for backup in backups {
        let period = backup.made_at.as_second().div_euclid(seconds);
        last.entry(Reverse(period)).or_insert(backup.number);
    }
    last.into_values().collect()
}

/// Kinds of records whose erasure is applied again to a restored backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErasedKind {
    /// A proposal, with its author, its links and its mails.
    Proposal,
    /// A removed member.
    Account,
    Passkey,
    /// The secret of one-time codes.
    Authenticator,
    RecoveryCode,
}

impl ErasedKind {
    pub const ALL: [Self; 5] =
        [Self::Proposal, Self::Account, Self::Passkey, Self::Authenticator, Self::RecoveryCode];
}

/// Erasure as recorded in the backup folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Erasure {
    pub kind: ErasedKind,
    /// A keyed hash of a random value of the record.
    pub hash: [u8; HASH_BYTES],
    pub at: Timestamp,
}

/// Health of the backups of a running server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BackupState {
    /// Time of the newest backup; `None` if there is none or the folder cannot be read.
    pub last: Option<Timestamp>,
    /// Cause of the failure of the last attempt, if it failed.
    pub error: Option<String>,
}

impl BackupState {
    /// True if the newest backup is not late and the last attempt did not fail.
    #[must_use]
    pub fn is_healthy(&self, now: Timestamp) -> bool {
        self.error.is_none() && self.last.is_some_and(|last| !is_late(last, now))
    }
}

/// True if the newest backup, made at `last`, is more than two hours old at `now`.
#[must_use]
pub fn is_late(last: Timestamp, now: Timestamp) -> bool {
    now.duration_since(last) > LATE_AFTER
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const START: Timestamp = Timestamp::constant(1_796_000_000, 0);

    fn after(minutes: i64) -> Timestamp {
        START + SignedDuration::from_mins(minutes)
    }

    fn numbered(minutes: &[i64]) -> Vec<NumberedBackup> {
        (1..)
            .zip(minutes)
            .map(|(number, it)| NumberedBackup { number, made_at: after(*it) })
            .collect()
    }

    fn rotated(backups: &mut Vec<NumberedBackup>, now: Timestamp) {
        let backups_to_prune = backups_to_prune(backups, now);
        backups.retain(|it| !backups_to_prune.contains(&it.number));
    }

    #[test]
    fn forty_days_of_hourly_backups_leave_one_an_hour_of_the_last_day_and_one_a_day_of_the_last_thirty()
     {
        let mut backups = Vec::new();
        for hour in 0..40 * 24 {
            let number = u64::try_from(hour).unwrap();
            backups.push(NumberedBackup { number, made_at: after(hour * 60) });
            rotated(&mut backups, after(hour * 60));
        }

        let last = 40 * 24 - 1;
        let hours = |from: i64| after(from * 60).as_second().div_euclid(HOUR_SECONDS);
        let days = |at: Timestamp| at.as_second().div_euclid(DAY_SECONDS);
        let preserved_hours: BTreeSet<i64> =
            backups.iter().map(|it| it.made_at.as_second().div_euclid(HOUR_SECONDS)).collect();
        let preserved_days: BTreeSet<i64> = backups.iter().map(|it| days(it.made_at)).collect();
        assert!((0..24).all(|ago| preserved_hours.contains(&hours(last - ago))), "{backups:?}");
        let today = days(after(last * 60));
        assert!((0..30).all(|ago| preserved_days.contains(&(today - ago))), "{backups:?}");
        assert!(backups.len() <= HOURS + DAYS, "{}", backups.len());
    }

    #[test]
    fn backups_from_a_clock_that_was_ahead_displace_none() {
        let mut backups: Vec<NumberedBackup> = numbered(&[0, 60, 120]);
        let year = 365 * 24 * 60;
        backups.extend((0..100).map(|it| NumberedBackup { number: 10 + it, made_at: after(year) }));
        backups.push(NumberedBackup { number: 200, made_at: after(180) });

        assert_eq!(backups_to_prune(&backups, after(180)), Vec::<u64>::new());
    }

    proptest! {
        #[test]
        fn the_newest_stays_the_number_is_bounded_and_a_second_rotation_deletes_nothing(
            minutes in prop::collection::vec(-100_000_i64..100_000, 0..300),
            now in -100_000_i64..100_000,
        ) {
            let mut backups = numbered(&minutes);
            let newest = backups.last().copied();
            rotated(&mut backups, after(now));

            prop_assert!(newest.is_none_or(|it| backups.contains(&it)));
            let past = backups.iter().filter(|it| it.made_at <= after(now)).count();
            prop_assert!(past <= HOURS + DAYS + 1);
            let ahead = minutes.iter().filter(|it| **it > now).count();
            prop_assert_eq!(backups.len() - past, ahead);
            prop_assert_eq!(backups_to_prune(&backups, after(now)), Vec::<u64>::new());
        }
    }
}
