//! Said here, denied there: two statements on one matter of which one is negated.
//!
//! The word that is negated must stand in the other statement, and so must one of those before the negator: "he was not injured"
//! says nothing against "guards were wounded". Antonyms are left out: they were wrong more often than right in natural text.
//! Both must be said flatly, of the same time, and no other negation may stand in either sentence: of 16 pairs in natural text that
//! passed without this, one was right.
//! What a reporting clause denies ("Iran denied that it fired two rockets") is set against another statement only if each holds
//! most of the other.
//! Known misses: "unhurt" against "a light cut"; a denial of another's words in other words.

use std::ops::Range;

use crate::alignment::StatementRef;
use crate::alignment::harm;
use crate::alignment::matching::{Link, Matching, Place};
use crate::alignment::rejoinder;
use crate::alignment::vocabulary::{Word, WordKind};
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::Upos;
use crate::lexicon::negation::{self, NegationClass};
use crate::lexicon::outcome::{self, Outcome};
use crate::span::TokenIndex;
use crate::statement::{Certainty, Polarity, Statement};

/// Shares of both statements that must be aligned before a negation makes a conflict: of the one that holds more, of the other.
const ALIGNED: (f64, f64) = (0.6, 0.35);
/// The same for what a reporting clause denies: nothing tells which of its words is denied.
const ALIGNED_DENIAL: (f64, f64) = (0.75, 0.6);
/// Likeness from which the negated word is aligned.
const HEAD_ALIGNED_FROM: f64 = 0.75;
/// Inverse document frequency from which a word tells what was not: there is always some talk, some way, some time.
const RARE_ENOUGH: f64 = 3.0;
/// Share of the words of "nobody did" that stand in the other statement, the predicate among them.
const SHARED_WITH_NOBODY: f64 = 0.5;
/// Words that deny the word after them.
const PLAIN_NEGATORS: &[&str] = &["not", "never", "no", "nobody", "none", "nothing", "neither", "cannot"];
/// Words by which a denial holds for all.
const OF_ALL: &[&str] = &["any", "anybody", "anyone", "no", "nobody", "none"];
/// Stems of verbs that carry a noun and say little themselves: "had given no warning".
const LIGHT: &[&str] =
    &["give", "gave", "given", "have", "had", "make", "made", "take", "taken", "get", "got", "find", "found", "see", "seen"];

/// Which of two statements denies what the other says, if one does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Denier {
    Left,
    Right,
}

/// Says which of two linked statements denies the other.
pub(crate) fn find(matching: &Matching<'_, '_>, left: StatementRef, right: StatementRef, link: &Link) -> Option<Denier> {
    // A headline says several things at once.
    if [left, right].iter().any(|held| matching.prepared(*held).place == Place::Headline) {
        return None;
    }
    let denied = |statement: &Statement| statement.certainty == Certainty::Denied;
    let negated = |statement: &Statement| (statement.polarity == Polarity::Negated) != denied(statement);
    let (one, other) = (matching.statement(left), matching.statement(right));
    if negated(one) == negated(other) {
        return None;
    }
    let (denier, negative, positive) = if negated(one) { (Denier::Left, left, right) } else { (Denier::Right, right, left) };
    if is_left_open(matching, negative, positive, link) || says_there_was_none(matching, negative, positive) {
        return Some(denier);
    }
    if denied(matching.statement(negative)) || denied(matching.statement(positive)) {
        let enough = matching.prepared(negative).words.len().min(matching.prepared(positive).words.len()) >= 3;
        return (enough && is_aligned(link, ALIGNED_DENIAL)).then_some(denier);
    }
    let negator = matching.statement(negative).negator?;
    let flat = |statement: StatementRef| matching.statement(statement).certainty == Certainty::Flat;
    // A negation beside the statement's own clause may reach into it; one of an earlier time denies nothing that happened since.
    let sure = flat(left) && flat(right) && negators(matching, positive) == 0 && negators(matching, negative) == 1;
    if !sure || is_of_before(matching, negative, negator) {
        return None;
    }
    (is_aligned(link, ALIGNED) && is_opposed(matching, negative, positive, negator)).then_some(denier)
}

/// Statements that deny another one with few words in common, each with that one: what nobody is said to have done, who was not hurt, and
/// what a source rejects that was said before.
pub(crate) fn far(matching: &Matching<'_, '_>) -> Vec<(StatementRef, StatementRef)> {
    let mut found: Vec<(StatementRef, StatementRef)> = Vec::new();
    for nobody in of_nobody(matching) {
        let others = matching.references().filter(|other| other.member != nobody.member);
        found.extend(others.filter(|done| was_done(matching, nobody, *done)).map(|done| (nobody, done)));
    }
    let (unhurt, hurt) = harm::find(matching);
    for no in &unhurt {
        let others = hurt.iter().filter(|yes| yes.statement.member != no.statement.member && harm::is_of_same(matching, no, yes));
        found.extend(others.map(|yes| (no.statement, yes.statement)));
    }
    found.extend(rejoinder::find(matching).into_iter().map(|pair| (pair.against, pair.said)));
    found.sort_unstable();
    found.dedup();
    found
}

/// Statements that say of nobody that they did something ("Nobody threw anything until the gas was fired").
fn of_nobody<'event>(matching: &'event Matching<'_, '_>) -> impl Iterator<Item = StatementRef> + 'event {
    matching.references().filter(|reference| {
        let first = tokens(matching, *reference).start;
        let opens = matches!(form(matching, *reference, first).as_str(), "nobody" | "none")
            || form(matching, *reference, first) == "no" && form(matching, *reference, first + 1) == "one";
        let is_general = (first + 1..first + 4).any(|at| matches!(form(matching, *reference, at).as_str(), "has" | "have" | "had"));
        opens && !is_general && matching.statement(*reference).certainty == Certainty::Flat && negators(matching, *reference) == 1
    })
}

/// What a statement says became of nobody ("none of the crew was hurt", "neither he nor any of his men was wounded"), with the article.
pub(crate) fn spared(matching: &Matching<'_, '_>) -> Vec<(Outcome, u32)> {
    let negated = matching.references().filter(|reference| matching.statement(*reference).polarity == Polarity::Negated);
    let read = |reference: StatementRef| {
        let of_all = tokens(matching, reference).any(|at| OF_ALL.contains(&form(matching, reference, at).as_str()));
        let words = matching.statement(reference).tokens.iter().filter(move |_| of_all);
        words.filter_map(move |token| Some((outcome::look_up(&form(matching, reference, token.get()))?, reference.member)))
    };
    negated.flat_map(read).collect()
}

/// Whether a statement says that what nobody is said to have done was done: the same predicate, a telling one, and another word of it.
/// What became of people is left out: each happening has its own dead.
fn was_done(matching: &Matching<'_, '_>, nobody: StatementRef, positive: StatementRef) -> bool {
    let some = matching.statement(positive);
    if matching.prepared(positive).place == Place::Headline
        || some.polarity != Polarity::Affirmed
        || some.certainty != Certainty::Flat
        || negators(matching, positive) > 0
    {
        return false;
    }
    let (here, there) = (&matching.prepared(nobody).words, &matching.prepared(positive).words);
    let is_there = |word: &&Word| there.iter().any(|held| matching.vocabulary.likeness(word.term, held.term) >= HEAD_ALIGNED_FROM);
    let tells = |word: &&Word| {
        word.kind == WordKind::Plain
            && matching.vocabulary.background(word.term) >= RARE_ENOUGH
            && outcome::look_up(matching.vocabulary.text(word.term)).is_none()
    };
    let done = predicates(matching, nobody);
    let does = predicates(matching, positive);
    let predicate = |word: &&Word| {
        let same = |held: &Word| does.contains(&held.token) && matching.vocabulary.likeness(word.term, held.term) >= HEAD_ALIGNED_FROM;
        done.contains(&word.token) && tells(word) && there.iter().any(same)
    };
    let Some(head) = here.iter().find(predicate) else { return false };
    let shared = here.iter().filter(|word| word.term != head.term && word.kind != WordKind::Reporting && is_there(word)).count();
    // "Nobody has landed on the far side of the moon" says nothing of those who landed elsewhere on it.
    shared > 0 && (shared + 1) as f64 >= SHARED_WITH_NOBODY * here.len() as f64
}

/// "ruled out a further rise" against "did not rule out a further rise".
fn is_left_open(matching: &Matching<'_, '_>, negative: StatementRef, positive: StatementRef, link: &Link) -> bool {
    let rules_out = |at: usize| negation::is_ruled_out(&form(matching, positive, at), &form(matching, positive, at + 1));
    let is_not = |at: usize| matches!(form(matching, positive, at).as_str(), "not" | "n't");
    let tokens = tokens(matching, positive);
    let open = tokens.clone().any(|at| is_not(at) && (at + 1..at + 3).any(|next| tokens.contains(&next) && rules_out(next)));
    let held = if negative < positive { link.forward } else { link.backward };
    let enough = matching.prepared(negative).words.len() >= 2;
    let shuts = matching.statement(negative);
    let rules_it_out = shuts
        .negator
        .is_some_and(|at| negation::is_ruled_out(&form(matching, negative, at.get()), &form(matching, negative, at.get() + 1)));
    open && enough && (rules_it_out || shuts.certainty == Certainty::Denied) && held >= ALIGNED.0
}

/// "There was no warning", "denied that there had been any warning", "had given no warning" against "officers warned the crowd" or "gave
/// three warnings": nothing of the kind is said to have been, by the same people if it says by whom.
fn says_there_was_none(matching: &Matching<'_, '_>, negative: StatementRef, positive: StatementRef) -> bool {
    let (none, some) = (matching.statement(negative), matching.statement(positive));
    let flat = some.certainty == Certainty::Flat && matches!(none.certainty, Certainty::Flat | Certainty::Denied);
    if !flat || negators(matching, positive) > 0 {
        return false;
    }
    let words = &matching.prepared(negative).words;
    let is_light = |word: &&Word| LIGHT.contains(&matching.vocabulary.text(word.term));
    let said: Vec<&Word> = words.iter().filter(|word| !is_light(word)).collect();
    let Some((what, before)) = said.split_last() else { return false };
    if what.kind != WordKind::Plain || before.len() > 1 || matching.vocabulary.background(what.term) < RARE_ENOUGH {
        return false;
    }
    // The word itself is what "no" or "any" stands before.
    let is_none = what.token.get().checked_sub(1).is_some_and(|at| matches!(form(matching, negative, at).as_str(), "no" | "any"));
    let alike = |left: &Word, right: &Word| matching.vocabulary.likeness(left.term, right.term) >= HEAD_ALIGNED_FROM;
    let there = &matching.prepared(positive).words;
    let done = predicates(matching, positive);
    let happened = there.iter().any(|word| done.contains(&word.token) && alike(what, word));
    let by_same =
        before.first().is_none_or(|subject| there.iter().any(|word| alike(subject, word)) || opens_with_pronoun(matching, positive));
    is_none && happened && by_same
}

/// The predicate of a statement, and its object where the verb says little itself ("gave three warnings").
pub(crate) fn predicates(matching: &Matching<'_, '_>, statement: StatementRef) -> Vec<TokenIndex> {
    let analysis = matching.members[statement.member as usize].analysis;
    let Some(sentence) = analysis.sentences.get(matching.statement(statement).sentence.get()) else { return Vec::new() };
    let tree = analysis.tree(sentence);
    let own = tokens(matching, statement);
    let tops = tree.tops(own.clone()).filter(|(_, syntax)| syntax.tag.upos == Upos::Verb);
    let mut found = Vec::new();
    for (top, _) in tops {
        found.push(top);
        if LIGHT.contains(&form(matching, statement, top.get()).as_str()) {
            found.extend(tree.child(top, Relation::Object));
        }
    }
    found
}

/// The tokens from a statement's first to its last.
fn tokens(matching: &Matching<'_, '_>, statement: StatementRef) -> Range<usize> {
    matching.members[statement.member as usize].analysis.tokens_under(matching.statement(statement).extent()).range()
}

fn opens_with_pronoun(matching: &Matching<'_, '_>, statement: StatementRef) -> bool {
    matching.prepared(statement).starts_with_pronoun
        || matches!(form(matching, statement, tokens(matching, statement).start).as_str(), "we" | "i")
}

fn is_aligned(link: &Link, (more, less): (f64, f64)) -> bool {
    link.forward.max(link.backward) >= more && link.forward.min(link.backward) >= less
}

/// Whether the negated word and one before it stand in the other statement.
fn is_opposed(matching: &Matching<'_, '_>, negative: StatementRef, positive: StatementRef, negator: TokenIndex) -> bool {
    let words = &matching.prepared(negative).words;
    let there = &matching.prepared(positive).words;
    let is_there = |word: &Word| there.iter().any(|held| matching.vocabulary.likeness(word.term, held.term) >= HEAD_ALIGNED_FROM);
    let own = is_state(matching, negative, negator);
    if !own && !is_plain_negator(matching, negative, negator) {
        return false;
    }
    let is_head = |word: &&Word| word.kind == WordKind::Plain && if own { word.token >= negator } else { word.token > negator };
    let Some(head) = words.iter().find(is_head) else { return false };
    let is_light = |word: &Word| LIGHT.contains(&matching.vocabulary.text(word.term));
    // The nearest word before: of whom it is denied.
    let subject = words.iter().rev().find(|word| word.token < negator && !is_light(word));
    is_there(head) && subject.is_some_and(is_there)
}

/// Words that negate in the sentence of a statement.
fn negators(matching: &Matching<'_, '_>, statement: StatementRef) -> usize {
    let analysis = matching.members[statement.member as usize].analysis;
    let Some(sentence) = analysis.sentences.get(matching.statement(statement).sentence.get()) else { return 0 };
    let at_form = |at: usize| form(matching, statement, at);
    let rules_out = |word: &str, at: usize| word.starts_with("rul") && negation::is_ruled_out(word, &at_form(at + 1));
    let is_not = |word: &str| matches!(word, "not" | "n't");
    // "did not rule out": the two undo each other.
    let undone = |at: usize| (at + 1..at + 3).any(|after| rules_out(&at_form(after), after));
    let negates = |at: &usize| {
        let word = at_form(*at);
        if is_not(&word) && undone(*at) {
            return false;
        }
        let ruled_out = || rules_out(&word, *at) && !(at.saturating_sub(2)..*at).any(|before| is_not(&at_form(before)));
        word == "without" || negation::look_up(&word).is_some_and(|class| class != NegationClass::Verb) || ruled_out()
    };
    sentence.tokens.range().filter(negates).count()
}

/// "had not won": told of the time before.
fn is_of_before(matching: &Matching<'_, '_>, statement: StatementRef, negator: TokenIndex) -> bool {
    negator.get().checked_sub(1).is_some_and(|before| form(matching, statement, before) == "had")
}

fn form(matching: &Matching<'_, '_>, statement: StatementRef, at: usize) -> String {
    matching.members[statement.member as usize].form(at)
}

/// "unhurt", "unharmed": the negated word itself.
fn is_state(matching: &Matching<'_, '_>, statement: StatementRef, at: TokenIndex) -> bool {
    negation::look_up(&form(matching, statement, at.get())) == Some(NegationClass::State)
}

/// Whether a negator is a word that denies what it stands before: "failed attempt", "unable" deny something else.
fn is_plain_negator(matching: &Matching<'_, '_>, statement: StatementRef, at: TokenIndex) -> bool {
    let form_at = |at: usize| form(matching, statement, at);
    let word = form_at(at.get());
    let ruled_out = negation::is_ruled_out(&word, &form_at(at.get() + 1));
    PLAIN_NEGATORS.iter().any(|plain| word == *plain) || word.ends_with("n't") || ruled_out
}

#[cfg(test)]
mod tests {
    use crate::alignment::Coverage;
    use crate::alignment::fixture::{compared, denies, told};

    #[test]
    fn unhurt_denies_hurt_of_the_same_person() {
        assert!(denies("Premier Anna Solberg was unhurt in the blast.", "Premier Anna Solberg was hurt in the blast."));
        assert!(!denies("Premier Anna Solberg was unhurt in the blast.", "Two guards were hurt in the blast."));
    }

    #[test]
    fn a_negation_beside_the_other_statement_or_of_an_earlier_time_is_no_denial() {
        assert!(!denies("Rovers had not won the cup in Velmora since 1931.", "Rovers won the cup in Velmora."));
        assert!(!denies("The judge did not allow the appeal in Velmora.", "The judge will allow no appeal in Velmora."));
    }

    #[test]
    fn what_nobody_did_is_denied_where_it_was_done() {
        let nobody = "Nobody on the picket threw anything until the gas was fired.";
        assert!(denies(nobody, "Bolts and stones were thrown at my officers before a single round of gas was fired."));
        assert!(!denies(nobody, "The cordon was lifted when the gas had cleared from the picket."));
        assert!(!denies("Nobody was killed in the blast in Velmora.", "Two people were killed in a blast in Larne."));
    }

    #[test]
    fn who_says_that_nobody_was_hurt_is_not_silent_on_how_many_were() {
        let one = "Four of the ferry's stewards were hurt. The mayor praised the band.";
        let other = "Neither the captain nor any of his crew was injured. The mayor praised the band.";
        let told = [told("A", "", one), told("B", "", other)];
        let comparison = compared(&told);
        let claim = comparison.claims.iter().find(|claim| claim.label.member == 0 && claim.label.statement.get() == 0).expect("a claim");
        assert_ne!(claim.coverage[1].coverage, Coverage::Absent);
    }

    #[test]
    fn what_did_not_take_place_at_all_is_denied_by_another_word_of_the_kind() {
        assert!(denies("There was no warning.", "Officers warned the crowd three times."));
        assert!(denies("There was no warning.", "Officers gave three warnings over the loudspeaker."));
        assert!(!denies("There was no warning of snow in the hills of Velmora.", "Officers warned the crowd three times."));
        assert!(!denies("There was no warning.", "The crowd read the warning on the wall of the port."));
    }
}
