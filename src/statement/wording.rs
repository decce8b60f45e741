//! Whether a statement is said to be so, and how surely: negators and cue words of its main clause.
//!
//! Scope is by surface: what stands inside a clause that a relative pronoun or subordinator opens does not reach the main clause.
//! A denial ("denied that it fired") is a certainty, not a negation, so that the two never cancel each other. "did not rule out" is
//! no negation; "not only", "no longer than", "not until", "no doubt" are none. Certainty follows FactBank's idea (Saurí and
//! Pustejovsky, 2009) of reading it off the event's own cues, with five steps for its scale.
//!
//! Known misses: irony; "hardly a surprise"; modals that tell a habit ("would walk home").

use crate::lexicon::certainty::{self, CertaintyWord};
use crate::lexicon::negation::{self, NegationClass};
use crate::statement::predicate::{Role, Word};
use crate::statement::{Certainty, Polarity};

/// Words between two negations that undo each other ("did not rule out").
const DOUBLE_REACH: usize = 3;
/// Words after "not only" within which "but" ends it.
const NOT_ONLY: [&str; 5] = ["only", "just", "merely", "simply", "least"];

/// In which words a statement came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Telling {
    /// The article's own words, or quoted.
    Plain,
    /// Reported speech: "would" is a "will" told later.
    Reported,
    /// The reporting clause denies it.
    Denied,
}

/// Polarity, the word that negates, and certainty of a clause.
pub(super) fn read(words: &[Word<'_>], roles: &[Role], verb: Option<usize>, telling: Telling) -> (Polarity, Option<usize>, Certainty) {
    let reach = main_clause(roles, verb);
    let negator = negator(words, roles, &reach);
    let cue = certainty(words, roles, &reach, verb, telling);
    let polarity = if negator.is_some() { Polarity::Negated } else { Polarity::Affirmed };
    let certainty = if telling == Telling::Denied { Certainty::Denied } else { cue };
    (polarity, negator, certainty)
}

/// For each word whether it belongs to the main clause.
fn main_clause(roles: &[Role], verb: Option<usize>) -> Vec<bool> {
    let Some(verb) = verb else { return vec![true; roles.len()] };
    let mut inside = vec![true; roles.len()];
    let mut open = false;
    for at in 0..roles.len() {
        match roles[at] {
            // The word that opens the whole part opens its main clause.
            Role::Relative | Role::Subordinator if at > 0 => open = true,
            Role::Mark if at < verb => open = false,
            _ => {}
        }
        if at == verb {
            open = false;
        }
        inside[at] = !open;
    }
    inside
}

fn negator(words: &[Word<'_>], roles: &[Role], main: &[bool]) -> Option<usize> {
    let negators: Vec<usize> = (0..words.len()).filter(|at| main[*at] && negates(words, roles, *at)).collect();
    let mut held = negators.into_iter().peekable();
    while let Some(at) = held.next() {
        let undone = held.next_if(|next| {
            next - at <= DOUBLE_REACH
                && (negation::look_up(&words[*next].low) == Some(NegationClass::Verb)
                    || is_ruled_out(words, *next)
                    || words[*next].low == "without")
        });
        if undone.is_none() {
            return Some(at);
        }
    }
    None
}

fn low<'words>(words: &'words [Word<'_>], at: usize) -> &'words str {
    words.get(at).map_or("", |word| &*word.low)
}

/// "rule out", "ruled out".
fn is_ruled_out(words: &[Word<'_>], at: usize) -> bool {
    negation::is_ruled_out(low(words, at), low(words, at + 1))
}

fn negates(words: &[Word<'_>], roles: &[Role], at: usize) -> bool {
    let word = low(words, at);
    let next = low(words, at + 1);
    if is_ruled_out(words, at) {
        return true;
    }
    let before = at.checked_sub(1).map_or("", |before| low(words, before));
    match negation::look_up(word) {
        Some(NegationClass::Particle) => match word {
            "not" | "n't" => {
                !(NOT_ONLY.contains(&next)
                    || next == "until"
                    || next == "to" && low(words, at + 2) == "mention"
                    || before == "or"
                    || before == "if"
                    || before == "whether")
            }
            "no" => {
                !(matches!(next, "fewer" | "more" | "less" | "doubt" | "later" | "sooner" | "." | "wonder" | "matter")
                    || before == "or"
                    || matches!(before, "a" | "an" | "the"))
            }
            "nothing" => next != "but",
            "without" => before_is(
                words,
                roles,
                at,
                &["is", "are", "was", "were", "be", "been", "left", "remain", "remained", "remains", "go", "went", "gone"],
            ),
            _ => true,
        },
        Some(NegationClass::Verb) => {
            let verbal = matches!(roles[at], Role::Finite | Role::Participle | Role::Base | Role::Ing) || next == "to";
            match word {
                // An active denial is a certainty; "was denied bail" is a negation.
                _ if denies(word) => verbal && !is_denial(words, roles, at) && after_be(words, roles, at),
                "fail" | "failed" | "fails" | "failing" | "decline" | "declined" | "declines" | "declining" | "unable" => next == "to",
                _ => verbal && !(certainty::look_up(word) == Some(CertaintyWord::Denied) && is_denial(words, roles, at)),
            }
        }
        // "an unhurt guard" tells of a guard, "escaped unhurt" of an escape.
        Some(NegationClass::State) => {
            !words.get(at + 1).is_some_and(|_| matches!(roles[at + 1], Role::Nominal)) || !before_is(words, roles, at, &["a", "an", "the"])
        }
        None => false,
    }
}

/// Whether the nearest word before, adverbs left out, is one of these.
fn before_is(words: &[Word<'_>], roles: &[Role], at: usize, list: &[&str]) -> bool {
    (0..at).rev().find(|at| roles[*at] != Role::Adverb).is_some_and(|at| list.contains(&low(words, at)))
}

fn certainty(words: &[Word<'_>], roles: &[Role], main: &[bool], verb: Option<usize>, telling: Telling) -> Certainty {
    let mut found = Certainty::Flat;
    for (at, word) in words.iter().enumerate() {
        let Some(cue) = certainty::look_up(&word.low) else { continue };
        let conditional_clause = matches!(low(words, at), "if" | "unless") && verb.is_none_or(|verb| at < verb || !is_asked(words, at));
        if !main[at] && !conditional_clause {
            continue;
        }
        if let Some(certainty) = cue_at(words, roles, at, cue, telling)
            && weight(certainty) > weight(found)
        {
            found = certainty;
        }
    }
    found
}

/// "asked if": a question, no condition.
fn is_asked(words: &[Word<'_>], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        matches!(
            low(words, before),
            "asked" | "ask" | "know" | "knew" | "see" | "wonder" | "wondered" | "unclear" | "decide" | "as" | "even"
        )
    })
}

/// What a cue word says where it stands, if anything.
fn cue_at(words: &[Word<'_>], roles: &[Role], at: usize, cue: CertaintyWord, telling: Telling) -> Option<Certainty> {
    let word = low(words, at);
    let next = low(words, at + 1);
    let negated_next = matches!(next, "not" | "n't" | "no" | "never" | "hardly");
    let after_be = || after_be(words, roles, at);
    let to_verb = || next == "to" && roles.get(at + 2).is_some_and(|role| *role != Role::Determiner);
    let modal = roles[at] == Role::Finite;
    let held =
        match word {
            "would" | "'d" if telling == Telling::Reported && !words.iter().any(|word| matches!(&*word.low, "if" | "unless")) => {
                return modal.then_some(Certainty::Planned);
            }
            "would" | "'d" | "will" | "'ll" | "shall" | "may" | "might" => modal,
            // "could not" tells of the past.
            "could" => modal && !negated_next,
            "due" => to_verb() && after_be() || after_be() && matches!(next, "on" | "in" | "at" | "by" | "for" | "next"),
            "set" | "expected" | "scheduled" | "believed" | "thought" | "estimated" | "suspected" | "understood" | "presumed"
            | "feared" => after_be() && (to_verb() || next == "that" || word == "scheduled"),
            "plan" | "plans" | "promise" | "vow" | "vows" | "pledge" | "pledges" if roles[at] == Role::Nominal => false,
            "plan" | "plans" | "planned" | "intend" | "intends" | "intended" | "vow" | "vows" | "vowed" | "pledge" | "pledges"
            | "pledged" | "promise" | "promises" | "promised" | "appear" | "appears" | "appeared" | "seem" | "seems" | "seemed"
            | "supposed" | "going" => next == "to",
            "accused" | "accuse" | "accuses" | "accusing" => true,
            "alleged" => true,
            // "a potentially awkward task", "about possibly cancelling"
            _ if word.ends_with("ly") && word != "allegedly" => {
                !matches!(at.checked_sub(1).map(|before| roles[before]), Some(Role::Determiner | Role::Preposition))
            }
            _ if cue == CertaintyWord::Denied => is_denial(words, roles, at),
            _ => true,
        };
    held.then(|| certainty_of(cue))
}

/// Whether an active verb denies here: "denied that", "rejected the claim", but not "did not deny", "rejected the bill".
fn is_denial(words: &[Word<'_>], roles: &[Role], at: usize) -> bool {
    let verbal = matches!(roles[at], Role::Finite | Role::Participle | Role::Base | Role::Ing);
    let undone = (at.saturating_sub(2)..at).any(|at| matches!(low(words, at), "not" | "n't" | "never"));
    verbal && !undone && !after_be(words, roles, at) && (denies(low(words, at)) || (at + 1..at + 5).any(|at| is_claim(low(words, at))))
}

fn is_claim(word: &str) -> bool {
    matches!(
        word,
        "claim"
            | "claims"
            | "allegation"
            | "allegations"
            | "accusation"
            | "accusations"
            | "suggestion"
            | "suggestions"
            | "reports"
            | "notion"
            | "rumours"
            | "rumors"
    )
}

/// Whether a word of saying denies what it says, whatever follows.
fn denies(word: &str) -> bool {
    certainty::look_up(word) == Some(CertaintyWord::Denied) && !["reject", "dismiss"].iter().any(|verb| word.starts_with(verb))
}

/// Whether a reporting clause denies what it reports.
pub(super) fn is_denied_by(clause: &[Word<'_>]) -> bool {
    let rules_out = (0..clause.len()).any(|at| is_ruled_out(clause, at));
    (rules_out || clause.iter().any(|word| denies(&word.low))) && !clause.iter().any(|word| matches!(&*word.low, "not" | "n't" | "never"))
}

fn after_be(words: &[Word<'_>], roles: &[Role], at: usize) -> bool {
    before_is(words, roles, at, &["is", "are", "was", "were", "be", "been", "'s", "'re"])
}

fn certainty_of(word: CertaintyWord) -> Certainty {
    match word {
        CertaintyWord::Hedged => Certainty::Hedged,
        CertaintyWord::Alleged => Certainty::Alleged,
        CertaintyWord::Denied => Certainty::Denied,
        CertaintyWord::Planned => Certainty::Planned,
        CertaintyWord::Conditional => Certainty::Conditional,
    }
}

/// Which of several certainties wins: the one that takes most from the statement.
fn weight(certainty: Certainty) -> u8 {
    match certainty {
        Certainty::Flat => 0,
        Certainty::Planned => 1,
        Certainty::Hedged => 2,
        Certainty::Conditional => 3,
        Certainty::Alleged => 4,
        Certainty::Denied => 5,
    }
}
