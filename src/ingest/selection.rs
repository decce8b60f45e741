//! Which of the articles that were read take part: by day of publication and by outlet.
//!
//! An article without a date lies in no span of days; it is left out when days are asked for, and counted.

use jiff::civil::Date;
use strsim::jaro_winkler;

use crate::article::Article;
use crate::error::{Error, ErrorKind};

/// Likeness from which an outlet is offered for a name that no article has, 0 to 1.
const OFFERED_FROM: f64 = 0.7;

/// Which articles take part; all, unless something is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    /// First day of publication.
    pub since: Option<Date>,
    /// Last day of publication.
    pub until: Option<Date>,
    /// Names or domains of outlets, in any case; none means all.
    pub outlets: Vec<String>,
}

/// How many articles were read and left out, by the first reason that held.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LeftOut {
    /// Of another outlet.
    pub by_outlet: usize,
    /// Published before or after.
    pub by_day: usize,
    /// Without a date, where days were asked for.
    pub undated: usize,
}

impl LeftOut {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> usize {
        self.by_outlet + self.by_day + self.undated
    }
}

impl Selection {
    /// Takes the articles that are not asked for out of a run, and counts them.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] if no article is of an outlet that was asked for, with the nearest name that is there.
    pub fn apply(&self, articles: &mut Vec<Article>) -> Result<LeftOut, Error> {
        if let Some(missing) = self.outlets.iter().find(|name| !articles.is_empty() && !articles.iter().any(|article| is_of(article, name)))
        {
            return Err(no_such_outlet(missing, articles));
        }
        let mut left_out = LeftOut::default();
        articles.retain(|article| {
            let count = if !self.outlets.is_empty() && !self.outlets.iter().any(|name| is_of(article, name)) {
                &mut left_out.by_outlet
            } else {
                match article.published.day() {
                    None if self.since.is_some() || self.until.is_some() => &mut left_out.undated,
                    Some(day) if self.since.is_some_and(|since| day < since) || self.until.is_some_and(|until| day > until) => {
                        &mut left_out.by_day
                    }
                    _ => return true,
                }
            };
            *count += 1;
            false
        });
        Ok(left_out)
    }
}

fn is_of(article: &Article, name: &str) -> bool {
    let host = |host: &str| host.trim_start_matches("www.").eq_ignore_ascii_case(name.trim_start_matches("www."));
    article.outlet.name.to_lowercase() == name.to_lowercase() || article.outlet.domain.as_deref().is_some_and(host)
}

fn no_such_outlet(name: &str, articles: &[Article]) -> Error {
    let wanted = name.to_lowercase();
    let likeness = |article: &&Article| jaro_winkler(&article.outlet.name.to_lowercase(), &wanted);
    let near = articles.iter().filter(|article| likeness(article) >= OFFERED_FROM);
    // The first of those that are equally near: the order of the run decides.
    let nearest = near.reduce(|best, next| if likeness(&next) > likeness(&best) { next } else { best });
    let advice = match nearest {
        Some(article) => format!("did you mean \"{}\"?", article.outlet.name),
        None => "`rashomon inspect article` shows the outlet of each article".to_owned(),
    };
    Error::new(ErrorKind::Usage, format!("--outlet {name}"), "no article is of this outlet", advice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Published;
    use crate::ingest::article_from_text;

    fn articles() -> Vec<Article> {
        let make = |(name, day): (&str, Option<&str>)| {
            let mut article = article_from_text(name, "Ferry sinks", "A ferry sank on Monday.");
            article.outlet.domain = Some(format!("{}.example", name.to_lowercase().replace(' ', "-")));
            article.published = day.map_or(Published::Unknown, |day| Published::Day(day.parse().expect("it is a day")));
            article
        };
        [("Harbour Post", Some("2024-03-05")), ("Coast Daily", Some("2024-03-07")), ("The Ledger", None)].map(make).into()
    }

    fn taken(selection: &Selection) -> (Vec<String>, LeftOut) {
        let mut articles = articles();
        let left_out = selection.apply(&mut articles).expect("the outlets are there");
        (articles.into_iter().map(|article| article.outlet.name).collect(), left_out)
    }

    #[test]
    fn days_are_inclusive_and_what_has_none_is_left_out_and_counted() {
        let day = |day: &str| Some(day.parse().expect("it is a day"));
        let (names, left_out) = taken(&Selection { since: day("2024-03-05"), until: day("2024-03-06"), ..Selection::default() });
        assert_eq!(names, ["Harbour Post"]);
        assert_eq!(left_out, LeftOut { by_outlet: 0, by_day: 1, undated: 1 });
        assert_eq!(
            taken(&Selection::default()),
            (vec!["Harbour Post".into(), "Coast Daily".into(), "The Ledger".into()], LeftOut::default())
        );
    }

    #[test]
    fn outlets_go_by_name_or_domain_in_any_case() {
        let outlets = vec!["harbour post".to_owned(), "www.the-ledger.example".to_owned()];
        let (names, left_out) = taken(&Selection { outlets, ..Selection::default() });
        assert_eq!((names, left_out.by_outlet), (vec!["Harbour Post".to_owned(), "The Ledger".to_owned()], 1));
    }

    #[test]
    fn an_outlet_that_is_not_there_is_an_error_with_the_nearest_name() {
        let selection = Selection { outlets: vec!["Harbor Post".to_owned()], ..Selection::default() };
        let error = selection.apply(&mut articles()).expect_err("it is not there");
        assert!(error.to_string().contains("did you mean \"Harbour Post\"?"), "{error}");
    }
}
