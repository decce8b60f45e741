//! Word classes: those of Universal Dependencies (Nivre et al., 2020) and of the Penn Treebank (Santorini, 1990), as the treebanks
//! of English web text and GUM use them.

/// Defines an enum whose variants have a name in treebanks, with the way from and to it.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident, $(($variant:ident, $form:literal, $meaning:literal)),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = $meaning] $variant),+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name in treebanks.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $form),+
                }
            }

            /// From its name in treebanks.
            #[must_use]
            pub fn of(name: &str) -> Option<Self> {
                match name {
                    $($form => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use named;

/// What a word is: its universal class and its class in the Penn Treebank.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Tag {
    /// Universal class.
    pub upos: Upos,
    /// Penn Treebank class, which tells forms of verbs and nouns apart.
    pub xpos: Xpos,
}

impl Tag {
    /// Something unknown.
    pub const UNKNOWN: Self = Self { upos: Upos::Other, xpos: Xpos::Foreign };

    /// From `NN|NOUN`, the form in files of weights.
    #[must_use]
    pub fn of(joint: &str) -> Option<Self> {
        let (xpos, upos) = joint.rsplit_once('|')?;
        Some(Self { upos: Upos::of(upos)?, xpos: Xpos::of(xpos)? })
    }

    /// `NN|NOUN`.
    #[must_use]
    pub fn joint(self) -> String {
        format!("{}|{}", self.xpos.name(), self.upos.name())
    }
}

named! {
    /// Universal word class.
    Upos,
    (Adjective, "ADJ", "\"big\"."),
    (Adposition, "ADP", "\"in\"."),
    (Adverb, "ADV", "\"soon\"."),
    (Auxiliary, "AUX", "\"has\" in \"has gone\", \"is\", \"will\"."),
    (Coordinator, "CCONJ", "\"and\"."),
    (Determiner, "DET", "\"the\"."),
    (Interjection, "INTJ", "\"yes\"."),
    (Noun, "NOUN", "\"house\"."),
    (Numeral, "NUM", "\"six\", \"6\"."),
    (Particle, "PART", "\"not\", \"'s\", \"to\" before a verb."),
    (Pronoun, "PRON", "\"she\", \"who\"."),
    (ProperNoun, "PROPN", "\"Oslo\"."),
    (Punctuation, "PUNCT", "A mark."),
    (Subordinator, "SCONJ", "\"because\", \"that\" before a clause."),
    (Symbol, "SYM", "\"$\", \"%\"."),
    (Verb, "VERB", "\"said\"."),
    (Other, "X", "Anything else."),
}

named! {
    /// Penn Treebank class, with the additions of the English Web Treebank.
    Xpos,
    (Dollar, "$", "A sign of money."),
    (CloseQuote, "''", "A closing quotation mark."),
    (Comma, ",", "A comma."),
    (LeftBracket, "-LRB-", "An opening bracket."),
    (RightBracket, "-RRB-", "A closing bracket."),
    (Stop, ".", "A mark that ends a sentence."),
    (Colon, ":", "A colon, semicolon or dash."),
    (Address, "ADD", "An address."),
    (Affix, "AFX", "A prefix that stands alone."),
    (Coordinator, "CC", "\"and\"."),
    (Number, "CD", "\"six\"."),
    (Determiner, "DT", "\"the\"."),
    (Existential, "EX", "\"there\" in \"there is\"."),
    (Foreign, "FW", "A foreign word."),
    (GoesWith, "GW", "A part of a word that was written apart."),
    (Hyphen, "HYPH", "A hyphen inside a word."),
    (Preposition, "IN", "A preposition or subordinator."),
    (Adjective, "JJ", "\"big\"."),
    (Comparative, "JJR", "\"bigger\"."),
    (Superlative, "JJS", "\"biggest\"."),
    (ListMark, "LS", "\"1.\" in a list."),
    (Modal, "MD", "\"will\"."),
    (Ornament, "NFP", "A mark that is no punctuation: a smiley, a rule."),
    (Noun, "NN", "\"house\"."),
    (ProperNoun, "NNP", "\"Oslo\"."),
    (ProperNouns, "NNPS", "\"Alps\"."),
    (Nouns, "NNS", "\"houses\"."),
    (Predeterminer, "PDT", "\"all\" in \"all the\"."),
    (Possessive, "POS", "\"'s\" after an owner."),
    (Pronoun, "PRP", "\"she\"."),
    (PossessivePronoun, "PRP$", "\"her\" before a noun."),
    (Adverb, "RB", "\"soon\", \"not\"."),
    (ComparativeAdverb, "RBR", "\"sooner\"."),
    (SuperlativeAdverb, "RBS", "\"soonest\"."),
    (VerbParticle, "RP", "\"up\" in \"give up\"."),
    (Symbol, "SYM", "A symbol."),
    (To, "TO", "\"to\" before a verb."),
    (Interjection, "UH", "\"yes\"."),
    (BaseVerb, "VB", "\"go\" after \"to\" or \"will\"."),
    (PastVerb, "VBD", "\"went\"."),
    (Gerund, "VBG", "\"going\"."),
    (Participle, "VBN", "\"gone\"."),
    (PresentVerb, "VBP", "\"go\" after \"they\"."),
    (ThirdPersonVerb, "VBZ", "\"goes\"."),
    (WhDeterminer, "WDT", "\"which\", \"that\" in a relative clause."),
    (WhPronoun, "WP", "\"who\"."),
    (WhPossessive, "WP$", "\"whose\"."),
    (WhAdverb, "WRB", "\"when\"."),
    (OpenQuote, "``", "An opening quotation mark."),
}

impl Xpos {
    /// A verb form that can carry a main clause: past, present.
    #[must_use]
    pub fn is_finite_verb(self) -> bool {
        matches!(self, Self::PastVerb | Self::PresentVerb | Self::ThirdPersonVerb | Self::Modal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_class() {
        assert!(Upos::ALL.iter().all(|class| Upos::of(class.name()) == Some(*class)));
        assert!(Xpos::ALL.iter().all(|class| Xpos::of(class.name()) == Some(*class)));
        let tag = Tag::of("NNP|PROPN").expect("both are known");
        assert_eq!((tag.upos, tag.joint().as_str()), (Upos::ProperNoun, "NNP|PROPN"));
        assert_eq!(Tag::of("NNP|"), None);
    }
}
