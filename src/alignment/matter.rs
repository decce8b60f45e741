//! What a figure is about: the matter that another figure must share before the two can conflict.
//!
//! People are counted by what became of them ("six guards were wounded", "3 guards injured") and by what they are;
//! votes by how many voted; everything else by its unit or the noun that is counted. The word for what became of people
//! is sought beside the figure: right before it ("killed 14"), else after it up to the next figure, else before it.
//! Known miss: outcomes in words that the list has not. "The true figure is above 30" is left to `restated`.

use crate::alignment::vocabulary::{Term, Vocabulary};
use crate::article::Article;
use crate::language::{Analysis, Quantity, TokenKind, Unit, stem::stem};
use crate::lexicon::outcome::{self, Outcome};

/// Tokens before a figure in which a word that governs it stands ("killed at least 14").
const RIGHT_BEFORE: usize = 2;
/// Tokens before a figure that are looked through when nothing stands after it.
const BEFORE: usize = 7;
/// Tokens after a figure that are looked through.
const AFTER: usize = 12;

/// What a figure is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Matter {
    /// People of whom the same became.
    People(Outcome, Group),
    /// A vote of so many.
    Vote(u32),
    /// Things of this noun.
    Things(Term),
    /// A rate, a sum of money, a measure.
    Measured,
}

/// Who is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Group {
    /// People at large, or nobody named.
    People,
    /// Those who guard somebody.
    Guards,
    /// Police.
    Police,
    /// Soldiers.
    Soldiers,
    /// Those who protest or strike.
    Protesters,
    /// Others, by their noun.
    Other(Term),
}

const PEOPLE: &[&str] = &[
    "people",
    "person",
    "other",
    "life",
    "victim",
    "casualty",
    "resident",
    "inhabitant",
    "citizen",
    "civilian",
    "member",
    "evacuee",
    "dead",
    "death",
    "fatality",
    "injured",
    "injure",
    "wounded",
    "wound",
    "arrest",
    "detainee",
    "man",
    "woman",
];
const GUARDS: &[&str] = &["guard", "bodyguard", "personnel", "guardsman"];
const POLICE: &[&str] = &["police", "officer", "policeman", "policewoman", "constable", "patrolman"];
const SOLDIERS: &[&str] = &["soldier", "troop", "trooper", "serviceman", "reservist"];
const PROTESTERS: &[&str] =
    &["protester", "protestor", "demonstrator", "striker", "picket", "docker", "activist", "supporter", "marcher", "militant", "rioter"];
/// Nouns of people who are told apart from all others.
const OTHERS: &[&str] = &[
    "child",
    "student",
    "pupil",
    "teacher",
    "patient",
    "nurse",
    "doctor",
    "passenger",
    "prisoner",
    "hostage",
    "tourist",
    "pilgrim",
    "fan",
    "firefighter",
    "journalist",
    "gunman",
    "attacker",
    "suspect",
    "driver",
    "rescuer",
    "volunteer",
    "worker",
    "employee",
    "miner",
    "farmer",
    "migrant",
    "refugee",
    "villager",
    "official",
    "source",
    "analyst",
    "expert",
    "witness",
    "lawmaker",
    "minister",
    "judge",
    "lawyer",
    "diplomat",
    "commander",
    "leader",
    "economist",
    "senator",
    "deputy",
    "councillor",
    "candidate",
    "voter",
    "owner",
    "tenant",
    "boy",
    "girl",
];
/// Words after "members of" that make them guards.
const GUARDING: &[&str] = &["guard", "guards", "protection", "detail", "bodyguard", "bodyguards", "security", "escort"];

/// Bodies whose size is no matter of the event ("a family of five").
const BODIES: &[&str] = &["family", "group", "team", "crew", "party", "gang", "band", "council", "panel", "jury", "board", "delegation"];
/// Words at which the clause of a figure ends.
const CLAUSE_ENDS: &[&str] = &["when", "while", "as", "after", "before", "because", "although", "but", "if"];

impl Matter {
    /// The matter in plain words, if it has some.
    pub(crate) fn words(self, vocabulary: &Vocabulary) -> Option<String> {
        let (outcome, group) = match self {
            Self::People(outcome, group) => (outcome, group),
            Self::Vote(_) => return Some("votes".to_owned()),
            Self::Things(_) | Self::Measured => return None,
        };
        let outcome = match outcome {
            Outcome::Dead => "killed",
            Outcome::Hurt => "hurt",
            Outcome::Missing => "missing",
            Outcome::Arrested => "arrested",
            Outcome::Displaced => "evacuated or displaced",
            Outcome::Gathered => "gathered",
            Outcome::Trapped => "trapped or stranded",
            Outcome::Rescued => "rescued",
        };
        let group = match group {
            Group::People => "people",
            Group::Guards => "guards",
            Group::Police => "police officers",
            Group::Soldiers => "soldiers",
            Group::Protesters => "protesters",
            Group::Other(term) => vocabulary.text(term),
        };
        Some(format!("{group} {outcome}"))
    }
}

fn among(list: &[&str], term: &str) -> bool {
    list.iter().any(|word| *word == term || stem(word) == term)
}

/// The group that a counted noun names; nothing if it names no people.
fn group(noun: Option<(&str, Option<Term>)>) -> Option<Group> {
    let Some((text, term)) = noun else { return Some(Group::People) };
    if among(PEOPLE, text) {
        Some(Group::People)
    } else if among(GUARDS, text) {
        Some(Group::Guards)
    } else if among(POLICE, text) {
        Some(Group::Police)
    } else if among(SOLDIERS, text) {
        Some(Group::Soldiers)
    } else if among(PROTESTERS, text) {
        Some(Group::Protesters)
    } else {
        term.filter(|_| among(OTHERS, text)).map(Group::Other)
    }
}

/// Whether a word is a noun for people.
pub(crate) fn is_people(term: &str) -> bool {
    group(Some((term, Some(0)))).is_some()
}

/// What a figure is about; nothing if it is a part of another figure ("two of them"), a rank, or counts nothing.
pub(crate) fn of(quantity: &Quantity, article: &Article, analysis: &Analysis, vocabulary: &Vocabulary) -> Option<Matter> {
    let words = Words { article, analysis };
    match &quantity.unit {
        Unit::Ordinal | Unit::Age => None,
        Unit::Score(second) => Some(Matter::Vote(second.saturating_add(quantity.value.clamp(0.0, 1e6) as u32))),
        Unit::Percent | Unit::PercentagePoint | Unit::Money(_) | Unit::Measure(_) => Some(Matter::Measured),
        Unit::Count(noun) => {
            let text = noun.and_then(|noun| analysis.terms.get(noun.get())).map(|text| &**text);
            let term = text.and_then(|text| vocabulary.find(text));
            if is_part(&words, quantity, text) {
                return None;
            }
            let Some(mut group) = group(text.map(|text| (text, term))) else { return term.map(Matter::Things) };
            if words.within(quantity).any(|word| GUARDING.contains(&word.as_str())) && matches!(text, Some("member")) {
                group = Group::Guards;
            }
            words.outcome(quantity, text).map(|outcome| Matter::People(outcome, group))
        }
    }
}

/// "Two of them", "four of whom", "a family of five".
fn is_part(words: &Words<'_>, quantity: &Quantity, noun: Option<&str>) -> bool {
    let end = quantity.tokens.range().end;
    let next = (words.lower(end), words.lower(end + 1));
    let before = |back: usize| quantity.tokens.range().start.checked_sub(back).map_or_else(String::new, |at| words.lower(at));
    if noun.is_none() && before(1) == "of" && BODIES.contains(&before(2).as_str()) {
        return true;
    }
    noun.is_none() && next.0 == "of" && matches!(next.1.as_str(), "them" | "these" | "those" | "whom" | "which" | "the")
        || next.0 == "of" && matches!(next.1.as_str(), "them" | "whom" | "which")
}

struct Words<'run> {
    article: &'run Article,
    analysis: &'run Analysis,
}

impl Words<'_> {
    fn lower(&self, at: usize) -> String {
        self.analysis.tokens.get(at).map_or_else(String::new, |token| token.span.of(&self.article.text).to_lowercase())
    }

    /// The words after the figure in its sentence, up to a mark.
    fn within<'a>(&'a self, quantity: &'a Quantity) -> impl Iterator<Item = String> + 'a {
        let end = self.analysis.sentences.get(quantity.sentence.get()).map_or(0, |sentence| sentence.tokens.range().end);
        (quantity.tokens.range().end..end)
            .take(AFTER)
            .take_while(|at| self.analysis.tokens[*at].kind != TokenKind::Punctuation)
            .map(|at| self.lower(at))
    }

    /// The outcome whose words start at a token.
    fn outcome_at(&self, at: usize) -> Option<Outcome> {
        let mut phrase = String::new();
        let mut found = None;
        for next in at..at + outcome::LONGEST {
            if next > at {
                phrase.push(' ');
            }
            phrase.push_str(&self.lower(next));
            found = outcome::look_up(&phrase).or(found);
        }
        found
    }

    fn outcome(&self, quantity: &Quantity, noun: Option<&str>) -> Option<Outcome> {
        let sentence = self.analysis.sentences.get(quantity.sentence.get())?;
        let (range, figure) = (sentence.tokens.range(), quantity.tokens.range());
        let others = |at: usize| {
            self.analysis.quantities.iter().any(|other| other.tokens.range().start != figure.start && other.tokens.range().contains(&at))
        };
        let mark = |at: usize| {
            self.analysis.tokens[at].kind == TokenKind::Punctuation
                && matches!(self.lower(at).as_str(), "," | ";" | ":" | "(" | ")" | "–" | "—")
        };
        let joint = |at: usize| matches!(self.lower(at).as_str(), "and" | "or") || CLAUSE_ENDS.contains(&self.lower(at).as_str());
        let own = noun.and_then(|noun| {
            outcome::look_up(noun).or_else(|| {
                (figure.start..figure.end + 3).find_map(|at| {
                    let same = self.analysis.tokens.get(at).is_some_and(|token| self.analysis.term(token) == noun);
                    if same { self.outcome_at(at) } else { None }
                })
            })
        });
        if own.is_some() {
            return own;
        }
        let right_before = (range.start.max(figure.start.saturating_sub(RIGHT_BEFORE))..figure.start)
            .rev()
            .take_while(|at| !mark(*at) && !joint(*at) && !others(*at));
        let found = right_before.filter_map(|at| self.outcome_at(at)).next();
        let right_before_is_verb = found.filter(|outcome| *outcome != Outcome::Gathered);
        if right_before_is_verb.is_some() {
            return right_before_is_verb;
        }
        let after = (figure.end.min(range.end)..range.end)
            .take(AFTER)
            .take_while(|at| !mark(*at) && !others(*at) && !CLAUSE_ENDS.contains(&self.lower(*at).as_str()));
        if let Some(outcome) = after.filter_map(|at| self.outcome_at(at)).next() {
            return Some(outcome);
        }
        let before = (range.start.max(figure.start.saturating_sub(BEFORE))..figure.start).rev().take_while(|at| !others(*at));
        let mut crossed = false;
        for at in before {
            crossed |= mark(at) || joint(at);
            // Only the size of a crowd stands apart from its noun ("a crowd, put by police at 400").
            if let Some(outcome) = self.outcome_at(at).filter(|outcome| !crossed || *outcome == Outcome::Gathered) {
                return Some(outcome);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alignment::vocabulary::Vocabulary;
    use crate::ingest::article_from_text;
    use crate::language::{self, LanguageOptions};
    use crate::span::TokenIndex;

    fn matters(text: &str) -> Vec<Option<Matter>> {
        let article = article_from_text("", "", text);
        let analysis = language::analyse(&article, &LanguageOptions::default());
        let mut vocabulary = Vocabulary::default();
        vocabulary.read(&article, &analysis, (0..analysis.tokens.len()).map(TokenIndex::new));
        analysis.quantities.iter().map(|quantity| of(quantity, &article, &analysis, &vocabulary)).collect()
    }

    #[test]
    fn people_are_counted_by_what_became_of_them() {
        for (text, outcome, group) in [
            ("Six guards were wounded.", Outcome::Hurt, Group::Guards),
            ("Six members of his protection force were wounded.", Outcome::Hurt, Group::Guards),
            ("Police arrested 12 people.", Outcome::Arrested, Group::People),
            ("The storm killed 14 on Monday.", Outcome::Dead, Group::People),
            ("The death toll rose to 14.", Outcome::Dead, Group::People),
            ("Some 3,000 people had been moved to schools.", Outcome::Displaced, Group::People),
            ("Rescuers were still looking for 27 people.", Outcome::Missing, Group::People),
            ("Outside, a crowd put by its organisers at 2,000 sang.", Outcome::Gathered, Group::People),
            ("Four officers hurt", Outcome::Hurt, Group::Police),
        ] {
            assert_eq!(matters(text).first(), Some(&Some(Matter::People(outcome, group))), "{text}");
        }
    }

    #[test]
    fn each_figure_of_a_sentence_has_its_own_outcome() {
        let found = matters("The blast killed two people and wounded seven others.");
        assert_eq!(found, [Some(Matter::People(Outcome::Dead, Group::People)), Some(Matter::People(Outcome::Hurt, Group::People))]);
    }

    #[test]
    fn a_part_of_another_figure_is_no_matter_of_its_own() {
        assert_eq!(matters("He confirmed 19 deaths, four of them of children.").get(1), Some(&None));
    }

    #[test]
    fn a_vote_is_known_by_how_many_voted() {
        assert_eq!(matters("The court ruled 6-3."), matters("It passed by five votes to four."));
    }
}
