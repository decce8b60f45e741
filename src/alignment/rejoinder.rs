//! A source that rejects what was said just before: "The mayor disputed that account. “Nobody warned us.”"
//!
//! Reporters set one source against another by a word that points back: "rejected the allegation", "denied this", "found no evidence of
//! that". What is rejected is the last thing that somebody else was said to have said, in the same sentence or the one before it; what
//! rejects it is the clause itself, and the words in quotation marks that open the next sentence of the paragraph. What other
//! articles say in nearly the same words as either side is on that side too. "The claims" and "these allegations" are left out: of four
//! in natural text one pointed to the sentence before.
//! Linear in the words, but for the few statements that are alike to one of them.
//!
//! Known misses: a clause of rejection alone ("The board rejects the allegation.") makes no statement; an account that several sentences gave is denied by its last statement alone; "the union said otherwise".

use crate::alignment::matching::{Link, Matching, Place, reference};
use crate::alignment::{AlignmentOptions, Member, StatementRef, Voice, voice};
use crate::span::{SentenceIndex, StatementIndex, TokenIndex};
use crate::statement::Certainty;

/// Forms of verbs that reject what was said.
const REJECTING: [&str; 18] = [
    "deny",
    "denies",
    "denied",
    "dispute",
    "disputes",
    "disputed",
    "reject",
    "rejects",
    "rejected",
    "dismiss",
    "dismisses",
    "dismissed",
    "refute",
    "refutes",
    "refuted",
    "contradict",
    "contradicts",
    "contradicted",
];
/// Of those, the ones that reject a statement and nothing else, so that "this" and "that" after them stand for one.
const OF_STATEMENTS: [&str; 9] =
    ["deny", "denies", "denied", "dispute", "disputes", "disputed", "contradict", "contradicts", "contradicted"];
/// Nouns for what was said.
const ACCOUNTS: [&str; 8] = ["account", "accusation", "allegation", "assertion", "charge", "claim", "suggestion", "version"];
/// Forms of verbs that give a thing a name.
const CALLING: [&str; 6] = ["brand", "branded", "brands", "call", "called", "calls"];
/// Names for what is not so.
const UNTRUE: [&str; 20] = [
    "absurd",
    "baseless",
    "fable",
    "fabricated",
    "false",
    "fiction",
    "groundless",
    "inaccurate",
    "incorrect",
    "invented",
    "lie",
    "lies",
    "myth",
    "nonsense",
    "ridiculous",
    "rubbish",
    "slander",
    "unfounded",
    "untrue",
    "wrong",
];
/// Words between what is called so and such a name: an article, a mark.
const BEFORE_NAME: usize = 3;
/// What makes such a noun point back.
const POINTING: [&str; 3] = ["the", "that", "this"];
/// Words after the noun that say which one is meant: it does not point back.
const TELLING_WHICH: [&str; 11] = ["of", "that", "by", "from", "about", "against", "in", "made", "levelled", "which", "who"];
/// Words before a verb within which a negation undoes it.
const NEGATED_WITHIN: usize = 2;
/// Sentences back in which the denied statement stands, at most.
const SENTENCES_BACK: usize = 1;
/// Subjects of whom nobody rejects anything, or who speak of themselves.
const NOT_ANOTHER: [&str; 8] = ["neither", "nobody", "none", "no", "i", "we", "you", "who"];
/// Share of each of two statements that the other holds if they are on one side.
const SAME_SIDE_FROM: f64 = 0.6;

/// What was said, and what rejects it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Rejoinder {
    /// What was said.
    pub said: StatementRef,
    /// What rejects it.
    pub against: StatementRef,
}

/// All pairs of a statement and one that rejects it, in order, each once.
pub(crate) fn find(matching: &Matching<'_, '_>) -> Vec<Rejoinder> {
    let mut found = Vec::new();
    for (member, article) in matching.members.iter().enumerate() {
        let reader = Reader { member: article };
        for sentence in 0..article.analysis.sentences.len() {
            for verb in article.analysis.sentences[sentence].tokens.range().filter(|at| reader.points_back(*at)) {
                let Some(said) = reader.said_before(sentence, verb) else { continue };
                let all_said = same_side(matching, reference(member, said));
                let rejecting = reader.around(sentence, verb).into_iter().map(|at| reference(member, at));
                let quoted = reader.quoted_next(sentence).into_iter().flat_map(|at| same_side(matching, reference(member, at)));
                for against in rejecting.chain(quoted) {
                    let is_other = |said: &&StatementRef| **said != against;
                    found.extend(all_said.iter().filter(is_other).map(|said| Rejoinder { said: *said, against }));
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A statement and those of other articles that say the same.
fn same_side(matching: &Matching<'_, '_>, own: StatementRef) -> Vec<StatementRef> {
    let reported_from = AlignmentOptions::default().reported_from;
    let is_same =
        |link: &Link| link.forward.min(link.backward) >= SAME_SIDE_FROM && link.left_in_right.min(link.right_in_left) >= reported_from;
    let others = matching.links.iter().filter(|((left, right), link)| (*left == own || *right == own) && is_same(link));
    let others = others.map(|((left, right), _)| if *left == own { *right } else { *left });
    let is_apart = |other: &StatementRef| other.member != own.member && matching.prepared(*other).place != Place::Headline;
    [own].into_iter().chain(others.filter(is_apart)).collect()
}

struct Reader<'run> {
    member: &'run Member<'run>,
}

impl Reader<'_> {
    fn form(&self, at: usize) -> String {
        self.member.form(at)
    }

    /// Whether a verb here rejects what was said before: "rejected that account", "denied this", "found no evidence of that".
    fn points_back(&self, verb: usize) -> bool {
        let form = self.form(verb);
        let is_negated =
            || (verb.saturating_sub(NEGATED_WITHIN)..verb).any(|at| matches!(self.form(at).as_str(), "not" | "n't" | "never" | "to"));
        let ends = |at: usize| {
            let next = self.form(at);
            !next.chars().any(char::is_alphanumeric) || matches!(next.as_str(), "and" | "but" | "on" | "saying" | "while")
        };
        let is_demonstrative = |at: usize| matches!(self.form(at).as_str(), "this" | "that") && ends(at + 1);
        if form == "evidence" {
            let is_none = verb.checked_sub(1).is_some_and(|before| self.form(before) == "no");
            return is_none && matches!(self.form(verb + 1).as_str(), "of" | "for") && is_demonstrative(verb + 2);
        }
        let is_account =
            |noun: usize| ACCOUNTS.contains(&self.form(noun).as_str()) && !TELLING_WHICH.contains(&self.form(noun + 1).as_str());
        // "called this untrue", "called the allegation “baseless”".
        if CALLING.contains(&form.as_str()) && !is_negated() {
            let behind = match self.form(verb + 1).as_str() {
                "the" | "this" | "that" if is_account(verb + 2) => verb + 3,
                "this" | "that" => verb + 2,
                _ => return false,
            };
            return (behind..behind + BEFORE_NAME).any(|at| UNTRUE.contains(&self.form(at).as_str()));
        }
        if !REJECTING.contains(&form.as_str()) || is_negated() {
            return false;
        }
        let noun = if POINTING.contains(&self.form(verb + 1).as_str()) { verb + 2 } else { return false };
        is_account(noun) || OF_STATEMENTS.contains(&form.as_str()) && is_demonstrative(verb + 1)
    }

    /// The last thing before a verb that somebody else was said to have said: in its sentence or the one before.
    fn said_before(&self, sentence: usize, verb: usize) -> Option<usize> {
        let Member { article, analysis, statements, attributions } = self.member;
        let here = analysis.tokens[verb].span.start;
        let tree = analysis.tree(&analysis.sentences[sentence]);
        let subject = tree.subject(TokenIndex::new(verb)).map(|subject| tree.subtree(subject)).unwrap_or_default();
        if subject.iter().any(|at| NOT_ANOTHER.contains(&self.form(at.get()).as_str())) {
            return None;
        }
        let names =
            subject.iter().map(|at| analysis.tokens[at.get()].span.of(&article.text)).filter(|form| form.starts_with(char::is_uppercase));
        let names: Vec<&str> = names.collect();
        let is_of_other = |at: usize| match voice::of_statement(self.member, StatementIndex::new(at)) {
            Voice::Own => voice::is_told(self.member, StatementIndex::new(at)),
            Voice::Source(by) => {
                let label = &attributions[by.get()].speaker.label;
                !names.iter().any(|name| label.split_whitespace().any(|word| word == *name))
            }
        };
        let before = statements.iter().enumerate().rev().filter(|(_, statement)| statement.extent().end <= here);
        let mut near = before.take_while(|(_, statement)| sentence.saturating_sub(statement.sentence.get()) <= SENTENCES_BACK);
        let is_flat = |certainty| matches!(certainty, Certainty::Flat | Certainty::Alleged);
        near.find(|(at, _)| is_of_other(*at)).filter(|(_, statement)| is_flat(statement.certainty)).map(|(at, _)| at)
    }

    /// The statement in whose words a verb stands.
    fn around(&self, sentence: usize, verb: usize) -> Option<usize> {
        let span = self.member.analysis.tokens[verb].span;
        self.of_sentence(sentence).find(|at| self.member.statements[*at].spans.iter().any(|part| part.contains(span)))
    }

    /// The first statement of the next sentence, if that opens with words in quotation marks in the same paragraph.
    fn quoted_next(&self, sentence: usize) -> Option<usize> {
        let analysis = self.member.analysis;
        let (own, next) = (analysis.sentences.get(sentence)?, analysis.sentences.get(sentence + 1)?);
        let first = self.of_sentence(sentence + 1).next()?;
        let is_quoted = analysis.is_quoted(self.member.statements[first].spans.first().copied()?);
        (own.block == next.block && is_quoted).then_some(first)
    }

    fn of_sentence(&self, sentence: usize) -> impl Iterator<Item = usize> + '_ {
        let wanted = SentenceIndex::new(sentence);
        let start = self.member.statements.partition_point(|statement| statement.sentence < wanted);
        (start..self.member.statements.len()).take_while(move |at| self.member.statements[*at].sentence == wanted)
    }
}

#[cfg(test)]
mod tests {
    use crate::alignment::fixture::{compared, read, text};
    use crate::alignment::{ConflictKind, Coverage};

    fn denied(body: &str) -> Vec<(String, String)> {
        let told = [read("A", body), read("B", "The ferry left the harbour of Larne at noon.")];
        let conflicts = compared(&told).conflicts;
        let pairs = conflicts.iter().filter(|conflict| conflict.kind == ConflictKind::Polarity);
        pairs.map(|conflict| (conflict.sides[0].value.clone(), conflict.sides[1].value.clone())).collect()
    }

    #[test]
    fn who_rejects_an_account_denies_the_last_thing_that_was_said() {
        let found = denied("The owners said they had told the crew to leave. The sailors' league disputed that account. “No order came.”");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].1.contains("told the crew to leave"), "{found:?}");
        for body in [
            "Fishermen say that the catch was counted twice. Inspectors found no evidence of that.",
            "Fishermen say that the catch was counted twice. The ministry called this untrue.",
        ] {
            let found = denied(body);
            assert_eq!(found.len(), 1, "{body} {found:?}");
        }
    }

    #[test]
    fn a_denial_without_a_word_of_what_it_denies_is_about_that() {
        let told = [
            read("A", "Fishermen say that the catch was counted twice. Inspectors found no evidence of that."),
            read("B", "Trains ran late."),
        ];
        let matters: Vec<String> = compared(&told).conflicts.into_iter().map(|conflict| conflict.matter).collect();
        assert_eq!(matters, ["catch counted twice"]);
    }

    #[test]
    fn what_names_its_own_claim_or_does_not_reject_points_nowhere() {
        for body in [
            "Fishermen say that the catch was counted twice. The harbour board rejected the claims of the two crews.",
            "Fishermen say that the catch was counted twice. The harbour board did not dispute that account.",
            "The catch was counted twice. The harbour board rejected the plan.",
            "Fishermen say that the catch was counted twice. Some called it “wrong”.",
            "Fishermen say that the catch was counted twice. Neither side disputed this.",
            "Ann Berg said that the catch was counted twice. Berg rejected the allegation. “I never cheat.”",
        ] {
            assert_eq!(denied(body), [], "{body}");
        }
    }

    #[test]
    fn who_says_the_same_as_the_one_who_denies_disputes_the_claim() {
        let one = "The owners said that the crew had been called by radio. The sailors' league disputed that account. “Nobody on the crew \
                   heard a thing that night,” it said.";
        let told = [read("A", one), read("B", "“Nobody on the crew heard a thing that night,” he said.")];
        let comparison = compared(&told);
        let claim = comparison.claims.iter().find(|claim| text(&told, claim.label).contains("called by radio")).expect("a claim");
        assert_eq!(claim.coverage[1].coverage, Coverage::Disputes, "{:?}", comparison.conflicts);
    }
}
