//! The entry of one event.

use crate::alignment::{Member, StatementRef};
use crate::article;
use crate::event::Event;
use crate::event::origin::Origin;
use crate::event::version::{Revision, Versions};
use crate::report::build::{Compared, Frame, count};
use crate::report::passage::{Units, passage};
use crate::report::{
    AttributionEntry, CarrierEntry, ConflictEntry, EventEntry, OriginEntry, OutletEntry, Passage, RevisionEntry, RunnerUpEntry,
    SourceEntry, StatementEntry, TextChangeEntry, VersionsEntry, WordRunEntry,
};
use crate::span::{ArticleIndex, AttributionIndex, Span};

/// Share of an article's prose from which on a copy counts as the whole of it.
const WHOLE_COPY_SHARE: f64 = 0.8;

/// Builds the entry of one event.
pub(super) struct Builder<'run> {
    frame: &'run Frame<'run>,
    pub(super) compared: &'run Compared<'run>,
    pub(super) event_ids: &'run [Option<String>],
    pub(super) group: &'run Event,
    units: Vec<Units<'run>>,
    /// First statement of each member in the event's list.
    statement_base: Vec<usize>,
    /// First attribution of each member in the event's list.
    attribution_base: Vec<usize>,
    pub(super) outlets: Vec<OutletEntry>,
    /// Outlet of each member.
    pub(super) outlet_of: Vec<usize>,
}

impl<'run> Builder<'run> {
    pub(super) fn new(frame: &'run Frame<'run>, compared: &'run Compared<'run>, event_ids: &'run [Option<String>]) -> Self {
        let group = &frame.groups[compared.group];
        let units = compared.members.iter().map(|member| Units::new(&member.article.text)).collect();
        let bases = |length: &dyn Fn(&Member<'_>) -> usize| {
            compared
                .members
                .iter()
                .scan(0, |total, member| {
                    let base = *total;
                    *total += length(member);
                    Some(base)
                })
                .collect::<Vec<_>>()
        };
        let statement_base = bases(&|member| member.statements.len());
        let attribution_base = bases(&|member| member.attributions.len());
        let (outlets, outlet_of) = outlets(group, compared);
        Self { frame, compared, event_ids, group, units, statement_base, attribution_base, outlets, outlet_of }
    }

    pub(super) fn event(self) -> EventEntry {
        let comparison = &self.compared.comparison;
        let claims = self.claims();
        let sources: Vec<SourceEntry> =
            self.compared.sources.iter().enumerate().map(|(index, source)| self.source(index, source)).collect();
        let conflicts: Vec<ConflictEntry> = comparison.conflicts.iter().map(|conflict| self.conflict(conflict, &claims)).collect();
        let lenses = self.lenses(&claims);
        let findings = self.compared.findings.iter().map(|finding| self.finding(finding, &claims, &conflicts, &sources, &lenses)).collect();
        EventEntry {
            id: self.event_ids[self.compared.group].clone().unwrap_or_default(),
            title: self.title(),
            articles: self.group.articles.iter().map(|index| index.0).collect(),
            days: self.group.why.days.map(|(first, last)| [first.to_string(), last.to_string()]),
            cohesion: self.group.cohesion,
            shared_names: self.group.why.names.clone(),
            shared_terms: self.group.why.terms.clone(),
            runners_up: self.runners_up(),
            origins: self.compared.origins.iter().map(|origin| self.origin(origin)).collect(),
            versions: self.compared.versions.iter().map(|versions| self.versions(versions)).collect(),
            statements: self.statements(),
            attributions: self.attributions(),
            claims,
            conflicts,
            sources,
            lenses,
            findings,
            outlets: self.outlets,
        }
    }

    /// The article's index in the run.
    pub(super) fn article(&self, member: u32) -> u32 {
        self.group.articles[member as usize].0
    }

    pub(super) fn passage(&self, member: u32, span: Span) -> Passage {
        let at = member as usize;
        passage(self.article(member), self.compared.members[at].article, &self.units[at], span)
    }

    pub(super) fn passages(&self, member: u32, spans: &[Span]) -> Vec<Passage> {
        spans.iter().map(|span| self.passage(member, *span)).collect()
    }

    pub(super) fn statement(&self, reference: StatementRef) -> u32 {
        count(self.statement_base[reference.member as usize] + reference.statement.get())
    }

    pub(super) fn attribution(&self, member: u32, index: AttributionIndex) -> u32 {
        count(self.attribution_base[member as usize] + index.get())
    }

    /// The headline of the article that bears the most salient claims; else of the first that has one.
    fn title(&self) -> String {
        let mut weight = vec![0.0; self.compared.members.len()];
        for claim in &self.compared.comparison.claims {
            for (member, coverage) in claim.coverage.iter().enumerate() {
                if coverage.bearer.is_some() && claim.independent_origins > 1 {
                    weight[member] += claim.salience;
                }
            }
        }
        let mut best: Option<usize> = None;
        for (index, member) in self.compared.members.iter().enumerate() {
            if !member.article.title().is_empty()
                && member.article.language.is_analysed()
                && best.is_none_or(|best| weight[index] > weight[best])
            {
                best = Some(index);
            }
        }
        best.map_or_else(String::new, |index| self.compared.members[index].article.title().to_owned())
    }

    fn runners_up(&self) -> Vec<RunnerUpEntry> {
        let mut entries = Vec::new();
        for (index, runner_up) in self.group.articles.iter().zip(&self.group.runners_up) {
            let Some(runner_up) = runner_up else { continue };
            let other = &self.frame.groups[runner_up.event.get()];
            let title = other.articles.first().map_or("", |first| self.frame.articles[first.get()].article.title());
            let event = self.event_ids[runner_up.event.get()].clone();
            entries.push(RunnerUpEntry { article: index.0, title: title.to_owned(), event, score: runner_up.score });
        }
        entries
    }

    fn origin(&self, origin: &Origin) -> OriginEntry {
        let carriers = origin.carriers.iter().filter_map(|carrier| {
            let member = count(self.group.articles.iter().position(|index| *index == carrier.article)?);
            Some(CarrierEntry {
                article: carrier.article.0,
                shared_share: carrier.shared_share,
                passages: self.passages(member, &carrier.passages),
            })
        });
        OriginEntry { writer: origin.writer.clone(), first: origin.first.0, carriers: carriers.collect() }
    }

    fn versions(&self, versions: &Versions) -> VersionsEntry {
        let member = |article: ArticleIndex| count(self.group.articles.iter().position(|index| *index == article).unwrap_or(0));
        let revision = |revision: &Revision| RevisionEntry {
            from: revision.from.0,
            to: revision.to.0,
            changes: revision
                .changes
                .iter()
                .map(|change| TextChangeEntry {
                    before: change.before.map(|span| self.passage(member(revision.from), span)),
                    after: change.after.map(|span| self.passage(member(revision.to), span)),
                    words: change.words.iter().map(|run| WordRunEntry { change: run.change.into(), text: run.text.clone() }).collect(),
                })
                .collect(),
        };
        VersionsEntry {
            articles: versions.articles.iter().map(|article| article.0).collect(),
            revisions: versions.revisions.iter().map(revision).collect(),
        }
    }

    fn statements(&self) -> Vec<StatementEntry> {
        let mut entries = Vec::new();
        for (index, member) in self.compared.members.iter().enumerate() {
            let index = count(index);
            let mut voice = vec![None; member.statements.len()];
            for (at, attribution) in member.attributions.iter().enumerate() {
                for statement in &attribution.statements {
                    voice[statement.get()].get_or_insert(count(self.attribution_base[index as usize] + at));
                }
            }
            for (statement, attribution) in member.statements.iter().zip(voice) {
                entries.push(StatementEntry {
                    passages: self.passages(index, &statement.spans),
                    shared_subject: self.passages(index, &statement.subject),
                    polarity: statement.polarity.into(),
                    certainty: statement.certainty.into(),
                    attribution,
                });
            }
        }
        entries
    }

    fn attributions(&self) -> Vec<AttributionEntry> {
        let mut home = vec![None; self.compared.members.iter().map(|member| member.attributions.len()).sum()];
        for (index, source) in self.compared.sources.iter().enumerate() {
            for (member, attribution) in &source.members {
                home[self.attribution_base[*member] + attribution.get()] = Some(count(index));
            }
        }
        let mut entries = Vec::new();
        for (index, member) in self.compared.members.iter().enumerate() {
            let index = count(index);
            for attribution in member.attributions {
                entries.push(AttributionEntry {
                    article: self.article(index),
                    source: self.passages(index, &attribution.source),
                    cue: self.passages(index, &attribution.cue),
                    content: self.passages(index, &attribution.content),
                    kind: attribution.kind.into(),
                    class: attribution.class.into(),
                    cue_class: attribution.cue_class.into(),
                    speaker: attribution.speaker.label.clone(),
                    source_index: home[entries.len()],
                    probability: attribution.probability,
                    parent: attribution.parent.map(|parent| self.attribution(index, parent)),
                });
            }
        }
        entries
    }
}

/// The outlets of an event in order of their first article, and the outlet of each member.
fn outlets(group: &Event, compared: &Compared<'_>) -> (Vec<OutletEntry>, Vec<usize>) {
    let mut order: Vec<usize> = (0..compared.members.len()).collect();
    let moment = |member: usize| compared.members[member].article.published;
    order.sort_by_key(|member| (moment(*member).day().is_none(), moment(*member).day(), unix(moment(*member)), *member));
    let mut outlets: Vec<OutletEntry> = Vec::new();
    let mut outlet_of = vec![0; compared.members.len()];
    for member in order {
        let name = &compared.members[member].article.outlet.name;
        let at = outlets.iter().position(|outlet| outlet.name == *name).unwrap_or_else(|| {
            outlets.push(OutletEntry { name: name.clone(), articles: Vec::new(), copy_of: None });
            outlets.len() - 1
        });
        outlets[at].articles.push(group.articles[member].0);
        outlet_of[member] = at;
    }
    for outlet in &mut outlets {
        outlet.copy_of = compared
            .origins
            .iter()
            .position(|origin| {
                outlet.articles.iter().all(|article| {
                    origin.first.0 != *article
                        && origin.carriers.iter().any(|carrier| carrier.article.0 == *article && carrier.shared_share >= WHOLE_COPY_SHARE)
                })
            })
            .map(count);
    }
    (outlets, outlet_of)
}

fn unix(published: article::Published) -> i64 {
    match published {
        article::Published::Moment { unix_seconds, .. } => unix_seconds,
        _ => i64::MAX,
    }
}
