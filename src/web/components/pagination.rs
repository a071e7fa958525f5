//! Pagination links.

/// Pagination of a list.
#[derive(Debug)]
pub struct Pagination {
    pub pages: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub steps: Vec<PageStep>,
}

/// Page number, or a gap between two.
#[derive(Debug, PartialEq, Eq)]
pub enum PageStep {
    Page { number: usize, href: String, current: bool },
    Gap,
}

impl Pagination {
    /// `current` counts from 1; `href` returns the URL of a page.
    pub fn new(current: usize, pages: usize, href: impl Fn(usize) -> String) -> Self {
        let mut steps = Vec::new();
        let mut last = 0;
        let shown = (1..=pages).filter(|n| *n == 1 || *n == pages || n.abs_diff(current) <= 1);
        for number in shown {
            if number > last + 1 {
                steps.push(PageStep::Gap);
            }
            steps.push(PageStep::Page { number, href: href(number), current: number == current });
            last = number;
        }
        let previous = (current > 1).then(|| href(current - 1));
        let next = (current < pages).then(|| href(current + 1));
        Self { pages, previous, next, steps }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_pages_are_left_out_but_the_first_and_the_last() {
        let pager = Pagination::new(5, 9, |number| number.to_string());
        let numbers: Vec<usize> = pager
            .steps
            .iter()
            .map(|step| match step {
                PageStep::Page { number, .. } => *number,
                PageStep::Gap => 0,
            })
            .collect();
        assert_eq!(numbers, [1, 0, 4, 5, 6, 0, 9]);
        assert_eq!((pager.previous.as_deref(), pager.next.as_deref()), (Some("4"), Some("6")));
    }
}
