//! Sources, lenses and findings of an event.

use crate::attribution::Source;
use crate::finding::{Absence, Evidence, Finding, FindingKind as Found};
use crate::framing::SharedQuote;
use crate::report::build::count;
use crate::report::event::Builder;
use crate::report::identity::id;
use crate::report::{
    AbsenceEntry, AirtimeEntry, ClaimEntry, ConflictEntry, FindingEntry, FindingKind, LabelEntry, LabelSetEntry, LensesEntry, OpeningEntry,
    Passage, QuoteVersionEntry, QuoteWordsEntry, SharedQuoteEntry, SourceEntry, summary,
};
use crate::span::{ClaimIndex, Span};

impl Builder<'_> {
    pub(super) fn source(&self, index: usize, source: &Source) -> SourceEntry {
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
            kind: source.kind.into(),
            aliases: source.aliases.clone(),
            airtime,
        }
    }

    pub(super) fn lenses(&self, claims: &[ClaimEntry]) -> LensesEntry {
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

    fn shared_quote(&self, quote: &SharedQuote) -> SharedQuoteEntry {
        let versions = quote.versions.iter().map(|version| {
            let member = self.compared.members[version.member as usize];
            let attribution = &member.attributions[version.attribution.get()];
            let join = |spans: &[Span]| spans.iter().map(|span| span.of(&member.article.text)).collect::<Vec<_>>().join(" ");
            QuoteVersionEntry {
                article: self.article(version.member),
                attribution: self.attribution(version.member, version.attribution),
                quoted: self.passage(version.member, version.quoted),
                cue: join(&attribution.cue),
                cue_class: version.cue_class.into(),
                words: version
                    .words
                    .iter()
                    .map(|part| QuoteWordsEntry { standing: part.standing.into(), text: part.text.clone() })
                    .collect(),
                label: if attribution.source.is_empty() { attribution.speaker.label.clone() } else { join(&attribution.source) },
            }
        });
        let differences = quote.differences.iter().map(|difference| (*difference).into());
        SharedQuoteEntry { shared: quote.shared.clone(), versions: versions.collect(), differences: differences.collect() }
    }

    pub(super) fn finding(
        &self,
        finding: &Finding,
        claims: &[ClaimEntry],
        conflicts: &[ConflictEntry],
        sources: &[SourceEntry],
        lenses: &LensesEntry,
    ) -> FindingEntry {
        let claim = |index: &ClaimIndex| claims.get(index.get());
        let outlet = |member: &u32| count(self.outlet_of[*member as usize]);
        // Copies of one text are named together: what only a wire story says stands in every outlet that prints it.
        let bearers = || finding.evidence.iter().map(|evidence| outlet(&evidence.member)).collect();
        let (kind, mut outlets, about) = match &finding.kind {
            Found::Conflict(at) => (FindingKind::Conflict, Vec::new(), conflicts.get(*at).map(|conflict| conflict.id.clone())),
            Found::Sequence(at) => (FindingKind::Sequence, Vec::new(), conflicts.get(*at).map(|conflict| conflict.id.clone())),
            Found::OnlyIn { claim: index, .. } => (FindingKind::OnlyIn, bearers(), claim(index).map(|claim| claim.id.clone())),
            Found::MissingFrom { claim: index, members } => {
                (FindingKind::MissingFrom, members.iter().map(outlet).collect(), claim(index).map(|claim| claim.id.clone()))
            }
            Found::Voice { claim: index } => (FindingKind::Voice, Vec::new(), claim(index).map(|claim| claim.id.clone())),
            Found::OnlySource { source, .. } => {
                (FindingKind::OnlySource, bearers(), sources.get(source.get()).map(|source| source.id.clone()))
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
