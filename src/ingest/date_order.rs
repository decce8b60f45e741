//! Which day a date such as `07/11/2021` means: asked of what else the article shows.
//!
//! Evidence: a weekday beside it; a day in the address or the file's name; a day in the dateline or in a date line of the
//! text; the country of the declared language or of the address. A day may lie one off, since stories are written in the
//! evening and published past midnight. All evidence must agree. What is still open is asked of the run, and said in a
//! warning: the order that other articles of the same outlet show (`31/12/2021`); then whether one of the two days lies
//! beside the day of another article and the other one lies far from all. Else the date stays unknown. Linear, but for
//! open dates times dated articles.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::article::{Article, Published};
use crate::error::{Warning, WarningCode};
use crate::ingest::address_day;
use crate::ingest::assemble::place_of;
use crate::ingest::dates::{self, Order, TwoDays};

/// Countries in which only the month goes first, by domain and by region of a language.
const MONTH_FIRST: &[&str] = &["us"];
/// Countries in which the day goes first (Unicode CLDR, short dates), by domain and by region.
const DAY_FIRST: &[&str] = &[
    "ae", "ar", "at", "au", "be", "br", "ch", "cl", "cz", "de", "dk", "eg", "es", "fr", "gb", "gh", "gr", "hk", "ie", "il", "in", "iq",
    "it", "jo", "ke", "lb", "lk", "mx", "my", "ng", "nl", "no", "nz", "pe", "pk", "pl", "pt", "qa", "ro", "ru", "sa", "sg", "sk", "tr",
    "ua", "uk", "ve", "zw",
];
/// Reports of one event lie so near to each other.
const BESIDE_DAYS: i32 = 2;
/// A day so far from those of all other articles belongs to none of their events.
const FAR_DAYS: i32 = 20;
/// Bytes of the text in which a dateline is looked for.
const OPENING_BYTES: usize = 160;

/// What one article shows beside its date.
pub(crate) struct Evidence<'a> {
    /// The date as given.
    pub(crate) stated: &'a str,
    /// Address of the article, if known.
    pub(crate) url: &'a str,
    /// Where it was read from.
    pub(crate) path: &'a str,
    /// Host of the outlet.
    pub(crate) domain: &'a str,
    /// Declared language, as given (`en-GB`).
    pub(crate) language: &'a str,
    /// Its first prose.
    pub(crate) opening: &'a str,
    /// A date line of the text.
    pub(crate) stamp: Option<Date>,
}

/// The order that the evidence of one article speaks for; none if nothing does, or if it disagrees with itself.
pub(crate) fn settle(days: TwoDays, evidence: &Evidence<'_>) -> Option<Order> {
    let end = (0..=evidence.opening.len().min(OPENING_BYTES)).rev().find(|at| evidence.opening.is_char_boundary(*at)).unwrap_or(0);
    let opening = evidence.opening.get(..end).unwrap_or_default();
    let dateline = dates::month_and_day_in(opening).and_then(|(month, day)| Date::new(days.day_first.year(), month, day).ok());
    let weekday = dates::weekday_in(evidence.stated).and_then(|weekday| only(days, |day| day.weekday() == weekday));
    let near = |found: Option<Date>| found.and_then(|found| only(days, |day| is_near(day, found)));
    let votes = [
        weekday,
        near(address_day::mentioned(evidence.url)),
        near(address_day::mentioned(evidence.path)),
        near(dateline),
        near(evidence.stamp),
        of_country(evidence.language.split(['-', '_']).nth(1).unwrap_or_default()),
        of_country(evidence.domain.rsplit('.').next().unwrap_or_default()),
    ];
    agreed(votes.into_iter().flatten())
}

/// An article whose date is still open, and all orders that were seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// The date can mean two days.
    Open(TwoDays),
    /// The date shows its order.
    Shows(Order),
}

/// Settles what is open by the other articles. `forms` has an entry an article.
pub(crate) fn settle_by_others(articles: &mut [Article], forms: &[Option<Form>], warnings: &mut Vec<Warning>) {
    let mut seen: BTreeMap<String, Vec<Order>> = BTreeMap::new();
    let outlet = |article: &Article| article.outlet.domain.clone().unwrap_or_else(|| article.outlet.name.to_lowercase());
    for (article, form) in articles.iter().zip(forms) {
        if let Some(Form::Shows(order)) = form {
            seen.entry(outlet(article)).or_default().push(*order);
        }
    }
    let days: BTreeSet<Date> = articles.iter().filter_map(|article| article.published.day()).collect();
    for (article, form) in articles.iter_mut().zip(forms) {
        let Some(Form::Open(open)) = form else { continue };
        let by_outlet = seen.get(&outlet(article)).and_then(|orders| agreed(orders.iter().copied()));
        let (order, why) = match (by_outlet, beside_others(*open, &days)) {
            (Some(order), _) => (order, "as other articles of this outlet write theirs"),
            (None, Some(order)) => (order, "as another article is of that day"),
            (None, None) => continue,
        };
        let day = open.day(order);
        article.published = Published::Day(day);
        let place = place_of(&article.origination.path, article.origination.row);
        warnings.retain(|warning| warning.code != WarningCode::NoDate || warning.place != place);
        let message = format!("its date can mean two days: it is taken for {day}, {why}; write it so to be sure");
        warnings.push(Warning::new(WarningCode::AssumedDate, place, message));
    }
}

/// The order in which alone the day lies beside that of another article, if the other day lies far from all.
fn beside_others(open: TwoDays, days: &BTreeSet<Date>) -> Option<Order> {
    let is_within = |day: Date, reach: i32| {
        let reach = reach.days();
        let (from, to) = (day.saturating_sub(reach), day.saturating_add(reach));
        days.range(from..=to).next().is_some()
    };
    let only_near = |day: Date, other: Date| is_within(day, BESIDE_DAYS) && !is_within(other, FAR_DAYS);
    match (only_near(open.day_first, open.month_first), only_near(open.month_first, open.day_first)) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// The one order that all speak for.
fn agreed(mut votes: impl Iterator<Item = Order>) -> Option<Order> {
    let first = votes.next()?;
    votes.all(|vote| vote == first).then_some(first)
}

/// The order in which alone the day fits.
fn only(days: TwoDays, fits: impl Fn(Date) -> bool) -> Option<Order> {
    match (fits(days.day_first), fits(days.month_first)) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

fn is_near(day: Date, other: Date) -> bool {
    day == other || day.tomorrow().is_ok_and(|next| next == other) || day.yesterday().is_ok_and(|before| before == other)
}

fn of_country(country: &str) -> Option<Order> {
    let country = country.to_ascii_lowercase();
    let is_in = |list: &[&str]| list.contains(&country.as_str());
    if is_in(MONTH_FIRST) { Some(Order::MonthFirst) } else { is_in(DAY_FIRST).then_some(Order::DayFirst) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Evidence<'static> =
        Evidence { stated: "07/11/2021", url: "", path: "", domain: "example.com", language: "en", opening: "", stamp: None };

    fn settled(evidence: &Evidence<'_>) -> Option<Order> {
        settle(dates::two_days(evidence.stated).expect("it is open"), evidence)
    }

    #[test]
    fn alone_it_stays_open() {
        assert_eq!(settled(&NOTHING), None);
        // Both days were Sundays.
        assert_eq!(settled(&Evidence { stated: "Sunday, 07/11/2021", ..NOTHING }), None);
    }

    #[test]
    fn each_piece_of_evidence_settles_it() {
        let day_first = [
            Evidence { stated: "Monday, 08/11/2021", ..NOTHING },
            Evidence { url: "https://example.com/2021/11/07/flood", ..NOTHING },
            Evidence { path: "saved/2021-11-08-flood.txt", ..NOTHING },
            Evidence { domain: "example.co.uk", ..NOTHING },
            Evidence { language: "en-GB", ..NOTHING },
            Evidence { opening: "PORT ARVAN, Nov 6 (NPA) — The road was closed.", ..NOTHING },
            Evidence { stamp: Date::new(2021, 11, 7).ok(), ..NOTHING },
        ];
        for evidence in &day_first {
            assert_eq!(settled(evidence), Some(Order::DayFirst), "{}", evidence.stated);
        }
        assert_eq!(settled(&Evidence { language: "en_US", ..NOTHING }), Some(Order::MonthFirst));
        assert_eq!(settled(&Evidence { url: "https://example.com/2021/07/11/flood", ..NOTHING }), Some(Order::MonthFirst));
    }

    #[test]
    fn the_days_of_other_articles_settle_it_unless_both_fit() {
        let open = dates::two_days("07/11/2021").expect("it is open");
        let days = |list: &[(i8, i8)]| list.iter().filter_map(|(month, day)| Date::new(2021, *month, *day).ok()).collect::<BTreeSet<_>>();
        assert_eq!(beside_others(open, &days(&[(11, 8), (3, 1)])), Some(Order::DayFirst));
        assert_eq!(beside_others(open, &days(&[(7, 10)])), Some(Order::MonthFirst));
        assert_eq!(beside_others(open, &days(&[(7, 10), (11, 7)])), None);
        assert_eq!(beside_others(open, &days(&[(11, 7), (7, 30)])), None);
        assert_eq!(beside_others(open, &days(&[(1, 1)])), None);
    }

    #[test]
    fn evidence_that_disagrees_leaves_it_open() {
        assert_eq!(settled(&Evidence { language: "en-US", url: "https://example.com/2021/11/07/flood", ..NOTHING }), None);
        assert_eq!(settled(&Evidence { opening: "On 3 May the road was closed.", ..NOTHING }), None);
    }
}
