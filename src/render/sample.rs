//! Small reports built by hand, for tests of the renderers.

use crate::report::{
    AbsenceEntry, AirtimeEntry, ArticleEntry, AttributionCare, AttributionClass, AttributionEntry, AttributionKind, AttributionMethod,
    BearerEntry, Certainty, CheckworthinessEntry, ClaimEntry, ClaimOrder, ClaimStatus, Completeness, ConflictEntry, ConflictKind, Coverage,
    CoverageEntry, CueClass, EventEntry, FindingEntry, FindingKind, LabelEntry, LabelSetEntry, LeftOutEntry, LensesEntry, NearestEntry,
    OpeningEntry, OptionsEntry, OutletBasis, OutletEntry, Part, Passage, Polarity, QuoteDifference, QuoteStanding, QuoteVersionEntry,
    QuoteWordsEntry, Report, Run, RunnerUpEntry, SCHEMA, SelectionEntry, SharedQuoteEntry, SideEntry, SourceEntry, SpeakerKind,
    StatementEntry,
};

/// A report without articles.
pub(crate) fn empty() -> Report {
    let options = OptionsEntry {
        granularity: 0.5,
        reported_from: 0.6,
        covered_from: 0.5,
        absent_below: 0.4,
        claims_by: ClaimOrder::Salience,
        attitudes: false,
        attribution: AttributionMethod::Rules,
        attribution_care: AttributionCare::Balanced,
        selection: SelectionEntry::default(),
    };
    Report {
        schema: SCHEMA.to_owned(),
        rashomon: "0.0.0".to_owned(),
        run: Run { inputs: Vec::new(), skipped: Vec::new(), options, weights: Vec::new(), left_out: LeftOutEntry::default() },
        articles: Vec::new(),
        events: Vec::new(),
        alone: Vec::new(),
        warnings: Vec::new(),
    }
}

/// The text of an article, repeated in every passage.
pub(crate) fn passage(article: u32, exact: &str) -> Passage {
    let end = u32::try_from(exact.len()).expect("a short text");
    Passage {
        article,
        bytes: [0, end],
        chars: [0, end],
        utf16: [0, end],
        part: Part::Body,
        part_bytes: [0, end],
        exact: exact.to_owned(),
        prefix: String::new(),
        suffix: String::new(),
    }
}

/// An article of an outlet.
pub(crate) fn article(outlet: &str, title: &str) -> ArticleEntry {
    ArticleEntry {
        id: format!("id-{outlet}"),
        path: format!("{outlet}.txt"),
        row: None,
        outlet: outlet.to_owned(),
        outlet_basis: OutletBasis::Given,
        title: title.to_owned(),
        url: Some(format!("https://{outlet}.example/a")),
        authors: Vec::new(),
        date: Some("2026-03-02".to_owned()),
        published_at: None,
        language: "en".to_owned(),
        analysed: true,
        completeness: Completeness::Whole,
        wire: None,
        sha256: "00".to_owned(),
        text: Some(title.to_owned()),
        headline_bytes: [0, 0],
        body_bytes: [0, 0],
        words: 1,
        sentences: 1,
        statements: 1,
        dropped_fragments: 0,
        furniture: 0,
        event: Some("e-1".to_owned()),
    }
}

/// One event in which every kind of entry stands once, with these outlets and this text everywhere.
pub(crate) fn event_of(outlets: &[&str], text: &str) -> Report {
    let mut report = empty();
    let count = u32::try_from(outlets.len()).expect("a few");
    report.articles = outlets.iter().map(|outlet| article(outlet, text)).collect();
    let at = |article: u32| passage(article, text);
    let coverage = (0..count).map(|article| CoverageEntry {
        article,
        coverage: match article % 6 {
            0 => Coverage::States,
            1 => Coverage::Attributes,
            2 => Coverage::Absent,
            3 => Coverage::Unclear,
            4 => Coverage::Unknown,
            _ => Coverage::Disputes,
        },
        probability: 0.9,
        passage: matches!(article % 6, 0 | 1 | 5).then(|| at(article)),
        attribution: (article % 6 == 1).then_some(0),
        nearest: (article % 6 == 2).then(|| NearestEntry { passage: at(article), similarity: 0.25 }),
        sentences_searched: 12,
    });
    let claim = ClaimEntry {
        id: "c-1".to_owned(),
        text: text.to_owned(),
        label: 0,
        statements: vec![0],
        status: ClaimStatus::Partial,
        coverage: coverage.collect(),
        by_outlet: (0..count).collect(),
        independent_origins: 2,
        salience: 0.8,
        checkworthiness: CheckworthinessEntry::default(),
        alignments: Vec::new(),
    };
    let attribution = AttributionEntry {
        article: 1.min(count.saturating_sub(1)),
        source: vec![at(1)],
        cue: vec![at(1)],
        content: vec![at(1)],
        kind: AttributionKind::Mixed,
        class: AttributionClass::Speech,
        cue_class: CueClass::Doubt,
        speaker: text.to_owned(),
        source_index: Some(0),
        probability: 0.9,
        parent: None,
    };
    let finding = |kind: FindingKind| FindingEntry {
        id: format!("f-{}", kind as u8),
        kind,
        summary: text.to_owned(),
        outlets: vec![0],
        about: Some("c-1".to_owned()),
        evidence: vec![at(0)],
        absences: vec![AbsenceEntry {
            article: 1,
            sentences_searched: 12,
            nearest: Some(NearestEntry { passage: at(1), similarity: 0.25 }),
            probability: 0.9,
        }],
        confidence: 0.9,
        gain: 0.5,
    };
    let kinds = [
        FindingKind::Conflict,
        FindingKind::Sequence,
        FindingKind::OnlyIn,
        FindingKind::MissingFrom,
        FindingKind::Voice,
        FindingKind::OnlySource,
        FindingKind::Quote,
        FindingKind::Label,
        FindingKind::Lead,
    ];
    let side = |value: &str, article: u32| SideEntry {
        value: value.to_owned(),
        bearers: vec![BearerEntry { statement: 0, value: passage(article, value), passage: at(article) }],
    };
    let conflict = |id: &str, is_sequence: bool| ConflictEntry {
        id: id.to_owned(),
        kind: ConflictKind::Quantity,
        matter: text.to_owned(),
        is_sequence,
        probability: 0.8,
        claim: Some("c-1".to_owned()),
        sides: vec![side("six", 0), side("three", 1)],
    };
    let version = |article: u32| QuoteVersionEntry {
        article,
        attribution: 0,
        quoted: at(article),
        cue: "said".to_owned(),
        cue_class: CueClass::Neutral,
        label: text.to_owned(),
        words: vec![
            QuoteWordsEntry { standing: QuoteStanding::Kept, text: text.to_owned() },
            QuoteWordsEntry { standing: QuoteStanding::LeftOut, text: text.to_owned() },
            QuoteWordsEntry { standing: QuoteStanding::Added, text: text.to_owned() },
        ],
    };
    report.events = vec![EventEntry {
        id: "e-1".to_owned(),
        title: text.to_owned(),
        articles: (0..count).collect(),
        outlets: (0..count)
            .zip(outlets)
            .map(|(index, name)| OutletEntry { name: (*name).to_owned(), articles: vec![index], copy_of: None })
            .collect(),
        days: Some(["2026-03-02".to_owned(), "2026-03-03".to_owned()]),
        cohesion: 0.75,
        shared_names: vec![text.to_owned()],
        shared_terms: vec![text.to_owned()],
        runners_up: vec![RunnerUpEntry { article: 0, title: text.to_owned(), event: None, score: 0.2 }],
        origins: Vec::new(),
        versions: Vec::new(),
        statements: vec![StatementEntry {
            shared_subject: Vec::new(),
            passages: vec![at(0)],
            polarity: Polarity::Affirmed,
            certainty: Certainty::Flat,
            attribution: Some(0),
        }],
        attributions: vec![attribution],
        claims: vec![claim],
        conflicts: vec![conflict("k-1", false), conflict("k-2", true)],
        sources: vec![SourceEntry {
            id: "s-1".to_owned(),
            label: text.to_owned(),
            role: Some(text.to_owned()),
            kind: SpeakerKind::Anonymous,
            aliases: vec![text.to_owned()],
            airtime: (0..count)
                .map(|outlet| AirtimeEntry {
                    outlet,
                    attributions: vec![0],
                    quoted_words: 120,
                    paraphrased_words: 345,
                    first_at_share: 0.2,
                    cues: vec!["said".to_owned(), "claimed".to_owned()],
                })
                .collect(),
        }],
        lenses: LensesEntry {
            quotes: vec![SharedQuoteEntry {
                shared: text.to_owned(),
                versions: (0..count.min(2)).map(version).collect(),
                differences: vec![QuoteDifference::Cut],
            }],
            openings: (0..count)
                .map(|article| OpeningEntry {
                    article,
                    headline: Some(at(article)),
                    lede: Some(at(article)),
                    claims: vec!["c-1".to_owned()],
                    quoted: vec![at(article)],
                })
                .collect(),
            labels: vec![LabelSetEntry {
                referent: text.to_owned(),
                labels: vec![LabelEntry { phrase: text.to_owned(), exclusive: true, uses: vec![at(0)] }],
            }],
        },
        findings: kinds.into_iter().map(finding).collect(),
    }];
    report
}

/// Two outlets, English.
pub(crate) fn two_outlets() -> Report {
    event_of(&["Example Times", "Daily Sample"], "Six guards were wounded, police said.")
}
