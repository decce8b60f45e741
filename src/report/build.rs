//! From what the stages found to the report. Linear in what is reported.

use crate::alignment::{self, Member, StatementRef, Voice};
use crate::article::{self, Article};
use crate::attribution::{self, Source};
use crate::error::{Error, Warning};
use crate::event::Event;
use crate::event::origin::Origin;
use crate::finding::{Absence, Evidence, Finding, FindingKind as Found};
use crate::framing::{self, Lenses};
use crate::report::identity::id;
use crate::report::passage::{Units, passage};
use crate::report::{
    AbsenceEntry, AirtimeEntry, AlignmentEntry, ArticleEntry, AttributionClass, AttributionEntry, AttributionKind, BearerEntry,
    CarrierEntry, Certainty, ClaimEntry, ClaimStatus, Completeness, ConflictEntry, ConflictKind, Coverage, CoverageEntry, CueClass,
    EventEntry, FindingEntry, FindingKind, LabelEntry, LabelSetEntry, LensesEntry, NearestEntry, OpeningEntry, OptionsEntry, OriginEntry,
    OutletBasis, OutletEntry, Passage, Polarity, QuoteDifference, QuoteVersionEntry, Relation, Report, Run, RunnerUpEntry, SCHEMA,
    SharedQuoteEntry, SideEntry, SourceEntry, SpeakerKind, StatementEntry, WeightsEntry, summary,
};
use crate::span::Span;
use crate::statement;

/// Share of an article's prose from which on a copy counts as the whole of it.
const WHOLE_COPY_SHARE: f64 = 0.8;

/// An article with the counts of what was made of it.
#[derive(Clone, Copy, Debug)]
pub struct Treated<'run> {
    /// The article.
    pub article: &'run Article,
    /// Words of its prose.
    pub words: usize,
    /// Sentences of its prose.
    pub sentences: usize,
    /// Statements cut from it.
    pub statements: usize,
    /// Pieces that were not kept.
    pub dropped_fragments: usize,
}

/// Everything that was found in one event of two articles or more.
#[derive(Debug)]
pub struct Compared<'run> {
    /// Which group of the run it is.
    pub group: usize,
    /// Its articles with what was made of them, in order.
    pub members: Vec<Member<'run>>,
    /// Shared texts.
    pub origins: Vec<Origin>,
    /// Whom its articles quote.
    pub sources: Vec<Source>,
    /// Claims and conflicts.
    pub comparison: alignment::Comparison,
    /// Framing.
    pub lenses: Lenses,
    /// What differs.
    pub findings: Vec<Finding>,
}

/// The run around the events.
#[derive(Debug)]
pub struct Frame<'run> {
    /// Every article, in order.
    pub articles: Vec<Treated<'run>>,
    /// Every group of articles, single ones too.
    pub groups: &'run [Event],
    /// Files read.
    pub inputs: Vec<super::InputEntry>,
    /// What could not be read.
    pub skipped: Vec<Error>,
    /// The options that bear on the result.
    pub options: OptionsEntry,
    /// Models and lexicons.
    pub weights: Vec<WeightsEntry>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// Builds the report.
#[must_use]
pub fn build(frame: Frame<'_>, compared: &[Compared<'_>]) -> Report {
    let event_ids: Vec<Option<String>> = frame.groups.iter().map(|group| event_id(group, &frame.articles)).collect();
    let mut events: Vec<EventEntry> = compared.iter().map(|event| Builder::new(&frame, event, &event_ids).event()).collect();
    events.sort_by(|left, right| {
        (right.outlets.len(), right.articles.len()).cmp(&(left.outlets.len(), left.articles.len())).then(left.articles.cmp(&right.articles))
    });
    let mut home = vec![None; frame.articles.len()];
    for (group, event) in frame.groups.iter().zip(&event_ids) {
        for index in &group.articles {
            home[index.get()].clone_from(event);
        }
    }
    let alone = (0..count(frame.articles.len())).filter(|index| home[*index as usize].is_none()).collect();
    Report {
        schema: SCHEMA.to_owned(),
        rashomon: env!("CARGO_PKG_VERSION").to_owned(),
        articles: frame.articles.iter().zip(home).map(|(treated, event)| article_entry(treated, event)).collect(),
        run: Run { inputs: frame.inputs, skipped: frame.skipped, options: frame.options, weights: frame.weights },
        events,
        alone,
        warnings: frame.warnings,
    }
}

fn event_id(group: &Event, articles: &[Treated<'_>]) -> Option<String> {
    if group.articles.len() < 2 {
        return None;
    }
    let mut digests: Vec<String> = group.articles.iter().map(|index| articles[index.get()].article.digest.hex()).collect();
    digests.sort();
    Some(id('e', digests.iter().map(String::as_str)))
}

fn article_entry(treated: &Treated<'_>, event: Option<String>) -> ArticleEntry {
    let article = treated.article;
    let published_at = match article.published {
        article::Published::Moment { unix_seconds, .. } => jiff::Timestamp::from_second(unix_seconds).ok().map(|moment| moment.to_string()),
        _ => None,
    };
    ArticleEntry {
        id: article.id.clone(),
        path: article.origination.path.clone(),
        row: article.origination.row,
        outlet: article.outlet.name.clone(),
        outlet_basis: match article.outlet.basis {
            article::OutletBasis::Given => OutletBasis::Given,
            article::OutletBasis::Address => OutletBasis::Address,
            article::OutletBasis::FileName => OutletBasis::FileName,
        },
        title: article.title().to_owned(),
        url: article.url.clone(),
        authors: article.authors.clone(),
        date: article.published.day().map(|day| day.to_string()),
        published_at,
        language: article.language.code().to_owned(),
        analysed: article.language.is_analysed(),
        completeness: completeness(article.completeness),
        wire: article.wire.as_ref().map(|wire| wire.agency.clone()),
        sha256: article.digest.hex(),
        text: event.is_some().then(|| article.text.clone()),
        headline_bytes: [article.headline.start, article.headline.end],
        body_bytes: [article.body.start, article.body.end],
        words: count(treated.words),
        sentences: count(treated.sentences),
        statements: count(treated.statements),
        dropped_fragments: count(treated.dropped_fragments),
        furniture: count(
            article
                .blocks
                .iter()
                .filter(|block| matches!(block.kind, article::BlockKind::Caption | article::BlockKind::Furniture(_)))
                .count(),
        ),
        event,
    }
}

/// Builds the entry of one event.
struct Builder<'run> {
    frame: &'run Frame<'run>,
    compared: &'run Compared<'run>,
    event_ids: &'run [Option<String>],
    group: &'run Event,
    units: Vec<Units<'run>>,
    /// First statement of each member in the event's list.
    statement_base: Vec<usize>,
    /// First attribution of each member in the event's list.
    attribution_base: Vec<usize>,
    outlets: Vec<OutletEntry>,
    /// Outlet of each member.
    outlet_of: Vec<usize>,
}

impl<'run> Builder<'run> {
    fn new(frame: &'run Frame<'run>, compared: &'run Compared<'run>, event_ids: &'run [Option<String>]) -> Self {
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

    fn event(self) -> EventEntry {
        let comparison = &self.compared.comparison;
        let claims: Vec<ClaimEntry> = comparison.claims.iter().map(|claim| self.claim(claim)).collect();
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
    fn article(&self, member: u32) -> u32 {
        self.group.articles[member as usize].0
    }

    fn passage(&self, member: u32, span: Span) -> Passage {
        let at = member as usize;
        passage(self.article(member), self.compared.members[at].article, &self.units[at], span)
    }

    fn passages(&self, member: u32, spans: &[Span]) -> Vec<Passage> {
        spans.iter().map(|span| self.passage(member, *span)).collect()
    }

    fn statement(&self, reference: StatementRef) -> u32 {
        count(self.statement_base[reference.member as usize] + reference.statement.get())
    }

    fn attribution(&self, member: u32, index: crate::span::AttributionIndex) -> u32 {
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
                    polarity: match statement.polarity {
                        statement::Polarity::Affirmed => Polarity::Affirmed,
                        statement::Polarity::Negated => Polarity::Negated,
                    },
                    certainty: match statement.certainty {
                        statement::Certainty::Flat => Certainty::Flat,
                        statement::Certainty::Hedged => Certainty::Hedged,
                        statement::Certainty::Alleged => Certainty::Alleged,
                        statement::Certainty::Denied => Certainty::Denied,
                        statement::Certainty::Planned => Certainty::Planned,
                        statement::Certainty::Conditional => Certainty::Conditional,
                    },
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
                    kind: match attribution.kind {
                        attribution::AttributionKind::Direct => AttributionKind::Direct,
                        attribution::AttributionKind::Indirect => AttributionKind::Indirect,
                        attribution::AttributionKind::Mixed => AttributionKind::Mixed,
                    },
                    class: match attribution.class {
                        attribution::AttributionClass::Speech => AttributionClass::Speech,
                        attribution::AttributionClass::Attitude => AttributionClass::Attitude,
                    },
                    cue_class: cue_class(attribution.cue_class),
                    speaker: attribution.speaker.label.clone(),
                    source_index: home[entries.len()],
                    probability: attribution.probability,
                    parent: attribution.parent.map(|parent| self.attribution(index, parent)),
                });
            }
        }
        entries
    }

    fn claim(&self, claim: &alignment::Claim) -> ClaimEntry {
        let label = self.compared.members[claim.label.member as usize];
        let spans = &label.statements[claim.label.statement.get()].spans;
        let text = spans.iter().map(|span| span.of(&label.article.text)).collect::<Vec<_>>().join(" … ");
        let coverage: Vec<CoverageEntry> =
            claim.coverage.iter().enumerate().map(|(member, coverage)| self.coverage(count(member), coverage)).collect();
        let by_outlet = self.by_outlet(&coverage);
        let inside = |reference: &StatementRef| claim.statements.contains(reference);
        let alignments = self.compared.comparison.alignments.iter().filter(|pair| inside(&pair.left) && inside(&pair.right));
        ClaimEntry {
            id: id('c', [label.article.digest.hex().as_str(), &format!("{:?}", spans)]),
            text,
            label: self.statement(claim.label),
            statements: claim.statements.iter().map(|reference| self.statement(*reference)).collect(),
            status: status(&by_outlet, &coverage),
            coverage,
            by_outlet,
            independent_origins: count(claim.independent_origins),
            salience: claim.salience,
            alignments: alignments
                .map(|pair| AlignmentEntry {
                    left: self.statement(pair.left),
                    right: self.statement(pair.right),
                    relation: match pair.relation {
                        alignment::Relation::Same => Relation::Same,
                        alignment::Relation::MoreSpecific => Relation::MoreSpecific,
                        alignment::Relation::LessSpecific => Relation::LessSpecific,
                        alignment::Relation::Conflicting => Relation::Conflicting,
                    },
                    probability: pair.probability,
                    forward: pair.forward,
                    backward: pair.backward,
                })
                .collect(),
        }
    }

    fn coverage(&self, member: u32, coverage: &alignment::MemberCoverage) -> CoverageEntry {
        let statements = self.compared.members[member as usize].statements;
        let (passage, voice) = match coverage.bearer {
            Some((statement, voice)) => (Some(self.passage(member, statements[statement.get()].extent())), Some(voice)),
            None => (None, None),
        };
        CoverageEntry {
            article: self.article(member),
            coverage: match coverage.coverage {
                alignment::Coverage::States => Coverage::States,
                alignment::Coverage::Attributes => Coverage::Attributes,
                alignment::Coverage::Disputes => Coverage::Disputes,
                alignment::Coverage::Unclear => Coverage::Unclear,
                alignment::Coverage::Absent => Coverage::Absent,
                alignment::Coverage::Unknown => Coverage::Unknown,
            },
            probability: coverage.probability,
            passage,
            attribution: match voice {
                Some(Voice::Source(index)) => Some(self.attribution(member, index)),
                _ => None,
            },
            nearest: coverage.nearest.map(|nearest| self.nearest(member, nearest.span, nearest.similarity)),
            sentences_searched: count(coverage.sentences_searched),
        }
    }

    fn nearest(&self, member: u32, span: Span, similarity: f64) -> NearestEntry {
        NearestEntry { passage: self.passage(member, span), similarity }
    }

    /// For each outlet the coverage that stands for it: the strongest among its articles.
    fn by_outlet(&self, coverage: &[CoverageEntry]) -> Vec<u32> {
        let mut chosen: Vec<Option<usize>> = vec![None; self.outlets.len()];
        for (member, entry) in coverage.iter().enumerate() {
            let slot = &mut chosen[self.outlet_of[member]];
            let stronger = |held: usize| strength(entry.coverage) > strength(coverage[held].coverage);
            if slot.is_none_or(stronger) {
                *slot = Some(member);
            }
        }
        chosen.into_iter().map(|member| count(member.unwrap_or_default())).collect()
    }

    fn conflict(&self, conflict: &alignment::Conflict, claims: &[ClaimEntry]) -> ConflictEntry {
        let sides: Vec<SideEntry> = conflict
            .sides
            .iter()
            .map(|side| SideEntry {
                value: side.value.clone(),
                bearers: side
                    .bearers
                    .iter()
                    .map(|(reference, span)| {
                        let statement = &self.compared.members[reference.member as usize].statements[reference.statement.get()];
                        BearerEntry {
                            statement: self.statement(*reference),
                            value: self.passage(reference.member, *span),
                            passage: self.passage(reference.member, statement.extent()),
                        }
                    })
                    .collect(),
            })
            .collect();
        let parts =
            sides.iter().flat_map(|side| side.bearers.iter().map(|bearer| format!("{}:{:?}", bearer.passage.exact, bearer.value.bytes)));
        let parts: Vec<String> = parts.collect();
        ConflictEntry {
            id: id('k', parts.iter().map(String::as_str)),
            kind: match conflict.kind {
                alignment::ConflictKind::Quantity => ConflictKind::Quantity,
                alignment::ConflictKind::Date => ConflictKind::Date,
                alignment::ConflictKind::Name => ConflictKind::Name,
                alignment::ConflictKind::Polarity => ConflictKind::Polarity,
            },
            matter: conflict.matter.clone(),
            is_sequence: conflict.is_sequence,
            probability: conflict.probability,
            claim: conflict.claim.and_then(|claim| claims.get(claim.get())).map(|claim| claim.id.clone()),
            sides,
        }
    }

    fn source(&self, index: usize, source: &Source) -> SourceEntry {
        let mut airtime: Vec<AirtimeEntry> = Vec::new();
        for entry in self.compared.lenses.airtime.iter().filter(|entry| entry.source.get() == index) {
            let outlet = count(self.outlet_of[entry.member as usize]);
            let member = self.compared.members[entry.member as usize];
            let own = source.members.iter().filter(|(at, _)| *at == entry.member as usize);
            let attributions: Vec<_> = own.map(|(_, attribution)| *attribution).collect();
            let cues = attributions
                .iter()
                .map(|at| member.attributions[at.get()].cue.iter().map(|span| span.of(&member.article.text)).collect::<Vec<_>>().join(" "));
            let cues: Vec<String> = cues.filter(|cue| !cue.is_empty()).collect();
            let attributions: Vec<u32> = attributions.iter().map(|at| self.attribution(entry.member, *at)).collect();
            let first_at_share = f64::from(entry.first_at_thousandths) / 1000.0;
            if let Some(held) = airtime.iter_mut().find(|held| held.outlet == outlet) {
                held.attributions.extend(attributions);
                held.quoted_words += count(entry.quoted_words);
                held.paraphrased_words += count(entry.paraphrased_words);
                held.first_at_share = held.first_at_share.min(first_at_share);
                held.cues.extend(cues);
            } else {
                let (quoted_words, paraphrased_words) = (count(entry.quoted_words), count(entry.paraphrased_words));
                airtime.push(AirtimeEntry { outlet, attributions, quoted_words, paraphrased_words, first_at_share, cues });
            }
        }
        airtime.sort_by_key(|entry| entry.outlet);
        SourceEntry {
            id: id('s', [self.event_ids[self.compared.group].as_deref().unwrap_or(""), source.label.as_str()]),
            label: source.label.clone(),
            role: source.role.clone(),
            kind: speaker_kind(source.kind),
            aliases: source.aliases.clone(),
            airtime,
        }
    }

    fn lenses(&self, claims: &[ClaimEntry]) -> LensesEntry {
        let lenses = &self.compared.lenses;
        LensesEntry {
            quotes: lenses.quotes.iter().map(|quote| self.shared_quote(quote)).collect(),
            openings: lenses
                .openings
                .iter()
                .map(|opening| OpeningEntry {
                    article: self.article(opening.member),
                    headline: (!opening.headline.is_empty()).then(|| self.passage(opening.member, opening.headline)),
                    lede: opening.lede.map(|lede| self.passage(opening.member, lede)),
                    claims: opening.leads_with.iter().filter_map(|claim| claims.get(*claim)).map(|claim| claim.id.clone()).collect(),
                    quoted: self.passages(opening.member, &opening.quoted),
                })
                .collect(),
            labels: lenses
                .labels
                .iter()
                .map(|set| LabelSetEntry {
                    referent: set.referent.clone(),
                    labels: set
                        .labels
                        .iter()
                        .map(|label| LabelEntry {
                            phrase: label.phrase.clone(),
                            exclusive: label.is_exclusive,
                            uses: label.uses.iter().map(|(member, span)| self.passage(*member, *span)).collect(),
                        })
                        .collect(),
                })
                .collect(),
        }
    }

    fn shared_quote(&self, quote: &framing::SharedQuote) -> SharedQuoteEntry {
        let versions = quote.versions.iter().map(|version| {
            let member = self.compared.members[version.member as usize];
            let attribution = &member.attributions[version.attribution.get()];
            let join = |spans: &[Span]| spans.iter().map(|span| span.of(&member.article.text)).collect::<Vec<_>>().join(" ");
            QuoteVersionEntry {
                article: self.article(version.member),
                attribution: self.attribution(version.member, version.attribution),
                quoted: self.passage(version.member, version.quoted),
                cue: join(&attribution.cue),
                cue_class: cue_class(version.cue_class),
                label: if attribution.source.is_empty() { attribution.speaker.label.clone() } else { join(&attribution.source) },
            }
        });
        let differences = quote.differences.iter().map(|difference| match difference {
            framing::QuoteDifference::Cut => QuoteDifference::Cut,
            framing::QuoteDifference::Cue => QuoteDifference::Cue,
            framing::QuoteDifference::Label => QuoteDifference::Label,
            framing::QuoteDifference::Wording => QuoteDifference::Wording,
        });
        SharedQuoteEntry { shared: quote.shared.clone(), versions: versions.collect(), differences: differences.collect() }
    }

    fn finding(
        &self,
        finding: &Finding,
        claims: &[ClaimEntry],
        conflicts: &[ConflictEntry],
        sources: &[SourceEntry],
        lenses: &LensesEntry,
    ) -> FindingEntry {
        let claim = |index: &crate::span::ClaimIndex| claims.get(index.get());
        let outlet = |member: &u32| count(self.outlet_of[*member as usize]);
        let (kind, mut outlets, about) = match &finding.kind {
            Found::Conflict(at) => (FindingKind::Conflict, Vec::new(), conflicts.get(*at).map(|conflict| conflict.id.clone())),
            Found::Sequence(at) => (FindingKind::Sequence, Vec::new(), conflicts.get(*at).map(|conflict| conflict.id.clone())),
            Found::OnlyIn { claim: index, member } => {
                (FindingKind::OnlyIn, vec![outlet(member)], claim(index).map(|claim| claim.id.clone()))
            }
            Found::MissingFrom { claim: index, members } => {
                (FindingKind::MissingFrom, members.iter().map(outlet).collect(), claim(index).map(|claim| claim.id.clone()))
            }
            Found::Voice { claim: index } => (FindingKind::Voice, Vec::new(), claim(index).map(|claim| claim.id.clone())),
            Found::OnlySource { source, member } => {
                (FindingKind::OnlySource, vec![outlet(member)], sources.get(source.get()).map(|source| source.id.clone()))
            }
            Found::Quote(_) => (FindingKind::Quote, Vec::new(), None),
            Found::Label(set, label) => {
                let uses = self.compared.lenses.labels.get(*set).and_then(|set| set.labels.get(*label)).map(|label| label.uses.as_slice());
                (FindingKind::Label, uses.unwrap_or_default().iter().map(|(member, _)| outlet(member)).collect(), None)
            }
            Found::Lead { claim: index, member } => (FindingKind::Lead, vec![outlet(member)], claim(index).map(|claim| claim.id.clone())),
        };
        outlets.sort_unstable();
        outlets.dedup();
        let evidence: Vec<Passage> = finding.evidence.iter().map(|Evidence { member, span }| self.passage(*member, *span)).collect();
        let summary = summary::of(
            &finding.kind,
            &summary::Context { outlets: &self.outlets, singled_out: &outlets, claims, conflicts, sources, lenses },
        );
        let parts: Vec<String> = evidence.iter().map(|passage| format!("{}:{:?}", passage.exact, passage.bytes)).collect();
        FindingEntry {
            id: id('f', [format!("{kind:?}").as_str(), summary.as_str()].into_iter().chain(parts.iter().map(String::as_str))),
            kind,
            summary,
            outlets,
            about,
            evidence,
            absences: finding.absences.iter().map(|absence| self.absence(absence)).collect(),
            confidence: finding.confidence,
            gain: finding.gain,
        }
    }

    fn absence(&self, absence: &Absence) -> AbsenceEntry {
        AbsenceEntry {
            article: self.article(absence.member),
            sentences_searched: count(absence.sentences_searched),
            nearest: absence.nearest.map(|(evidence, similarity)| self.nearest(evidence.member, evidence.span, similarity)),
            probability: absence.probability,
        }
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

/// Order in which the articles of one outlet stand for it.
fn strength(coverage: Coverage) -> u8 {
    match coverage {
        Coverage::States => 5,
        Coverage::Attributes => 4,
        Coverage::Disputes => 3,
        Coverage::Unclear => 2,
        Coverage::Unknown => 1,
        Coverage::Absent => 0,
    }
}

fn status(by_outlet: &[u32], coverage: &[CoverageEntry]) -> ClaimStatus {
    let of = |index: &u32| coverage[*index as usize].coverage;
    let reported = by_outlet.iter().filter(|index| of(index).is_reported()).count();
    let disputed = by_outlet.iter().filter(|index| of(index) == Coverage::Disputes).count();
    let absent = by_outlet.iter().filter(|index| of(index) == Coverage::Absent).count();
    let unclear = by_outlet.iter().filter(|index| of(index) == Coverage::Unclear).count();
    if reported + disputed > 1 {
        if absent == 0 && unclear == 0 && disputed == 0 { ClaimStatus::Shared } else { ClaimStatus::Partial }
    } else if absent > 0 && unclear == 0 {
        ClaimStatus::Exclusive
    } else {
        ClaimStatus::Uncertain
    }
}

fn completeness(completeness: article::Completeness) -> Completeness {
    match completeness {
        article::Completeness::Whole => Completeness::Whole,
        article::Completeness::Truncated(why) => match why {
            article::Truncation::Paywall => Completeness::Paywall,
            article::Truncation::SubscribePrompt => Completeness::SubscribePrompt,
            article::Truncation::Teaser => Completeness::Teaser,
            article::Truncation::MidSentence => Completeness::MidSentence,
            article::Truncation::HeadlineOnly => Completeness::HeadlineOnly,
        },
    }
}

fn cue_class(class: attribution::CueClass) -> CueClass {
    match class {
        attribution::CueClass::Neutral => CueClass::Neutral,
        attribution::CueClass::Doubt => CueClass::Doubt,
        attribution::CueClass::Endorse => CueClass::Endorse,
        attribution::CueClass::Attack => CueClass::Attack,
        attribution::CueClass::Concede => CueClass::Concede,
        attribution::CueClass::Command => CueClass::Command,
        attribution::CueClass::Manner => CueClass::Manner,
    }
}

fn speaker_kind(kind: attribution::SpeakerKind) -> SpeakerKind {
    match kind {
        attribution::SpeakerKind::Person => SpeakerKind::Person,
        attribution::SpeakerKind::Body => SpeakerKind::Body,
        attribution::SpeakerKind::Document => SpeakerKind::Document,
        attribution::SpeakerKind::Post => SpeakerKind::Post,
        attribution::SpeakerKind::Anonymous => SpeakerKind::Anonymous,
        attribution::SpeakerKind::Group => SpeakerKind::Group,
        attribution::SpeakerKind::Media => SpeakerKind::Media,
        attribution::SpeakerKind::Unresolved => SpeakerKind::Unresolved,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
