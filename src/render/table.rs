//! The one view of an event from which terminal, Markdown and CSV take their rows: claims by outlets with what
//! stands in each cell, and the look-ups around it.
//!
//! A report may come from a file, so an index that leads nowhere gives nothing instead of a panic.

use crate::render::terminal::{Copies, counted};
use crate::report::{
    ArticleEntry, AttributionEntry, ClaimEntry, Completeness, ConflictEntry, ConflictKind, Coverage, CoverageEntry, EventEntry,
    FindingEntry, FindingKind, NearestEntry, OutletEntry, Passage, Report, RevisionEntry, SideEntry, SpeakerKind,
};

/// Probability from which on a conflict is shown without being asked for.
const LIKELY_CONFLICT: f64 = 0.3;

/// An event with the report around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'run> {
    pub(crate) report: &'run Report,
    pub(crate) event: &'run EventEntry,
}

/// One claim in one outlet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell<'run> {
    /// Position in the event's outlets.
    pub(crate) outlet: usize,
    pub(crate) entry: &'run CoverageEntry,
    pub(crate) attribution: Option<&'run AttributionEntry>,
}

/// One claim in all outlets.
#[derive(Clone, Debug)]
pub(crate) struct Row<'run> {
    pub(crate) claim: &'run ClaimEntry,
    /// In order of the event's outlets.
    pub(crate) cells: Vec<Option<Cell<'run>>>,
}

impl Row<'_> {
    /// Outlets that have the claim or dispute it.
    pub(crate) fn treating(&self) -> usize {
        let treats = |coverage: Coverage| coverage.is_reported() || coverage == Coverage::Disputes;
        self.cells.iter().flatten().filter(|cell| treats(cell.entry.coverage)).count()
    }
}

/// The agency that the text names as its writer, unless it is the outlet itself.
pub(crate) fn wire_words(article: &ArticleEntry) -> Option<String> {
    let wire = article.wire.as_ref()?;
    let own = wire.to_lowercase().contains(&article.outlet.to_lowercase()) || article.outlet.to_lowercase().contains(&wire.to_lowercase());
    (!own).then(|| format!("names {wire} as its writer"))
}

/// How many sentences a version changed, dropped and added.
pub(crate) fn revision_words(revision: &RevisionEntry) -> String {
    change_words(revision.changes.iter().map(|change| (change.before.is_some(), change.after.is_some())))
}

/// "2 sentences changed, 1 sentence added": of each whether it was there and whether it is.
pub(crate) fn change_words(changes: impl Iterator<Item = (bool, bool)> + Clone) -> String {
    let count = |of: (bool, bool)| changes.clone().filter(|change| *change == of).count();
    let counts = [(count((true, true)), "changed"), (count((true, false)), "dropped"), (count((false, true)), "added")];
    let told: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{} {what}", counted(*count, "sentence"))).collect();
    if told.is_empty() { "nothing but the order of sentences".to_owned() } else { told.join(", ") }
}

impl<'run> View<'run> {
    /// Which version an article is, of how many, from 1.
    pub(crate) fn version(&self, article: u32) -> Option<(usize, usize)> {
        self.event.versions.iter().find_map(|versions| {
            let place = versions.articles.iter().position(|version| *version == article)?;
            Some((place + 1, versions.articles.len()))
        })
    }

    /// Whether two articles are versions of one.
    pub(crate) fn are_versions(&self, left: u32, right: u32) -> bool {
        self.event.versions.iter().any(|versions| versions.articles.contains(&left) && versions.articles.contains(&right))
    }

    pub(crate) fn article(&self, index: u32) -> Option<&'run ArticleEntry> {
        self.report.articles.get(index as usize)
    }

    /// The outlets of the event that carry another's text, each with who wrote it.
    pub(crate) fn copies(&self) -> Vec<(usize, &'run str)> {
        let outlets = self.event.outlets.iter().enumerate();
        outlets.filter_map(|(index, outlet)| Some((index, self.writer(outlet)?))).collect()
    }

    /// Who wrote the whole text of an outlet, if it was another.
    pub(crate) fn writer(&self, outlet: &OutletEntry) -> Option<&'run str> {
        self.event.origins.get(outlet.copy_of? as usize).map(|origin| origin.writer.as_str())
    }

    /// The outlets of each column of the matrix, the one that it is called after first.
    pub(crate) fn columns(&self, copies: Copies, rows: &[Row<'_>]) -> Vec<Vec<usize>> {
        match copies {
            Copies::Folded => self.folded(rows),
            Copies::Apart => (0..self.event.outlets.len()).map(|outlet| vec![outlet]).collect(),
        }
    }

    /// The outlets of the event by column: those that carry another's text stand with it if their cells say the same in all of these
    /// rows. The first of a column is the one that had the text first; columns are in order of it.
    fn folded(&self, rows: &[Row<'_>]) -> Vec<Vec<usize>> {
        let count = self.event.outlets.len();
        let writer = |outlet: usize| {
            let origin = self.event.origins.get(self.event.outlets[outlet].copy_of? as usize)?;
            self.outlet_of(origin.first).filter(|writer| *writer != outlet)
        };
        // What an outlet says of the claim; that nothing clear was found in a copy says nothing more than in the text itself.
        let said = |row: &Row<'_>, outlet: usize| {
            let coverage = row.cells.get(outlet).copied().flatten().map(|cell| cell.entry.coverage);
            coverage.filter(|coverage| coverage.is_reported() || *coverage == Coverage::Disputes)
        };
        let home = |outlet: usize| {
            let agrees = |writer: &usize| rows.iter().all(|row| said(row, outlet) == said(row, *writer));
            writer(outlet).filter(|first| writer(*first).is_none()).filter(agrees).unwrap_or(outlet)
        };
        let homes: Vec<usize> = (0..count).map(home).collect();
        let own = (0..count).filter(|outlet| homes[*outlet] == *outlet);
        own.map(|first| std::iter::once(first).chain((0..count).filter(|other| *other != first && homes[*other] == first)).collect())
            .collect()
    }

    /// The outlet (position) that an article belongs to.
    pub(crate) fn outlet_of(&self, article: u32) -> Option<usize> {
        self.event.outlets.iter().position(|outlet| outlet.articles.contains(&article))
    }

    pub(crate) fn attribution(&self, index: Option<u32>) -> Option<&'run AttributionEntry> {
        self.event.attributions.get(index? as usize)
    }

    /// The attribution in whose content a statement stands.
    pub(crate) fn attribution_of_statement(&self, statement: u32) -> Option<&'run AttributionEntry> {
        self.attribution(self.event.statements.get(statement as usize)?.attribution)
    }

    /// Who says what an attribution holds, by the name that the event's table of sources has; nothing if nobody is named.
    pub(crate) fn speaker_of(&self, attribution: &'run AttributionEntry) -> Option<&'run str> {
        let source = attribution.source_index.and_then(|index| self.event.sources.get(index as usize));
        let name = source.map_or(attribution.speaker.as_str(), |source| source.label.as_str());
        Some(name).filter(|name| !name.trim().is_empty())
    }

    pub(crate) fn claim(&self, id: &str) -> Option<&'run ClaimEntry> {
        self.event.claims.iter().find(|claim| claim.id == id)
    }

    pub(crate) fn row(&self, claim: &'run ClaimEntry) -> Row<'run> {
        let cell = |outlet: usize| {
            let entry = claim.coverage.get(*claim.by_outlet.get(outlet)? as usize)?;
            Some(Cell { outlet, entry, attribution: self.attribution(entry.attribution) })
        };
        Row { claim, cells: (0..self.event.outlets.len()).map(cell).collect() }
    }

    /// One row a claim, in the order of the report.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'run>> {
        self.event.claims.iter().map(|claim| self.row(claim))
    }

    /// The value that an article gives in a conflict about a claim; each side of a conflict can have a claim of its own.
    pub(crate) fn conflict_value(&self, claim: &ClaimEntry, article: u32) -> Option<&'run str> {
        let holds = |side: &SideEntry| side.bearers.iter().any(|bearer| claim.statements.contains(&bearer.statement));
        let is_about = |conflict: &&ConflictEntry| {
            conflict.claim.as_deref() == Some(claim.id.as_str()) || conflict.sides.iter().filter(|side| holds(side)).count() > 1
        };
        let mut sides = self.event.conflicts.iter().filter(is_about).flat_map(|conflict| &conflict.sides);
        let side = sides.find(|side| side.bearers.iter().any(|bearer| bearer.passage.article == article))?;
        Some(&side.value)
    }

    /// Findings of one kind in order of gain.
    pub(crate) fn findings(&self, kind: FindingKind) -> impl Iterator<Item = &'run FindingEntry> {
        self.event.findings.iter().filter(move |finding| finding.kind == kind)
    }

    /// The source of an attribution's speaker in a passage's place: the attribution whose content holds it.
    pub(crate) fn attribution_around(&self, passage: &Passage) -> Option<&'run AttributionEntry> {
        let holds =
            |part: &Passage| part.article == passage.article && part.bytes[0] <= passage.bytes[0] && passage.bytes[1] <= part.bytes[1];
        self.event.attributions.iter().find(|attribution| attribution.content.iter().any(holds))
    }

    /// How many of the conflicts are likely to be some; the others, which come after them, may be of two matters.
    pub(crate) fn likely_conflicts(&self) -> usize {
        self.event.conflicts.iter().take_while(|conflict| conflict.probability >= LIKELY_CONFLICT).count()
    }

    /// The sides of a conflict with the day and moment each was first given, earliest first for a sequence.
    pub(crate) fn sides_in_order(&self, conflict: &'run ConflictEntry) -> Vec<&'run crate::report::SideEntry> {
        let mut sides: Vec<_> = conflict.sides.iter().collect();
        if conflict.is_sequence {
            sides.sort_by_key(|side| side.bearers.iter().map(|bearer| self.moment(bearer.passage.article)).min());
        }
        sides
    }

    /// Sorts by time; undated articles come last.
    fn moment(&self, article: u32) -> (bool, &'run str) {
        let moment = self.article(article).and_then(|article| article.published_at.as_deref().or(article.date.as_deref()));
        (moment.is_none(), moment.unwrap_or(""))
    }
}

/// The sign of a way of covering.
pub(crate) fn sign(coverage: Coverage) -> &'static str {
    match coverage {
        Coverage::States => "●",
        Coverage::Attributes => "○",
        Coverage::Disputes => "✗",
        Coverage::Unclear => "?",
        Coverage::Absent => "·",
        Coverage::Unknown => "–",
    }
}

/// What the signs mean.
pub(crate) const LEGEND: [(Coverage, &str); 6] = [
    (Coverage::States, "states"),
    (Coverage::Attributes, "attributes to a source"),
    (Coverage::Disputes, "says the opposite"),
    (Coverage::Unclear, "not clearly found"),
    (Coverage::Absent, "not found"),
    (Coverage::Unknown, "unknown: cut, not analysed, or earlier"),
];

/// The nearest of several.
pub(crate) fn nearest<'run>(entries: impl Iterator<Item = &'run NearestEntry>) -> Option<&'run NearestEntry> {
    entries.max_by(|left, right| left.similarity.total_cmp(&right.similarity).then(right.passage.article.cmp(&left.passage.article)))
}

/// What is the matter with an article's text, and what follows.
pub(crate) fn completeness_words(completeness: Completeness) -> Option<&'static str> {
    match completeness {
        Completeness::Whole => None,
        Completeness::Paywall => Some("cut by a paywall"),
        Completeness::SubscribePrompt => Some("cut by a subscribe prompt"),
        Completeness::Teaser => Some("a teaser only"),
        Completeness::MidSentence => Some("cut inside a sentence"),
        Completeness::HeadlineOnly => Some("a headline only"),
    }
}

/// What a conflict is about, as a heading.
pub(crate) fn conflict_words(kind: ConflictKind) -> &'static str {
    match kind {
        ConflictKind::Quantity => "figures differ",
        ConflictKind::Date => "dates differ",
        ConflictKind::Name => "names differ",
        ConflictKind::Polarity => "said and denied",
        ConflictKind::Actor => "who did it differs",
        ConflictKind::Outcome => "how it ended differs",
    }
}

/// What a speaker is, in a word; a person needs none.
pub(crate) fn speaker_words(kind: SpeakerKind) -> Option<&'static str> {
    match kind {
        SpeakerKind::Person => None,
        SpeakerKind::OfficialBody => Some("official body"),
        SpeakerKind::Organisation => Some("organisation"),
        SpeakerKind::Document => Some("document"),
        SpeakerKind::Post => Some("post"),
        SpeakerKind::AnonymousOfficial => Some("anonymous official"),
        SpeakerKind::Witness => Some("witness"),
        SpeakerKind::Expert => Some("expert"),
        SpeakerKind::Anonymous => Some("anonymous"),
        SpeakerKind::Group => Some("group"),
        SpeakerKind::Media => Some("media"),
        SpeakerKind::Unknown => Some("unknown"),
    }
}
