//! From a sentence to drafts of its statements: runs between what is held apart, their parts, and which fragments stay with which
//! neighbour.
//!
//! A reporting clause in the middle is either an insertion (", he said,"), whose two sides belong together, or it introduces what
//! comes after it ("and said that"), so that the sides are two statements. A fragment without predicate before an introducing
//! clause is an adjunct of that clause ("In a televised speech, he said that") and goes with it.

use std::ops::Range;

use crate::article::{Article, BlockKind};
use crate::language::dateline;
use crate::language::syntax::reading::Tree;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::Upos;
use crate::language::{Analysis, Sentence, TokenKind};
use crate::span::{Span, TokenIndex};
use crate::statement::boundary::{self, Part};
use crate::statement::clauses::{self, Clause};
use crate::statement::predicate::{self, Role, Word};
use crate::statement::said_relative::{self, SaidRelative};
use crate::statement::wording::{self, Telling};
use crate::statement::{Certainty, Polarity, StatementForm, StatementOptions};

/// Content words that a clause must have that says of something that it is not so.
const FEWEST_WHEN_DENIED: usize = 1;
/// Content words from which a fragment before a reporting clause is more than that clause's adjunct.
const ADJUNCT_CONTENT: usize = 5;

/// A statement before its spans are drawn. Tokens by their place in `Analysis::tokens`.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// In order, edges trimmed.
    pub(super) tokens: Vec<usize>,
    /// A subject given back from the part before.
    pub(super) subject: Vec<usize>,
    pub(super) polarity: Polarity,
    pub(super) negator: Option<usize>,
    pub(super) certainty: Certainty,
    pub(super) form: StatementForm,
}

/// How a run is bound to the run before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Bond {
    /// Nothing before it.
    First,
    /// An inserted clause lies between them.
    Inserted,
    /// A reporting clause lies between them that introduces this run.
    Introduced,
}

/// The drafts of a sentence, and how many fragments were dropped.
pub(super) struct Drafts {
    pub(super) list: Vec<Draft>,
    pub(super) dropped: usize,
}

/// Cuts a sentence.
pub(super) fn of_sentence(
    article: &Article,
    analysis: &Analysis,
    sentence: &Sentence,
    held: &[Span],
    options: &StatementOptions,
) -> Drafts {
    let range = sentence.tokens.range();
    let all: Vec<usize> = range.filter(|at| *at < analysis.tokens.len()).collect();
    let words = predicate::words(article, analysis, &all);
    let is_headline = article.blocks.get(sentence.block.get()).is_some_and(|block| block.kind == BlockKind::Headline);
    let from = dateline::length(article, sentence, words.iter().map(|word| word.text));
    let runs = runs(&words, analysis, from, held);
    let mut drafts = Drafts { list: Vec::new(), dropped: 0 };
    let tree = analysis.tree(sentence);
    let relative = |index: usize| said_relative::find(&words, runs.get(index.checked_sub(1)?)?, runs.get(index)?, &tree);
    for (index, run) in runs.iter().enumerate() {
        let held_before = index.checked_sub(1).map_or(from, |before| runs[before].end)..run.start;
        let bond = bond(&words, &runs, index);
        let telling = telling(analysis, &words, run, held_before, held);
        let read = |range: Range<usize>| {
            let follows_held = range.start > from && range.start == run.start;
            read_run(&words[range], &tree, is_headline, telling, follows_held)
        };
        if let Some(subject) = said_relative::of_source(&words, run, &tree).filter(|_| !is_headline) {
            let told = read(run.start + 1..run.end).into_iter().enumerate();
            drafts.list.extend(told.map(|(place, draft)| {
                if place == 0 { Draft { subject: subject.clone(), form: StatementForm::Clause, ..draft } } else { draft }
            }));
            continue;
        }
        if let Some(SaidRelative { end, subject }) = relative(index).filter(|_| !is_headline) {
            for draft in read(end..run.end) {
                // The subject and its predicate are one clause again.
                let is_torn = drafts.list.last().is_some_and(|last| last.form == StatementForm::Fragment);
                let draft = if is_torn { Draft { form: StatementForm::Clause, ..draft } } else { draft };
                add(&mut drafts, draft, Bond::Inserted, None, is_headline, analysis);
            }
            let told = read(run.start..end).into_iter().enumerate();
            drafts.list.extend(told.map(|(place, draft)| {
                if place == 0 { Draft { subject: subject.clone(), form: StatementForm::Clause, ..draft } } else { draft }
            }));
            continue;
        }
        // What stands before such a clause goes on after it.
        let next =
            runs.get(index + 1).map(|_| if relative(index + 1).is_some() { Bond::Inserted } else { self::bond(&words, &runs, index + 1) });
        let read = read(run.clone());
        let count = read.len();
        for (place, draft) in read.into_iter().enumerate() {
            let bond = if place == 0 { bond } else { Bond::First };
            let next = if place + 1 == count { next } else { None };
            add(&mut drafts, draft, bond, next, is_headline, analysis);
        }
    }
    let list = drafts.list.into_iter().map(|draft| with_subject(draft, &tree)).collect();
    finish(Drafts { list, ..drafts }, analysis, options, is_headline)
}

/// A clause that is joined to a reporting clause that was held apart ("(The service confirmed) 19 deaths and was still looking for 27
/// people"), with the subject of that.
fn with_subject(draft: Draft, tree: &Tree<'_>) -> Draft {
    let own = |at: TokenIndex| draft.tokens.binary_search(&at.get()).is_ok();
    let verb = draft
        .tokens
        .iter()
        .map(|at| TokenIndex::new(*at))
        .find(|at| tree.get(*at).is_some_and(|syntax| syntax.tag.upos == Upos::Verb && syntax.head.is_none_or(|head| !own(head))));
    let joined_to = verb.and_then(|verb| {
        let syntax = tree.get(verb)?;
        let own = tree.children(verb).any(|(_, held)| held.relation.is_nominal_subject());
        let helps =
            |at: &TokenIndex| tree.get(*at).is_some_and(|held| matches!(held.tag.upos, Upos::Auxiliary | Upos::Adverb | Upos::Particle));
        let opens = draft.tokens.iter().map(|at| TokenIndex::new(*at)).take_while(|at| *at < verb).all(|at| helps(&at));
        (syntax.relation == Relation::Conjunct && opens && !own).then_some(syntax.head?)
    });
    let subject = joined_to.and_then(|above| tree.children(above).find(|(_, held)| held.relation.is_nominal_subject()));
    let Some((subject, held)) = subject.filter(|_| draft.subject.is_empty()) else { return draft };
    let noun: Vec<TokenIndex> = tree.subtree(subject).into_iter().filter(|at| *at <= subject).collect();
    let is_plain =
        |at: &TokenIndex| tree.get(*at).is_some_and(|held| !matches!(held.tag.upos, Upos::Verb | Upos::Punctuation | Upos::Pronoun));
    if own(subject) || held.tag.upos == Upos::Pronoun || !noun.iter().all(is_plain) {
        return draft;
    }
    Draft { subject: noun.into_iter().map(TokenIndex::get).collect(), form: StatementForm::Clause, ..draft }
}

/// The runs of words between what is held apart.
fn runs(words: &[Word<'_>], analysis: &Analysis, from: usize, held: &[Span]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut first = 0;
    for (at, word) in words.iter().enumerate().skip(from) {
        let span = analysis.tokens[word.token].span;
        while held.get(first).is_some_and(|held| held.end <= span.start) {
            first += 1;
        }
        // Reporting clauses may lie inside each other: the first that still reaches here is not always the one that covers.
        if held[first..].iter().take_while(|held| held.start < span.end).any(|held| held.overlaps(span)) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs.retain(|run| words[run.clone()].iter().any(|word| word.kind != TokenKind::Punctuation));
    runs
}

fn bond(words: &[Word<'_>], runs: &[Range<usize>], index: usize) -> Bond {
    let Some(before) = index.checked_sub(1) else { return Bond::First };
    let last = words[runs[before].end - 1].text;
    // A comma that the reporting clause took along counts too.
    let opens = is_comma(last) || is_quote(last) || words.get(runs[before].end).is_some_and(|word| is_comma(word.text));
    let first = words[runs[index].start].text;
    let inner = words[runs[index].start - 1].text;
    let closes = is_comma(first) || is_comma(inner) || is_quote(first) && is_quote(last);
    if opens && closes { Bond::Inserted } else { Bond::Introduced }
}

fn is_comma(mark: &str) -> bool {
    matches!(mark, "," | "—" | "–" | "--")
}

fn is_quote(mark: &str) -> bool {
    matches!(mark, "\"" | "“" | "”" | "'" | "‘" | "’" | "``" | "''" | "«" | "»")
}

fn telling(analysis: &Analysis, words: &[Word<'_>], run: &Range<usize>, before: Range<usize>, held: &[Span]) -> Telling {
    if wording::is_denied_by(&words[before.start.min(before.end)..before.end]) {
        Telling::Denied
    } else if held.is_empty() || analysis.is_quoted(analysis.tokens[words[run.start].token].span) || is_quote(words[run.start].text) {
        Telling::Plain
    } else {
        Telling::Reported
    }
}

/// The drafts of one run.
fn read_run(words: &[Word<'_>], tree: &Tree<'_>, is_headline: bool, telling: Telling, follows_held: bool) -> Vec<Draft> {
    let roles = predicate::read(words);
    let clauses = if is_headline { whole(words, &roles) } else { clauses(words, &roles, tree) };
    let mut drafts = Vec::with_capacity(clauses.len());
    for (place, clause) in clauses.iter().enumerate() {
        let places = trim(words, &roles, &clause.words);
        let places = if place == 0 && follows_held { ungoverned(words, places) } else { places };
        // What a denial introduces is denied; a clause that "but" adds to it is not.
        let telling = if place > 0 && telling == Telling::Denied { Telling::Reported } else { telling };
        let verb = clause.verb.and_then(|verb| places.iter().position(|at| *at == verb));
        let held: Vec<Word<'_>> = places.iter().map(|at| words[*at].clone()).collect();
        let held_roles: Vec<Role> = places.iter().map(|at| roles[*at]).collect();
        let (polarity, negator, certainty) = wording::read(&held, &held_roles, verb, telling);
        drafts.push(Draft {
            tokens: held.iter().map(|word| word.token).collect(),
            subject: clause.subject.iter().map(|at| words[*at].token).collect(),
            polarity,
            negator: negator.map(|at| held[at].token),
            certainty,
            form: if clause.is_complete { StatementForm::Clause } else { StatementForm::Fragment },
        });
    }
    drafts
}

/// All words as one clause.
fn whole(words: &[Word<'_>], roles: &[Role]) -> Vec<Clause> {
    vec![clause(words, roles, &Part { words: 0..words.len(), subject: 0..0 })]
}

/// The clauses of a run: where the surface is sure, and inside those parts by the tree, if there is one. Of the two the surface cuts
/// more surely where the parser hangs a clause on the wrong word, the tree cuts more.
fn clauses(words: &[Word<'_>], roles: &[Role], tree: &Tree<'_>) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for part in sure_parts(words, roles, tree) {
        let inside = clauses::of(&words[part.words.clone()], &roles[part.words.clone()], tree).unwrap_or_default();
        if inside.len() < 2 {
            clauses.push(clause(words, roles, &part));
            continue;
        }
        let moved = |places: Vec<usize>| places.into_iter().map(|at| at + part.words.start).collect();
        clauses.extend(inside.into_iter().map(|clause| {
            let shares = !clause.is_complete && !part.subject.is_empty();
            Clause {
                words: moved(clause.words),
                subject: if shares { part.subject.clone().collect() } else { moved(clause.subject) },
                verb: clause.verb.map(|verb| verb + part.words.start),
                is_complete: clause.is_complete || shares,
            }
        }));
    }
    clauses
}

/// The parts that the surface cuts, but where the tagger knows the verb of a part for a noun ("schools and sports halls").
fn sure_parts(words: &[Word<'_>], roles: &[Role], tree: &Tree<'_>) -> Vec<Part> {
    let is_verb = |at: usize| {
        let syntax = tree.get(TokenIndex::new(words[at].token));
        syntax.is_none_or(|syntax| matches!(syntax.tag.upos, Upos::Verb | Upos::Auxiliary))
    };
    let mut parts: Vec<Part> = Vec::new();
    for part in boundary::parts(words, roles) {
        let is_sure = boundary::main_verb(words, roles, &part).is_none_or(is_verb);
        match parts.last_mut().filter(|_| !is_sure) {
            Some(last) => last.words.end = part.words.end,
            None => parts.push(part),
        }
    }
    parts
}

fn clause(words: &[Word<'_>], roles: &[Role], part: &Part) -> Clause {
    Clause {
        words: part.words.clone().collect(),
        subject: part.subject.clone().collect(),
        verb: boundary::main_verb(words, roles, part),
        is_complete: boundary::has_predicate(words, roles, part),
    }
}

/// Without marks, conjunctions and "that" at its edges.
fn trim<'places>(words: &[Word<'_>], roles: &[Role], places: &'places [usize]) -> &'places [usize] {
    let mark = |at: usize| roles[at] == Role::Mark && !matches!(words[at].text, "$" | "£" | "€" | "%");
    let opener = |at: usize| {
        // "Nor will they pay" says that they will not.
        roles[at] == Role::Conjunction && words[at].low != "nor"
            || matches!(&*words[at].low, "that" | "while" | "whereas" | "although" | "though") && roles[at] == Role::Subordinator
    };
    let closer = |at: usize| {
        matches!(roles[at], Role::Conjunction | Role::Subordinator | Role::Relative)
            || matches!(
                &*words[at].low,
                "that" | "as" | "after" | "before" | "since" | "until" | "of" | "with" | "by" | "from" | "than" | "at"
            )
    };
    // "that" after what was held apart; "That day" opens a sentence.
    let complementiser = |at: usize| words[at].text == "that" && roles.get(at + 1).is_some_and(|next| *next != Role::Finite);
    let mut rest = places;
    while let [first, tail @ ..] = rest
        && (mark(*first) || opener(*first) || complementiser(*first) || words[*first].low == "'s")
    {
        rest = tail;
    }
    while let [head @ .., last] = rest
        && (mark(*last) || closer(*last))
    {
        rest = head;
    }
    rest
}

/// Without the preposition that the reporting clause before it governs: "(accused them) of arson".
fn ungoverned<'places>(words: &[Word<'_>], places: &'places [usize]) -> &'places [usize] {
    match places {
        [first, rest @ ..] if words[*first].low == "of" && !rest.is_empty() => rest,
        _ => places,
    }
}

fn content(analysis: &Analysis, tokens: &[usize]) -> usize {
    tokens.iter().filter(|at| analysis.tokens[**at].kind.carries_meaning()).count()
}

/// Adds a draft, or joins it to the one before.
fn add(drafts: &mut Drafts, draft: Draft, bond: Bond, next: Option<Bond>, is_headline: bool, analysis: &Analysis) {
    let own = content(analysis, &draft.tokens);
    if own == 0 {
        return;
    }
    if !is_headline
        && draft.form == StatementForm::Fragment
        && next == Some(Bond::Introduced)
        && bond != Bond::Inserted
        && own < ADJUNCT_CONTENT
    {
        drafts.dropped += 1;
        return;
    }
    if let Some(last) = drafts.list.last_mut() {
        let fragment = draft.form == StatementForm::Fragment;
        let inserted = bond == Bond::Inserted && (fragment || last.form == StatementForm::Fragment);
        if inserted || is_headline || bond == Bond::Introduced && fragment && own < 3 {
            join(last, draft);
            return;
        }
    }
    drafts.list.push(draft);
}

/// Joins a draft to the one before it. The one with the predicate says how it is meant.
fn join(last: &mut Draft, draft: Draft) {
    last.tokens.extend(draft.tokens);
    if last.form == StatementForm::Fragment {
        (last.polarity, last.negator, last.certainty, last.form) = (draft.polarity, draft.negator, draft.certainty, draft.form);
    }
}

/// Drops what has too little content.
fn finish(drafts: Drafts, analysis: &Analysis, options: &StatementOptions, is_headline: bool) -> Drafts {
    let Drafts { list, mut dropped } = drafts;
    let enough = |draft: &Draft| {
        // "more than 30 had been detained": a figure is worth its words.
        let figure = draft.tokens.iter().any(|at| analysis.tokens[*at].kind == TokenKind::Number);
        // "There was no warning": that something is not so says enough in a word.
        let is_against = draft.polarity == Polarity::Negated || draft.certainty == Certainty::Denied;
        // "Not a word.", "No order, nothing": all of it is denied.
        let is_none = draft.negator.is_some() && draft.negator == draft.tokens.first().copied();
        let fewest = if is_against && (draft.form == StatementForm::Clause || is_none) {
            FEWEST_WHEN_DENIED
        } else if draft.certainty == Certainty::Denied || is_headline || figure || draft.form == StatementForm::Clause {
            options.fewest_with_predicate
        } else {
            options.fewest_content_words
        };
        content(analysis, &draft.tokens) + content(analysis, &draft.subject) >= fewest
    };
    let before = list.len();
    let list: Vec<Draft> = list.into_iter().filter(enough).collect();
    dropped += before - list.len();
    Drafts { list, dropped }
}
