//! In whose mouth a passage stands.

use crate::alignment::{Member, Voice};
use crate::attribution::AttributionKind;
use crate::language::syntax::Syntax;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::{Upos, Xpos};
use crate::lexicon::reporting_cue::{self, CueKind, Frame};
use crate::span::{AttributionIndex, Span, StatementIndex, TokenIndex};

/// Words after a verb of saying within which "that" leads to what is said ("has maintained since the morning that").
const WORDS_TO_COMPLEMENT: usize = 5;

/// The voice of a statement: its innermost attribution, else that of the quotation in which it stands, else the outlet's own.
pub(crate) fn of_statement(member: &Member<'_>, statement: StatementIndex) -> Voice {
    match innermost(member, |at| member.attributions[at].statements.contains(&statement)) {
        Voice::Own => of_quotation(member, member.statements[statement.get()].extent()),
        voice => voice,
    }
}

/// Who says a passage inside quotation marks of which only another sentence was found to be theirs.
fn of_quotation(member: &Member<'_>, span: Span) -> Voice {
    let Some(quotation) = member.analysis.quotations.iter().find(|quotation| quotation.span.contains(span)) else { return Voice::Own };
    innermost(member, |at| {
        let attribution = &member.attributions[at];
        attribution.kind != AttributionKind::Indirect && attribution.content.iter().any(|content| content.overlaps(quotation.inner))
    })
}

/// Whether a statement is itself a report of what somebody says or expects ("Supporters claim the vote was rigged"): the reporting
/// clause was not held apart.
pub(crate) fn is_told(member: &Member<'_>, statement: StatementIndex) -> bool {
    let statement = &member.statements[statement.get()];
    let analysis = member.analysis;
    let Some(sentence) = analysis.sentences.get(statement.sentence.get()) else { return false };
    let tree = analysis.tree(sentence);
    let own = analysis.tokens_under(statement.extent()).range();
    let holds = |at: TokenIndex| own.contains(&at.get());
    let form = |at: TokenIndex| analysis.tokens[at.get()].span.of(&member.article.text).to_lowercase();
    let verbs = || tree.tokens().filter(|(at, syntax)| holds(*at) && syntax.tag.upos == Upos::Verb);
    let is_top = |syntax: &Syntax| syntax.head.is_none_or(|head| !holds(head));
    let tells = |verb: TokenIndex| {
        let Some((cue, _)) = reporting_cue::verb(&form(verb)) else { return false };
        let has = |relation: Relation| tree.child(verb, relation).is_some_and(|child| child > verb && holds(child));
        let soon = || (verb.get() + 1..own.end.min(verb.get() + 1 + WORDS_TO_COMPLEMENT)).map(TokenIndex::new);
        let that = soon().any(|at| form(at) == "that" && tree.get(at).is_some_and(|syntax| syntax.relation == Relation::Mark));
        let to_do = soon().any(|at| {
            let is_base = |syntax: &Syntax| syntax.tag.xpos == Xpos::BaseVerb;
            form(at) == "to" && tree.get(TokenIndex::new(at.get() + 1)).is_some_and(is_base)
        });
        let says_that = (has(Relation::ContentClause) || that) && (cue.takes(Frame::That) || cue.takes(Frame::Bare));
        let expects_to = to_do && cue.takes(Frame::Infinitive) && cue.takes(Frame::Bare) && cue.kind == CueKind::Attitude;
        (says_that || expects_to) && tree.subject(verb).is_some_and(|subject| subject < verb)
    };
    verbs().any(|(verb, syntax)| is_top(syntax) && tells(verb))
}

/// The voice of a passage: the innermost attribution whose content holds most of it.
pub(crate) fn of_span(member: &Member<'_>, span: Span) -> Voice {
    innermost(member, |at| {
        let held: usize = member.attributions[at].content.iter().filter_map(|content| content.intersection(span)).map(Span::len).sum();
        held * 2 > span.len()
    })
}

fn innermost(member: &Member<'_>, holds: impl Fn(usize) -> bool) -> Voice {
    let length = |at: usize| member.attributions[at].content.iter().map(|content| content.len()).sum::<usize>();
    (0..member.attributions.len())
        .filter(|at| holds(*at))
        .min_by_key(|at| (length(*at), *at))
        .map_or(Voice::Own, |at| Voice::Source(AttributionIndex::new(at)))
}
