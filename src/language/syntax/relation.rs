//! What a word is to its head: the relations of Universal Dependencies (de Marneffe et al., 2021, doi:10.1162/coli_a_00402) with the
//! subtypes of the English treebanks.

use crate::language::syntax::tag::named;

named! {
    /// What a word is to its head.
    Relation,
    (Root, "root", "The head of the sentence."),
    (Subject, "nsubj", "A noun that is the subject of a verb or predicate."),
    (PassiveSubject, "nsubj:pass", "The subject of a passive verb: what it is done to."),
    (OuterSubject, "nsubj:outer", "The subject of a clause whose predicate is a clause."),
    (ClauseSubject, "csubj", "A clause that is a subject."),
    (PassiveClauseSubject, "csubj:pass", "A clause that is the subject of a passive verb."),
    (OuterClauseSubject, "csubj:outer", "A clause that is the subject of a clause whose predicate is a clause."),
    (Object, "obj", "A direct object."),
    (IndirectObject, "iobj", "\"him\" in \"gave him a book\"."),
    (Oblique, "obl", "A noun that hangs on a verb by a preposition."),
    (Agent, "obl:agent", "\"by\" whom, with a passive verb."),
    (UnmarkedOblique, "obl:unmarked", "\"Monday\" in \"said Monday\"."),
    (ContentClause, "ccomp", "A clause that is an object: what was said."),
    (OpenClause, "xcomp", "A clause without a subject of its own: \"to go\" in \"wants to go\"."),
    (AdverbClause, "advcl", "A clause that modifies a verb."),
    (AdverbRelativeClause, "advcl:relcl", "A \"which\" clause on a whole clause."),
    (NounClause, "acl", "A clause that modifies a noun."),
    (RelativeClause, "acl:relcl", "A relative clause."),
    (Adverb, "advmod", "An adverb."),
    (Adjective, "amod", "An adjective before or after its noun."),
    (NounModifier, "nmod", "A noun that hangs on a noun by a preposition."),
    (Possessor, "nmod:poss", "\"Iraq\" in \"Iraq's army\", \"her\" in \"her house\"."),
    (UnmarkedNounModifier, "nmod:unmarked", "A noun that modifies a noun without a preposition."),
    (Description, "nmod:desc", "A title before a name."),
    (Apposition, "appos", "A second name for the same thing."),
    (Compound, "compound", "A noun before a noun."),
    (VerbParticle, "compound:prt", "\"up\" in \"give up\"."),
    (Flat, "flat", "A further word of a name."),
    (Fixed, "fixed", "A further word of a fixed expression."),
    (GoesWith, "goeswith", "A part of a word that was written apart."),
    (Auxiliary, "aux", "\"has\" in \"has gone\"."),
    (PassiveAuxiliary, "aux:pass", "\"was\" in \"was shot\"."),
    (Copula, "cop", "\"is\" in \"is big\"."),
    (Case, "case", "A preposition or possessive mark."),
    (Mark, "mark", "\"that\", \"because\", \"to\" before a clause."),
    (Determiner, "det", "\"the\"."),
    (Predeterminer, "det:predet", "\"all\" in \"all the\"."),
    (Number, "nummod", "A number that counts."),
    (Coordinator, "cc", "\"and\"."),
    (FirstCoordinator, "cc:preconj", "\"both\" in \"both he and she\"."),
    (Conjunct, "conj", "What a coordinator joins to its head."),
    (Parataxis, "parataxis", "A clause beside a clause: a reporting clause in the middle of speech."),
    (Expletive, "expl", "\"there\" in \"there is\"."),
    (Vocative, "vocative", "Who is addressed."),
    (Discourse, "discourse", "\"well\", \"yes\"."),
    (List, "list", "A further item of a list."),
    (Dislocated, "dislocated", "A part put before or after its clause."),
    (Orphan, "orphan", "A part whose head was left out."),
    (Repair, "reparandum", "What a speaker took back."),
    (Punctuation, "punct", "A mark."),
    (Unspecified, "dep", "Something else."),
}

impl Relation {
    /// A noun that is a subject, of any kind.
    #[must_use]
    pub fn is_nominal_subject(self) -> bool {
        matches!(self, Self::Subject | Self::PassiveSubject | Self::OuterSubject)
    }

    /// Without its subtype: `nsubj` for `nsubj:pass`. Attachment scores compare these.
    #[must_use]
    pub fn universal(self) -> &'static str {
        let name = self.name();
        name.split_once(':').map_or(name, |(base, _)| base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subtype_belongs_to_its_relation() {
        assert_eq!(Relation::of("nsubj:pass"), Some(Relation::PassiveSubject));
        assert_eq!(Relation::PassiveSubject.universal(), "nsubj");
        assert!(Relation::ALL.iter().all(|relation| Relation::of(relation.universal()).is_some()));
    }
}
