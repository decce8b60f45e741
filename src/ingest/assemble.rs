//! From what a reader found to an article: text, spans, blocks, date, language, outlet, completeness, wire.

use jiff::civil::Date;

use crate::article::{Article, Block, BlockKind, Completeness, Digest, Furniture, Language, Origination, OutletBasis, Published};
use crate::error::{Error, ErrorKind, Warning, WarningCode};
use crate::ingest::date_order::{self, Evidence, Form};
use crate::ingest::draft::Draft;
use crate::ingest::{address_day, blocks, completeness, dates, outlet, tongue, wire};
use crate::span::Span;

/// Prose handed to the language identification.
const LANGUAGE_SAMPLE_BYTES: usize = 8192;

/// A text of more bytes is no article: the longest of 7,645 texts (public event and
/// attribution corpora, counted 2026-11-24) has 65,180. The stages after reading compare sentences with sentences, so a text must have an end.
const MAX_ARTICLE_BYTES: usize = 1 << 20;

/// Blocks at the start among which a line may give the date of a text copied off a page.
const STAMP_BLOCKS: usize = 8;

/// A date given more than so many days after the one in the address is that of a change or of a visit: of 2,357 rows of public event
/// collections with both, two are further apart, by months, and the texts are of the day in the address (counted 2026-11-28).
const LATE_DAYS: i32 = 7;

/// Text, headline and body of an article.
struct Layout {
    text: String,
    headline: Span,
    body: Span,
}

/// An article, what was odd about it, and what its date shows about the order of day and month.
pub(crate) struct Made {
    pub(crate) article: Article,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) form: Option<Form>,
}

/// Makes the article. Its id is the draft's, empty if it came with none.
pub(crate) fn article(draft: Draft, path: &str) -> Result<Made, Error> {
    let place = place_of(path, draft.row);
    if draft.title.trim().is_empty() && draft.body.trim().is_empty() {
        return Err(Error::new(
            ErrorKind::NoText,
            place,
            "there is no text in it",
            "check that the article's text is there; for JSON, name its field with --field text=NAME",
        ));
    }
    if draft.body.len() > MAX_ARTICLE_BYTES {
        let cause = format!("{} MiB of text in one article; at most {} are taken", draft.body.len() >> 20, MAX_ARTICLE_BYTES >> 20);
        return Err(Error::new(
            ErrorKind::TooLarge,
            place,
            cause,
            "if it holds several articles, give them as files or JSON Lines rows of their own",
        ));
    }
    let date = draft.date.clone();
    let article = make(draft, path);
    let warnings = warnings_about(&article, &place, &date);
    let form = match (dates::order_of(&date), dates::two_days(&date)) {
        (Some(order), _) => Some(Form::Shows(order)),
        (None, Some(days)) if article.published == Published::Unknown => Some(Form::Open(days)),
        _ => None,
    };
    Ok(Made { article, warnings, form })
}

/// Makes the article of any draft, an empty one too.
pub(crate) fn make(mut draft: Draft, path: &str) -> Article {
    let mut outlet = outlet::of(&draft, path);
    let layout = lay_out(&draft.title, std::mem::take(&mut draft.body));
    let marks: Vec<(Span, BlockKind)> = draft.marks.iter().map(|(span, kind)| (shift(*span, layout.body), *kind)).collect();
    let blocks = blocks::cut(&layout.text, layout.headline, layout.body, &marks);
    if outlet.basis == OutletBasis::FileName {
        outlet = outlet::in_notices(&layout.text, &blocks).unwrap_or(outlet);
    }
    let language = tongue::identify(&sample(&layout.text, &blocks), &draft.language);
    let completeness = completeness::judge(&layout.text, &blocks, draft.access);
    let wire = wire::find(&layout.text, &blocks, &draft.authors, &outlet.name);
    let published = published(&draft, path, outlet.domain.as_deref().unwrap_or_default(), &layout.text, &blocks);
    Article {
        id: draft.id,
        origination: Origination { path: path.to_owned(), row: draft.row },
        outlet,
        url: Some(draft.url).filter(|url| !url.is_empty()),
        authors: draft.authors,
        published,
        language,
        digest: Digest::of(layout.text.as_bytes()),
        text: layout.text,
        headline: layout.headline,
        body: layout.body,
        blocks,
        completeness,
        wire,
    }
}

fn warnings_about(article: &Article, place: &str, date: &str) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |code, message: String| warnings.push(Warning::new(code, place, message));
    if article.headline.is_empty() {
        warn(WarningCode::NoHeadline, "no headline was found: headline framing is not compared for it".to_owned());
    }
    match (article.published, date.is_empty()) {
        (Published::Unknown, true) => {
            warn(WarningCode::NoDate, "no date was found: it takes part, ordered last; give one as 2021-11-07".to_owned())
        }
        (Published::Unknown, false) => warn(
            WarningCode::NoDate,
            format!("its date \"{date}\" can be read in no way, or in two: it takes part, ordered last; write it as 2021-11-07"),
        ),
        (Published::Day(day), false) if filed_before(dates::parse(date), article.url.as_deref().unwrap_or_default()) == Some(day) => {
            let message = format!(
                "its date \"{date}\" is long after the day in its address, {day}, which is taken; give it without address to keep it"
            );
            warn(WarningCode::AssumedDate, message);
        }
        _ => {}
    }
    if article.outlet.basis == OutletBasis::FileName {
        warn(WarningCode::NoOutlet, format!("no outlet was found: \"{}\" stands in for it", article.outlet.name));
    }
    if let Completeness::Truncated(_) = article.completeness {
        warn(WarningCode::TruncatedText, "its text is cut: what it does not say proves nothing".to_owned());
    }
    if let Language::Other(code) = &article.language {
        warn(WarningCode::UnsupportedLanguage, format!("its language ({code}) is not analysed: it is listed, not compared"));
    }
    warnings
}

/// The date as given; one that can mean two days, if other evidence settles it; a date line, where none was given. The day in the
/// address instead, where it lies long before.
fn published(draft: &Draft, path: &str, domain: &str, text: &str, blocks: &[Block]) -> Published {
    if draft.date.is_empty() {
        return stamped(text, blocks);
    }
    let Some(days) = dates::two_days(&draft.date) else {
        let stated = dates::parse(&draft.date);
        return filed_before(stated, &draft.url).map_or(stated, Published::Day);
    };
    let opening = blocks.iter().find(|block| block.kind == BlockKind::Lede).map(|block| block.span.of(text));
    let evidence = Evidence {
        stated: &draft.date,
        url: &draft.url,
        path,
        domain,
        language: &draft.language,
        opening: opening.unwrap_or_default(),
        stamp: stamped(text, blocks).day(),
    };
    date_order::settle(days, &evidence).map_or(Published::Unknown, |order| Published::Day(days.day(order)))
}

/// The day in the address, if it lies long before the date.
fn filed_before(date: Published, url: &str) -> Option<Date> {
    let day = date.day()?;
    address_day::of_publication(url).filter(|filed| (day - *filed).get_days() > LATE_DAYS)
}

/// The date on a line of its own near the start, where none was given.
fn stamped(text: &str, blocks: &[Block]) -> Published {
    let stamps = blocks.iter().take(STAMP_BLOCKS).filter(|block| block.kind == BlockKind::Furniture(Furniture::Dateline));
    stamps.map(|block| dates::parse(block.span.of(text))).find(|date| *date != Published::Unknown).unwrap_or_default()
}

/// Headline, empty line, body; the body alone where its first line is the headline again.
fn lay_out(title: &str, body: String) -> Layout {
    let title = title.trim();
    if title.is_empty() {
        let body_span = Span::new(0, body.len());
        return Layout { text: body, headline: Span::default(), body: body_span };
    }
    if let Some(headline) = repeated(title, &body) {
        let body_span = Span::new(0, body.len());
        return Layout { text: body, headline, body: body_span };
    }
    let headline = Span::new(0, title.len());
    if body.is_empty() {
        return Layout { text: title.to_owned(), headline, body: Span::new(title.len(), title.len()) };
    }
    let start = title.len() + 2;
    let body_span = Span::new(start, start + body.len());
    Layout { text: format!("{title}\n\n{body}"), headline, body: body_span }
}

/// The body's first line, if it says the headline (white space and a final stop apart).
fn repeated(title: &str, body: &str) -> Option<Span> {
    let first = body.trim_start().lines().next()?;
    let start = body.len() - body.trim_start().len();
    let line = Span::new(start, start + first.len()).trim(body);
    let same = |text: &str| text.trim_end_matches(['.', ' ']).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    (first.len() <= 2 * title.len() + 64 && same(line.of(body)) == same(title)).then_some(line)
}

fn shift(span: Span, body: Span) -> Span {
    Span { start: span.start.saturating_add(body.start), end: span.end.saturating_add(body.start) }
}

fn sample(text: &str, blocks: &[Block]) -> String {
    let mut sample = String::new();
    for block in blocks.iter().filter(|block| block.kind.is_prose()) {
        let piece = block.span.of(text);
        let end = (0..=piece.len().min(LANGUAGE_SAMPLE_BYTES)).rev().find(|at| piece.is_char_boundary(*at)).unwrap_or(0);
        sample.push_str(piece.get(..end).unwrap_or_default());
        sample.push('\n');
        if sample.len() > LANGUAGE_SAMPLE_BYTES {
            break;
        }
    }
    sample
}

/// `path`, or `path:row`.
pub(crate) fn place_of(path: &str, row: Option<u32>) -> String {
    row.map_or_else(|| path.to_owned(), |row| format!("{path}:{row}"))
}
