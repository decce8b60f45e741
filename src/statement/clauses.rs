//! Where a run of words is cut into clauses, by its tree.
//!
//! A statement of its own has: the head of the run; a predicate joined to one ("rejected the plan and approved another"), which gets
//! the subject back; an adverbial clause with its own subject and a finite verb, unless it is a condition or measured ("two days
//! after"); a participle tail (", killing 14"); a clause set beside another by a mark; and a relative clause that a comma opens
//! ("the river, which rises in the hills, flooded the town"), which is taken out of its sentence and gets the noun that it hangs on.
//! A clause that tells which one is meant ("the man who robbed the bank") stays where it is, and so does all that is said within a
//! complement. The parser's joined nouns and clauses beside each other are not trusted without a verb on both sides (of its
//! conjuncts two in ten hang wrong on the development treebanks).
//!
//! The parts are those of the tree (predicate, subject, what hangs on them) in the manner of ClausIE (Del Corro and Gemulla, 2013,
//! doi:10.1145/2488388.2488420), but only whole clauses are taken apart. Linear in the words but for the subjects that are
//! given back.
//!
//! Known misses: lists of objects ("starred A, B and C") stay one statement; a verb left out ("A won gold, B silver").

use crate::language::TokenKind;
use crate::language::syntax::Syntax;
use crate::language::syntax::reading::Tree;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::{Upos, Xpos};
use crate::lexicon::negation::{self, NegationClass};
use crate::lexicon::reporting_cue;
use crate::span::TokenIndex;
use crate::statement::boundary::{OWN_CONTENT, SIDE_CONTENT, TAIL_CONTENT, WHOLE_CONTENT};
use crate::statement::predicate::{Role, Word};
use crate::statement::word_class;

/// Words of meaning that a clause with its own subject must have that says that something is not so.
const WHOLE_WHEN_DENIED: usize = 1;

/// Subordinators whose clause says something that holds beside its main clause.
const BESIDE: [&str; 9] = ["while", "whereas", "although", "though", "after", "as", "because", "since", "even"];
/// A clause of a run, by places in the run's words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Clause {
    /// Its words in order; not all next to each other where another clause was taken out.
    pub(super) words: Vec<usize>,
    /// Words of the subject that it shares with another clause.
    pub(super) subject: Vec<usize>,
    /// Its first finite verb, or its predicate if there is none.
    pub(super) verb: Option<usize>,
    /// It has a predicate with a subject, its own or one given back.
    pub(super) is_complete: bool,
}

/// The clauses of a run of words that stand next to each other in a sentence; none if the sentence was not parsed.
pub(super) fn of(words: &[Word<'_>], roles: &[Role], tree: &Tree<'_>) -> Option<Vec<Clause>> {
    Run::of(words, roles, tree)?.clauses()
}

/// A run with its part of the tree, all by places in the run.
struct Run<'run, 'text> {
    words: &'run [Word<'text>],
    roles: &'run [Role],
    syntax: Vec<&'run Syntax>,
    heads: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    below: Vec<Below>,
}

/// A word and all that hangs on it.
#[derive(Clone, Copy)]
struct Below {
    /// The first of them that is no mark.
    first: Option<usize>,
    /// How many carry meaning.
    content: usize,
    /// Whether one is a number.
    has_number: bool,
}

impl<'run, 'text> Run<'run, 'text> {
    fn of(words: &'run [Word<'text>], roles: &'run [Role], tree: &Tree<'run>) -> Option<Self> {
        let first = words.first()?.token;
        let syntax: Vec<&Syntax> = words.iter().map(|word| tree.get(TokenIndex::new(word.token))).collect::<Option<_>>()?;
        let place = |token: TokenIndex| token.get().checked_sub(first).filter(|at| *at < words.len());
        let heads: Vec<Option<usize>> = syntax.iter().map(|syntax| syntax.head.and_then(place)).collect();
        let mut children = vec![Vec::new(); words.len()];
        for (at, head) in heads.iter().enumerate() {
            if let Some(head) = head {
                children[*head].push(at);
            }
        }
        let mut run = Self { words, roles, syntax, heads, children, below: Vec::new() };
        run.below = run.measured();
        Some(run)
    }

    /// For each word what hangs on it.
    fn measured(&self) -> Vec<Below> {
        let own = |at: usize| Below {
            first: (self.words[at].kind != TokenKind::Punctuation).then_some(at),
            content: usize::from(self.carries_meaning(at)),
            has_number: self.words[at].kind == TokenKind::Number,
        };
        let mut below: Vec<Below> = (0..self.words.len()).map(own).collect();
        for at in self.top_down().into_iter().rev() {
            let Some(above) = self.heads[at] else { continue };
            let held = below[at];
            let all = &mut below[above];
            all.first = [all.first, held.first].into_iter().flatten().min();
            all.content += held.content;
            all.has_number |= held.has_number;
        }
        below
    }

    fn clauses(&self) -> Option<Vec<Clause>> {
        let order = self.top_down();
        let mut is_head = vec![false; self.words.len()];
        for at in &order {
            is_head[*at] = self.opens_clause(*at, &is_head);
        }
        if let Some(noun) = self.complement_apart(&is_head) {
            is_head[noun] = true;
        }
        let owner = self.owners(&order, &is_head)?;
        let owner = self.without_small(&owner);
        Some(self.made(&owner))
    }

    /// The noun of a run that is what a reporting clause before it says ("(the service confirmed) 19 deaths | and was still looking for 27
    /// people"): the first clause comes after it, joined to that reporting clause or as a relative clause on the noun.
    fn complement_apart(&self, is_head: &[bool]) -> Option<usize> {
        let first = (0..self.words.len()).find(|at| is_head[*at])?;
        let noun = (0..first).find(|at| self.heads[*at].is_none() && self.words[*at].kind != TokenKind::Punctuation)?;
        let is_noun = matches!(self.syntax[noun].tag.upos, Upos::Noun | Upos::ProperNoun | Upos::Numeral);
        let coordinator = self.below[first].first.filter(|at| self.syntax[*at].tag.upos == Upos::Coordinator)?;
        // "the risk to residents and the public is low": without a comma only what begins with its verb is a clause of its own.
        let is_verb_next =
            (coordinator + 1..=first).find(|at| self.roles[*at] != Role::Adverb).is_some_and(|at| self.roles[at] == Role::Finite);
        let is_marked = coordinator.checked_sub(1).is_some_and(|before| self.words[before].text == ",");
        let is_joined = self.relation(first) == Relation::Conjunct
            && self.heads[first].is_none()
            && self.is_joined(first)
            && if self.subject(first).is_some() { is_marked } else { is_verb_next };
        let begins = self.below[noun].content >= SIDE_CONTENT;
        (is_noun && is_joined && begins && coordinator > noun).then_some(noun)
    }

    /// What turns out too small goes back into the clause above it, or beside it.
    fn without_small(&self, owner: &[usize]) -> Vec<usize> {
        let mut content = vec![0; self.words.len()];
        for (at, head) in owner.iter().enumerate() {
            content[*head] += usize::from(self.carries_meaning(at));
        }
        let heads: Vec<usize> = (0..owner.len()).filter(|at| owner[*at] == *at).collect();
        let mut into: Vec<usize> = (0..owner.len()).collect();
        let resolve = |into: &[usize], mut at: usize| {
            while into[at] != at {
                at = into[at];
            }
            at
        };
        let mut count = heads.len();
        for (place, at) in heads.iter().enumerate().rev() {
            let beside = || if place > 0 { Some(heads[place - 1]) } else { heads.get(1).copied() };
            let Some(above) = self.heads[*at].map(|above| owner[above]).or_else(beside) else { continue };
            let above = resolve(&into, above);
            if count > 1 && above != *at && !self.stands(*at, above, &content) {
                into[*at] = above;
                content[above] += content[*at];
                count -= 1;
            }
        }
        owner.iter().map(|head| resolve(&into, *head)).collect()
    }

    /// The words, each after the one that it hangs on.
    fn top_down(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.words.len()).filter(|at| self.heads[*at].is_none()).collect();
        let mut at = 0;
        while at < order.len() {
            order.extend(&self.children[order[at]]);
            at += 1;
        }
        order
    }

    fn child(&self, at: usize, is: impl Fn(Relation) -> bool) -> Option<usize> {
        self.children[at].iter().copied().find(|child| is(self.syntax[*child].relation))
    }

    fn relation(&self, at: usize) -> Relation {
        self.syntax[at].relation
    }

    /// A verb, or what a copula makes a predicate.
    fn is_predicate(&self, at: usize) -> bool {
        self.syntax[at].tag.upos == Upos::Verb || self.child(at, |relation| relation == Relation::Copula).is_some()
    }

    /// The first finite verb of a predicate.
    fn finite(&self, at: usize) -> Option<usize> {
        let is_finite = |at: &usize| self.syntax[*at].tag.xpos.is_finite_verb();
        let helpers = self.children[at].iter().copied().filter(|child| matches!(self.relation(*child).universal(), "aux" | "cop"));
        helpers.chain([at]).filter(is_finite).min()
    }

    fn subject(&self, at: usize) -> Option<usize> {
        self.child(at, |relation| relation.is_nominal_subject() || relation == Relation::Expletive)
    }

    fn low(&self, at: usize) -> &str {
        &self.words[at].low
    }

    fn opens_clause(&self, at: usize, is_head: &[bool]) -> bool {
        if !self.is_predicate(at) {
            return false;
        }
        let own = self.subject(at).is_some();
        // "By setting up groups, they gained": what hangs on nothing here is a clause only with a verb that can carry one.
        let Some(above) = self.heads[at] else { return own || self.finite(at).is_some() };
        match self.relation(at) {
            Relation::Conjunct => {
                is_head[above]
                    && self.is_joined(at)
                    && (own || self.agrees(at, above))
                    && (self.finite(at).is_some() || self.shares_auxiliary(at, above))
            }
            Relation::Parataxis => {
                is_head[above]
                    && self.looks_like_verb(at)
                    && self.opens_with_subject(at)
                    && self.finite(at).is_some()
                    && !self.is_saying(at)
            }
            Relation::AdverbClause if own => is_head[above] && self.finite(at).is_some() && self.stands_beside(at),
            Relation::AdverbClause => is_head[above] && self.is_tail(at),
            Relation::RelativeClause => self.finite(at).is_some() && self.follows_comma(at),
            _ => false,
        }
    }

    /// "The sirens had failed", not "the most since measurements began".
    fn opens_with_subject(&self, at: usize) -> bool {
        self.subject(at).is_some_and(|subject| self.below[subject].first == self.below[at].first)
    }

    /// "was arrested and charged".
    fn shares_auxiliary(&self, at: usize, above: usize) -> bool {
        self.syntax[at].tag.xpos == Xpos::Participle && self.syntax[above].tag.xpos == Xpos::Participle
    }

    /// Whether a conjunction or a mark joins a predicate to the one above it: the parser joins more than that.
    fn is_joined(&self, at: usize) -> bool {
        let Some(first) = self.below[at].first else { return false };
        let is_mark = |at: usize| matches!(self.words[at].text, "," | ";" | ":" | "—" | "–" | "--" | "-");
        let by_mark = || first.checked_sub(1).is_some_and(is_mark) && (self.subject(at).is_none() || self.opens_with_subject(at));
        self.looks_like_verb(at) && (self.syntax[first].tag.upos == Upos::Coordinator || by_mark())
    }

    /// Whether a verb can have the subject of the one that it is joined to: "people were moved to schools and sports halls" has no verb
    /// "sports".
    fn agrees(&self, at: usize, above: usize) -> bool {
        let Some(subject) = self.subject(above) else { return true };
        let is_plural = matches!(self.syntax[subject].tag.xpos, Xpos::Nouns | Xpos::ProperNouns)
            || self.child(subject, |relation| relation == Relation::Conjunct).is_some();
        let is_singular_verb = self.finite(at).is_some_and(|verb| self.syntax[verb].tag.xpos == Xpos::ThirdPersonVerb);
        !(is_plural && is_singular_verb)
    }

    /// Whether the surface agrees that a predicate's verb can be one: in "schools and sports halls" the parser takes "halls" for one.
    fn looks_like_verb(&self, at: usize) -> bool {
        matches!(self.roles[self.finite(at).unwrap_or(at)], Role::Finite | Role::Participle | Role::Base | Role::Ing)
    }

    /// ", officials say,": an aside about the saying.
    fn is_saying(&self, at: usize) -> bool {
        let has_object = self.child(at, |relation| matches!(relation, Relation::Object | Relation::ContentClause)).is_some();
        reporting_cue::verb(self.low(at)).is_some() && !has_object
    }

    /// An adverbial clause that holds by itself: not a condition, not a measure of time ("two days after"), not an aside about the
    /// saying.
    fn stands_beside(&self, at: usize) -> bool {
        let Some(first) = self.below[at].first else { return false };
        let measured = first.checked_sub(1).is_some_and(|before| word_class::is_measure(self.low(before)));
        BESIDE.contains(&self.low(first)) && !measured && !(self.low(first) == "as" && self.is_saying(at))
    }

    /// ", killing 14".
    fn is_tail(&self, at: usize) -> bool {
        let marked = self.child(at, |relation| matches!(relation, Relation::Mark | Relation::Case)).is_some();
        let enough = self.below[at].content >= TAIL_CONTENT || self.below[at].has_number;
        let after = self.heads[at].is_some_and(|above| above < at);
        self.syntax[at].tag.xpos == Xpos::Gerund
            && !marked
            && after
            && enough
            && self.follows_comma(at)
            && !(word_class::is_ing_preposition(self.low(at)) || self.low(at) == "following")
    }

    /// Whether a comma or dash stands before the first word of all that hangs on a word.
    fn follows_comma(&self, at: usize) -> bool {
        let is_mark = |at: &usize| matches!(self.words[*at].text, "," | "—" | "–" | "--" | "-");
        self.below[at].first.and_then(|first| first.checked_sub(1)).is_some_and(|before| is_mark(&before))
    }

    /// For each word the head of its clause; none at all if the run has no clause. Words that hang on what was held apart go with the
    /// word before them.
    fn owners(&self, order: &[usize], is_head: &[bool]) -> Option<Vec<usize>> {
        let mut owner: Vec<Option<usize>> = vec![None; self.words.len()];
        for at in order {
            owner[*at] = if is_head[*at] { Some(*at) } else { self.heads[*at].and_then(|above| owner[above]) };
        }
        let first = owner.iter().copied().flatten().next()?;
        let mut owners = vec![first; owner.len()];
        let mut last = first;
        for (at, held) in owner.into_iter().enumerate() {
            let held = held.unwrap_or(last);
            // What follows a joined predicate without a mark is its own, where the parser hangs it on the first ("and had given | no warning").
            let goes_on = self.relation(last) == Relation::Conjunct
                && at > last
                && self.heads[last].is_some_and(|above| held == above)
                && self.words[at - 1].kind != TokenKind::Punctuation;
            last = if goes_on { last } else { held };
            owners[at] = last;
        }
        Some(owners)
    }

    fn carries_meaning(&self, at: usize) -> bool {
        self.words[at].kind.carries_meaning()
    }

    fn content(&self, words: &[usize]) -> usize {
        words.iter().filter(|at| self.carries_meaning(**at)).count()
    }

    /// Whether a clause says enough, and leaves enough to the one above it.
    fn stands(&self, at: usize, above: usize, content: &[usize]) -> bool {
        let own = content[at];
        if self.heads[at].is_none() {
            return own >= if self.subject(at).is_some() { WHOLE_CONTENT } else { SIDE_CONTENT };
        }
        let given = self.content(&self.given_back(at));
        let left = content[above] + self.content(&self.given_back(above));
        // Two clauses with a subject each stand for themselves.
        let is_whole = matches!(self.relation(at), Relation::Conjunct | Relation::Parataxis | Relation::AdverbClause)
            && self.subject(at).is_some()
            && self.subject(above).is_some();
        if is_whole {
            return own >= self.least_of_whole(at) && left >= self.least_of_whole(above);
        }
        own >= OWN_CONTENT && own + given >= SIDE_CONTENT && left >= SIDE_CONTENT
    }

    /// Words of meaning that a clause with its own subject must have: one that says that something is not so says enough in a word
    /// ("nobody called").
    fn least_of_whole(&self, at: usize) -> usize {
        let denies = |child: &usize| negation::look_up(self.low(*child)) == Some(NegationClass::Particle);
        let is_denied = self.children[at].iter().any(|child| denies(child) || self.children[*child].iter().any(denies));
        if is_denied { WHOLE_WHEN_DENIED } else { WHOLE_CONTENT }
    }

    /// The words of the subject that a clause shares with another, or of the noun that it hangs on.
    fn given_back(&self, at: usize) -> Vec<usize> {
        let Some(above) = self.heads[at] else { return Vec::new() };
        if self.relation(at) == Relation::RelativeClause {
            return self.phrase(above, at);
        }
        let shares = matches!(self.relation(at), Relation::Conjunct | Relation::AdverbClause);
        if !shares || self.subject(at).is_some() {
            return Vec::new();
        }
        match self.subject(above) {
            Some(subject) if !self.is_relative(subject) => self.phrase(subject, at),
            _ => self.given_back(above),
        }
    }

    fn is_relative(&self, at: usize) -> bool {
        matches!(self.syntax[at].tag.xpos, Xpos::WhDeterminer | Xpos::WhPronoun) || matches!(self.low(at), "who" | "which" | "that")
    }

    /// A noun with what tells which one is meant: no clause, no second name.
    fn phrase(&self, noun: usize, without: usize) -> Vec<usize> {
        let mut words = vec![noun];
        let mut next = 0;
        while next < words.len() {
            let belongs = |child: &&usize| {
                let is_preposition = words[next] == noun && self.relation(**child) == Relation::Case;
                **child != without
                    && !is_preposition
                    && !matches!(
                        self.relation(**child),
                        Relation::RelativeClause
                            | Relation::NounClause
                            | Relation::Apposition
                            | Relation::Punctuation
                            | Relation::Parataxis
                            | Relation::Copula
                            | Relation::Auxiliary
                            | Relation::Adverb
                            | Relation::AdverbClause
                    )
                    && !self.relation(**child).is_nominal_subject()
            };
            let more: Vec<usize> = self.children[words[next]].iter().filter(belongs).copied().collect();
            words.extend(more);
            next += 1;
        }
        words.sort_unstable();
        words
    }

    fn made(&self, owner: &[usize]) -> Vec<Clause> {
        let mut owned: Vec<Vec<usize>> = vec![Vec::new(); owner.len()];
        for (at, head) in owner.iter().enumerate() {
            owned[*head].push(at);
        }
        let heads = (0..owner.len()).filter(|at| owner[*at] == *at);
        let mut clauses: Vec<Clause> = heads
            .map(|at| {
                let at = &at;
                let words = self.said(*at, std::mem::take(&mut owned[*at]), owner);
                // What hangs on no other clause shares nothing.
                let is_apart = self.heads[*at].is_some_and(|above| owner[above] != *at);
                let given = if is_apart { self.given_back(*at) } else { Vec::new() };
                let own = self.subject(*at).is_some_and(|own| !self.is_relative(own));
                let is_complete = own || !given.is_empty() || self.child(*at, |relation| relation == Relation::ClauseSubject).is_some();
                let subject = given.into_iter().filter(|word| words.binary_search(word).is_err()).collect();
                Clause { words, subject, verb: self.finite(*at).or(Some(*at)), is_complete }
            })
            .collect();
        clauses.retain(|clause| !clause.words.is_empty());
        clauses.sort_by(|left, right| left.words.cmp(&right.words));
        clauses
    }

    /// The words of a clause without those that join it to another, and without marks where another was taken out.
    fn said(&self, at: usize, words: Vec<usize>, owner: &[usize]) -> Vec<usize> {
        if self.heads[at].is_none_or(|above| owner[above] == at) {
            return self.without_torn_marks(words);
        }
        let joins = |word: usize| match self.relation(at) {
            Relation::AdverbClause => self.heads[word] == Some(at) && self.relation(word) == Relation::Mark,
            Relation::RelativeClause => {
                let hangs = |word: usize| self.heads[word] == Some(at);
                let is_relative = |word: usize| self.is_relative(word) || self.syntax[word].tag.xpos == Xpos::WhAdverb;
                hangs(word) && is_relative(word)
                    || self.relation(word) == Relation::Case && self.heads[word].is_some_and(|above| hangs(above) && is_relative(above))
            }
            _ => false,
        };
        self.without_torn_marks(words.into_iter().filter(|word| !joins(*word)).collect())
    }

    /// Without the commas beside a gap.
    fn without_torn_marks(&self, words: Vec<usize>) -> Vec<usize> {
        let is_torn = |place: usize| {
            let at = words[place];
            let gap_before = place > 0 && words[place - 1] + 1 != at;
            let gap_after = words.get(place + 1).is_some_and(|next| at + 1 != *next);
            (gap_before || gap_after) && matches!(self.words[at].text, "," | "—" | "–" | "--" | "-")
        };
        (0..words.len()).filter(|place| !is_torn(*place)).map(|place| words[place]).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::language::sentence::tests::{analysed, article};
    use crate::statement::{StatementOptions, cut};

    /// The statements of a text as they are shown.
    fn shown(text: &str) -> Vec<String> {
        let article = article(&[text]);
        let analysis = analysed(&article);
        let statements = cut(&article, &analysis, &[], &StatementOptions::default()).list;
        statements.iter().map(|statement| statement.wording(&article.text)).collect()
    }

    #[test]
    fn a_relative_clause_behind_a_comma_is_taken_out_and_gets_its_noun() {
        assert_eq!(
            shown("The river, which rises in the hills of Arvania, flooded the town of Brenica on Friday."),
            ["The river … flooded the town of Brenica on Friday", "[The river] rises in the hills of Arvania"]
        );
        let told = "Six of the nine judges voted against the freeze, which covered 1.4 million homes.";
        assert_eq!(shown(told), ["Six of the nine judges voted against the freeze", "[the freeze] covered 1.4 million homes"]);
    }

    #[test]
    fn a_relative_clause_that_tells_which_one_stays() {
        let told = "The man who robbed the bank in Velmora was arrested on Friday";
        assert_eq!(shown(&format!("{told}.")), [told]);
    }

    #[test]
    fn a_participle_tail_gets_the_subject_back() {
        assert_eq!(
            shown("Police clashed with dockers outside the port on Tuesday, leaving at least seven people injured."),
            ["Police clashed with dockers outside the port on Tuesday", "[Police] leaving at least seven people injured"]
        );
    }

    #[test]
    fn nouns_that_the_parser_takes_for_verbs_are_not_cut_apart() {
        let told = "Some 3,000 people had been moved to schools and sports halls on higher ground";
        assert_eq!(shown(&format!("{told}.")), [told]);
    }

    #[test]
    fn a_clause_of_one_word_is_a_statement_where_it_denies() {
        assert_eq!(shown("There was no warning."), ["There was no warning"]);
        assert_eq!(shown("Not a siren."), ["Not a siren"]);
        assert_eq!(shown("A siren."), [""; 0]);
    }
}
