//! Opening hours, in the subset of the OpenStreetMap notation that our sources use: `Mo-Th 09:00-12:00,13:15-17:30;
//! Fr 09:00-16:00`.

mod opening_state;

use std::fmt;
use std::str::FromStr;

use jiff::civil::Weekday;

pub use opening_state::OpeningState;

/// Minutes after midnight, local time: `[from, to)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub from: u16,
    pub to: u16,
}

/// Weekly opening hours; the place is closed on a day without spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningHours {
    /// Monday first.
    days: [Vec<Span>; 7],
}

/// Text that is not weekly opening hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not opening hours of the form \"Mo-Th 09:00-12:00,13:30-17:00; Fr 09:00-12:00\"")]
pub struct HoursError;

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// Consecutive days with the same hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run<'a> {
    /// 0 is Monday.
    pub first: usize,
    pub last: usize,
    pub spans: &'a [Span],
}

impl OpeningHours {
    /// Spans of `day`, in order; empty if the place is closed.
    #[must_use]
    pub fn on(&self, day: Weekday) -> &[Span] {
        let at = usize::from(day.to_monday_zero_offset().unsigned_abs());
        self.days.get(at).map_or(&[], Vec::as_slice)
    }

    /// Open days of the week; consecutive days with the same hours are grouped.
    #[must_use]
    pub fn runs(&self) -> Vec<Run<'_>> {
        let mut runs: Vec<Run<'_>> = Vec::new();
        for (at, spans) in self.days.iter().enumerate().filter(|(_, spans)| !spans.is_empty()) {
            match runs.last_mut() {
                Some(run) if run.last + 1 == at && run.spans == spans.as_slice() => run.last = at,
                _ => runs.push(Run { first: at, last: at, spans }),
            }
        }
        runs
    }
}

impl FromStr for OpeningHours {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, HoursError> {
        let mut days: [Vec<Span>; 7] = Default::default();
        for rule in text.split("; ") {
            let (on, at) = rule.split_once(' ').ok_or(HoursError)?;
            let spans: Vec<Span> = at.split(',').map(span).collect::<Result<_, _>>()?;
            let (first, last) = on.split_once('-').unwrap_or((on, on));
            let (first, last) = (day(first)?, day(last)?);
            let named = days.get_mut(first..=last).ok_or(HoursError)?;
            for day in named {
                day.extend_from_slice(&spans);
            }
        }
        for day in &mut days {
            day.sort_unstable();
            merge(day);
        }
        Ok(Self { days })
    }
}

impl fmt::Display for OpeningHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, run) in self.runs().into_iter().enumerate() {
            let name = |day: usize| DAYS.get(day).copied().unwrap_or_default();
            f.write_str(if at == 0 { "" } else { "; " })?;
            f.write_str(name(run.first))?;
            if run.last > run.first {
                write!(f, "-{}", name(run.last))?;
            }
            for (at, span) in run.spans.iter().enumerate() {
                f.write_str(if at == 0 { " " } else { "," })?;
                let (from, to) = (span.from, span.to);
                write!(f, "{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)?;
            }
        }
        Ok(())
    }
}

/// Merges spans that overlap or touch.
fn merge(spans: &mut Vec<Span>) {
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for &span in spans.iter() {
        match merged.last_mut() {
            Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
            _ => merged.push(span),
        }
    }
    *spans = merged;
}

fn day(text: &str) -> Result<usize, HoursError> {
    DAYS.iter().position(|name| *name == text).ok_or(HoursError)
}

fn span(text: &str) -> Result<Span, HoursError> {
    let (from, to) = text.split_once('-').ok_or(HoursError)?;
    let (from, to) = (minutes(from)?, minutes(to)?);
    if from < to { Ok(Span { from, to }) } else { Err(HoursError) }
}

fn minutes(text: &str) -> Result<u16, HoursError> {
    let (hour, minute) = text.split_once(':').ok_or(HoursError)?;
    let number = |digits: &str| match digits.len() {
        2 => digits.parse::<u16>().map_err(|_| HoursError),
        _ => Err(HoursError),
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    let sound = minute < 60 && (hour < 24 || (hour == 24 && minute == 0));
    if sound { Ok(hour * 60 + minute) } else { Err(HoursError) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_reads_what_it_writes() {
        for text in
            ["Mo-We 09:00-12:00,13:30-17:30; Th 09:00-18:00; Fr 09:00-12:00", "Sa 09:30-12:00"]
        {
            assert_eq!(text.parse::<OpeningHours>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn overlapping_spans_become_one() {
        let hours: OpeningHours = "Fr 10:30-11:30,10:30-12:00".parse().unwrap();
        assert_eq!(hours.on(Weekday::Friday), [Span { from: 630, to: 720 }]);
        assert!(hours.on(Weekday::Monday).is_empty());
    }

    #[test]
    fn malformed_opening_hours_are_rejected() {
        for bad in [
            "",
            "Mo",
            "Mo 9:00-12:00",
            "Mo 12:00-09:00",
            "Lu 09:00-12:00",
            "We-Mo 09:00-10:00",
            "Mo 09:00-25:00",
        ] {
            assert_eq!(bad.parse::<OpeningHours>(), Err(HoursError), "{bad}");
        }
    }
}
