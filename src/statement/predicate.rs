//! What the words of a sentence are, as far as form and place show it, and where a clause with subject and finite verb begins.
//!
//! There is no tagger behind this: closed word classes, a list of verbs, and the words next to it decide. A form that can be past
//! or participle ("wounded", "held") is finite after a pronoun, after a noun if an object follows, or if nothing else in its clause
//! is; it is a participle after an auxiliary, a determiner or a preposition, and before "by". Linear but for look-ahead of a fixed
//! reach. Where the signs disagree the word is not taken for finite: a cut too few costs less than a subject lost.
//!
//! Known misses: reduced relative clauses without "by" in a clause without another verb ("Six soldiers held in the north"); nouns
//! that look like verbs after a noun ("the government forces the").

use std::ops::Range;

use crate::article::Article;
use crate::language::{Analysis, TokenKind, token};
use crate::lexicon::function::{self, FunctionClass};
use crate::lexicon::verb::{self, VerbForm, VerbKind, VerbObject};
use crate::statement::word_class::{is_adverb, is_auxiliary, is_ed_adjective, is_ing_noun, is_intent, is_plural};

/// Words that a subject may have before its verb.
const LONGEST_SUBJECT: usize = 18;
/// Words after an undecided past form among which a surer verb of the same clause is sought.
const LOOK_AHEAD: usize = 15;

/// A token of the sentence that is looked at.
#[derive(Clone)]
pub(super) struct Word<'text> {
    /// Its place in `Analysis::tokens`.
    pub(super) token: usize,
    /// As written.
    pub(super) text: &'text str,
    /// Lower case, quotes straight.
    pub(super) low: String,
    /// What it is.
    pub(super) kind: TokenKind,
}

/// What a word does in its clause.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Mark,
    Finite,
    Participle,
    Base,
    Ing,
    /// "he", "there": a pronoun that is a subject.
    Subject,
    Pronoun,
    Determiner,
    Nominal,
    Preposition,
    To,
    Adverb,
    Conjunction,
    Subordinator,
    Relative,
}

/// A subject and its finite verb, as positions in the words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Clause {
    pub(super) subject: Range<usize>,
    pub(super) verb: usize,
}

/// The words at the given tokens.
pub(super) fn words<'text>(article: &'text Article, analysis: &Analysis, tokens: &[usize]) -> Vec<Word<'text>> {
    let word = |at: &usize| {
        let held = &analysis.tokens[*at];
        let text = held.span.of(&article.text);
        Word { token: *at, text, low: token::fold(text), kind: held.kind }
    };
    tokens.iter().map(word).collect()
}

/// What each word does.
pub(super) fn read(words: &[Word<'_>]) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::with_capacity(words.len());
    for at in 0..words.len() {
        let role = role(words, &roles, at);
        roles.push(role);
    }
    for at in 0..words.len() {
        if matches!(&*words[at].low, "after" | "before" | "as" | "since" | "until" | "than") && opens_clause(&roles, at + 1) {
            roles[at] = Role::Subordinator;
        }
    }
    roles
}

/// Whether a subject and a finite verb follow before anything that ends or opens a clause.
fn opens_clause(roles: &[Role], from: usize) -> bool {
    let mut nominal = false;
    for role in roles.iter().skip(from).take(LONGEST_SUBJECT) {
        match role {
            Role::Finite => return nominal,
            Role::Mark | Role::Subordinator | Role::Relative | Role::Ing | Role::To => return false,
            Role::Subject | Role::Pronoun | Role::Determiner | Role::Nominal => nominal = true,
            _ => {}
        }
    }
    false
}

fn role(words: &[Word<'_>], roles: &[Role], at: usize) -> Role {
    let word = &words[at];
    let low = &*word.low;
    let before = before(roles, at);
    let role_before = before.map(|at| roles[at]);
    let next = words.get(at + 1).map_or("", |word| &*word.low);
    if word.kind == TokenKind::Punctuation {
        return Role::Mark;
    }
    if word.kind == TokenKind::Number {
        return Role::Nominal;
    }
    match low {
        "who" | "which" | "whom" | "whose" => return Role::Relative,
        "that" => return if is_clause_start(role_before) { Role::Pronoun } else { Role::Subordinator },
        "where" | "when" | "because" | "if" | "unless" | "whether" | "while" | "whereas" | "although" | "though" | "how" | "why"
        | "what" | "once" => return Role::Subordinator,
        "to" => return Role::To,
        "after" | "before" | "as" | "since" | "until" | "than" | "so" => return Role::Preposition,
        "he" | "she" | "they" | "we" | "i" | "it" | "there" | "you" => return Role::Subject,
        "one" | "everyone" | "nobody" | "none" | "everybody" | "someone" => return Role::Pronoun,
        "and" | "but" | "or" | "nor" | "yet" | "&" => return Role::Conjunction,
        "not" | "n't" | "never" | "also" | "then" | "later" | "still" | "now" | "just" | "already" | "again" | "soon" | "even" | "only"
        | "once more" | "however" | "meanwhile" => return Role::Adverb,
        "'s" => return clitic(words, roles, at),
        _ => {}
    }
    if let Some(role) = auxiliary(words, roles, at) {
        return role;
    }
    match function::class_of(low) {
        Some(FunctionClass::Article | FunctionClass::Determiner) => return Role::Determiner,
        Some(FunctionClass::Pronoun) => {
            return if matches!(low, "his" | "its" | "their" | "my" | "our" | "your") { Role::Determiner } else { Role::Pronoun };
        }
        Some(FunctionClass::Preposition) => return Role::Preposition,
        Some(FunctionClass::Conjunction) => return Role::Subordinator,
        Some(FunctionClass::Adverb) => return Role::Adverb,
        Some(FunctionClass::Auxiliary) | None => {}
    }
    // A name is no verb; the first word of a sentence is written like one.
    let is_name = at > 0 && word.text.starts_with(char::is_uppercase);
    if is_name {
        return Role::Nominal;
    }
    if is_adverb(low) {
        return Role::Adverb;
    }
    if low.len() > 4 && low.ends_with("ing") && !is_ing_noun(low) {
        return if matches!(role_before, Some(Role::Determiner)) { Role::Nominal } else { Role::Ing };
    }
    match verb::look_up(low) {
        Some(form) => listed_verb(words, roles, at, form),
        None if low.len() > 5 && low.ends_with("ed") && !is_ed_adjective(low) => {
            past_or_participle(words, roles, at, VerbObject::Takes, next)
        }
        None => Role::Nominal,
    }
}

/// The nearest word before, adverbs left out.
pub(super) fn before(roles: &[Role], at: usize) -> Option<usize> {
    (0..at).rev().find(|at| roles[*at] != Role::Adverb)
}

fn is_clause_start(before: Option<Role>) -> bool {
    matches!(before, None | Some(Role::Mark | Role::Conjunction | Role::Preposition | Role::To | Role::Subordinator))
}

/// "'s" as a verb or as a possessive.
fn clitic(words: &[Word<'_>], roles: &[Role], at: usize) -> Role {
    let host = at.checked_sub(1);
    let pronoun = host.is_some_and(|host| matches!(&*words[host].low, "it" | "he" | "she" | "that" | "there" | "what" | "who" | "here"));
    let next = words.get(at + 1).map_or("", |word| &*word.low);
    if pronoun || matches!(next, "a" | "an" | "the" | "not" | "been" | "going") && host.is_some_and(|host| roles[host] == Role::Nominal) {
        Role::Finite
    } else {
        Role::Determiner
    }
}

/// The role of a form of "be", "have", "do" or a modal.
fn auxiliary(words: &[Word<'_>], roles: &[Role], at: usize) -> Option<Role> {
    let low = &*words[at].low;
    let after_to = before(roles, at).is_some_and(|before| roles[before] == Role::To);
    let after_auxiliary = before(roles, at).is_some_and(|before| is_auxiliary(&words[before].low) && roles[before] != Role::Nominal);
    Some(match low {
        "be" | "been" | "being" => Role::Base,
        "may" | "will" if words[at].text.starts_with(char::is_uppercase) && at > 0 => Role::Nominal,
        "will" | "would" | "can" | "could" | "may" | "might" | "must" | "shall" | "should" | "ca" | "wo" | "'ll" | "'d" | "cannot" => {
            Role::Finite
        }
        "is" | "are" | "was" | "were" | "am" | "'re" | "'m" | "'ve" => Role::Finite,
        "has" | "had" | "does" | "did" | "have" | "do" if after_to || after_auxiliary => Role::Base,
        "has" | "had" | "does" | "did" | "have" | "do" => Role::Finite,
        _ => return None,
    })
}

fn listed_verb(words: &[Word<'_>], roles: &[Role], at: usize, form: VerbForm) -> Role {
    let before = before(roles, at);
    let role_before = before.map(|at| roles[at]);
    let next = words.get(at + 1).map_or("", |word| &*word.low);
    let low = &*words[at].low;
    let after_auxiliary = before.is_some_and(|before| is_auxiliary(&words[before].low) && roles[before] != Role::Determiner);
    if form.past() && !form.participle() && !form.base() {
        let noun = matches!(role_before, Some(Role::Determiner | Role::Preposition)) || after_auxiliary;
        return if noun { Role::Nominal } else { Role::Finite };
    }
    if form.past() || form.participle() {
        if !form.past() || after_auxiliary {
            return Role::Participle;
        }
        if form.base() && (role_before == Some(Role::To) || next == "of") {
            return if next == "of" { Role::Nominal } else { Role::Base };
        }
        return past_or_participle(words, roles, at, form.object, next);
    }
    if role_before == Some(Role::To) || after_auxiliary {
        return if form.base() { Role::Base } else { Role::Nominal };
    }
    let opens_object = opens_object(words, at + 1) || next == "to" && is_intent(low) && !surer_verb_follows(words, at);
    if form.third() {
        let place = match role_before {
            Some(Role::Subject | Role::Pronoun | Role::Relative) => true,
            Some(Role::Nominal | Role::Mark | Role::Conjunction) => {
                form.kind == VerbKind::VerbOnly || (opens_object && standing(words, roles, at) != Standing::Taken)
            }
            _ => false,
        };
        return if place && before.is_some() { Role::Finite } else { Role::Nominal };
    }
    let plural_before = before.is_some_and(|before| is_plural(&words[before].low));
    let place = match role_before {
        Some(Role::Subject) => true,
        Some(Role::Relative | Role::Pronoun) => form.kind == VerbKind::VerbOnly || opens_object,
        Some(Role::Nominal) => {
            plural_before && (form.kind == VerbKind::VerbOnly || opens_object && standing(words, roles, at) != Standing::Taken)
        }
        _ => false,
    };
    match (place, form.kind) {
        (true, _) => Role::Finite,
        (false, VerbKind::VerbOnly) => Role::Base,
        (false, VerbKind::NounToo) => Role::Nominal,
    }
}

/// A form that can be past or participle.
fn past_or_participle(words: &[Word<'_>], roles: &[Role], at: usize, object: VerbObject, next: &str) -> Role {
    let Some(before) = before(roles, at) else { return Role::Participle };
    if is_auxiliary(&words[before].low) && roles[before] != Role::Determiner {
        return Role::Participle;
    }
    match roles[before] {
        Role::Subject | Role::Relative => Role::Finite,
        _ if next == "by" => Role::Participle,
        Role::Determiner if function::class_of(&words[before].low) == Some(FunctionClass::Article) || words[before].low == "'s" => {
            Role::Nominal
        }
        Role::Nominal | Role::Pronoun | Role::Determiner => {
            let governed = opens_object(words, at + 1) || object == VerbObject::None;
            match standing(words, roles, at) {
                Standing::Free if governed || !surer_verb_follows(words, at) => Role::Finite,
                Standing::Open if governed => Role::Finite,
                _ => Role::Participle,
            }
        }
        Role::Mark | Role::Conjunction => {
            let verbs = (0..before).rev().find(|at| matches!(roles[*at], Role::Finite | Role::Participle | Role::Ing));
            match verbs.map(|at| roles[at]) {
                // "was arrested and charged with"
                Some(Role::Participle) => Role::Participle,
                Some(Role::Finite) if opens_object(words, at + 1) || opens_adjunct(words, at + 1) => {
                    if roles[before] == Role::Conjunction || object == VerbObject::None || opens_object(words, at + 1) {
                        Role::Finite
                    } else {
                        Role::Participle
                    }
                }
                _ => Role::Participle,
            }
        }
        _ => Role::Participle,
    }
}

/// What a clause has up to a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Standing {
    /// No finite verb yet.
    Free,
    /// Words after "after" and the like: a clause of their own or not.
    Open,
    /// A finite verb.
    Taken,
}

fn standing(words: &[Word<'_>], roles: &[Role], at: usize) -> Standing {
    for place in (0..at).rev() {
        match roles[place] {
            Role::Finite => return Standing::Taken,
            Role::Mark | Role::Conjunction | Role::Subordinator | Role::Relative => return Standing::Free,
            _ if is_time_opener(&words[place].low) => return Standing::Open,
            _ => {}
        }
    }
    Standing::Free
}

fn is_time_opener(low: &str) -> bool {
    matches!(low, "after" | "before" | "as" | "since" | "until")
}

/// Whether an auxiliary or a past form that is no participle follows in the same clause.
fn surer_verb_follows(words: &[Word<'_>], at: usize) -> bool {
    for (place, word) in words.iter().enumerate().skip(at + 1).take(LOOK_AHEAD) {
        let low = &*word.low;
        if low == "," && opens_object(words, place + 1) {
            return false;
        }
        if matches!(
            low,
            "who" | "which" | "that" | "and" | "but" | "when" | "while" | "as" | "after" | "because" | "where" | "if" | ";" | ":"
        ) {
            return false;
        }
        let form = verb::look_up(low).unwrap_or_default();
        if matches!(
            low,
            "is" | "are" | "was" | "were" | "has" | "had" | "have" | "will" | "would" | "could" | "can" | "may" | "might" | "did" | "does"
        ) || form.past() && !form.participle() && !form.base()
        {
            return true;
        }
    }
    false
}

/// Whether an object seems to begin here: a determiner, a pronoun, a figure, a name.
fn opens_object(words: &[Word<'_>], at: usize) -> bool {
    words.get(at).is_some_and(|word| {
        let class = function::class_of(&word.low);
        word.kind == TokenKind::Number
            || matches!(word.text, "$" | "£" | "€")
            || matches!(class, Some(FunctionClass::Article | FunctionClass::Determiner | FunctionClass::Pronoun))
                && !matches!(&*word.low, "who" | "which" | "whom" | "whose")
            || word.low == "that"
            || word.kind == TokenKind::Content && word.text.starts_with(char::is_uppercase)
    })
}

fn opens_adjunct(words: &[Word<'_>], at: usize) -> bool {
    words.get(at).is_some_and(|word| {
        word.low == "to"
            || is_adverb(&word.low)
            || matches!(function::class_of(&word.low), Some(FunctionClass::Preposition | FunctionClass::Adverb))
    })
}

/// The subject and finite verb of a clause that begins at `from`, if one does.
pub(super) fn clause_at(words: &[Word<'_>], roles: &[Role], from: usize, end: usize) -> Option<Clause> {
    let mut start = from;
    while start < end && matches!(roles[start], Role::Adverb) {
        start += 1;
    }
    start = past_adjunct(words, roles, start, end);
    if matches!(roles.get(start), None | Some(Role::Relative | Role::Finite | Role::Participle | Role::To | Role::Base)) {
        return None;
    }
    let mut nominal = false;
    let mut open = 0_usize;
    let mut commas = 0_usize;
    for at in start..end.min(start + LONGEST_SUBJECT) {
        match roles[at] {
            Role::Finite if open > 0 => open -= 1,
            Role::Finite => {
                let closed = commas == 0 || commas == 2 && before(roles, at).is_some_and(|before| words[before].text == ",");
                return (nominal && closed).then_some(Clause { subject: start..at, verb: at });
            }
            Role::Relative => open += 1,
            Role::Subordinator if !nominal => return None,
            Role::Subordinator => open += 1,
            Role::Mark => match words[at].text {
                "," => {
                    commas += 1;
                    if commas == 2 {
                        open = 0;
                    }
                }
                ";" | ":" | "—" | "–" | "--" | "-" | "..." | "…" | "?" | "!" | "." => return None,
                _ => {}
            },
            Role::Subject | Role::Pronoun | Role::Nominal => nominal = true,
            Role::Determiner => nominal |= !matches!(&*words[at].low, "the" | "a" | "an" | "'s"),
            _ => {}
        }
    }
    None
}

/// Past "on Tuesday," or "in a statement,": an adjunct that a comma closes.
fn past_adjunct(words: &[Word<'_>], roles: &[Role], start: usize, end: usize) -> usize {
    let mut start = start;
    if words.get(start).is_some_and(|word| word.text == ",") {
        start += 1;
    }
    if roles.get(start) != Some(&Role::Preposition) {
        return start;
    }
    for at in start..end.min(start + LONGEST_SUBJECT) {
        match roles[at] {
            Role::Mark if words[at].text == "," => return at + 1,
            Role::Mark | Role::Finite | Role::Subordinator | Role::Relative => return start,
            _ => {}
        }
    }
    start
}
