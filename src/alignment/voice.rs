//! In whose mouth a passage stands.

use std::ops::Range;

use crate::alignment::{Member, Voice};
use crate::attribution::{Attribution, AttributionKind};
use crate::language::TokenKind;
use crate::language::syntax::Syntax;
use crate::language::syntax::reading::Tree;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::{Upos, Xpos};
use crate::lexicon::reporting_cue::{self, CueKind, Frame, Verb};
use crate::span::{AttributionIndex, Span, StatementIndex, TokenIndex};
use crate::statement::StatementForm;

/// Words after a verb of saying within which "that" leads to what is said ("has maintained since the morning that").
const WORDS_TO_COMPLEMENT: usize = 5;

/// Forms of verbs by which somebody says what will be or may be so.
const RECKONING: &[&str] = &[
    "expect",
    "expects",
    "expected",
    "forecast",
    "forecasts",
    "predict",
    "predicts",
    "predicted",
    "project",
    "projects",
    "projected",
    "estimate",
    "estimates",
    "estimated",
];
/// What is cut or raised by those who reckon.
const RECKONED: &[&str] = &["forecast", "forecasts", "estimate", "estimates", "projection", "projections", "prediction", "outlook"];

/// Bytes of marks, blanks and the conjunction around a reporting clause.
const JOINT: usize = 8;
/// Words after "at" within which the figure comes ("put it at more than 30").
const WORDS_TO_FIGURE: usize = 3;

/// Forms of verbs that do something or want something, and say nothing that could be true or false, with a noun for it: "declared a state
/// of emergency", "wants a rise of 8 percent".
const DEEDS: &[&str] = &[
    "declare",
    "declares",
    "declared",
    "declaring",
    "proclaim",
    "proclaims",
    "proclaimed",
    "demand",
    "demands",
    "demanded",
    "demanding",
    "seek",
    "seeks",
    "sought",
    "seeking",
    "want",
    "wants",
    "wanted",
    "oppose",
    "opposes",
    "opposed",
    "opposing",
];
/// The same of a verb with "to": "objects to the cranes".
const OBJECTING: &[&str] = &["object", "objects", "objected", "objecting"];

/// The voice of a statement: its innermost attribution, else that of the quotation in which it stands or of the reporting clause in its
/// middle, else the outlet's own. What somebody does or wants is told by the outlet.
pub(crate) fn of_statement(member: &Member<'_>, statement: StatementIndex) -> Voice {
    let holds = |at: usize| member.attributions[at].statements.contains(&statement);
    if !(0..member.attributions.len()).any(holds) {
        return match of_quotation(member, member.statements[statement.get()].extent()) {
            Voice::Own => of_parenthesis(member, statement),
            voice => voice,
        };
    }
    innermost(member, |at| {
        holds(at) && !is_deed(member, &member.attributions[at]) && !is_beside(member, statement, &member.attributions[at])
    })
}

/// Whether a statement is joined to the verb of saying, not to what is said: "The service confirmed 19 deaths and was still looking for 27
/// people".
fn is_beside(member: &Member<'_>, statement: StatementIndex, attribution: &Attribution) -> bool {
    let Some(clause) = Clause::of(member, statement).filter(|_| attribution.kind == AttributionKind::Indirect) else { return false };
    let is_cue = |head: TokenIndex| attribution.cue.iter().any(|cue| member.analysis.tokens_under(*cue).range().contains(&head.get()));
    let top = clause.tree.tops(clause.own.clone()).find(|(_, syntax)| syntax.tag.upos == Upos::Verb);
    // What is said must be a noun: of clauses it is open which one the verb is joined to.
    let says_a_noun = |cue: TokenIndex| {
        let has = |relation: Relation| clause.tree.child(cue, relation).is_some();
        has(Relation::Object) && !has(Relation::ContentClause)
    };
    top.is_some_and(|(verb, syntax)| {
        let own = clause.tree.children(verb).any(|(_, held)| held.relation.is_nominal_subject());
        syntax.relation == Relation::Conjunct && !own && syntax.head.is_some_and(|head| is_cue(head) && says_a_noun(head))
    })
}

/// Whether what a source is said to say is a deed or a wish, which the outlet tells of: "The governor declared a state of emergency".
fn is_deed(member: &Member<'_>, attribution: &Attribution) -> bool {
    let analysis = member.analysis;
    let has_object = |verb: TokenIndex| {
        let Some(sentence) = analysis.sentence_at(analysis.tokens[verb.get()].span.start) else { return false };
        let tree = analysis.tree(&analysis.sentences[sentence.get()]);
        tree.child(verb, Relation::Object).is_some_and(|object| object > verb)
            && [Relation::ContentClause, Relation::OpenClause].iter().all(|clause| tree.child(verb, *clause).is_none())
    };
    let is_one = |at: usize| {
        let form = analysis.tokens[at].span.of(&member.article.text).to_lowercase();
        let next = || analysis.tokens.get(at + 1).is_some_and(|token| token.span.of(&member.article.text) == "to");
        DEEDS.contains(&form.as_str()) && has_object(TokenIndex::new(at)) || OBJECTING.contains(&form.as_str()) && next()
    };
    attribution.kind == AttributionKind::Indirect && attribution.cue.iter().any(|cue| analysis.tokens_under(*cue).range().any(is_one))
}

/// Who says a statement that a reporting clause in commas stands in the middle of, of which only the rest was found to be theirs: "The
/// clinic treated seven people, a nurse said, one of them for burns".
fn of_parenthesis(member: &Member<'_>, statement: StatementIndex) -> Voice {
    let spans = &member.statements[statement.get()].spans;
    let text = &member.article.text;
    let is_comma = |text: &str| text.trim_matches(|mark: char| mark.is_whitespace() || mark == ',').is_empty() && text.contains(',');
    let first = spans.first().copied().unwrap_or_default();
    let sentence = member.analysis.sentences.get(member.statements[statement.get()].sentence.get());
    // "Three were flown at the house, it said, and two were shot down": a conjunction goes on with what is said.
    let goes_on = |attribution: &Attribution, clause: &Span| {
        let is_inside = sentence.is_some_and(|sentence| sentence.span.contains(*clause)) && clause.start < first.start;
        let own = attribution.source.iter().any(|source| clause.contains(*source));
        let said = attribution.content.iter().rfind(|content| content.end <= clause.start + 1);
        let between = said.and_then(|said| text.get(said.end as usize..first.start as usize)).unwrap_or("");
        let is_beside = between.starts_with(',') && between.trim_end().ends_with(", and") && between.len() <= clause.len() + JOINT;
        is_inside && own && is_beside && member.statements[statement.get()].form == StatementForm::Clause
    };
    innermost(member, |at| {
        let attribution = &member.attributions[at];
        let holds = |clause: &Span| {
            let (Some(previous), Some(next)) =
                (spans.iter().rfind(|part| part.end <= clause.start), spans.iter().find(|part| part.start >= clause.end))
            else {
                return false;
            };
            let own = attribution.source.iter().any(|source| clause.contains(*source));
            let reported = attribution.content.iter().any(|content| content.overlaps(*next));
            let clause = Span::new(clause.start as usize, clause.end as usize).trim(text);
            let words = clause.of(text).trim_matches(',');
            let start = clause.start as usize + clause.of(text).find(words).unwrap_or(0);
            let (before, after) = (text.get(previous.end as usize..start), text.get(start + words.len()..next.start as usize));
            own && reported && before.is_some_and(is_comma) && after.is_some_and(is_comma)
        };
        attribution.reporting_clause.iter().any(|clause| holds(clause) || goes_on(attribution, clause))
    })
}

/// Who says a passage inside quotation marks of which only another sentence was found to be theirs.
fn of_quotation(member: &Member<'_>, span: Span) -> Voice {
    let Some(quotation) = member.analysis.quotations.iter().find(|quotation| quotation.span.contains(span)) else { return Voice::Own };
    innermost(member, |at| {
        let attribution = &member.attributions[at];
        attribution.kind != AttributionKind::Indirect && attribution.content.iter().any(|content| content.overlaps(quotation.inner))
    })
}

/// Whether a statement is told though no attribution holds it: it stands inside quotation marks, or is itself a report of what somebody
/// says, expects or reckons ("Supporters claim the vote was rigged", "The bank was sold, a spokesman announced", "The ministry put the
/// number at three", "She did not rule out a further rise"): the reporting clause was not held apart.
pub(crate) fn is_told(member: &Member<'_>, statement: StatementIndex) -> bool {
    let extent = member.statements[statement.get()].extent();
    member.analysis.quotations.iter().any(|quotation| quotation.span.contains(extent))
        || Clause::of(member, statement).is_some_and(|clause| clause.tells())
}

/// A statement with the tree of its sentence.
struct Clause<'run> {
    member: &'run Member<'run>,
    tree: Tree<'run>,
    own: Range<usize>,
}

impl<'run> Clause<'run> {
    fn of(member: &'run Member<'run>, statement: StatementIndex) -> Option<Self> {
        let statement = &member.statements[statement.get()];
        let tree = member.analysis.tree(member.analysis.sentences.get(statement.sentence.get())?);
        Some(Self { member, tree, own: member.analysis.tokens_under(statement.extent()).range() })
    }

    fn form(&self, at: usize) -> String {
        self.member.analysis.tokens.get(at).map_or_else(String::new, |token| token.span.of(&self.member.article.text).to_lowercase())
    }

    fn holds(&self, at: TokenIndex) -> bool {
        self.own.contains(&at.get())
    }

    /// The tokens of the statement that follow soon.
    fn soon(&self, at: TokenIndex) -> Range<usize> {
        at.get() + 1..self.own.end.min(at.get() + 1 + WORDS_TO_COMPLEMENT)
    }

    fn tells(&self) -> bool {
        let is_top = |syntax: &Syntax| syntax.head.is_none_or(|head| !self.holds(head));
        let mut verbs = self.tree.tokens().filter(|(at, syntax)| self.holds(*at) && syntax.tag.upos == Upos::Verb);
        verbs.any(|(verb, syntax)| {
            let is_joined = syntax.relation == Relation::Conjunct;
            is_top(syntax) && (self.says(verb) || self.reckons(verb))
                || (is_top(syntax) || is_joined) && self.asks(verb)
                || syntax.relation == Relation::Parataxis && self.reports(verb)
        })
    }

    /// A verb of saying or expecting with its complement.
    fn says(&self, verb: TokenIndex) -> bool {
        let Some((cue, _)) = reporting_cue::verb(&self.form(verb.get())) else { return false };
        let has = |relation: Relation| self.tree.child(verb, relation).is_some_and(|child| child > verb && self.holds(child));
        let get = |at: usize| self.tree.get(TokenIndex::new(at));
        let that = self.soon(verb).any(|at| self.form(at) == "that" && get(at).is_some_and(|syntax| syntax.relation == Relation::Mark));
        let is_base = |at: usize| get(at).is_some_and(|syntax| syntax.tag.xpos == Xpos::BaseVerb);
        let to_do = self.soon(verb).any(|at| self.form(at) == "to" && is_base(at + 1));
        let says_that = (has(Relation::ContentClause) || that) && (cue.takes(Frame::That) || cue.takes(Frame::Bare));
        let expects_to = to_do && cue.takes(Frame::Infinitive) && cue.takes(Frame::Bare) && cue.kind == CueKind::Attitude;
        (says_that || expects_to) && self.has_subject(verb)
    }

    /// "Put the number at three", "did not rule out a further rise", "expects a rise", "cut its forecast for growth to 0.3 percent".
    fn reckons(&self, verb: TokenIndex) -> bool {
        let is_number = |at: usize| self.member.analysis.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
        let at_figure = || self.soon(verb).any(|at| self.form(at) == "at" && (at + 1..at + 1 + WORDS_TO_FIGURE).any(is_number));
        let object = || self.tree.child(verb, Relation::Object).filter(|object| *object > verb && self.holds(*object));
        let reckons = match self.form(verb.get()).as_str() {
            "put" | "puts" | "putting" => at_figure(),
            "rule" | "rules" | "ruled" => self.form(verb.get() + 1) == "out",
            form if RECKONING.contains(&form) => object().is_some(),
            _ => object().is_some_and(|object| RECKONED.contains(&self.form(object.get()).as_str())) && self.own.clone().any(is_number),
        };
        reckons && self.has_subject(verb)
    }

    /// "Called for calm", "pleaded for restraint", "urged everyone to stay at home".
    fn asks(&self, verb: TokenIndex) -> bool {
        let next = self.form(verb.get() + 1);
        let asks = match self.form(verb.get()).as_str() {
            "call" | "calls" | "called" => matches!(next.as_str(), "for" | "on"),
            "urge" | "urges" | "urged" => self.tree.child(verb, Relation::Object).is_some_and(|object| object > verb),
            "appeal" | "appeals" | "appealed" | "plead" | "pleads" | "pleaded" => next == "for",
            _ => false,
        };
        asks && self.has_subject(verb)
    }

    fn has_subject(&self, verb: TokenIndex) -> bool {
        self.tree.subject(verb).is_some_and(|subject| subject < verb)
    }

    /// A reporting clause beside or in the middle of what is said: "..., the army announced".
    fn reports(&self, verb: TokenIndex) -> bool {
        let can_follow = |cue: &Verb| cue.takes(Frame::Quote) && cue.takes(Frame::Bare);
        let has_complement = || [Relation::ContentClause, Relation::Object].iter().any(|held| self.tree.child(verb, *held).is_some());
        reporting_cue::verb(&self.form(verb.get())).is_some_and(|(cue, _)| can_follow(cue))
            && !has_complement()
            && self.tree.child(verb, Relation::Subject).is_some_and(|subject| subject < verb)
    }
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
        // "The Siren can reveal": that is no source.
        .filter(|at| holds(*at) && !member.article.outlet.is_called(&member.attributions[*at].speaker.label))
        .min_by_key(|at| (length(*at), *at))
        .map_or(Voice::Own, |at| Voice::Source(AttributionIndex::new(at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article_from_text;
    use crate::pipeline::{self, Options};

    /// For each statement of a text: how it begins, whether a source says it by an attribution, and whether it is told at all.
    fn voices(body: &str) -> Vec<(String, bool, bool)> {
        let article = article_from_text("", "", body);
        let prepared = pipeline::prepare(&article, &Options::default());
        let member = Member {
            article: &article,
            analysis: &prepared.analysis,
            statements: &prepared.statements.list,
            attributions: &prepared.attributions,
        };
        let of = |at: usize| {
            let statement = StatementIndex::new(at);
            let start = member.statements[at].wording(&article.text).split_whitespace().take(3).collect::<Vec<_>>().join(" ");
            let has_source = of_statement(&member, statement) != Voice::Own;
            (start, has_source, has_source || is_told(&member, statement))
        };
        (0..member.statements.len()).map(of).collect()
    }

    fn is_told_first(body: &str) -> bool {
        voices(body).first().is_some_and(|(_, _, is_told)| *is_told)
    }

    #[test]
    fn a_reporting_clause_in_commas_governs_both_sides() {
        assert!(is_told_first("The clinic treated seven people, a spokeswoman said, one of them for a serious head injury."));
        assert!(!is_told_first("The clinic treated seven people, among them two nurses, one of them for a serious head injury."));
        let told = voices("Three boats were sent to the reef, the harbour board said in a statement, and two were lost in the storm.");
        assert!(told.iter().any(|(start, has_source, _)| start == "two were lost" && *has_source), "{told:?}");
    }

    #[test]
    fn what_is_put_at_a_figure_or_not_ruled_out_is_told() {
        assert!(is_told_first("The interior ministry later put the number at three."));
        assert!(is_told_first("Osterholt did not rule out a further rise."));
        assert!(is_told_first("The bank now expects inflation to average 4.1 percent next year."));
        assert!(is_told_first("The bank cut its forecast for growth in 2027 to 0.3 percent."));
        assert!(is_told_first("He was doing well and pleaded for restraint."));
        assert!(!is_told_first("The bank cut its key rate to 0.3 percent."));
        assert!(!is_told_first("The crew put the ladder at the wall."));
    }

    #[test]
    fn what_is_joined_to_the_saying_is_the_outlets_own() {
        let told =
            voices("The Civil Protection Service confirmed 19 deaths, four of them of children, and was still looking for 27 people.");
        assert!(told.iter().any(|(start, has_source, _)| start.starts_with("19 deaths") && *has_source), "{told:?}");
        assert!(told.iter().any(|(start, has_source, _)| start.starts_with("[The Civil") && !has_source), "{told:?}");
    }

    #[test]
    fn deeds_and_wishes_are_told_by_the_outlet() {
        assert!(!is_told_first("Governor Ann Lee declared a state of emergency in three districts."));
        assert!(!is_told_first("The union wants a pay rise of 8 percent."));
    }

    #[test]
    fn words_in_quotation_marks_are_not_the_outlets_own() {
        assert!(
            voices("The judges split. “It does not guarantee a profit.”").iter().any(|(start, _, told)| start == "It does not" && *told)
        );
    }
}
