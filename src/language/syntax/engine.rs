//! The tagger, parser and lemmatiser with their weights, and the way of one sentence through them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::language::syntax::feature::Features;
use crate::language::syntax::form::Form;
use crate::language::syntax::lemma::Lemmatiser;
use crate::language::syntax::node::{self, Node, Role};
use crate::language::syntax::outlook;
use crate::language::syntax::parser::{self, Beam, Steps};
use crate::language::syntax::relation::Relation;
use crate::language::syntax::state::Step;
use crate::language::syntax::tag::{Tag, Upos};
use crate::language::syntax::tagger::{self, Capitals};
use crate::language::syntax::tree;
use crate::language::syntax::words::WordTable;
use crate::weights::Weights;
use crate::weights::container::Container;
use crate::weights::scores::SparseScores;

/// What is known of a word after parsing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ParsedWord {
    /// Its class.
    pub tag: Tag,
    /// Place of its head in the sentence; nothing for the head of the sentence.
    pub head: Option<usize>,
    /// What it is to its head.
    pub relation: Relation,
}

/// Tagger, parser and lemmatiser, ready to use.
#[derive(Clone, Debug)]
pub struct Engine<'file> {
    table: WordTable<'file>,
    lemmatiser: Lemmatiser<'file>,
    tagger: SparseScores<'file>,
    tags: Vec<Tag>,
    outlook: SparseScores<'file>,
    outlooks: usize,
    parser: SparseScores<'file>,
    steps: Steps,
    relations: Vec<Relation>,
    mark: u8,
}

/// Space that sentences after each other use again, and the words seen so far.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// The number of each word seen.
    numbers: FxHashMap<Box<str>, usize>,
    /// Its form.
    known: Vec<Form>,
    forms: Vec<Form>,
    /// The numbers of a sentence's words.
    words: Vec<usize>,
    memory: tagger::Memory,
    features: Features,
    tags: Vec<u8>,
    guesses: Vec<u8>,
    nodes: Vec<Node>,
    places: Vec<usize>,
    beam: Beam,
    arcs: Vec<(Option<usize>, u8)>,
}

/// Words that a workspace keeps before it forgets them all.
const MOST_KNOWN: usize = 20_000;

static ENGINE: LazyLock<Engine<'static>> =
    LazyLock::new(|| Engine::new(Weights::Words.get(), Weights::Tagger.get(), Weights::Outlook.get(), Weights::Parser.get()));

impl Engine<'static> {
    /// The engine with the weights in the binary, or of the folder that was set.
    #[must_use]
    pub fn get() -> &'static Self {
        &ENGINE
    }
}

impl<'file> Engine<'file> {
    /// With weights from these files.
    #[must_use]
    pub fn new(words: &'file Container, tagger: &'file Container, outlook: &'file Container, parser: &'file Container) -> Self {
        let table = WordTable::new(words.section("words"));
        let relations: Vec<Relation> = parser.lines("relations").map(|name| Relation::of(name).unwrap_or(Relation::Unspecified)).collect();
        let number =
            |relation: Relation| relations.iter().position(|other| *other == relation).map_or(0, |at| u8::try_from(at).unwrap_or(0));
        Self {
            table,
            lemmatiser: Lemmatiser::new(words.section("lemmas"), table),
            tagger: SparseScores::new(tagger.section("scores")),
            tags: tagger.lines("tags").map(|joint| Tag::of(joint).unwrap_or(Tag::UNKNOWN)).collect(),
            outlook: SparseScores::new(outlook.section("scores")),
            outlooks: outlook.section("classes").first().map_or(0, |count| usize::from(*count)),
            parser: SparseScores::new(parser.section("scores")),
            steps: Steps { classes: steps_of(parser.section("steps")), root: number(Relation::Root) },
            mark: number(Relation::Punctuation),
            relations,
        }
    }

    /// Tags and parses the words of one sentence, as treebanks count words.
    pub fn parse<'words>(&self, words: impl Iterator<Item = &'words str> + Clone, space: &mut Workspace, parsed: &mut Vec<ParsedWord>) {
        parsed.clear();
        self.choose_tags(words, space);
        let Workspace { forms, features, tags, guesses, nodes, places, beam, arcs, .. } = space;
        outlook::decode(&self.outlook, self.outlooks, forms, tags, features, guesses);
        node::build(forms, tags, guesses, |tag| role(self.tag_of(tag)), nodes, places);
        parser::parse(&self.parser, &self.steps, nodes, features, beam);
        tree::spread(beam.best(), places, forms.len(), self.steps.root, self.mark, arcs);
        parsed.extend(tags.iter().zip(arcs.iter()).map(|(tag, (head, label))| ParsedWord {
            tag: self.tag_of(*tag),
            head: *head,
            relation: self.relations.get(usize::from(*label)).copied().unwrap_or(Relation::Unspecified),
        }));
    }

    /// Tags the words of one sentence without parsing it.
    pub fn tag_words<'words>(&self, words: impl Iterator<Item = &'words str> + Clone, space: &mut Workspace, found: &mut Vec<Tag>) {
        self.choose_tags(words, space);
        found.clear();
        found.extend(space.tags.iter().map(|tag| self.tag_of(*tag)));
    }

    fn choose_tags<'words>(&self, words: impl Iterator<Item = &'words str> + Clone, space: &mut Workspace) {
        let Workspace { numbers, known, forms, words: seen, memory, features, tags, .. } = space;
        if known.len() > MOST_KNOWN {
            numbers.clear();
            known.clear();
            memory.clear();
        }
        forms.clear();
        seen.clear();
        for word in words.clone() {
            let number = numbers.get(word).copied().unwrap_or_else(|| {
                known.push(Form::new(word, &self.table));
                numbers.insert(word.into(), known.len() - 1);
                known.len() - 1
            });
            forms.push(known[number]);
            seen.push(number);
        }
        memory.decode(&self.tagger, self.tags.len(), (forms, seen), Capitals::of(words), features, tags);
    }

    /// The dictionary form of a word under its class.
    #[must_use]
    pub fn lemma(&self, written: &str, tag: Tag) -> String {
        self.lemmatiser.lemma(written, tag)
    }

    fn tag_of(&self, number: u8) -> Tag {
        self.tags.get(usize::from(number)).copied().unwrap_or(Tag::UNKNOWN)
    }
}

/// What the parser needs to know of a tag.
pub(crate) fn role(tag: Tag) -> Role {
    match tag.upos {
        Upos::Punctuation => Role::Mark,
        Upos::Verb | Upos::Auxiliary => Role::Verb,
        other => Role::Other(other as u8),
    }
}

/// Section `steps`: two bytes a class, the step and the label.
fn steps_of(section: &[u8]) -> Vec<(Step, u8)> {
    section.chunks_exact(2).filter_map(|pair| Some((*Step::ALL.get(usize::from(pair[0]))?, pair[1]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::syntax::parser::{Memory, SURE_BEFORE_OTHERS, SURE_BEFORE_PAIR};
    use crate::language::syntax::state::State;
    use crate::language::syntax::templates::{Group, View};
    use crate::weights::scores::{MOST_CLASSES, Sums};

    /// The sums of a state without any memory, as far as features are looked at, and how far that was.
    fn anew(engine: &Engine<'_>, view: &View<'_>, allowed: [bool; 3], features: &mut Features) -> (Sums, usize) {
        let mut sums = [0; MOST_CLASSES];
        let sure = |sums: &Sums, least: f32| engine.parser.score_of(engine.steps.lead(sums, allowed).1) >= least;
        for group in Group::ALL {
            if group == Group::Pair && sure(&sums, SURE_BEFORE_PAIR) {
                return (sums, 0);
            }
            view.collect_group(group, features);
            engine.parser.add_to(features.keys(), &mut sums);
        }
        if sure(&sums, SURE_BEFORE_OTHERS) {
            return (sums, 1);
        }
        view.collect_others(features);
        engine.parser.add_to(features.keys(), &mut sums);
        (sums, 2)
    }

    #[test]
    fn what_groups_remember_scores_like_features_made_anew() {
        let engine = Engine::get();
        let (mut space, mut memory) = (Workspace::default(), Memory::default());
        let mut seen = [0; 3];
        for sentence in [
            "The old ferry , which had been sold twice , sank off Skarn before the second crew could reach it .",
            "Sank .",
            "\" We were told nothing , \" she said , and the two men who had come with her nodded and left the room in silence .",
        ] {
            let words = || sentence.split(' ');
            engine.parse(words(), &mut space, &mut Vec::new());
            let Workspace { features, nodes, .. } = &mut space;
            memory.reset(nodes.len());
            let mut state = State::default();
            state.reset(nodes.len() - 1);
            while !state.is_done() {
                if engine.steps.take_forced(&mut state) {
                    continue;
                }
                let mut check = |state: &State| {
                    let (view, allowed) = (View::new(nodes, state), state.allowed());
                    let scored = memory.score(&engine.parser, &engine.steps, &view, allowed, features);
                    let (sums, depth) = anew(engine, &view, allowed, features);
                    assert_eq!(scored.sums, sums);
                    assert_eq!((scored.best, scored.lead), {
                        let (best, lead) = engine.steps.lead(&sums, allowed);
                        (best, engine.parser.score_of(lead))
                    });
                    seen[depth] += 1;
                    engine.steps.classes[scored.best]
                };
                let (step, label) = check(&state);
                // The same arc with another label, as a second tree would have it: the groups must tell the two apart.
                let mut other = state.clone();
                other.take(step, label ^ 1);
                if !other.is_done() && other.stack.len() > 1 {
                    check(&other);
                }
                state.take(step, label);
            }
        }
        assert!(seen.iter().sum::<usize>() > 100 && seen.iter().all(|depth| *depth > 10), "{seen:?} states");
    }
}
