//! Lens 9, headline and lede: what each article opens with.
//!
//! Claims lead where one of their statements stands in the headline, the standfirst or the first sentence of the text.
//! Linear in claims and statements. Known miss: an article that opens with a scene ("He woke because his dog was
//! standing on the bed") and comes to its news in the third paragraph leads with the scene.

use crate::alignment::{Comparison, Member};
use crate::article::BlockKind;
use crate::framing::Opening;
use crate::span::Span;

/// The opening of every article, in order.
pub(crate) fn find(members: &[Member<'_>], comparison: &Comparison) -> Vec<Opening> {
    let mut openings: Vec<Opening> = members.iter().enumerate().map(|(at, member)| opening(at, member)).collect();
    for (number, claim) in comparison.claims.iter().enumerate() {
        for reference in &claim.statements {
            let at = reference.member as usize;
            let (Some(member), Some(opening)) = (members.get(at), openings.get_mut(at)) else { continue };
            let Some(statement) = member.statements.get(reference.statement.get()) else { continue };
            let leads = opening.headline.contains(statement.extent())
                || opening.lede.is_some_and(|lede| lede.overlaps(statement.extent()))
                || member.article.blocks.get(statement.block.get()).is_some_and(|block| block.kind == BlockKind::Headline);
            if leads && opening.leads_with.last() != Some(&number) {
                opening.leads_with.push(number);
            }
        }
    }
    openings
}

fn opening(at: usize, member: &Member<'_>) -> Opening {
    let headline = member.article.headline;
    let lede = member.analysis.sentences.iter().find(|sentence| {
        let kind = member.article.blocks.get(sentence.block.get()).map(|block| block.kind);
        kind != Some(BlockKind::Headline) && !headline.overlaps(sentence.span)
    });
    let quoted: Vec<Span> =
        member.analysis.quotations.iter().map(|quotation| quotation.span).filter(|span| headline.contains(*span)).collect();
    Opening {
        member: u32::try_from(at).unwrap_or(u32::MAX),
        headline,
        lede: lede.map(|sentence| sentence.span),
        leads_with: Vec::new(),
        quoted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alignment::Voice;
    use crate::framing::fixture::{Paper, claim};

    #[test]
    fn headline_lede_and_the_claims_in_them_are_found() {
        let paper = Paper::new("A", "Mayor: “bridge is safe”", "The bridge fell at noon. Nobody was hurt.\nIt was old.");
        let claims = vec![claim(&[Some((3, Voice::Own))]), claim(&[Some((1, Voice::Own))])];
        let comparison = Comparison { claims, ..Comparison::default() };
        let openings = find(&[paper.member()], &comparison);
        assert_eq!(openings[0].lede.map(|lede| lede.of(&paper.article.text)), Some("The bridge fell at noon."));
        assert_eq!(openings[0].leads_with, vec![1]);
        assert_eq!(openings[0].quoted[0].of(&paper.article.text), "“bridge is safe”");
    }
}
